//! `End`: where an app is after a life, as what can be seen of it from outside.

use std::collections::BTreeMap;

use super::shown::Shown;
use super::site::{self, Site};
use super::subject::Answer;
use crate::jwt::{OtherTenant, Tamper};
use crate::site::Status;
use crate::tenant::InstalledApp;

/// Where one site stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SiteEnd {
    /// Before the app was enabled to be looked at; none where it never was installed.
    pub(super) status: Option<Status>,
    pub(super) on_forge: bool,
    /// The dynamic modules, type and key, with what they are.
    pub(super) modules: BTreeMap<String, String>,
    /// What pages answer to a token of this kind.
    pub(super) pages: BTreeMap<(String, Shown), u16>,
}

/// Where a life ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct End {
    /// What each step came to.
    pub(super) answers: Vec<Answer>,
    pub(super) sites: [SiteEnd; 2],
    /// What the test looks at besides.
    pub(super) seen: BTreeMap<String, String>,
}

impl SiteEnd {
    pub(super) async fn of(site: &Site, before: Option<Status>, other: Option<&Site>) -> Self {
        let mut end = Self {
            status: before,
            on_forge: site.is_on_forge(),
            ..Self::default()
        };
        end.look_at_forge(site).await;
        let Some(app) = site.app() else {
            return end;
        };
        let pages = &mut end.pages;
        if app.status() == Status::Enabled {
            for key in site::pages(&app) {
                for (shown, tamper) in tokens(site, other) {
                    let load = app.open(&key);
                    let load = tamper
                        .into_iter()
                        .fold(load, |load, tamper| load.tamper(tamper));
                    let status = load.send().await.map_or(0, |reply| reply.status());
                    pages.insert((format!("page `{key}`"), shown), status);
                }
            }
        }
        end.modules.extend(modules(&app));
        end
    }

    #[cfg(feature = "forge")]
    async fn look_at_forge(&mut self, site: &Site) {
        let Some(forge) = super::forge::app(&site.tenant) else {
            return;
        };
        // Their keys are of the host's making, and others in each life.
        let keys = forge.dynamic_module_keys();
        let modules = (1..=keys.len()).map(|at| (format!("on Forge/{at}"), String::new()));
        self.modules.extend(modules);
        let calls = super::endpoints::calls(&forge).await.into_iter();
        self.pages
            .extend(calls.map(|(what, shown, status)| ((what, shown), status)));
    }

    #[cfg(not(feature = "forge"))]
    #[expect(clippy::unused_async, reason = "with the feature it asks")]
    async fn look_at_forge(&mut self, _: &Site) {}

    /// A token that only a forger has, where one is asked for and let in.
    fn forged(&self) -> Option<String> {
        let of = |page: &String, shown| self.pages.get(&(page.clone(), shown)).copied();
        let is_forged = |shown: Shown| {
            matches!(
                shown,
                Shown::WrongKey | Shown::OtherTenant | Shown::WrongAudience
            )
        };
        self.pages.iter().find_map(|((page, shown), status)| {
            let guarded = matches!(of(page, Shown::Unsigned), Some(400..=499))
                && matches!(of(page, Shown::Good), Some(200..=399));
            let taken = is_forged(*shown) && matches!(status, 200..=399);
            let told = shown.told();
            (guarded && taken).then(|| format!("{page} answers {status} to {told}"))
        })
    }
}

fn tokens(site: &Site, other: Option<&Site>) -> Vec<(Shown, Option<Tamper>)> {
    let mut tokens = vec![
        (Shown::Good, None),
        (Shown::Unsigned, Some(Tamper::Unsigned)),
        (Shown::WrongKey, Some(Tamper::WrongKey)),
    ];
    let mut earlier = site.secrets.iter().rev().skip(1);
    if let Some(dead) = earlier.next() {
        let own = OtherTenant::new(site.tenant.client_key()).shared_secret(dead);
        tokens.push((Shown::DeadSecret, Some(Tamper::OtherTenant(own))));
    }
    if let Some(secret) = other.and_then(|other| other.secrets.last()) {
        // Issued by this tenant, and signed with what another one shares with the app.
        let mixed = OtherTenant::new(site.tenant.client_key()).shared_secret(secret);
        tokens.push((Shown::OtherTenant, Some(Tamper::OtherTenant(mixed))));
    }
    tokens
}

