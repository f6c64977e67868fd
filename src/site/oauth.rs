//! Acting as a user: an app's assertion for an access token, and what the token stands for.

use super::Site;
use super::access_tokens::{AccessToken, Acting};
use super::address::Address;
use super::installation::{Installation, Status};
use super::state::Issuer;
use crate::cause::Cause;
use crate::descriptor::implies;
use crate::jwt;
use crate::secret::Secret;
use crate::settings::{FormerAddress, UserTokens, WhileDisabled};

/// What the grant is called.
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// The authorization servers of the real host: every client has one of them as a constant, so that
/// an assertion may be meant for one though it is sent to the tenant.
const SERVERS: &[&str] = &[
    "https://oauth-2-authorization-server.services.atlassian.com",
    "https://oauth-2-authorization-server.stg.services.atlassian.com",
    "https://oauth-2-authorization-server.services.atlassian-us-gov-mod.com",
    "https://oauth-2-authorization-server.stg.services.atlassian-us-gov-mod.com",
    "https://auth.atlassian.io",
];

/// How far ahead an assertion may expire, in seconds.
const AHEAD: i64 = 120;

/// How long an access token lives, in seconds.
pub(crate) const EXPIRES_IN: i64 = 900;

/// What stands before a client id where it names an issuer.
pub(crate) const CLIENT_ID: &str = "urn:atlassian:connect:clientid:";

/// A refusal of the token endpoint, in the words of RFC 6749.
#[derive(Debug)]
pub(crate) struct GrantError {
    pub(crate) error: &'static str,
    pub(crate) description: String,
    pub(crate) cause: Box<Cause>,
}

/// What came to the token endpoint.
#[derive(Debug, Default)]
pub(crate) struct Grant {
    pub(crate) grant_type: Option<String>,
    pub(crate) assertion: Option<String>,
    pub(crate) scope: Option<String>,
}

/// What a Bearer token is worth.
#[derive(Debug, PartialEq)]
pub(crate) enum Bearer {
    Good {
        app_key: String,
        acting: Acting,
    },
    /// One of ours that is good no more, and why.
    Spent(String),
    /// None of ours.
    Foreign,
}

impl Site {
    /// The OAuth client id of an app that may act as users.
    pub(crate) fn oauth_client_id(&self, app_key: &str) -> Option<String> {
        let app = self.installation(app_key)?;
        let asks = app
            .descriptor
            .scopes()
            .iter()
            .any(|scope| scope == "ACT_AS_USER");
        asks.then(|| self.identity().oauth_client_id(app_key, self.imports))
    }

    /// The id that Forge has for an installation of an app on this site.
    pub(super) fn installation_id(&self, app: &Installation) -> String {
        #[cfg(feature = "forge")]
        if let Some(of) = self.half_of(app) {
            return format!(
                "ari:cloud:ecosystem::installation/{}",
                self.forge_installation_id(of)
            );
        }
        self.identity()
            .installation_id(app.descriptor.key(), app.place)
    }

    /// Whether an installed app has this client id now.
    pub(crate) fn knows_client(&self, client_id: &str) -> bool {
        self.client(client_id, self.imports).is_some()
    }

    /// The installed app that has this client id after so many imports.
    fn client(&self, client_id: &str, imports: u32) -> Option<String> {
        let mut apps = self.installed_apps().into_iter();
        apps.find(|key| self.identity().oauth_client_id(key, imports) == client_id)
    }

    /// An access token for an assertion: the app's key, the account, the token and its scopes.
    pub(crate) fn grant(
        &mut self,
        grant: &Grant,
        own_server: &str,
        now_millis: i64,
    ) -> Result<(String, Acting, Secret), GrantError> {
        let (app_key, acting) = self.judge_grant(grant, own_server, now_millis)?;
        self.access.count = self.access.count.saturating_add(1);
        let token = Secret::from(self.identity().access_token(self.access.count));
        let given = AccessToken {
            place: self.installation(&app_key).map_or(0, |app| app.place),
            app_key: app_key.clone(),
            acting: acting.clone(),
            expires_millis: now_millis.saturating_add(EXPIRES_IN.saturating_mul(1000)),
        };
        let most = self.settings().limits.access_tokens;
        self.access.given.keep(token.clone(), given, most);
        Ok((app_key, acting, token))
    }

