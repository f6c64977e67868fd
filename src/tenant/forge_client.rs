//! `ForgeClient`: the way back of an app on Forge, where no backend is at hand.

use std::panic::Location;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use serde_json::Value;

use super::forge_app::ForgeApp;
use super::reply::Reply;
use super::to_tenant::{ClientError, ToTenant, given_header};
use crate::callback;

impl ForgeApp {
    /// The app's own token, as `x-forge-oauth-system` brings it: the same for two hours, good for four. Tokens of an
    /// installation that is gone are refused.
    #[must_use]
    pub fn system_token(&self) -> String {
        self.forge_token(None)
    }

    /// The token by which the app acts as this user, as `x-forge-oauth-user` brings it.
    #[must_use]
    pub fn user_token(&self, account_id: &str) -> String {
        self.forge_token(Some(account_id))
    }

    /// A client that calls [`gateway_url`](crate::Tenant::gateway_url) with the app's own token.
    pub fn client(&self) -> ForgeClient {
        ForgeClient {
            app: self.clone(),
            account: None,
        }
    }

    fn forge_token(&self, account: Option<&str>) -> String {
        let context = self.tenant().context();
        let now = context.clock.now_millis();
        let token = callback::forge_token(context, self.id(), account, now);
        token.expose().to_owned()
    }
}

/// Calls the tenant as an app on Forge does: below `/ex/confluence/<cloudId>`, and `/forge/…` as it is, with a token of
/// Forge's.
#[derive(Clone, Debug)]
#[must_use = "a client asks nothing by itself"]
pub struct ForgeClient {
    app: ForgeApp,
    account: Option<String>,
}

impl ForgeClient {
    /// The same for this user, by a user token.
    pub fn as_user(mut self, account_id: impl Into<String>) -> Self {
        self.account = Some(account_id.into());
        self
    }

    /// A `GET`. The path is below the gateway, with or without its `/wiki`.
    pub fn get(&self, path: &str) -> ForgeRequest {
        self.request("GET", path)
    }

    /// A `POST`.
    pub fn post(&self, path: &str) -> ForgeRequest {
        self.request("POST", path)
    }

    /// A `PUT`.
    pub fn put(&self, path: &str) -> ForgeRequest {
        self.request("PUT", path)
    }

    /// A `DELETE`.
    pub fn delete(&self, path: &str) -> ForgeRequest {
        self.request("DELETE", path)
    }

    /// A request of any method.
    pub fn request(&self, method: &str, path: &str) -> ForgeRequest {
        let mut request = ToTenant::new(method, path);
        if path.starts_with("/forge/") {
            path.clone_into(&mut request.target);
        } else {
            let cloud_id = self.app.tenant().cloud_id();
            let gateway = format!("/ex/confluence/{cloud_id}");
            request.target.insert_str(0, &gateway);
        }
        ForgeRequest {
            client: self.clone(),
            request,
        }
    }
}

/// A request by a token of Forge's, to be sent.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct ForgeRequest {
    client: ForgeClient,
    request: ToTenant,
}

impl ForgeRequest {
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

    /// One header; of two with one name the later counts. An `authorization` takes the place of the token.
    ///
    /// # Panics
    /// If HTTP does not allow the name or the value.
    #[track_caller]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<http::HeaderName, Error: std::fmt::Display>,
        V: TryInto<http::HeaderValue, Error: std::fmt::Display>,
    {
        self.request.pass_on(given_header(name, value));
        self
    }

    /// Sends it, with the token that is due now.
    ///
    /// # Errors
    /// [`ClientError`] if no whole reply came.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn send(self) -> impl Future<Output = Result<Reply, ClientError>> + Send + 'static {
        let (tenant, place) = (self.client.app.tenant().clone(), Location::caller());
        async move {
            let sent = self.sent().await;
            sent.map_err(|error| error.of_call(tenant.context(), place))
        }
    }

    async fn sent(self) -> Result<Reply, ClientError> {
        let ForgeClient { app, account } = self.client;
        let given = self.request.passed_on.contains_key(AUTHORIZATION);
        let token = (!given).then(|| app.forge_token(account.as_deref()));
        let credential = token.map(|token| ("authorization", format!("Bearer {token}")));
        let request = self.request.by(credential.into_iter().collect());
        let tenant = app.tenant().clone();
        tenant.run(request.send(tenant.context().clone())).await
    }
}

/// Without query, headers and body: any of them may have a token.
impl std::fmt::Debug for ForgeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.request.target.split('?').next().unwrap_or_default();
        f.debug_struct("ForgeRequest")
            .field("app", &self.client.app.id())
            .field("method", &self.request.method)
            .field("path", &path)
            .finish_non_exhaustive()
    }
}
