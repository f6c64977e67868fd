//! `AppClient`: an HTTP client that signs as the app, where no backend is at hand.

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;

use super::handle::Tenant;
use crate::callback::{self, Limits, Outgoing, SendError};
use crate::jwt::{CanonicalRequest, Claims, sign_hs256};

/// Calls the tenant over HTTP as the app would, each request signed with the app's present secret.
///
/// Paths are below the base URL, with or without its `/wiki`.
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
#[derive(Clone, Debug)]
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
        let below = path
            .strip_prefix("/wiki")
            .filter(|rest| rest.starts_with('/'));
        AppRequest {
            client: self.clone(),
            method: method.to_ascii_uppercase(),
            target: format!("/wiki{}", below.unwrap_or(path)),
            headers: Vec::new(),
            body: Bytes::new(),
            token: Token::Signed {
                secret: None,
                claims: Box::new(self.claims()),
            },
            qsh: None,
        }
    }

    /// The claims a Connect framework sends: three minutes, the clientKey as audience.
    fn claims(&self) -> Claims {
        let now = self.tenant.context().clock.now_millis() / 1000;
        Claims {
            iss: Some(self.app_key.clone()),
            aud: Some(serde_json::json!([self.tenant.client_key()])),
            iat: Some(now),
            exp: Some(now + 180),
            ..Claims::default()
        }
    }
}

/// A request to be signed and sent. By default its token is good; the other methods spoil it.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct AppRequest {
    client: AppClient,
    method: String,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    token: Token,
    qsh: Option<String>,
}

#[derive(Clone, Debug)]
enum Token {
    None,
    Raw(String),
    Signed {
        secret: Option<String>,
        claims: Box<Claims>,
    },
}

impl AppRequest {
    /// A JSON body with its content type.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// Any body, without a content type.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// One more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// No token at all.
    pub fn unsigned(mut self) -> Self {
        self.token = Token::None;
        self
    }

    /// Signed with another secret than the app's.
    pub fn signed_with(mut self, other: impl Into<String>) -> Self {
        if let Token::Signed { secret, .. } = &mut self.token {
            *secret = Some(other.into());
        }
        self
    }

    /// The claims changed before they are signed; `qsh` is filled in afterwards where it is `None`.
    pub fn claims(mut self, change: impl FnOnce(&mut Claims)) -> Self {
        if let Token::Signed { claims, .. } = &mut self.token {
            change(claims);
        }
        self
    }

    /// The qsh of another canonical request, e.g. of one with `/wiki` in its path.
    pub fn qsh(mut self, qsh: impl Into<String>) -> Self {
        self.qsh = Some(qsh.into());
        self
    }

    /// This text as the whole token.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Token::Raw(token.into());
        self
    }

    /// The token it would be sent with; none if it is unsigned, or the app has no secret. For a
    /// client of your own.
    #[must_use]
    pub fn signed_token(&self) -> Option<String> {
        self.sign(&self.target)
    }

    /// Signs and sends.
    ///
    /// # Errors
    /// [`ClientError`] if no whole reply came.
    pub async fn send(self) -> Result<AppReply, ClientError> {
        let tenant = self.client.tenant.clone();
        let outgoing = self.outgoing()?;
        let second = std::time::Duration::from_secs(1);
        let limits = Limits {
            connect: 5 * second,
            whole: 30 * second,
            told: 30 * second,
            body_bytes: usize::MAX,
        };
        let reply = tenant.run(callback::send(outgoing, limits)).await;
        let reply = reply.map_err(ClientError)?;
        Ok(AppReply {
            status: reply.status,
            headers: reply.headers,
            body: reply.body,
        })
    }

    fn outgoing(self) -> Result<Outgoing, ClientError> {
        let bad = |why: String| ClientError(SendError::BadUrl(why));
        let context = self.client.tenant.context();
        let url = format!("{}{}", context.origin, self.target);
        let mut target = callback::Target::parse(&url).map_err(ClientError)?;
        let mut headers = self.headers.clone();
        if let Some(token) = self.sign(&target.path) {
            headers.push(("authorization", format!("JWT {token}")));
        }
        target.path.insert_str(0, &context.mount);
        headers.push(("content-length", self.body.len().to_string()));
        let method = Method::from_bytes(self.method.as_bytes())
            .map_err(|_| bad(format!("`{}` is no method", self.method)))?;
        Ok(Outgoing {
            method,
            target,
            headers,
            passed_on: http::HeaderMap::new(),
            body: self.body,
            #[cfg(feature = "tls")]
            trusted: context.trusted.clone(),
        })
    }

    fn sign(&self, target: &str) -> Option<String> {
        let (secret, mut claims) = match &self.token {
            Token::None => return None,
            Token::Raw(token) => return Some(token.clone()),
            Token::Signed { secret, claims } => (secret.clone(), Claims::clone(claims)),
        };
        let context = self.client.tenant.context();
        let own = || {
            let key = &self.client.app_key;
            context.site(|site| site.installation(key).and_then(|app| app.secret.clone()))
        };
        let secret = secret.or_else(own)?;
        let canonical = CanonicalRequest::from_app(&self.method, target, "/wiki");
        let given = self.qsh.clone().or(claims.qsh.take());
        claims.qsh = Some(given.unwrap_or_else(|| canonical.qsh()));
        Some(sign_hs256(&secret, &claims))
    }
}

/// What the tenant answered.
#[derive(Clone, Debug)]
pub struct AppReply {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl AppReply {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// One header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `Null` if it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// No whole reply came.
#[derive(Debug)]
pub struct ClientError(SendError);

impl std::fmt::Display for ClientError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the tenant gave no whole reply: {}", self.0)
    }
}

impl std::error::Error for ClientError {}