    fn judge_grant(
        &self,
        grant: &Grant,
        own_server: &str,
        now_millis: i64,
    ) -> Result<(String, Acting), GrantError> {
        let kind = grant.grant_type.as_deref();
        if kind != Some(GRANT) {
            let (error, why) = match kind {
                None => ("invalid_request", "grant_type is missing"),
                Some(_) => ("unsupported_grant_type", "grant_type is not supported"),
            };
            return Err(refuse(
                error,
                why,
                "the grant type",
                GRANT,
                kind.unwrap_or("none"),
            ));
        }
        let Some(assertion) = grant.assertion.as_deref().filter(|text| !text.is_empty()) else {
            let why = "assertion is missing";
            return Err(refuse(
                "invalid_request",
                why,
                why,
                "a JWT in `assertion`",
                "none",
            ));
        };
        let token = jwt::parse(assertion)
            .map_err(|found| because("the assertion is a JWT", &found.cause))?;
        let claims = &token.claims;
        let app_key = self.grantee(claims.iss.as_deref())?;
        let secret = match self.issuer(Some(&app_key)) {
            Issuer::App { secret, .. } => secret,
            Issuer::Unknown { why } => return Err(unauthorized(&why)),
        };
        token
            .verify_but_for_request(&secret, now_millis)
            .map_err(|found| because(found.cause.check, &found.cause))?;
        let now = now_millis / 1000;
        let ahead = claims.exp.unwrap_or(now).saturating_sub(now);
        if ahead > AHEAD {
            let got = format!("{ahead} s ahead");
            return Err(invalid(
                "the assertion is short-lived",
                "at most 120 s ahead",
                &got,
            ));
        }
        self.check_tenant(claims, own_server)?;
        let account = self.check_subject(claims.sub.as_deref())?;
        let scopes = self.granted_scopes(&app_key, grant.scope.as_deref())?;
        Ok((app_key, Acting { account, scopes }))
    }

    /// The app that the assertion comes from, which must be one that may act as users.
    fn grantee(&self, iss: Option<&str>) -> Result<String, GrantError> {
        let Some(client_id) = iss.and_then(|iss| iss.strip_prefix(CLIENT_ID)) else {
            let expected = format!("{CLIENT_ID}<oauthClientId of the installed payload>");
            return Err(invalid(
                "iss names the app",
                &expected,
                iss.unwrap_or("none"),
            ));
        };
        let Some(key) = self.client(client_id, self.imports) else {
            let before = (0..self.imports).find_map(|imports| self.client(client_id, imports));
            let why = match before {
                Some(key) => format!(
                    "the client id {client_id} that `{key}` had before the site was imported; the \
                     `installed` after it brought another"
                ),
                None => format!("no installed app has the client id {client_id}"),
            };
            return Err(unauthorized(&why));
        };
        match self.oauth_client_id(&key) {
            Some(_) => Ok(key),
            None => Err(unauthorized("the app has not the scope ACT_AS_USER")),
        }
    }

    fn check_tenant(&self, claims: &jwt::Claims, own_server: &str) -> Result<(), GrantError> {
        let tnt = claims.other.get("tnt").and_then(|tnt| tnt.as_str());
        let tnt = tnt.map(|tnt| tnt.trim_end_matches('/'));
        let stale = tnt.is_some_and(|tnt| self.addresses().former(&Address::of(tnt)).is_some());
        let served = stale && self.settings().former_address == FormerAddress::Served;
        if tnt != Some(self.base_url()) && !served {
            let got = tnt.unwrap_or("none");
            let check = "tnt is the base URL of `installed`";
            let mut error = invalid(check, self.base_url(), got);
            error.cause.likely = stale.then(|| {
                "the app has a stale base URL: the site was renamed, and `installed` brought the \
                 new one (setting `former_address`)"
                    .to_owned()
            });
            return Err(error);
        }
        let named: Vec<&str> = match &claims.aud {
            Some(serde_json::Value::String(one)) => vec![one],
            Some(serde_json::Value::Array(all)) => {
                all.iter().filter_map(|one| one.as_str()).collect()
            }
            _ => Vec::new(),
        };
        let meant = |aud: &&str| {
            let aud = aud.trim_end_matches('/');
            let own = [own_server, self.base_url().trim_end_matches("/wiki")];
            own.contains(&aud) || SERVERS.contains(&aud)
        };
        match named.iter().any(meant) {
            true => Ok(()),
            false => {
                let expected = format!("{own_server}, or {}", SERVERS[0]);
                Err(invalid(
                    "aud is the authorization server",
                    &expected,
                    &named.join(", "),
                ))
            }
        }
    }

