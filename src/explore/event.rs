//! `Event`: what happens to an app in a story, and `Cast`: what the test has given names to.

/// The names of a test's versions, manifests and commands; an event has their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) versions: Vec<String>,
    /// On Forge.
    pub(super) manifests: Vec<String>,
    pub(super) commands: Vec<String>,
}

/// An event of the version, manifest or command of a number.
type Numbered = fn(usize) -> Event;

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
    /// Of the Connect app, with this manifest.
    MoveToForge(usize),
    ForgeUpgrade(usize),
    CreatePage,
    EditPage,
    RotateInvocationKey,
    NewInstallationId,
    /// A command of the test.
    Own(usize),
}

/// What [`Explorer::without_event`](super::Explorer::without_event) knows, but for commands of the test.
pub fn event_names() -> impl Iterator<Item = &'static str> {
    let name = |(_, name): &(Event, &'static str)| *name;
    let connect = ["install", "upgrade"].into_iter();
    let connect = connect.chain(Event::PLAIN.iter().map(name));
    let forge = ["move-to-forge", "forge-upgrade"].into_iter();
    connect.chain(forge).chain(Event::FORGE.iter().map(name))
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

    /// Those that there are besides where an app has a manifest of Forge's.
    pub(super) const FORGE: [(Event, &'static str); 4] = [
        (Event::CreatePage, "create-page"),
        (Event::EditPage, "edit-page"),
        (Event::RotateInvocationKey, "rotate-invocation-key"),
        (Event::NewInstallationId, "new-installation-id"),
    ];

    fn named() -> impl Iterator<Item = &'static (Event, &'static str)> {
        Event::PLAIN.iter().chain(&Event::FORGE)
    }

    /// Every event that such a cast can play.
    pub(super) fn all(cast: &Cast) -> Vec<Event> {
        let versions = 0..cast.versions.len();
        let versions = versions.flat_map(|one| [Event::Install(one), Event::Upgrade(one)]);
        let plain = Event::PLAIN.iter().map(|(event, _)| *event);
        let own = (0..cast.commands.len()).map(Event::Own);
        let manifests = 0..cast.manifests.len();
        let forge = Event::FORGE.iter().map(|(event, _)| *event);
        let forge = forge.filter(|_| !cast.manifests.is_empty());
        let manifests =
            manifests.flat_map(|one| [Event::MoveToForge(one), Event::ForgeUpgrade(one)]);
        let connect = versions.chain(plain);
        connect.chain(manifests).chain(forge).chain(own).collect()
    }

    /// Its name, in a coverage table, where all versions are one, and all manifests.
    pub(super) fn kind(self, cast: &Cast) -> String {
        match self {
            Event::Install(_) => "install".to_owned(),
            Event::Upgrade(_) => "upgrade".to_owned(),
            Event::MoveToForge(_) => "move-to-forge".to_owned(),
            Event::ForgeUpgrade(_) => "forge-upgrade".to_owned(),
            event => event.written(cast),
        }
    }

    /// As a story writes it.
    pub(super) fn written(self, cast: &Cast) -> String {
        let name = |names: &[String], at: usize| names.get(at).cloned().unwrap_or_default();
        match self {
            Event::Install(version) => format!("install {:?}", name(&cast.versions, version)),
            Event::Upgrade(version) => format!("upgrade {:?}", name(&cast.versions, version)),
            Event::MoveToForge(manifest) => {
                format!("move-to-forge {:?}", name(&cast.manifests, manifest))
            }
            Event::ForgeUpgrade(manifest) => {
                format!("forge-upgrade {:?}", name(&cast.manifests, manifest))
            }
            Event::Own(command) => format!("{:?}", name(&cast.commands, command)),
            plain => {
                let known = Event::named().find(|(event, _)| *event == plain);
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
            Event::MoveToForge(_) | Event::ForgeUpgrade(_) => {
                format!("{} of the app", self.written(cast))
            }
            Event::CreatePage => "a user creates a page of the site".to_owned(),
            Event::EditPage => "a user edits a page of the site".to_owned(),
            Event::RotateInvocationKey => "Forge signs with another key".to_owned(),
            Event::NewInstallationId => "the installation on Forge has another id".to_owned(),
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
        let of_names: [(&str, &[String], Numbered); 4] = [
            ("install ", &cast.versions, Event::Install),
            ("upgrade ", &cast.versions, Event::Upgrade),
            ("move-to-forge ", &cast.manifests, Event::MoveToForge),
            ("forge-upgrade ", &cast.manifests, Event::ForgeUpgrade),
        ];
        for (verb, names, event) in of_names {
            if let Some(name) = words.strip_prefix(verb) {
                return place(names, name).map(event);
            }
        }
        let plain = Event::named().find(|(event, name)| {
            *name == words
                && (!cast.manifests.is_empty()
                    || !Event::FORGE.iter().any(|(forge, _)| forge == event))
        });
        match plain {
            Some((event, _)) => Some(*event),
            None => place(&cast.commands, words).map(Event::Own),
        }
    }

    /// Whether what an app has in the end is the same without it.
    pub(super) fn is_round_trip(self) -> bool {
        !matches!(
            self,
            Event::Install(_)
                | Event::Uninstall
                | Event::ImportSite
                | Event::MoveToForge(_)
                | Event::CreatePage
                | Event::EditPage
                | Event::Own(_)
        )
    }
}
