//! `ContextToken`: what an app's page hands to its own backend.

use serde_json::Value;

use super::installed_app::InstalledApp;
use crate::callback;
use crate::jwt::{Claims, Draft, Tamper, TokenKind};
use crate::site::{LoadError, Signature};

impl InstalledApp {
    /// A context token, as the app's page gets it from `AP.context.getToken` and sends it to its
    /// own backend: its `qsh` is `context-qsh`, its `context` what is given.
    pub fn context_token(&self, account_id: Option<&str>, context: Value) -> ContextToken {
        ContextToken {
            app: self.clone(),
            account: account_id.map(str::to_owned),
            about: context,
            tamper: None,
        }
    }
}

/// A token to be signed for the app's own page.
#[derive(Clone)]
#[must_use = "it is signed by sign()"]
pub struct ContextToken {
    app: InstalledApp,
    account: Option<String>,
    about: Value,
    tamper: Option<Tamper>,
}

impl ContextToken {
    /// Spoils the token, to see that the app refuses it.
    pub fn tamper(mut self, tamper: Tamper) -> Self {
        self.tamper = Some(tamper);
        self
    }

    /// Every way to spoil it so that the app has to refuse it.
    pub fn forgeries(&self) -> impl Iterator<Item = Tamper> + use<> {
        Tamper::forgeries(TokenKind::Context)
    }

    /// The token. None for an app without a secret, and for [`Tamper::Unsigned`].
    ///
    /// # Errors
    /// [`LoadError`] for a way to spoil it that makes no sense for a context token.
    pub fn sign(&self) -> Result<Option<String>, LoadError> {
        let tenant = self.app.tenant();
        let context = tenant.context();
        let Some(secret) = self.app.look(|app| app.secret.clone()).flatten() else {
            return Ok(None);
        };
        let tamper = self.tamper.as_ref();
        if let Some((tamper, why)) =
            tamper.and_then(|tamper| Some((tamper, tamper.misfit(Some(TokenKind::Context))?)))
        {
            return Err(LoadError::misfit(tamper, why));
        }
        let now = context.clock.now_millis() / 1000;
        let life = context.settings.context_token_lifetime.as_secs();
        let life = i64::try_from(life).unwrap_or(i64::MAX);
        let other = tamper.and_then(|tamper| {
            callback::instead(context, tamper, self.app.key(), &Signature::None)
        });
        let draft = Draft {
            claims: Claims {
                iss: Some(tenant.client_key()),
                sub: self.account.clone(),
                qsh: Some("context-qsh".into()),
                context: Some(self.about.clone()),
                iat: Some(now),
                exp: Some(now.saturating_add(life)),
                ..Claims::default()
            },
            key: context.install_key(),
            secret: Some(&secret),
            kind: TokenKind::Context,
            instead: other.as_ref().map(|other| Box::new(other.draft())),
            method: "GET",
            earlier: None,
        };
        let forged = draft.sign(tamper);
        Ok(forged.map(|forged| forged.token.expose().to_owned()))
    }
}

impl std::fmt::Debug for ContextToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContextToken")
            .field("app", &self.app.key())
            .field("account", &self.account)
            .field("tamper", &self.tamper)
            .finish_non_exhaustive()
    }
}