    fn check_subject(&self, sub: Option<&str>) -> Result<String, GrantError> {
        const PREFIX: &str = "urn:atlassian:connect:useraccountid:";
        let Some(account) = sub.and_then(|sub| sub.strip_prefix(PREFIX)) else {
            let expected = format!("{PREFIX}<account id>");
            return Err(invalid(
                "sub names a user",
                &expected,
                sub.unwrap_or("none"),
            ));
        };
        match self.user(account) {
            Some(user) if !user.is_inactive() => Ok(account.to_owned()),
            Some(_) => Err(invalid("the user is active", "an active account", account)),
            None => Err(invalid(
                "the user exists",
                "an account of the site: tenant.add_user(User::new(…))",
                account,
            )),
        }
    }

    /// What was asked for, if the app holds it all; `None` where nothing was asked for.
    fn granted_scopes(
        &self,
        app_key: &str,
        asked: Option<&str>,
    ) -> Result<Option<Vec<String>>, GrantError> {
        // Some clients join the scopes by `+` before they encode the form.
        let asked = asked.unwrap_or_default().replace('+', " ");
        let asked: Vec<String> = asked.split_whitespace().map(str::to_owned).collect();
        let held = self
            .installation(app_key)
            .map(|app| app.descriptor.scopes());
        let held = held.unwrap_or_default();
        let missing = asked.iter().find(|wanted| {
            let wanted = wanted.to_ascii_uppercase();
            !held.iter().any(|scope| implies(scope, &wanted))
        });
        match missing {
            Some(wanted) => {
                let why = format!("scope {wanted} is not allowed for this client");
                Err(refuse(
                    "invalid_scope",
                    &why,
                    "the app holds the scopes",
                    &held.join(" "),
                    wanted,
                ))
            }
            None => Ok((!asked.is_empty()).then_some(asked)),
        }
    }

    /// Whose token this is, at this time.
    pub(crate) fn bearer(&self, token: &str, now_millis: i64) -> Bearer {
        let Some(known) = self.access.given.get(&Secret::from(token)) else {
            return Bearer::Foreign;
        };
        if now_millis >= known.expires_millis {
            let ago = now_millis.saturating_sub(known.expires_millis) / 1000;
            return Bearer::Spent(format!("it expired {ago} s ago"));
        }
        if let Issuer::Unknown { why } = self.issuer(Some(&known.app_key)) {
            return Bearer::Spent(why);
        }
        if let Some(why) = self.outlived(known) {
            return Bearer::Spent(why.into());
        }
        Bearer::Good {
            app_key: known.app_key.clone(),
            acting: known.acting.clone(),
        }
    }

    /// Why a token stands for an installation that is no more, or is switched off.
    fn outlived(&self, token: &AccessToken) -> Option<&'static str> {
        let app = self.installation(&token.app_key)?;
        if self.settings().user_tokens == UserTokens::UntilTheyExpire {
            return None;
        }
        if app.place != token.place {
            return Some(
                "it was given to an earlier installation of the app, which ended with its \
                 uninstall (setting `user_tokens`)",
            );
        }
        let off = app.status == Status::Disabled
            && self.settings().while_disabled == WhileDisabled::Anonymous;
        off.then_some("its app is disabled (settings `user_tokens`, `while_disabled`)")
    }
}

fn refuse(
    error: &'static str,
    description: &str,
    check: &'static str,
    expected: &str,
    got: &str,
) -> GrantError {
    GrantError {
        error,
        description: description.to_owned(),
        cause: Box::new(Cause::new(check, expected, got)),
    }
}

/// `invalid_grant`, the RFC's word for an assertion that is not good. The description is assumed.
fn invalid(check: &'static str, expected: &str, got: &str) -> GrantError {
    refuse(
        "invalid_grant",
        "The assertion is not valid",
        check,
        expected,
        got,
    )
}

/// What is wrong with the assertion's own token.
fn because(check: &'static str, cause: &Cause) -> GrantError {
    invalid(check, &cause.expected, &cause.got)
}

/// The one refusal whose text is known from the real server.
fn unauthorized(got: &str) -> GrantError {
    let text = "The authenticated client is not authorized to use this authorization grant type";
    let expected = "an installed app with the scope ACT_AS_USER";
    refuse(
        "unauthorized_client",
        text,
        "the app may act as users",
        expected,
        got,
    )
}
