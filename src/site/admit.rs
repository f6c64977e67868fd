//! Who calls: from the credential to the caller and its scopes, or to a refusal that names its
//! cause. The checks stand in the host's order.

use http::HeaderMap;

use super::credential::{RawCredential, bearer_token, credential};
use super::guard::Guard;
use super::rejection::Rejection;
use super::state::{Caller, Issuer, Site};
use crate::cause::Cause;
use crate::jwt::{self, CanonicalRequest, Refusal};
use crate::secret::Secret;
use crate::settings::TokenRefusal;

/// The context path of Confluence Cloud, which no app hashes into its qsh.
const CONTEXT_PATH: &str = "/wiki";

/// An inbound request, as far as it says who sends it and what it signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedRequest<'a> {
    pub(crate) method: &'a str,
    /// Path and query as they came.
    pub(crate) target: &'a str,
    pub(crate) headers: &'a HeaderMap,
    /// A urlencoded body, whose fields the servlet container counts as parameters.
    pub(crate) form: Option<&'a str>,
    /// The scope that the operation needs.
    pub(crate) scope: Option<&'static str>,
    /// What keeps the path from being one that an app may send.
    pub(crate) improper: Option<&'a Cause>,
    /// Whether it came by the gateway of Forge, and not to the site itself.
    #[cfg_attr(
        not(feature = "forge"),
        expect(dead_code, reason = "what is Forge's alone")
    )]
    pub(crate) at_gateway: bool,
}

/// Who makes a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Principal {
    App(Caller),
    /// A user with Basic authentication, whose password nobody checks.
    User,
    /// Nobody that is known, where nobody has to be.
    Anyone,
}

/// What a credential shows of itself, whatever comes of it: for the log.
#[derive(Debug, PartialEq)]
pub(crate) struct Presented {
    /// The app, where it is one of the tenant's.
    pub(crate) app: Option<String>,
    pub(crate) proof: Proof,
    /// The claims of a token that can be read.
    pub(crate) claims: Option<String>,
}

/// By what a caller is known.
#[derive(Debug, PartialEq)]
pub(crate) enum Proof {
    /// A Connect token that verifies: its algorithm and the secret that signed it.
    Token { algorithm: String, secret: Secret },
    /// A Connect token that does not; its algorithm, if that can be read.
    Refused { algorithm: Option<String> },
    /// An access token: the account that the app acts for.
    Bearer { account: String },
    /// The session of a user in whose browser a page of the app is.
    Page { account: String },
    /// A token of Forge's: the account that the app acts for, if not for itself.
    #[cfg(feature = "forge")]
    Forge {
        /// The token itself.
        token: Secret,
        account: Option<String>,
    },
    /// Basic authentication: the user's name.
    Basic { user: String },
}

/// The verdict on a caller, beside what there is to say of the credential.
pub(crate) type Admission = (Option<Presented>, Result<Principal, Rejection>);

