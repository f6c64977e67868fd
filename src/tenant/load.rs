//! `Load`: a module of the app, opened as the host would open it.

use std::panic::Location;

use serde_json::{Value, json};

use super::handle::Tenant;
use super::installed_app::InstalledApp;
use super::reply::Reply;
use crate::callback;
use crate::context::Context;
use crate::jwt::{Claims, OtherTenant, Tamper, sign_hs256};
use crate::site::{LoadError, LoadWarning, ModuleLoad, Opened, Viewer};
use crate::traffic::Command;
use crate::unhandled::Failure;

/// A module to be opened: for whom, where, and with which token.
///
/// Without more it is the site's administrator who looks. Mirrors the iframe URLs captured from
/// Confluence Cloud: the module's own query, `xdm_e`, `xdm_c`, `cp`,
/// `xdm_deprecated_addon_key_do_not_use`, `lic`, `cv`, and `jwt`.
///
/// ```
/// # use mockfluence::{DescriptorSource, Tamper, Tenant};
/// # let tenant = Tenant::start_blocking();
/// # tenant.clone().block_on(async {
/// # let app = tenant.install(DescriptorSource::from(serde_json::json!({
/// #     "key": "my-app", "baseUrl": "http://localhost:1", "authentication": { "type": "jwt" },
/// #     "lifecycle": { "installed": "/installed" },
/// #     "modules": { "generalPages": [{ "key": "board", "name": { "value": "Board" },
/// #         "url": "/board?space={space.key}" }] }
/// # })).without_backend()).await.unwrap();
/// let load = app.open("board").user("712020:alice").variable("space.key", "ENG");
/// assert!(load.url().unwrap().contains("/board?space=ENG&xdm_e="));
/// // let page = load.send().await?;              // 200
/// // load.tamper(Tamper::Expired).send().await?  // 401, if the app looks
/// # });
/// ```
#[derive(Clone)]
#[must_use = "a load does nothing until it is sent"]
pub struct Load {
    tenant: Tenant,
    load: ModuleLoad,
}

impl Load {
    fn new(app: &InstalledApp, what: Opened) -> Self {
        Self {
            tenant: app.tenant().clone(),
            load: ModuleLoad {
                app_key: app.key().to_owned(),
                what,
                subject: Viewer::Admin,
                variables: std::collections::BTreeMap::new(),
                about: json!({}),
                tamper: None,
            },
        }
    }

    /// This account looks at the page: the token's `sub`.
    pub fn user(mut self, account_id: impl Into<String>) -> Self {
        self.load.subject = Viewer::User(account_id.into());
        self
    }

    /// Nobody is logged in: the token has no `sub`.
    pub fn anonymous(mut self) -> Self {
        self.load.subject = Viewer::Anonymous;
        self
    }

    /// The value of a variable of the module's URL, such as `content.id`, `space.key`, or a
    /// macro's own parameter.
    ///
    /// What is not given follows from the rest where the host derives it: from the site's own
    /// page (the one of the given `page.id` or `content.id`, else one with this macro on it, else
    /// the first in the given space), and from the macro (`macro.body` is cut to 128 characters,
    /// `macro.truncated`, `macro.hash`, `output.type`). Whatever has no value becomes nothing, as
    /// on the host, and is a [`LoadWarning`].
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.load.variables.insert(name.into(), value.into());
        self
    }

    /// The token's `context`; `{}` unless this gives another.
    pub fn context(mut self, context: Value) -> Self {
        self.load.about = context;
        self
    }

    /// Spoils the token, to see that the app refuses it.
    pub fn tamper(mut self, tamper: Tamper) -> Self {
        self.load.tamper = Some(tamper);
        self
    }

    /// Every way to [`tamper`](Self::tamper) with the token of this load so that the app has to
    /// refuse it; none for what the host sends without a token.
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open it.
    pub fn forgeries(&self) -> Result<Vec<Tamper>, LoadError> {
        let kind = callback::load_token(self.tenant.context(), &self.load)?;
        Ok(kind.into_iter().flat_map(Tamper::forgeries).collect())
    }

    /// The absolute URL, with its token where the host puts it there.
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open it.
    #[track_caller]
    pub fn url(&self) -> Result<String, LoadError> {
        Ok(self.signed()?.url)
    }

    /// The token by itself, for a client of your own.
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open it.
    #[track_caller]
    pub fn token(&self) -> Result<Option<String>, LoadError> {
        let signed = self.signed()?;
        Ok(signed.token.map(|token| token.expose().to_owned()))
    }

    /// What this load goes without, or brings in vain: see [`LoadWarning`].
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open it.
    #[track_caller]
    pub fn warnings(&self) -> Result<Vec<LoadWarning>, LoadError> {
        Ok(self.signed()?.warnings)
    }

    /// The account that looks; none if nobody is logged in.
    pub(super) fn viewer(&self) -> Option<String> {
        let subject = &self.load.subject;
        self.tenant.context().site(|site| site.account_of(subject))
    }

    /// Whether the host shows it in a frame, where there is `AP`.
    pub(super) fn is_in_frame(&self) -> Result<bool, LoadError> {
        self.signed().map(|signed| signed.in_frame)
    }

    #[track_caller]
    fn signed(&self) -> Result<callback::SignedLoad, LoadError> {
        let context = self.tenant.context();
        of_call(context, callback::signed_load(context, &self.load))
    }

    /// Opens it. A redirect is not followed.
    ///
    /// # Errors
    /// [`LoadError`] if the host would not open it, or no whole reply came.
    #[must_use = "a future does nothing until it is awaited"]
    #[track_caller]
    pub fn send(self) -> impl Future<Output = Result<Reply, LoadError>> + Send + 'static {
        let (tenant, place) = (self.tenant.clone(), Location::caller());
        async move {
            let sent = self.sent().await;
            sent.map_err(|error| told(tenant.context(), place, error))
        }
    }

    async fn sent(self) -> Result<Reply, LoadError> {
        let Self { tenant, load } = self;
        let context = tenant.context().clone();
        let loaded = tenant
            .run_as(command(&context, &load), |_| async move {
                callback::open(&context, &load).await
            })
            .await?;
        Ok(Reply {
            status: loaded.reply.status,
            headers: loaded.reply.headers,
            body: loaded.reply.body,
            token: loaded.token,
            warnings: loaded.warnings,
        })
    }
}

