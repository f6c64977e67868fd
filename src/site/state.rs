//! `Site`: the whole memory of one tenant, and what admins and apps do to it.

use std::collections::BTreeMap;

use super::access_tokens::{AccessTokens, Acting};
use super::address::Addresses;
use super::dynamic_modules::KeySpace;
use super::install_tasks::InstallTasks;
use super::installation::{Installation, Status};
use super::rejection::Rejection;
use super::user::{Accounts, User};
use crate::cause::Cause;
use crate::descriptor::{Modules, Violation, validate_dynamic};
use crate::identity::Identity;
use crate::jwt::Refusal;
use crate::secret::Secret;
use crate::settings::{DuringInstalled, Settings, WhileDisabled};

/// One tenant's memory. Nothing in here waits, sends or asks the time.
#[derive(Debug)]
pub(crate) struct Site {
    identity: Identity,
    settings: Settings,
    addresses: Addresses,
    client_key: String,
    pub(super) imports: u32,
    /// Whether the day is over on which Connect ends.
    pub(super) connect_ended: bool,
    /// Boxed, as all that is large in a map of a tenant: the first entry takes room for eleven.
    pub(super) apps: BTreeMap<String, Box<Installation>>,
    secrets_issued: BTreeMap<String, u32>,
    /// How often each app was installed, reinstalls included.
    pub(super) installs: BTreeMap<String, u32>,
    pub(super) tasks: InstallTasks,
    pub(super) accounts: Accounts,
    pub(super) access: AccessTokens,
    pub(super) forge_tokens: super::gateway::ForgeTokens,
    #[cfg(feature = "forge")]
    pub(super) forge: super::forge::ForgeApps,
    #[cfg(feature = "content")]
    pub(super) contents: super::content::Contents,
    #[cfg(feature = "content")]
    pub(super) long_tasks: super::task_list::LongTasks,
    #[cfg(feature = "attachments")]
    pub(super) files: super::attachments::Files,
}

/// An app as its token names it, for the routes that ask who calls.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Caller {
    pub(crate) app_key: String,
    /// The user it acts for by an access token; none where the app speaks for itself.
    pub(crate) acting: Option<Acting>,
}

impl Caller {
    /// An app that speaks for itself.
    pub(crate) fn app(app_key: impl Into<String>) -> Self {
        Self {
            app_key: app_key.into(),
            acting: None,
        }
    }
}

/// What a registration did.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Registered {
    pub(crate) count: usize,
    /// What the host says nothing of, though it will not work.
    pub(crate) warnings: Vec<Violation>,
}

/// What the tenant knows of the issuer of a token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Issuer {
    /// An app whose token this secret verifies.
    App { app_key: String, secret: Secret },
    /// No app of that key, or none any more: why, for the log.
    Unknown { why: String },
}

