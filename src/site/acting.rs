//! An app that acts for a user: by an access token, or by a page of its own in the user's browser.

use http::HeaderMap;
use http::header::COOKIE;

use super::access_tokens::Acting;
use super::admit::{Admission, Presented, Principal, Proof, SignedRequest};
use super::credential::bearer_token;
use super::guard::{Guard, cannot_access};
use super::oauth::Bearer;
use super::{Caller, Site};
use crate::secret::Secret;

/// The cookie of a user who is logged in.
pub(crate) const SESSION: &str = "tenant.session.token";

/// The header by which the host's script names the app whose page asks.
pub(crate) const ASKING_APP: &str = "ap-client-key";

impl Site {
    /// The session of an account that is logged in.
    pub(crate) fn log_in(&mut self, account: &str) -> Secret {
        let token = Secret::from(self.identity().session_token(account));
        self.access
            .sessions
            .insert(token.clone(), account.to_owned());
        token
    }

    /// By an access token of the tenant's own, or by a user's session; `None` for somebody else's.
    pub(super) fn admit_acting(
        &self,
        guard: Guard,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Option<Admission> {
        let bearer = bearer_token(request.headers).filter(|_| guard.takes_access_tokens());
        let by_token = bearer.and_then(|token| self.admit_bearer(token, request, now_millis));
        by_token.or_else(|| self.admit_page(guard, request))
    }

    fn admit_bearer(
        &self,
        token: &str,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Option<Admission> {
        let (app_key, acting) = match self.bearer(token, now_millis) {
            Bearer::Foreign => return None,
            Bearer::Spent(why) => {
                let got = format!("an access token: {why}");
                return Some((None, Err(cannot_access(&got))));
            }
            Bearer::Good { app_key, acting } => (app_key, acting),
        };
        let account = acting.account.clone();
        let proof = Proof::Bearer { account };
        Some(self.admit_for(
            Caller {
                app_key,
                acting: Some(acting),
            },
            proof,
            request,
        ))
    }

    /// What a page of an app asks of the host in the browser, as the user who looks at it. A guard
    /// that wants the app itself takes it for the user's.
    fn admit_page(&self, guard: Guard, request: &SignedRequest<'_>) -> Option<Admission> {
        let app_key = request.headers.get(ASKING_APP)?.to_str().ok()?.to_owned();
        let session = session(request.headers)?;
        let account = self.access.sessions.get(&Secret::from(session))?.clone();
        let proof = Proof::Page {
            account: account.clone(),
        };
        if let Some(rejection) = guard.refuses_page() {
            let app = Some(app_key);
            return Some((
                Some(Presented {
                    app,
                    proof,
                    claims: None,
                }),
                Err(rejection),
            ));
        }
        let acting = Some(Acting {
            account,
            scopes: None,
        });
        Some(self.admit_for(Caller { app_key, acting }, proof, request))
    }

    fn admit_for(&self, caller: Caller, proof: Proof, request: &SignedRequest<'_>) -> Admission {
        let presented = Presented {
            app: Some(caller.app_key.clone()),
            proof,
            claims: None,
        };
        let checked = self.check_request(&caller, request);
        (Some(presented), checked.map(|()| Principal::App(caller)))
    }
}

fn session(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(SESSION)?.strip_prefix('='))
}