/// What a test gets from a call at this place.
pub(super) fn told(context: &Context, place: &Location<'_>, error: LoadError) -> LoadError {
    error.known_as(|why| context.unhandled(Failure::new(why, Some(place))))
}

#[track_caller]
fn of_call<T>(context: &Context, made: Result<T, LoadError>) -> Result<T, LoadError> {
    let place = Location::caller();
    made.map_err(|error| told(context, place, error))
}

/// What of which app is opened as whom, for the log.
fn command(context: &Context, load: &ModuleLoad) -> Command {
    let what = match &load.what {
        Opened::Module(key) => format!("`{key}`"),
        Opened::RenderMode(key, mode) => format!("`{key}` rendered as {mode}"),
        Opened::Editor(key) => format!("the editor of `{key}`"),
        Opened::PropertyPanel(key) => format!("the property panel of `{key}`"),
        Opened::ImagePlaceholder(key) => format!("the image placeholder of `{key}`"),
        Opened::Blueprint(key) => format!("the context of blueprint `{key}`"),
        Opened::Condition(url) => format!("the condition {url}"),
    };
    Command::Open {
        app: load.app_key.clone(),
        what,
        account: context.site(|site| site.account_of(&load.subject)),
    }
}

impl InstalledApp {
    /// Opens a module of the app, static or dynamic, by its key: a page in a frame, a macro, a
    /// static macro (fetched by the host, its token in the header), a blueprint's template (a
    /// plain download).
    ///
    /// What leads to another module opens that one: a web item with `context: page`, an item whose
    /// target is a dialog module, a keyboard shortcut, custom content (its view).
    pub fn open(&self, module_key: impl Into<String>) -> Load {
        Load::new(self, Opened::Module(module_key.into()))
    }

    /// Opens the dialog in which a macro of the app is edited: its `editor.url`.
    pub fn editor(&self, macro_key: impl Into<String>) -> Load {
        Load::new(self, Opened::Editor(macro_key.into()))
    }

    /// Opens the hidden frame behind a macro's property panel: its `propertyPanel.url`.
    pub fn property_panel(&self, macro_key: impl Into<String>) -> Load {
        Load::new(self, Opened::PropertyPanel(macro_key.into()))
    }

    /// Fetches the image that stands for a macro in the editor: its `imagePlaceholder.url`, with
    /// the macro's parameters behind it and no token.
    pub fn image_placeholder(&self, macro_key: impl Into<String>) -> Load {
        Load::new(self, Opened::ImagePlaceholder(macro_key.into()))
    }

    /// Fetches what a dynamic macro shows in another way than on a page: `pdf`, `word`,
    /// `html_export`, or what its `renderModes` have as `default`.
    pub fn render(&self, macro_key: impl Into<String>, mode: impl Into<String>) -> Load {
        Load::new(self, Opened::RenderMode(macro_key.into(), mode.into()))
    }

    /// Asks for the context of a blueprint, as when somebody makes a page from it.
    pub fn blueprint_context(&self, blueprint_key: impl Into<String>) -> Load {
        Load::new(self, Opened::Blueprint(blueprint_key.into()))
    }

    /// Asks a remote condition, by the URL that a module names it with.
    pub fn condition(&self, url: impl Into<String>) -> Load {
        Load::new(self, Opened::Condition(url.into()))
    }

    /// A token as Connect frameworks make them for their own pages: issued by the app for itself,
    /// without a qsh. None for an app without a secret.
    #[must_use]
    pub fn session_token(&self, account_id: &str) -> Option<String> {
        let now = self.tenant().context().clock.now_millis() / 1000;
        let claims = Claims {
            iss: Some(self.key().to_owned()),
            sub: Some(account_id.to_owned()),
            aud: Some(json!([self.tenant().client_key()])),
            iat: Some(now),
            exp: Some(now.saturating_add(900)),
            ..Claims::default()
        };
        Some(sign_hs256(&self.shared_secret()?, &claims))
    }

    /// This app's tenant as the second tenant of a token that another tenant sends: to see that
    /// the app keeps them apart. With the secret of now.
    #[must_use]
    pub fn as_other_tenant(&self) -> Tamper {
        let other = OtherTenant::new(self.tenant().client_key());
        Tamper::OtherTenant(match self.shared_secret() {
            Some(secret) => other.shared_secret(secret),
            None => other,
        })
    }

    /// The account that the app itself has on the site.
    #[must_use]
    pub fn account_id(&self) -> String {
        let key = self.key();
        self.tenant().context().site(|site| site.app_user(key))
    }
}

impl std::fmt::Debug for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Load")
            .field("app", &self.load.app_key)
            .field("what", &self.load.what)
            .field("tenant", &self.tenant.name())
            .finish_non_exhaustive()
    }
}