impl Site {
    pub(crate) fn new(identity: Identity, settings: Settings, base_url: String) -> Self {
        let set = settings.client_key.clone();
        let client_key = set.unwrap_or_else(|| identity.client_key(0));
        let mut site = Self {
            identity,
            settings,
            addresses: Addresses::new(base_url),
            client_key,
            imports: 0,
            connect_ended: false,
            apps: BTreeMap::new(),
            secrets_issued: BTreeMap::new(),
            installs: BTreeMap::new(),
            tasks: InstallTasks::default(),
            accounts: Accounts::default(),
            access: AccessTokens::default(),
            forge_tokens: super::gateway::ForgeTokens::default(),
            #[cfg(feature = "forge")]
            forge: super::forge::ForgeApps::default(),
            #[cfg(feature = "content")]
            contents: super::content::Contents::default(),
            #[cfg(feature = "content")]
            long_tasks: super::task_list::LongTasks::default(),
            #[cfg(feature = "attachments")]
            files: super::attachments::Files::default(),
        };
        site.add_user(User::new(site.admin()).name("Site Admin").admin());
        site
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn name(&self) -> &str {
        self.identity.name()
    }

    pub(crate) fn base_url(&self) -> &str {
        self.addresses.present()
    }

    pub(crate) fn client_key(&self) -> &str {
        &self.client_key
    }

    pub(crate) fn plugins_version(&self) -> String {
        self.identity.plugins_version()
    }

    pub(crate) fn installation(&self, app_key: &str) -> Option<&Installation> {
        self.apps.get(app_key).map(Box::as_ref)
    }

    /// The keys of the apps that are installed now, enabled or not.
    pub(crate) fn installed_apps(&self) -> Vec<String> {
        let there = |app: &Installation| matches!(app.status, Status::Enabled | Status::Disabled);
        self.apps
            .iter()
            .filter(|(_, app)| there(app))
            .map(|(key, _)| key.clone())
            .collect()
    }

    pub(super) fn next_secret(&mut self, app_key: &str) -> Secret {
        let issued = self.secrets_issued.entry(app_key.to_owned()).or_default();
        *issued = issued.saturating_add(1);
        self.identity.shared_secret(app_key, *issued).into()
    }

    pub(super) fn set_base_url(&mut self, base_url: String) {
        self.addresses.change(base_url);
    }

    /// Where it is found, and was.
    pub(crate) fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The site is imported elsewhere: every app goes without a word, the clientKey changes.
    pub(crate) fn import(&mut self) -> Vec<String> {
        self.imports = self.imports.saturating_add(1);
        self.client_key = self.identity.client_key(self.imports);
        let gone = self.installed_apps();
        self.apps.clear();
        #[cfg(feature = "forge")]
        let gone = {
            let mut gone = gone;
            gone.extend(self.import_forge());
            gone
        };
        gone
    }

    /// Whether Connect is served no more.
    pub(crate) fn connect_ended(&self) -> bool {
        self.connect_ended
    }

    /// Connect is served no more.
    #[cfg(feature = "forge")]
    pub(crate) fn end_connect(&mut self) {
        self.connect_ended = true;
    }

    /// Who a token with this `iss` comes from, in the app's present state.
    pub(crate) fn issuer(&self, iss: Option<&str>) -> Issuer {
        let unknown = |why: String| Issuer::Unknown { why };
        let Some(iss) = iss else {
            return unknown("the token has no iss; it must be the app key".into());
        };
        let Some(app) = self.apps.get(iss) else {
            return unknown(self.unknown_issuer(iss));
        };
        if self.connect_ended {
            return unknown("the site serves Connect no more: the test has ended it".into());
        }
        match (app.status, self.settings.during_installed) {
            (Status::Uninstalled, _) => {
                return unknown(format!("the app `{iss}` is uninstalled"));
            }
            (Status::Installing, DuringInstalled::Refused) => {
                return unknown(
                    "the app has not answered `installed` yet; the host grants REST only when \
                     the app is enabled: register on `enabled` (setting `during_installed`)"
                        .into(),
                );
            }
            _ => {}
        }
        match &app.secret {
            Some(secret) => Issuer::App {
                app_key: iss.to_owned(),
                secret: secret.clone(),
            },
            None => unknown(format!(
                "the app `{iss}` has no sharedSecret (authentication none)"
            )),
        }
    }

    fn unknown_issuer(&self, iss: &str) -> String {
        if iss == self.client_key {
            return "iss is the tenant's clientKey; towards the host it must be the app key \
                    (Python's atlassian_jwt does this by default)"
                .into();
        }
        match self.apps.keys().next() {
            Some(key) => format!("no app `{iss}` is installed; `{key}` is"),
            None => format!("no app `{iss}` is installed, nor any other"),
        }
    }

    /// Whether a verified caller may go on; a disabled app's call runs as nobody.
    pub(crate) fn is_anonymous(&self, caller: &Caller) -> bool {
        self.settings.while_disabled == WhileDisabled::Anonymous
            && self
                .apps
                .get(&caller.app_key)
                .is_some_and(|app| app.status == Status::Disabled)
    }

    /// The caller's installation as it stands now. A caller that was admitted and is gone gets the
    /// host's 401, like anybody that it does not know.
    pub(super) fn present(&self, caller: &Caller) -> Result<&Installation, Rejection> {
        let key = caller.app_key.as_str();
        match self.issuer(Some(key)) {
            Issuer::App { .. } => Ok(&self.apps[key]),
            // A page of an app without a secret asks all the same.
            Issuer::Unknown { .. } if caller.acting.is_some() && self.has_pages(key) => {
                Ok(&self.apps[key])
            }
            Issuer::Unknown { why } => {
                Err(self.refused_token(Refusal::unknown_issuer(Some(key), &why)))
            }
        }
    }

    fn has_pages(&self, app_key: &str) -> bool {
        let app = self.apps.get(app_key);
        app.is_some_and(|app| app.status == Status::Enabled && app.secret.is_none())
    }

    /// The same, to change it.
    pub(super) fn present_mut(&mut self, caller: &Caller) -> Result<&mut Installation, Rejection> {
        self.present(caller)?;
        let app = self.apps.get_mut(&caller.app_key);
        Ok(app.expect("an app that is present is installed"))
    }

    /// Registers all of `modules` for the caller, or none of them.
    pub(crate) fn register_modules(
        &mut self,
        caller: &Caller,
        modules: Modules,
        now: i64,
    ) -> Result<Registered, Rejection> {
        let limit = self.settings.dynamic_module_limit;
        let unresolved = self.settings.unresolved_name;
        let violations = {
            let app = self.present(caller)?;
            validate_dynamic(&modules, &app.descriptor, &self.settings.rules)
        };
        if let Some(refused) = self.settings.rules.host_answer(&violations) {
            let found: Vec<_> = violations
                .iter()
                .filter(|found| Violation::is_refusal(found))
                .collect();
            let got = found
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; ");
            let mut cause = Cause::new(
                "every module is valid; one that is not keeps out all",
                "modules that the descriptor rules accept",
                got,
            );
            cause.likely = wrapped_modules(&modules);
            return Err(Rejection::bad_modules(refused.message, cause));
        }
        self.refuse_taken_macros(&caller.app_key, &modules)?;
        let count = modules.len();
        let app = self.present_mut(caller)?;
        let space = KeySpace {
            app_key: &caller.app_key,
            statics: app.descriptor.modules(),
            limit,
            now,
            unresolved,
        };
        app.dynamic.register(modules, &space, &app.translations)?;
        Ok(Registered {
            count,
            warnings: violations,
        })
    }

    /// Removes the named modules of the caller, or all; gives the keys that are gone.
    pub(crate) fn remove_modules(
        &mut self,
        caller: &Caller,
        keys: Option<&[String]>,
    ) -> Result<Vec<String>, Rejection> {
        Ok(self.present_mut(caller)?.dynamic.remove(keys))
    }

    /// The caller's dynamic modules, as the resource shows them.
    pub(crate) fn modules_json(&self, caller: &Caller) -> Result<String, Rejection> {
        Ok(self.present(caller)?.dynamic.modules().to_json())
    }
}

/// The published schema shows `{"modules": […]}`; its own example, and the host, do not.
fn wrapped_modules(modules: &Modules) -> Option<String> {
    let has = |wanted: &str| modules.types().any(|kind| kind == wanted);
    if !has("modules") {
        return None;
    }
    let why = match has("key") || has("baseUrl") {
        true => "the whole descriptor was sent",
        false => {
            "the wrapper comes from a mistake in the published OpenAPI schema; jira.js puts it \
             around whatever it is given"
        }
    };
    Some(format!(
        "the body is the value of `modules` itself, as in {{\"webItems\": [...]}}; {why}"
    ))
}
