//! `RealSite`: a site that a comparison may ask, and how a request is sent there.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::anonymous::Anonymous;
use super::ask::Ask;
use super::signed::{ProbeToken, Signed};
use crate::descriptor::Descriptor;
use crate::outgoing::{self, Incoming, Outgoing, SendError, SendLimits, Target};
use crate::secret::Secret;

/// A site on which the app is installed, whose owner compares it.
#[derive(Clone)]
#[must_use]
pub struct RealSite {
    pub(super) base: Target,
    pub(super) app_key: String,
    pub(super) secret: Secret,
    pub(super) client_key: Option<String>,
    pub(super) descriptor: Option<Descriptor>,
    /// The least time between two requests.
    pub(super) pause: Duration,
    deadline: Duration,
    #[cfg(feature = "tls")]
    trusted: crate::outgoing::Trusted,
}

/// Without the secret.
impl std::fmt::Debug for RealSite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RealSite")
            .field("origin", &self.base.origin())
            .field("app", &self.app_key)
            .finish_non_exhaustive()
    }
}

/// Why a site cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteMisfit(String);

impl std::fmt::Display for SiteMisfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SiteMisfit {}

/// The shortest secret that can be told from other texts, and so kept out of what is shown.
const SHORTEST_SECRET: usize = 12;

/// The largest reply that is read, in bytes.
const REPLY_LIMIT: usize = 16 * 1024 * 1024;

impl RealSite {
    /// A site by its base URL, the `baseUrl` of `installed`, with the app's key and its sharedSecret there.
    ///
    /// # Errors
    /// If the URL is none, or the secret too short to be one.
    pub fn new(
        base_url: &str,
        app_key: impl Into<String>,
        secret: impl Into<String>,
    ) -> Result<Self, SiteMisfit> {
        let mut base = Target::parse(base_url).map_err(|error| SiteMisfit(error.to_string()))?;
        if base.path.contains('?') {
            return Err(SiteMisfit("a base URL has no query".into()));
        }
        base.path.truncate(base.path.trim_end_matches('/').len());
        let secret: String = secret.into();
        if secret.trim().len() < SHORTEST_SECRET {
            let why = format!(
                "a sharedSecret has at least {SHORTEST_SECRET} characters: a shorter text cannot be kept out of what is shown"
            );
            return Err(SiteMisfit(why));
        }
        Ok(Self {
            base,
            app_key: app_key.into(),
            secret: secret.trim().into(),
            client_key: None,
            descriptor: None,
            pause: Duration::from_millis(500),
            deadline: Duration::from_secs(20),
            #[cfg(feature = "tls")]
            trusted: crate::outgoing::Trusted::default(),
        })
    }

    /// The descriptor with which the app is installed there: the tenant gets the same. Without it
    /// nothing is asked that takes a scope.
    pub fn descriptor(mut self, descriptor: Descriptor) -> Self {
        self.descriptor = Some(descriptor);
        self
    }

    /// The site's clientKey, which then is the `aud` of the tokens.
    pub fn client_key(mut self, key: impl Into<String>) -> Self {
        self.client_key = Some(key.into());
        self
    }

    /// The least time between two requests; half a second unless set.
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// The proxy that leads there, e.g. `http://127.0.0.1:3128`.
    ///
    /// # Errors
    /// If the URL is none, or one of `https://`.
    pub fn proxy(mut self, url: &str) -> Result<Self, SiteMisfit> {
        let proxy = Target::parse(url).map_err(|error| SiteMisfit(error.to_string()))?;
        if proxy.tls {
            return Err(SiteMisfit("a proxy is reached by http://".into()));
        }
        self.base.proxy = Some(Box::new(proxy));
        Ok(self)
    }

    /// How long a whole reply may take; 20 s unless set.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Certificates (PEM) to trust beside the public ones.
    ///
    /// # Errors
    /// If the text has none.
    #[cfg(feature = "tls")]
    pub fn trust_certificates(mut self, pem: &str) -> Result<Self, SiteMisfit> {
        self.trusted = outgoing::certificates(pem).map_err(SiteMisfit)?.into();
        Ok(self)
    }

    pub(super) fn base_url(&self) -> String {
        format!("{}{}", self.base.origin(), self.base.path)
    }

    /// Sends one request of a probe; what its token was is known to `anonymous` before it goes out.
    pub(super) async fn send(
        &self,
        ask: &Ask,
        anonymous: &Anonymous,
    ) -> Result<Incoming, SendError> {
        let path = ask.path.replace("{app}", &self.app_key);
        let (context_path, prefix) = (
            &self.base.path,
            if ask.at_origin { "" } else { &self.base.path },
        );
        let written = format!("{}{prefix}{path}", self.base.origin());
        let mut target = Target::parse(&written)?;
        target.proxy.clone_from(&self.base.proxy);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let token = ask.token.sign(&Signed {
            app_key: &self.app_key,
            client_key: self.client_key.as_deref(),
            secret: &self.secret,
            method: ask.method,
            target: &target.path,
            context_path,
            now: i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
        });
        if let Some(token) = &token {
            anonymous.know(token);
        }
        let mut headers = vec![(
            "user-agent",
            concat!("mockfluence/", env!("CARGO_PKG_VERSION")).to_owned(),
        )];
        match (ask.token, token) {
            (ProbeToken::InQuery, Some(token)) => {
                let sign = if target.path.contains('?') { '&' } else { '?' };
                target.path.push_str(&format!("{sign}jwt={token}"));
            }
            (ProbeToken::Bearer, Some(token)) => {
                headers.push(("authorization", format!("Bearer {token}")));
            }
            (ProbeToken::LowerCaseScheme, Some(token)) => {
                headers.push(("authorization", format!("jwt {token}")));
            }
            (_, Some(token)) => headers.push(("authorization", format!("JWT {token}"))),
            (_, None) => {}
        }
        if let Some(body) = ask.body.as_ref() {
            headers.push(("content-length", body.len().to_string()));
        }
        outgoing::send(self.outgoing(ask, target, headers)?, self.limits()).await
    }

    fn outgoing(
        &self,
        ask: &Ask,
        target: Target,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Outgoing, SendError> {
        let mut passed_on = HeaderMap::new();
        for (name, value) in &ask.headers {
            passed_on.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        Ok(Outgoing {
            method: Method::from_bytes(ask.method.as_bytes())
                .map_err(|_| SendError::BadUrl(format!("`{}` is no method", ask.method)))?,
            target,
            headers,
            passed_on,
            body: Bytes::from(ask.body.clone().unwrap_or_default()),
            #[cfg(feature = "tls")]
            trusted: self.trusted.clone(),
        })
    }

    fn limits(&self) -> SendLimits {
        SendLimits {
            connect: self.deadline.min(Duration::from_secs(10)),
            whole: self.deadline,
            told: self.deadline,
            body_bytes: REPLY_LIMIT,
        }
    }
}
