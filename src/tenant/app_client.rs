//! `AppClient`: an HTTP client that signs as the app, where no backend is at hand.

use std::panic::Location;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::handle::Tenant;
use super::reply::Reply;
use super::to_tenant::{ClientError, ToTenant, given_header, signed_target};
use crate::jwt::{CanonicalRequest, Claims, sign_hs256};
use crate::secret::Secret;

/// Calls the tenant over HTTP as the app would, each request signed with the app's present secret.
///
/// Paths are below the base URL that the site has at the time, with or without its `/wiki`.
///
/// ```
/// # use mockfluence::{DYNAMIC_MODULES, DescriptorSource, Tenant};
/// # let tenant = Tenant::start_blocking();
/// # tenant.clone().block_on(async {
/// let app = tenant.install(DescriptorSource::from(serde_json::json!({
///     "key": "my-app", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
///     "lifecycle": { "installed": "/installed" }
/// })).without_backend()).await?;
/// let modules = serde_json::json!({ "webItems": [{
///     "key": "incident-42", "name": { "value": "Incident 42" }, "url": "/42",
///     "location": "system.header/left"
/// }]});
/// let reply = app.client().post(DYNAMIC_MODULES).json(&modules).send().await?;
/// assert_eq!(reply.status(), 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct AppClient {
    tenant: Tenant,
    app_key: String,
}

impl AppClient {
    pub(super) fn new(tenant: Tenant, app_key: String) -> Self {
        Self { tenant, app_key }
    }

    /// A `GET`.
    pub fn get(&self, path: &str) -> AppRequest {
        self.request("GET", path)
    }

    /// A `POST`.
    pub fn post(&self, path: &str) -> AppRequest {
        self.request("POST", path)
    }

    /// A `PUT`.
    pub fn put(&self, path: &str) -> AppRequest {
        self.request("PUT", path)
    }

    /// A `DELETE`.
    pub fn delete(&self, path: &str) -> AppRequest {
        self.request("DELETE", path)
    }

    /// A request of any method.
    pub fn request(&self, method: &str, path: &str) -> AppRequest {
        AppRequest {
            client: self.clone(),
            request: ToTenant::new(method, path),
            token: RequestToken::Signed(Box::new(Signing {
                secret: None,
                claims: self.claims(),
                qsh: None,
            })),
        }
    }

    /// The claims a Connect framework sends: three minutes, the clientKey as audience.
    fn claims(&self) -> Claims {
        let now = self.tenant.context().clock.now_millis() / 1000;
        Claims {
            iss: Some(self.app_key.clone()),
            aud: Some(serde_json::json!([self.tenant.client_key()])),
            iat: Some(now),
            exp: Some(now.saturating_add(180)),
            ..Claims::default()
        }
    }
}

/// A request to be signed and sent. By default its token is good; the other methods spoil it.
///
/// [`unsigned`](Self::unsigned), [`token`](Self::token) and an `authorization` header replace the
/// token, whatever was said of it before. After them no claim, secret or qsh is left to change: to
/// try it is a mistake in the test, and panics.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct AppRequest {
    client: AppClient,
    request: ToTenant,
    token: RequestToken,
}

#[derive(Clone)]
enum RequestToken {
    /// The method that took it away.
    None(&'static str),
    Raw(Secret),
    Signed(Box<Signing>),
}

/// How the token comes about.
#[derive(Clone)]
struct Signing {
    /// Another secret than the app's.
    secret: Option<Secret>,
    claims: Claims,
    /// The qsh of another request than this.
    qsh: Option<String>,
}

impl AppRequest {
    /// A JSON body with its content type.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// Any body, without a content type.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.request.body = body.into();
        self
    }

    /// One header; of two with one name the later counts. An `authorization` takes the place of
    /// the token.
    ///
    /// # Panics
    /// If HTTP does not allow the name or the value.
    #[track_caller]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: std::fmt::Display>,
        V: TryInto<HeaderValue, Error: std::fmt::Display>,
    {
        let (name, value) = given_header(name, value);
        if name == AUTHORIZATION {
            self.token = RequestToken::None("header");
        }
        self.request.pass_on((name, value));
        self
    }

    /// No token at all.
    pub fn unsigned(mut self) -> Self {
        self.token = RequestToken::None("unsigned");
        self
    }