fn modules(app: &InstalledApp) -> BTreeMap<String, String> {
    let base_url = app.descriptor().map(|one| one.base_url().to_owned());
    let all = app.dynamic_modules();
    let types = all.as_object().into_iter().flatten();
    let mut modules = BTreeMap::new();
    for (kind, list) in types {
        for (at, module) in list.as_array().into_iter().flatten().enumerate() {
            let key = module["key"]
                .as_str()
                .map_or_else(|| at.to_string(), str::to_owned);
            let mut text = module.to_string();
            if let Some(base_url) = &base_url {
                text = text.replace(base_url.as_str(), "{app}");
            }
            modules.insert(format!("{kind}/{key}"), text);
        }
    }
    modules
}

/// Two pages answer alike: both let the user in, or neither; and a failure is none of the two.
fn alike(one: u16, other: u16) -> bool {
    let class = |status: u16| match status {
        200..=399 => 0,
        400..=499 => 1,
        _ => 2,
    };
    class(one) == class(other)
}

fn keys(modules: &BTreeMap<String, String>) -> String {
    let keys: Vec<&str> = modules.keys().map(String::as_str).collect();
    format!("[{}]", keys.join(", "))
}

impl SiteEnd {
    fn stood(&self) -> Status {
        self.status.unwrap_or(Status::Uninstalled)
    }

    /// What an outsider would see differ first.
    pub(super) fn difference(&self, expected: &Self) -> Option<String> {
        if self.on_forge != expected.on_forge {
            let told = |on_forge| if on_forge { "Forge" } else { "Connect" };
            let (got, wanted) = (told(self.on_forge), told(expected.on_forge));
            return Some(format!("the app is on {got}, expected on {wanted}"));
        }
        if self.modules != expected.modules {
            let (got, wanted) = (keys(&self.modules), keys(&expected.modules));
            return Some(match got == wanted {
                true => format!("of the dynamic modules {got} one is another than expected"),
                false => format!("dynamic modules {got}, expected {wanted}"),
            });
        }
        self.pages.iter().find_map(|((page, shown), status)| {
            let wanted = expected.pages.get(&(page.clone(), *shown))?;
            let differs = !alike(*status, *wanted);
            let told = shown.told();
            differs.then(|| format!("{page} answers {status} to {told}, expected {wanted}"))
        })
    }
}

impl End {
    /// What differs of what the app has, however it came to it.
    pub(super) fn difference_of_state(&self, expected: &Self) -> Option<String> {
        let names = ["", "globex: "];
        let sites = self.sites.iter().zip(&expected.sites).zip(names);
        let mut sites = sites
            .filter_map(|((got, wanted), name)| Some(format!("{name}{}", got.difference(wanted)?)));
        sites.next().or_else(|| {
            self.seen.iter().find_map(|(name, got)| {
                let wanted = expected.seen.get(name)?;
                (got != wanted).then(|| format!("`{name}` is {got:?}, expected {wanted:?}"))
            })
        })
    }

    /// What differs at all. Steps are told by their words.
    pub(super) fn difference(&self, expected: &Self, steps: &[String]) -> Option<String> {
        if let Some(words) = self.difference_of_state(expected) {
            return Some(words);
        }
        let status = self.sites.iter().zip(&expected.sites);
        for (got, wanted) in status {
            let (got, wanted) = (got.stood(), wanted.stood());
            if got != wanted {
                return Some(format!("the app is {got:?}, expected {wanted:?}"));
            }
        }
        let answers = self.answers.iter().zip(&expected.answers).zip(steps);
        let mut refused = answers.filter(|((got, wanted), _)| !got.is_done() && wanted.is_done());
        refused.next().map(|((got, _), step)| {
            let why = got.refused.clone().unwrap_or_default();
            format!("{step} is refused, also when it is repeated: {why}")
        })
    }

    /// Who is let in that has forged a token.
    pub(super) fn forged(&self) -> Option<String> {
        self.sites.iter().find_map(SiteEnd::forged)
    }

    pub(super) fn all_done(&self) -> bool {
        self.answers.iter().all(Answer::is_done)
    }
}
