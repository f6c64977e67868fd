//! What the tenant asks of an app, as data: where to, what with, and who signs it.

use std::time::Duration;

use serde_json::Value;

use super::Site;
use super::base_url::{Join, with_parameters};
use super::event::Event;
use super::installation::Installation;
use super::payload::LifecyclePayload;
pub(crate) use super::signature::{Carried, Signature, TokenAt};
use crate::descriptor::{Authentication, Descriptor, ordered};
use crate::jwt::{Tamper, TokenKind};
use crate::secret::Secret;
use crate::settings::{LifecycleQuery, Settings, Signing};

/// The content type of a form, whose fields count in the qsh.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// One request to an app, ready to be signed and sent.
#[derive(Clone)]
pub(crate) struct Callback {
    pub(crate) method: &'static str,
    pub(crate) app_key: String,
    /// The app's base URL as the descriptor writes it: the `aud` of an RS256 token.
    pub(crate) base_url: String,
    /// Path, query and fragment below the base URL.
    pub(crate) path: String,
    /// How the two become one.
    pub(crate) join: Join,
    pub(crate) payload: String,
    pub(crate) content_type: Option<&'static str>,
    /// Headers that it has besides.
    pub(crate) headers: Vec<(String, Secret)>,
    /// Access tokens that it brings for calls back: of Forge's remotes.
    pub(crate) carries: Vec<Carried>,
    /// How long the app has for it, where that is not the setting's.
    pub(crate) deadline: Option<Duration>,
    /// The account that the token names as the acting user.
    pub(crate) subject: Option<String>,
    /// The token's `context`.
    pub(crate) about: Value,
    pub(crate) lifetime: Duration,
    pub(crate) token_at: TokenAt,
    /// What is wrong with the token, for a test that wants it refused.
    pub(crate) tamper: Option<Tamper>,
    /// Whether it may go out after a later one: all but `installed`, whose answer is needed.
    pub(crate) may_wait: bool,
    pub(crate) signature: Signature,
    pub(crate) issuer: String,
    /// Whether it is sent, or only recorded.
    pub(crate) reachable: bool,
    /// Of an event of Forge's: what is tried again if the app does not take it.
    #[cfg(feature = "forge")]
    pub(crate) event: Option<Box<super::forge::EventAttempt>>,
}

impl Callback {
    /// The absolute URL, without a token.
    pub(crate) fn url(&self) -> String {
        self.join.url(&self.base_url, &self.path)
    }

    /// What to do about a base URL and a path that do not meet with one slash; none if they do.
    pub(crate) fn join_advice(&self) -> Option<&'static str> {
        let slashes = (self.base_url.ends_with('/'), self.path.starts_with('/'));
        let begins = self.path.starts_with(['?', '#']) || self.path.is_empty();
        match slashes {
            _ if self.join == Join::OneSlash || begins => None,
            (true, true) => Some(
                "the path is written behind the base URL as it is, as the host does it, so there \
                 are two slashes: take the final one from baseUrl (setting `base_url_join`)",
            ),
            (false, false) => Some(
                "the path is written behind the base URL as it is, as the host does it: begin the \
                 path with a slash (setting `base_url_join`)",
            ),
            _ => None,
        }
    }

    /// Whether it is `installed`, from whose body apps store what they know of a tenant.
    pub(crate) fn is_installed(&self) -> bool {
        !self.may_wait
    }

    /// What kind of token it carries, if any.
    pub(crate) fn token_kind(&self) -> Option<TokenKind> {
        match (&self.signature, self.token_at) {
            (Signature::None, _) => None,
            (Signature::InstallKey, _) => Some(TokenKind::SignedInstall),
            (Signature::Invocation(_), _) => Some(TokenKind::Invocation),
            (Signature::Secret(_), TokenAt::Header) => Some(TokenKind::Callback),
            (Signature::Secret(_), TokenAt::Query) => Some(TokenKind::Page),
        }
    }

    /// What the token travels under in a header: Connect's own word, or that of OAuth.
    pub(crate) fn scheme(&self) -> &'static str {
        match self.signature {
            Signature::Invocation(_) => "Bearer",
            _ => "JWT",
        }
    }

    /// Whether its body is a JSON object with this field.
    pub(crate) fn has_field(&self, name: &str) -> bool {
        ordered::entries(&self.payload)
            .is_ok_and(|fields| fields.iter().any(|(field, _)| field == name))
    }

    /// Takes a field out of the body, and leaves the others as they were written.
    pub(crate) fn drop_field(&mut self, name: &str) {
        let Ok(mut fields) = ordered::entries(&self.payload) else {
            return;
        };
        fields.retain(|(field, _)| field != name);
        let fields = fields
            .iter()
            .map(|(field, value)| format!("{}:{}", Value::from(field.as_str()), value.get()));
        self.payload = format!("{{{}}}", fields.collect::<Vec<_>>().join(","));
    }
}

