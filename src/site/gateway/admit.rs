//! Who calls at the gateway, by a token of Forge's: the app itself, or a user whom it acts for.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::given::ForgeToken;
use super::scopes;
use crate::cause::Cause;
use crate::settings::AfterUninstall;
use crate::site::Site;
use crate::site::access_tokens::Acting;
use crate::site::admit::{Admission, Presented, Principal, Proof, SignedRequest};
use crate::site::credential::bearer_token;
use crate::site::forge::ForgeInstallation;
use crate::site::guard::Guard;
use crate::site::installation::Status;
use crate::site::rejection::{ErrorBody, Rejection};
use crate::site::state::Caller;

impl Site {
    /// Judges who calls below `/ex/confluence/{cloudId}`.
    pub(in crate::site) fn admit_at_gateway(
        &self,
        guard: Guard,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Admission {
        let text = bearer_token(request.headers);
        let known = text.and_then(|text| Some((text, self.known_forge_token(text)?)));
        let Some((text, token)) = known else {
            let rejection = unauthorized(
                401,
                "a token of Forge's that this site has given out",
                &got(request.headers),
            );
            return (None, Err(self.or_forgotten(rejection)));
        };
        let app = self.forge_app(&token.app_id);
        let presented = self.presented(token, text);
        let admitted = self.admit_forge(guard, app, token, request, now_millis);
        (Some(presented), admitted)
    }

    fn admit_forge(
        &self,
        guard: Guard,
        app: Option<&ForgeInstallation>,
        token: &ForgeToken,
        request: &SignedRequest<'_>,
        now_millis: i64,
    ) -> Result<Principal, Rejection> {
        let app = self.forge_app_of_token(app, token, now_millis)?;
        let of_user = token.account.is_some();
        let refused = match guard {
            Guard::DynamicModules => {
                Some("Connect's dynamic modules are for Connect tokens, at the site itself")
            }
            Guard::Administrator => Some("UPM's REST is for users with Basic authentication"),
            Guard::AppData if of_user => Some("app properties are read with the app's own token"),
            _ => None,
        };
        if let Some(why) = refused {
            return Err(unauthorized(401, "a resource that takes this token", why));
        }
        if guard == Guard::Rest && self.settings().scopes_checked {
            let path = request.target.split('?').next().unwrap_or_default();
            scopes::check(request.method, path, &app.manifest.scopes())?;
        }
        let account = match &token.account {
            Some(account) => account.clone(),
            None => self.forge_account(&token.app_id),
        };
        let acting = Acting {
            account,
            scopes: None,
        };
        Ok(Principal::App(Caller {
            app_key: app.log_key().to_owned(),
            acting: Some(acting),
        }))
    }

    /// The app of a good token, as it is installed now.
    pub(super) fn forge_app_of_token<'a>(
        &self,
        app: Option<&'a ForgeInstallation>,
        token: &ForgeToken,
        now_millis: i64,
    ) -> Result<&'a ForgeInstallation, Rejection> {
        let now = now_millis / 1000;
        if now >= token.expires {
            let ago = now.saturating_sub(token.expires);
            return Err(unauthorized(
                401,
                "a token that is still good",
                &format!("it expired {ago} s ago"),
            ));
        }
        let there = app.filter(|app| app.status != Status::Uninstalled && app.place == token.place);
        let Some(there) = there else {
            let status = match self.settings().after_forge_uninstall {
                AfterUninstall::Forbidden => 403,
                AfterUninstall::NotFound => 404,
                AfterUninstall::Unauthorized => 401,
            };
            let got = "a token of an installation that ended with its uninstall (setting \
                       `after_forge_uninstall`)";
            return Err(unauthorized(status, "an app that is installed", got));
        };
        let lag = i64::try_from(self.settings().forge_access_lag.as_millis()).unwrap_or(i64::MAX);
        let granted = there
            .since
            .map_or(now_millis, |since| since.saturating_add(lag));
        if now_millis < granted {
            let got = "a call so soon after `installed` that the app's permissions are not granted yet \
                       (setting `forge_access_lag`)";
            return Err(unauthorized(
                403,
                "an app whose permissions are granted",
                got,
            ));
        }
        Ok(there)
    }

    /// The same, with a hint where the token may have been one of many.
    fn or_forgotten(&self, mut rejection: Rejection) -> Rejection {
        if self.forge_tokens.given.has_forgotten() && rejection.cause.likely().is_none() {
            let likely =
                "it was one of the oldest, which are forgotten (setting `limits.access_tokens`)";
            rejection.cause = Box::new(rejection.cause.with_likely(likely));
        }
        rejection
    }

    /// What a token of Forge's shows of itself to a resource that judges it in words of its own.
    pub(in crate::site) fn presented_to_forge(&self, headers: &HeaderMap) -> Option<Presented> {
        let text = bearer_token(headers)?;
        Some(self.presented(self.known_forge_token(text)?, text))
    }

    fn presented(&self, token: &ForgeToken, text: &str) -> Presented {
        let app = self.forge_app(&token.app_id);
        Presented {
            app: app.map(|app| app.log_key().to_owned()),
            proof: Proof::Forge {
                token: text.into(),
                account: token.account.clone(),
            },
            claims: None,
        }
    }

    /// The app that sends this token of its own to another resource of the gateway than the product's.
    pub(in crate::site) fn forge_app_by_system_token(
        &self,
        headers: &HeaderMap,
        now_millis: i64,
    ) -> Result<&ForgeInstallation, Rejection> {
        let wanted = "the app's own token of Forge's";
        let known = bearer_token(headers).and_then(|token| self.known_forge_token(token));
        let token =
            known.ok_or_else(|| self.or_forgotten(unauthorized(401, wanted, &got(headers))))?;
        if token.account.is_some() {
            return Err(unauthorized(401, wanted, "a token that stands for a user"));
        }
        self.forge_app_of_token(self.forge_app(&token.app_id), token, now_millis)
    }
}

/// In the gateway's form; but for the wrong scope, its words for each case are assumed.
fn unauthorized(status: u16, expected: &str, got: &str) -> Rejection {
    let message = match status {
        403 => "Forbidden",
        404 => "Not Found",
        _ => "Unauthorized",
    };
    let mut cause = Cause::new("the gateway knows the token", expected, got);
    if got.starts_with("`JWT") {
        let likely = "a Connect token is for the site's own base URL, and not for `app.apiBaseUrl`";
        cause = cause.with_likely(likely);
    }
    Rejection {
        status,
        body: ErrorBody::Coded(message.into()),
        cause: Box::new(cause),
    }
}

/// What came, without the credential itself.
fn got(headers: &HeaderMap) -> String {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    match header.map(|header| header.split_once(' ').unwrap_or((header, ""))) {
        None => "no Authorization header".to_owned(),
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => {
            "`Bearer` and a token that was not given out here".to_owned()
        }
        Some((scheme, "")) if scheme.len() > 12 => "a header without a scheme".to_owned(),
        Some((scheme, _)) => format!("`{scheme}` …"),
    }
}
