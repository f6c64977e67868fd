//! `TokenKind`: what a token of the tenant is like before it is spoiled, on which it depends which ways make sense.

use std::fmt;

use super::tamper::Tamper;

/// The kinds of token that a tenant makes for an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// `installed` and `uninstalled`: RS256 with the install key, in a header.
    SignedInstall,
    /// The other callbacks, webhooks, static macros, a blueprint's context: HS256 with the shared
    /// secret, in a header.
    Callback,
    /// A page in a frame: HS256 with the shared secret, in the query.
    Page,
    /// A context token, which the app's page hands to its backend: HS256 with the shared secret,
    /// for no request.
    Context,
    /// A Forge Invocation Token: RS256 with a key of Forge's, in a header.
    Invocation,
}

impl TokenKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::SignedInstall,
        Self::Callback,
        Self::Page,
        Self::Context,
        Self::Invocation,
    ];

    /// Its name, in kebab-case, as in JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedInstall => "signed-install",
            Self::Callback => "callback",
            Self::Page => "page",
            Self::Context => "context",
            Self::Invocation => "invocation",
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Tamper {
    /// Every way in which a token of this kind can be spoilt so that an app has to refuse it, but
    /// for [`OtherTenant`](super::OtherTenant), which needs a second tenant.
    ///
    /// `context-qsh` is not among those of a context token, where it is the right one; there
    /// `wrong-qsh`, the hash of a request, is what a page's token would have. `replayed` is nowhere:
    /// within its lifetime only a memory of tokens tells a replay from the first time.
    ///
    /// ```
    /// use mockfluence::{Tamper, TokenKind};
    /// assert!(Tamper::forgeries(TokenKind::Context).any(|one| one == Tamper::WrongQsh));
    /// assert!(!Tamper::forgeries(TokenKind::Context).any(|one| one == Tamper::ContextQsh));
    /// ```
    pub fn forgeries(of: TokenKind) -> impl Iterator<Item = Tamper> {
        let all = Tamper::ALL.iter();
        let fitting = all.filter(move |one| one.is_forgery(of) && one.misfit(Some(of)).is_none());
        fitting.cloned()
    }

    /// Whether an app that accepts this in place of such a token has a hole. Within its lifetime
    /// only a memory of tokens tells a replay from the first time, and no app is asked to have one.
    /// By another tenant's own secret a token is genuine, for that tenant: a hole is only what the
    /// app does to the first one, which no answer shows. An install names its tenant in the body.
    pub(crate) fn is_forgery(&self, token: TokenKind) -> bool {
        match self {
            Tamper::Replayed => false,
            Tamper::OtherTenant(other) => {
                token == TokenKind::SignedInstall || other.shared_secret.is_none()
            }
            _ => true,
        }
    }

    /// Why this way makes no sense for such a token, if it makes none.
    pub(crate) fn misfit(&self, token: Option<TokenKind>) -> Option<&'static str> {
        let Some(token) = token else {
            return Some("the host sends no token with this, so there is none to tamper with");
        };
        match (self, token) {
            (_, TokenKind::Invocation) => self.misfit_of_invocation(),
            (
                Tamper::OtherApp
                | Tamper::ForgeContextToken
                | Tamper::ConnectToken
                | Tamper::MixedInstallations
                | Tamper::MixedSites
                | Tamper::NoInstallation
                | Tamper::DangerousLabel,
                _,
            ) => Some("it is for the invocation tokens of Forge, and this one is Connect's"),
            (_, TokenKind::SignedInstall) => None,
            (Tamper::UnknownKid | Tamper::NoKid, _) => Some(
                "the token is HS256 and has no key id: it is for RS256 tokens, those of `installed` and `uninstalled`",
            ),
            (Tamper::WrongAudience | Tamper::NoAudience, _) => Some(
                "the token is HS256 and has no `aud`: it is for RS256 tokens, those of `installed` and `uninstalled`",
            ),
            (Tamper::InQuery, TokenKind::Page) => {
                Some("the host puts the token of a page into the query anyway")
            }
            (Tamper::InQuery, TokenKind::Context) => {
                Some("a context token is handed over and not sent by the host")
            }
            (Tamper::ContextQsh, TokenKind::Context) => {
                Some("`context-qsh` is what a context token has")
            }
            (Tamper::Replayed, TokenKind::Context) => {
                Some("there is no earlier token: keep one and use it again")
            }
            _ => None,
        }
    }

    fn misfit_of_invocation(&self) -> Option<&'static str> {
        match self {
            Tamper::WrongQsh | Tamper::NoQsh | Tamper::ContextQsh => {
                Some("an invocation token of Forge has no qsh")
            }
            Tamper::InvocationToken => Some("an invocation token is what is due here"),
            Tamper::OtherTenant(_) => Some(
                "an invocation token names no clientKey: `mixed-sites` has another site in it, \
                 and `other-app` is another app's",
            ),
            _ => None,
        }
    }
}