impl Site {
    /// Judges who calls and whether it may. Whoever does something for the caller does it in the
    /// same hold of the site: in another one the app may be gone.
    pub(crate) fn admit(
        &self,
        guard: Guard,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Admission {
        if guard == Guard::Public {
            #[cfg(feature = "forge")]
            let presented = self.presented_to_forge(request.headers);
            #[cfg(not(feature = "forge"))]
            let presented = None;
            return (presented, Ok(Principal::Anyone));
        }
        #[cfg(feature = "forge")]
        if request.at_gateway {
            return self.admit_at_gateway(guard, request, now_millis);
        }
        if let Some(admission) = self.admit_acting(guard, request, now_millis) {
            return admission;
        }
        let bearer = bearer_token(request.headers);
        let place = self.settings().token_place;
        match credential(request.headers, request.target, place) {
            RawCredential::Connect(token) => match guard.refuses_app() {
                None => self.admit_app(guard, &token, request, now_millis),
                Some(rejection) => (None, Err(rejection)),
            },
            RawCredential::User(user) => {
                let presented = Presented {
                    app: None,
                    proof: Proof::Basic { user },
                    claims: None,
                };
                let refusal = guard.refuses_user();
                (Some(presented), verdict(Principal::User, refusal))
            }
            // Whether a user's token is good only the other server can say.
            RawCredential::None(_) if guard == Guard::PassedOn && bearer.is_some() => {
                (None, Ok(Principal::User))
            }
            RawCredential::None(got) => {
                let refusal = guard.refuses_nobody(self.settings(), &got);
                (None, verdict(Principal::Anyone, refusal))
            }
        }
    }

    fn admit_app(
        &self,
        guard: Guard,
        token: &str,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Admission {
        let (presented, verdict) = self.verify(token, request, now_millis);
        let caller = match verdict {
            Ok(caller) => caller,
            Err(refusal) => return (Some(presented), Err(self.refused_token(refusal))),
        };
        let disabled = self.is_anonymous(&caller);
        let refusal = guard.refuses_disabled(self.settings());
        let admitted = match refusal.filter(|_| disabled) {
            Some(rejection) => Err(rejection),
            None => self.check_request(&caller, request),
        };
        (Some(presented), admitted.map(|()| Principal::App(caller)))
    }

    /// What the host's filter for apps asks of a call, once it is known whose it is: a path in normal form, and the
    /// scope.
    pub(super) fn check_request(
        &self,
        caller: &Caller,
        request: &SignedRequest<'_>,
    ) -> Result<(), Rejection> {
        if let Some(cause) = request.improper {
            return Err(Rejection::improper_path(cause.clone()));
        }
        self.check_scope(caller, request.scope)
    }

    /// A refused token in the host source's words, or in none (setting `token_refusal`).
    pub(super) fn refused_token(&self, refusal: Refusal) -> Rejection {
        Rejection::token(
            refusal,
            self.settings().token_refusal == TokenRefusal::Silent,
        )
    }

    fn verify(
        &self,
        text: &str,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> (Presented, Result<Caller, Refusal>) {
        let token = match jwt::parse(text) {
            Ok(token) => token,
            Err(refusal) => return (unparsed(text), Err(refusal)),
        };
        let algorithm = token.algorithm().to_owned();
        let iss = token.claims.iss.as_deref();
        let issuer = self.issuer(iss);
        let known = matches!(issuer, Issuer::App { .. });
        let verdict = check(request, &token, issuer, now_millis);
        let (proof, verdict) = match verdict {
            Ok((app_key, secret)) => (Proof::Token { algorithm, secret }, Ok(Caller::app(app_key))),
            Err(refusal) => {
                let algorithm = Some(algorithm);
                (Proof::Refused { algorithm }, Err(refusal))
            }
        };
        let presented = Presented {
            app: iss.filter(|_| known).map(str::to_owned),
            proof,
            claims: Some(token.claims.timeless()),
        };
        (presented, verdict)
    }
}

fn verdict(principal: Principal, refusal: Option<Rejection>) -> Result<Principal, Rejection> {
    refusal.map_or(Ok(principal), Err)
}

/// What there is to say of a token that is none.
fn unparsed(text: &str) -> Presented {
    let shown = jwt::read_claims(text);
    let claims = shown.as_ref().map(|(.., claims)| claims.timeless());
    let algorithm = shown.map(|(algorithm, ..)| algorithm);
    Presented {
        app: None,
        proof: Proof::Refused { algorithm },
        claims,
    }
}

/// The rest of the checks of a token that can be read; gives the app and the secret that signed.
fn check(
    request: &SignedRequest<'_>,
    token: &jwt::Token<'_>,
    issuer: Issuer,
    now_millis: i64,
) -> Result<(String, Secret), Refusal> {
    let (app_key, secret) = match issuer {
        Issuer::App { app_key, secret } => (app_key, secret),
        Issuer::Unknown { why } => {
            return Err(Refusal::unknown_issuer(token.claims.iss.as_deref(), &why));
        }
    };
    let SignedRequest { method, target, .. } = *request;
    token.verify(&secret, now_millis, || match request.form {
        Some(form) => CanonicalRequest::from_app_form(method, target, CONTEXT_PATH, form),
        None => CanonicalRequest::from_app(method, target, CONTEXT_PATH),
    })?;
    if token.claims.sub.as_deref() == Some("") {
        return Err(Refusal::empty_subject(&app_key));
    }
    Ok((app_key, secret))
}