impl Site {
    /// The callback for `event` as things stand; none if the app declares none. An app that
    /// moved to Connect on Forge is never sent `enabled` and `disabled`.
    pub(crate) fn callback(&self, app_key: &str, event: Event) -> Option<Callback> {
        let installation = self.installation(app_key)?;
        let descriptor = &installation.descriptor;
        if self.connect_ended {
            return None;
        }
        if self.is_on_forge(app_key) && matches!(event, Event::Enabled | Event::Disabled) {
            return None;
        }
        let path = descriptor
            .lifecycle(event.name())
            .filter(|path| !path.is_empty())?;
        let signature = match descriptor.authentication() {
            Authentication::None => Signature::None,
            _ => self.signature(app_key, event),
        };
        let path = with_user_key(path, self.settings());
        Some(Callback {
            payload: LifecyclePayload::new(self, installation, event).to_json(),
            signature,
            lifetime: self.settings().lifecycle_token_lifetime,
            may_wait: event != Event::Installed,
            join: Join::of_lifecycle(self.settings()),
            ..self.request(installation, "POST", path)
        })
    }

    /// A request to an app, signed with its secret, with an empty JSON body.
    pub(super) fn request(
        &self,
        installation: &Installation,
        method: &'static str,
        path: String,
    ) -> Callback {
        let descriptor = &installation.descriptor;
        let secret = installation.secret.clone();
        let signature = match descriptor.authentication() {
            Authentication::None => Signature::None,
            _ => secret.map_or(Signature::None, Signature::Secret),
        };
        Callback {
            method,
            app_key: descriptor.key().to_owned(),
            base_url: self.base_url_of(descriptor),
            path,
            join: Join::of_modules(self.settings()),
            payload: String::new(),
            content_type: (method == "POST").then_some("application/json"),
            headers: Vec::new(),
            carries: Vec::new(),
            deadline: None,
            subject: None,
            about: Value::Object(serde_json::Map::new()),
            lifetime: self.settings().webhook_token_lifetime,
            token_at: TokenAt::Header,
            tamper: None,
            may_wait: true,
            signature,
            issuer: self.client_key().to_owned(),
            reachable: installation.source.reachable,
            #[cfg(feature = "forge")]
            event: None,
        }
    }

    /// The base URL of the tenant's region where the descriptor lists one, else `baseUrl`.
    pub(crate) fn base_url_of(&self, descriptor: &Descriptor) -> String {
        let regions = descriptor.region_base_urls();
        let own = self.settings().region.as_ref();
        let region = regions.into_iter().find(|(name, _)| Some(name) == own);
        region.map_or_else(|| descriptor.base_url().to_owned(), |(_, url)| url)
    }

    fn signature(&self, app_key: &str, event: Event) -> Signature {
        let installation = self.installation(app_key);
        let current = || installation.and_then(|app| app.secret.clone());
        let previous = || installation.and_then(|app| app.known_secret().cloned());
        let secret = match (self.settings().signing, event) {
            (Signing::SignedInstall, Event::Installed | Event::Uninstalled) => {
                return Signature::InstallKey;
            }
            (Signing::Legacy, Event::Installed) => previous(),
            _ => current(),
        };
        secret.map_or(Signature::None, Signature::Secret)
    }
}

/// Without its payload, which may bring a secret.
impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Callback")
            .field("app", &self.app_key)
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

fn with_user_key(path: &str, settings: &Settings) -> String {
    match settings.lifecycle_query {
        LifecycleQuery::UserKey => with_parameters(path, "user_key=admin"),
        _ => path.to_owned(),
    }
}
