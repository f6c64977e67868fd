//! `Event`: what happens to an app in a story, and `Cast`: what the test has given names to.

/// The names of a test's versions and commands; an event has their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) versions: Vec<String>,
    pub(super) commands: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Event {
    Install(usize),
    Upgrade(usize),
    Disable,
    Enable,
    Uninstall,
    RotateSecret,
    RepeatInstalled,
    RenameSite,
    ImportSite,
    RotateInstallKey,
    OpenPage,
    /// A command of the test.
    Own(usize),
}

impl Event {
    /// Those without a number, and their names: the commands of the binary.
    pub(super) const PLAIN: [(Event, &'static str); 9] = [
        (Event::Disable, "disable"),
        (Event::Enable, "enable"),
        (Event::Uninstall, "uninstall"),
        (Event::RotateSecret, "rotate-secret"),
        (Event::RepeatInstalled, "repeat-installed"),
        (Event::RenameSite, "rename-site"),
        (Event::ImportSite, "import-site"),
        (Event::RotateInstallKey, "rotate-install-key"),
        (Event::OpenPage, "open-page"),
    ];

    /// Every event that such a cast can play.
    pub(super) fn all(cast: &Cast) -> Vec<Event> {
        let versions = 0..cast.versions.len();
        let versions = versions.flat_map(|one| [Event::Install(one), Event::Upgrade(one)]);
        let plain = Event::PLAIN.iter().map(|(event, _)| *event);
        let own = (0..cast.commands.len()).map(Event::Own);
        versions.chain(plain).chain(own).collect()
    }

    /// Its name, in a coverage table, where all versions are one.
    pub(super) fn kind(self, cast: &Cast) -> String {
        match self {
            Event::Install(_) => "install".to_owned(),
            Event::Upgrade(_) => "upgrade".to_owned(),
            event => event.written(cast),
        }
    }

    /// As a story writes it.
    pub(super) fn written(self, cast: &Cast) -> String {
        let name = |names: &[String], at: usize| names.get(at).cloned().unwrap_or_default();
        match self {
            Event::Install(version) => format!("install {:?}", name(&cast.versions, version)),
            Event::Upgrade(version) => format!("upgrade {:?}", name(&cast.versions, version)),
            Event::Own(command) => format!("{:?}", name(&cast.commands, command)),
            plain => {
                let known = Event::PLAIN.iter().find(|(event, _)| *event == plain);
                known.map_or_else(String::new, |(_, name)| (*name).to_owned())
            }
        }
    }

    /// What it is in a sentence whose subject is the admin.
    pub(super) fn told(self, cast: &Cast) -> String {
        match self {
            Event::Install(_) | Event::Upgrade(_) => {
                format!("{} of the app", self.written(cast))
            }
            Event::Disable | Event::Enable | Event::Uninstall => {
                format!("{} the app", self.written(cast))
            }
            Event::RotateSecret => "a new secret, by `installed`".to_owned(),
            Event::RepeatInstalled => "`installed` once more".to_owned(),
            Event::RenameSite => "the site gets another base URL".to_owned(),
            Event::ImportSite => "the site is imported: the app is gone without a word".to_owned(),
            Event::RotateInstallKey => "installs are signed with another key".to_owned(),
            Event::OpenPage => "a user opens a page of the app".to_owned(),
            Event::Own(_) => format!("own command {}", self.written(cast)),
        }
    }

    /// The event of these words.
    pub(super) fn read(words: &str, cast: &Cast) -> Option<Event> {
        let quoted = |text: &str| -> Option<String> { serde_json::from_str(text.trim()).ok() };
        let place = |names: &[String], text: &str| {
            let name = quoted(text)?;
            names.iter().position(|known| *known == name)
        };
        if let Some(version) = words.strip_prefix("install ") {
            return place(&cast.versions, version).map(Event::Install);
        }
        if let Some(version) = words.strip_prefix("upgrade ") {
            return place(&cast.versions, version).map(Event::Upgrade);
        }
        let plain = Event::PLAIN.iter().find(|(_, name)| *name == words);
        match plain {
            Some((event, _)) => Some(*event),
            None => place(&cast.commands, words).map(Event::Own),
        }
    }

    /// Whether what an app has in the end is the same without it.
    pub(super) fn is_round_trip(self) -> bool {
        !matches!(
            self,
            Event::Install(_) | Event::Uninstall | Event::ImportSite | Event::Own(_)
        )
    }
}