    /// Signed with another secret than the app's.
    ///
    /// # Panics
    /// After [`unsigned`](Self::unsigned) or [`token`](Self::token), which leave nothing to sign.
    #[track_caller]
    pub fn signed_with(mut self, other: impl Into<String>) -> Self {
        self.signing("signed_with").secret = Some(other.into().into());
        self
    }

    /// The claims changed before they are signed; `qsh` is filled in afterwards where it is `None`.
    ///
    /// # Panics
    /// After [`unsigned`](Self::unsigned) or [`token`](Self::token), which leave nothing to sign.
    #[track_caller]
    pub fn claims(mut self, change: impl FnOnce(&mut Claims)) -> Self {
        change(&mut self.signing("claims").claims);
        self
    }

    /// The qsh of another canonical request, e.g. of one with `/wiki` in its path.
    ///
    /// # Panics
    /// After [`unsigned`](Self::unsigned) or [`token`](Self::token), which leave nothing to sign.
    #[track_caller]
    pub fn qsh(mut self, qsh: impl Into<String>) -> Self {
        self.signing("qsh").qsh = Some(qsh.into());
        self
    }

    /// This text as the whole token.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = RequestToken::Raw(token.into().into());
        self
    }

    #[track_caller]
    fn signing(&mut self, method: &'static str) -> &mut Signing {
        match &mut self.token {
            RequestToken::Signed(signing) => signing,
            RequestToken::None(before) => {
                panic!("`.{method}(…)` after `.{before}(…)`: there is no token left to change")
            }
            RequestToken::Raw(_) => {
                panic!("`.{method}(…)` after `.token(…)`: that token is sent as it is")
            }
        }
    }

    /// The token it would be sent with; none if it is unsigned, or the app has no secret. For a
    /// client of your own.
    #[must_use]
    pub fn signed_token(&self) -> Option<String> {
        self.sign(&self.request.target)
    }

    /// Signs and sends.
    ///
    /// # Errors
    /// [`ClientError`] if no whole reply came.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn send(self) -> impl Future<Output = Result<Reply, ClientError>> + Send + 'static {
        let (tenant, place) = (self.client.tenant.clone(), Location::caller());
        async move {
            let sent = self.sent().await;
            sent.map_err(|error| error.of_call(tenant.context(), place))
        }
    }

    async fn sent(self) -> Result<Reply, ClientError> {
        let token = self.sign(&signed_target(
            self.client.tenant.context(),
            &self.request.target,
        )?);
        let credential = token
            .as_ref()
            .map(|token| ("authorization", format!("JWT {token}")));
        let request = self.request.by(credential.into_iter().collect());
        let tenant = self.client.tenant;
        let reply = tenant.run(request.send(tenant.context().clone())).await?;
        Ok(Reply {
            token: token.map(Secret::from),
            ..reply
        })
    }

    fn sign(&self, target: &str) -> Option<String> {
        let signing = match &self.token {
            RequestToken::None(_) => return None,
            RequestToken::Raw(token) => return Some(token.expose().to_owned()),
            RequestToken::Signed(signing) => Signing::clone(signing),
        };
        let context = self.client.tenant.context();
        let own = || {
            let key = &self.client.app_key;
            context.site(|site| site.installation(key).and_then(|app| app.secret.clone()))
        };
        let secret = signing.secret.or_else(own)?;
        let mut claims = signing.claims;
        let given = signing.qsh.or(claims.qsh.take());
        let of_this = || CanonicalRequest::from_app(&self.request.method, target, "/wiki").qsh();
        claims.qsh = Some(given.unwrap_or_else(of_this));
        Some(sign_hs256(secret.expose(), &claims))
    }
}

impl std::fmt::Debug for AppClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppClient")
            .field("app", &self.app_key)
            .field("tenant", &self.tenant.name())
            .finish()
    }
}

/// Without query, headers and body: any of them may have a token.
impl std::fmt::Debug for AppRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.request.target.split('?').next().unwrap_or_default();
        f.debug_struct("AppRequest")
            .field("app", &self.client.app_key)
            .field("method", &self.request.method)
            .field("path", &path)
            .finish_non_exhaustive()
    }
}
