//! `Invoke`: a call of an app's front end or function to its remote.

use std::panic::Location;

use serde_json::{Map, Value};

use super::forge_app::ForgeApp;
use super::invoked::Invoked;
use super::load::told;
use super::reply::Reply;
use super::to_tenant::given_header;
use crate::callback;
use crate::jwt::{Tamper, TokenKind};
use crate::secret::Secret;
use crate::site::{Invoking, LoadError, RemoteCaller, Viewer};
use crate::traffic::ForgeCommand;

impl ForgeApp {
    /// A call to this endpoint as the app's page makes it by `invokeRemote`: any method, path and body, with an
    /// invocation token and the access tokens that the manifest asks for; 25 s, and no second attempt.
    ///
    /// Without more it is a GET of `/`, and the site's administrator looks at the page.
    pub fn invoke(&self, endpoint: impl Into<String>) -> Invoke {
        Invoke {
            app: self.clone(),
            asked: Invoking {
                app_id: self.id().to_owned(),
                key: endpoint.into(),
                caller: RemoteCaller::FrontEnd,
                viewer: Viewer::Admin,
                method: "GET".into(),
                path: "/".into(),
                headers: Vec::new(),
                body: String::new(),
                module: None,
                extension: Map::new(),
                tamper: None,
            },
        }
    }
}

/// A call to a remote, to be sent.
#[derive(Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct Invoke {
    app: ForgeApp,
    asked: Invoking,
}

impl Invoke {
    /// As the page makes it by `requestRemote`, straight from the browser: without access tokens, and with an
    /// `Origin`. Takes the key of a remote, too.
    pub fn direct(mut self) -> Self {
        self.asked.caller = RemoteCaller::Browser;
        self
    }

    /// As a function of the app makes it: the token has no context and no user, and what access tokens go along
    /// the remote says, not the endpoint. Takes the key of a remote, too.
    pub fn from_function(mut self) -> Self {
        self.asked.caller = RemoteCaller::Function;
        self
    }

    /// This account looks at the page.
    pub fn user(mut self, account_id: impl Into<String>) -> Self {
        self.asked.viewer = Viewer::User(account_id.into());
        self
    }

    /// Nobody is logged in.
    pub fn anonymous(mut self) -> Self {
        self.asked.viewer = Viewer::Anonymous;
        self
    }

    /// The module whose page calls: the one whose resolver the endpoint is, unless this says another.
    pub fn module(mut self, key: impl Into<String>) -> Self {
        self.asked.module = Some(key.into());
        self
    }

    /// A member of the context's `extension`: `content`, `space`, `config` and whatever the module adds.
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.asked.extension.insert(name.into(), value.into());
        self
    }

    /// GET, POST, PUT, PATCH or DELETE.
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.asked.method = method.as_ref().to_ascii_uppercase();
        self
    }

    /// The path and query behind the remote's base URL.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.asked.path = path.into();
        self
    }

    /// A JSON body with its content type.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// Any body, without a content type.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.asked.body = body.into();
        self
    }

    /// One header of the page's own; of two with one name the later counts.
    ///
    /// # Panics
    /// If HTTP does not allow the name or the value.
    #[track_caller]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<http::HeaderName, Error: std::fmt::Display>,
        V: TryInto<http::HeaderValue, Error: std::fmt::Display>,
    {
        let (name, value) = given_header(name, value);
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        self.asked
            .headers
            .retain(|(known, _)| known != name.as_str());
        self.asked
            .headers
            .push((name.as_str().to_owned(), Secret::from(value)));
        self
    }

    /// Spoils the token, to see that the remote refuses it.
    pub fn tamper(mut self, tamper: Tamper) -> Self {
        self.asked.tamper = Some(tamper);
        self
    }

    /// Every way to [`tamper`](Self::tamper) with the token so that a remote has to refuse it.
    pub fn forgeries(&self) -> impl Iterator<Item = Tamper> + use<> {
        Tamper::forgeries(TokenKind::Invocation)
    }

    /// Makes the call. A redirect is not followed.
    ///
    /// # Panics
    /// If there is nothing to call: see [`try_send`](Self::try_send).
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn send(self) -> impl Future<Output = Invoked> + Send + 'static {
        let place = Location::caller();
        let sent = self.sent();
        async move {
            match sent.await {
                Ok(invoked) => invoked,
                Err(error) => panic!("invoke at {place}: {error}"),
            }
        }
    }

    /// The same, for a call that may make no sense.
    ///
    /// # Errors
    /// [`LoadError`] if the app is not installed or has no backend, the endpoint is not in its manifest, or page or
    /// function could not make such a call.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn try_send(self) -> impl Future<Output = Result<Invoked, LoadError>> + Send + 'static {
        let (tenant, place) = (self.app.tenant().clone(), Location::caller());
        let sent = self.sent();
        async move {
            sent.await
                .map_err(|error| told(tenant.context(), place, error))
        }
    }

    async fn sent(self) -> Result<Invoked, LoadError> {
        let Self { app, asked } = self;
        let tenant = app.tenant().clone();
        let context = tenant.context().clone();
        let called = tenant
            .run_as(command(&asked).into(), |_| async move {
                callback::invoke(&context, &asked).await
            })
            .await?;
        let status = called.reply.as_ref().map(|reply| reply.status);
        Ok(Invoked {
            message: called.outcome.message(status),
            outcome: called.outcome,
            reply: called.reply.map(|reply| Reply {
                status: reply.status,
                headers: reply.headers,
                body: reply.body,
                token: called.token,
                warnings: Vec::new(),
            }),
        })
    }
}

fn command(asked: &Invoking) -> ForgeCommand {
    let Invoking {
        key, method, path, ..
    } = asked;
    let path = path.split('?').next().unwrap_or_default();
    let how = match asked.caller {
        RemoteCaller::FrontEnd => "by invokeRemote",
        RemoteCaller::Browser => "by requestRemote",
        RemoteCaller::Function => "from a function",
    };
    let account = match (&asked.viewer, asked.caller) {
        (_, RemoteCaller::Function) | (Viewer::Anonymous, _) => None,
        (Viewer::User(account), _) => Some(account.clone()),
        (Viewer::Admin, _) => Some("the administrator".to_owned()),
    };
    ForgeCommand::Invoke {
        app: asked.app_id.clone(),
        what: format!("{method} {path} at `{key}` {how}"),
        account,
    }
}

/// Without headers and body, which may bring a secret.
impl std::fmt::Debug for Invoke {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invoke")
            .field("app", &self.asked.app_id)
            .field("endpoint", &self.asked.key)
            .field("method", &self.asked.method)
            .finish_non_exhaustive()
    }
}
