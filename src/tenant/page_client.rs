//! `PageClient`: what a page of the app asks of the host by `AP.request`.

use std::panic::Location;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::installed_app::InstalledApp;
use super::load::{Load, told};
use super::reply::Reply;
use super::to_tenant::{ToTenant, given_header};
use crate::site::{ASKING_APP, LoadError, SESSION};

/// Asks the tenant as a page of the app does by `AP.request`: in the browser of the user who looks
/// at the page, as that user, and within the app's scopes.
///
/// ```
/// # use mockfluence::{DescriptorSource, Tenant};
/// # let tenant = Tenant::start_blocking();
/// # tenant.clone().block_on(async {
/// # let app = tenant.install(DescriptorSource::from(serde_json::json!({
/// #     "key": "my-app", "baseUrl": "http://localhost:1", "authentication": { "type": "none" },
/// #     "scopes": ["READ"], "modules": { "generalPages": [{
/// #         "key": "board", "name": { "value": "Board" }, "url": "/board" }] }
/// # }))).await.unwrap();
/// let page = app.as_page("board").user("712020:alice");
/// let reply = page.get("/rest/api/user/anonymous").send().await?;
/// assert_eq!(reply.status(), 200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a page asks nothing by itself"]
pub struct PageClient {
    app: InstalledApp,
    module: String,
    load: Load,
}

impl InstalledApp {
    /// A page of the app in a frame, by the key of its module, which asks the host something. The
    /// site's administrator looks at it, unless this is said otherwise.
    pub fn as_page(&self, module_key: impl Into<String>) -> PageClient {
        let module = module_key.into();
        PageClient {
            app: self.clone(),
            load: self.open(module.clone()),
            module,
        }
    }
}

impl PageClient {
    /// This account looks at the page.
    pub fn user(mut self, account_id: impl Into<String>) -> Self {
        self.load = self.load.user(account_id);
        self
    }

    /// Nobody is logged in.
    pub fn anonymous(mut self) -> Self {
        self.load = self.load.anonymous();
        self
    }

    /// A `GET`.
    pub fn get(&self, path: &str) -> PageRequest {
        self.request("GET", path)
    }

    /// A `POST`.
    pub fn post(&self, path: &str) -> PageRequest {
        self.request("POST", path)
    }

    /// A `PUT`.
    pub fn put(&self, path: &str) -> PageRequest {
        self.request("PUT", path)
    }

    /// A `DELETE`.
    pub fn delete(&self, path: &str) -> PageRequest {
        self.request("DELETE", path)
    }

    /// A request of any method. The path is below the base URL, with or without its `/wiki`.
    pub fn request(&self, method: &str, path: &str) -> PageRequest {
        PageRequest {
            page: self.clone(),
            request: ToTenant::new(method, path),
        }
    }
}

/// A request of a page, to be sent.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct PageRequest {
    page: PageClient,
    request: ToTenant,
}

impl PageRequest {
    /// A JSON body with its content type.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// Any body, without a content type. With `multipart/form-data` as content type the host adds
    /// `X-Atlassian-Token: no-check`.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.request.body = body.into();
        self
    }

    /// One header; of two with one name the later counts.
    ///
    /// # Panics
    /// If HTTP does not allow the name or the value.
    #[track_caller]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: std::fmt::Display>,
        V: TryInto<HeaderValue, Error: std::fmt::Display>,
    {
        self.request.pass_on(given_header(name, value));
        self
    }

    /// Sends it, as the host's script does for the page.
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open the page, or it is none in a frame, where there is
    /// no `AP`; and if no whole reply came.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn send(self) -> impl Future<Output = Result<Reply, LoadError>> + Send + 'static {
        let (tenant, place) = (self.page.app.tenant().clone(), Location::caller());
        async move {
            let sent = self.sent().await;
            sent.map_err(|error| told(tenant.context(), place, error))
        }
    }

    async fn sent(self) -> Result<Reply, LoadError> {
        let PageClient { app, module, load } = self.page;
        if !load.is_in_frame()? {
            return Err(LoadError::new(format!(
                "`{module}` is not shown in a frame, so it has no `AP` to ask by"
            )));
        }
        let tenant = app.tenant().clone();
        let mut headers = vec![(ASKING_APP, app.key().to_owned())];
        if let Some(account) = load.viewer() {
            let context = tenant.context();
            let session = context.site(|site| site.log_in(&account));
            let log = &context.log;
            log.secrets(|known| known.add_session(session.expose(), &account));
            headers.push(("cookie", format!("{SESSION}={}", session.expose())));
        }
        if is_multipart(&self.request.passed_on) {
            headers.push(("x-atlassian-token", "no-check".to_owned()));
        }
        let request = self.request.by(headers);
        let sent = tenant.run(request.send(tenant.context().clone())).await;
        sent.map_err(|error| LoadError::new(error.to_string()))
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().starts_with("multipart/form-data"))
}

/// Without query, headers and body: any of them may have a secret.
impl std::fmt::Debug for PageRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.request.target.split('?').next().unwrap_or_default();
        f.debug_struct("PageRequest")
            .field("page", &self.page.load)
            .field("method", &self.request.method)
            .field("path", &path)
            .finish_non_exhaustive()
    }
}
