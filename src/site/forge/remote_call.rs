//! A call that an app's own front end or function makes to its remote, as data.

use std::time::Duration;

use serde_json::{Map, Value};

use super::installation::ForgeInstallation;
use super::ui_module::UiModule;
use crate::jwt::{InvocationContext, InvokedBy, Tamper, TokenKind, UiContext};
use crate::manifest::{Endpoint, Remote};
use crate::secret::Secret;
use crate::site::Site;
use crate::site::base_url::Join;
use crate::site::callback::{Callback, Carried, Signature, TokenAt};
use crate::site::installation::Status;
use crate::site::module_load::{LoadError, Viewer};
use crate::slip::did_you_mean;

/// Who makes the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A page, through Forge: `invokeRemote` of the bridge.
    FrontEnd,
    /// A page, straight from the browser: `requestRemote`.
    Browser,
    /// A function: `invokeRemote` of the API.
    Function,
}

/// What is called and how.
#[derive(Clone, Debug)]
pub(crate) struct Invoking {
    pub(crate) app_id: String,
    /// The key of an endpoint, or, where no endpoint has a part in it, of a remote.
    pub(crate) key: String,
    pub(crate) caller: Caller,
    pub(crate) viewer: Viewer,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, Secret)>,
    pub(crate) body: String,
    /// The module that the page belongs to, where it is not the one that names the endpoint.
    pub(crate) module: Option<String>,
    pub(crate) extension: Map<String, Value>,
    pub(crate) tamper: Option<Tamper>,
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Headers that Forge sets itself.
fn is_forges(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "authorization" || name.starts_with("x-b3-") || name.starts_with("x-forge-")
}

impl Site {
    /// The call, or why there is none.
    pub(crate) fn remote_call(
        &self,
        asked: &Invoking,
        gateway: &str,
    ) -> Result<Callback, LoadError> {
        let app = self.forge_app(&asked.app_id);
        let app = app.filter(|app| app.status != Status::Uninstalled);
        let app = app.ok_or_else(|| {
            LoadError::new(format!(
                "`{}` is not installed: nobody calls its remote",
                asked.app_id
            ))
        })?;
        let (endpoint, remote) = called(app, asked)?;
        let base_url = remote.base_url(self.settings().region.as_deref());
        let base_url = base_url.ok_or_else(|| {
            LoadError::new(format!("the remote `{}` has no baseUrl", remote.key()))
        })?;
        check(asked, remote)?;
        let user = match asked.caller {
            Caller::Function => None,
            _ => self.account_of(&asked.viewer),
        };
        let (module, context) = self.calling(app, asked, user.clone())?;
        let call = self.invocation(app, gateway, module, context, user.clone());
        let mut headers = asked.headers.clone();
        if asked.caller == Caller::Browser {
            let origin = format!("https://{}.cdn.prod.atlassian-dev.net", asked.app_id);
            headers.push(("origin".into(), Secret::from(origin)));
        }
        let method = METHODS.into_iter().find(|one| *one == asked.method);
        Ok(Callback {
            method: method.unwrap_or("GET"),
            app_key: app.log_key().to_owned(),
            base_url: base_url.to_owned(),
            path: asked.path.clone(),
            join: Join::OneSlash,
            payload: asked.body.clone(),
            content_type: None,
            headers,
            carries: carries(app, asked.caller, endpoint, remote, user),
            deadline: Some(self.settings().invoke_deadline),
            subject: None,
            about: Value::Null,
            lifetime: Duration::ZERO,
            token_at: TokenAt::Header,
            tamper: asked.tamper.clone(),
            may_wait: true,
            signature: Signature::Invocation(Box::new(call)),
            issuer: String::new(),
            reachable: app.manifest.reachable,
            event: None,
        })
    }

    /// Which module calls, and what the token says of it.
    fn calling(
        &self,
        app: &ForgeInstallation,
        asked: &Invoking,
        account: Option<String>,
    ) -> Result<(InvokedBy, InvocationContext), LoadError> {
        if asked.caller == Caller::Function {
            let module = InvokedBy {
                kind: "core:function".into(),
                key: asked.module.clone().unwrap_or_else(|| asked.key.clone()),
            };
            return Ok((module, InvocationContext::Function));
        }
        let module = UiModule::of(app, asked.module.as_deref(), &asked.key)?;
        let mut extension = module.extension();
        extension.extend(asked.extension.clone());
        let site_url = self.base_url();
        let context = UiContext {
            local_id: self.forge_local_id(&asked.app_id, &module.by.key),
            site_url: site_url
                .strip_suffix("/wiki")
                .unwrap_or(site_url)
                .to_owned(),
            extension,
            account,
        };
        Ok((module.by, InvocationContext::Ui(Box::new(context))))
    }
}

/// The endpoint, if the call is to one, and the remote.
fn called<'a>(
    app: &'a ForgeInstallation,
    asked: &Invoking,
) -> Result<(Option<Endpoint<'a>>, Remote<'a>), LoadError> {
    let manifest = &app.manifest;
    let key = asked.key.as_str();
    if let Some(endpoint) = manifest.endpoint(key) {
        let remote = endpoint.remote().and_then(|key| manifest.remote(key));
        let remote = remote.ok_or_else(|| {
            LoadError::new(format!(
                "the endpoint `{key}` names no remote that is there"
            ))
        })?;
        return Ok((Some(endpoint), remote));
    }
    let by_remote = manifest
        .remote(key)
        .filter(|_| asked.caller != Caller::FrontEnd);
    if let Some(remote) = by_remote {
        return Ok((None, remote));
    }
    let known: Vec<&str> = manifest.endpoints().map(|one| one.key()).collect();
    let all = match known.is_empty() {
        true => "it has none".to_owned(),
        false => format!("it has `{}`", known.join("`, `")),
    };
    let meant = did_you_mean(key, known);
    Err(LoadError::new(format!(
        "the manifest has no endpoint `{key}`: {all}{meant}"
    )))
}

fn check(asked: &Invoking, remote: Remote<'_>) -> Result<(), LoadError> {
    let refuse = |why: String| Err(LoadError::new(why));
    if !METHODS.contains(&asked.method.as_str()) {
        return refuse(format!(
            "`{}` is no method of a remote: {}",
            asked.method,
            METHODS.join(", ")
        ));
    }
    if asked.path.contains("://") {
        return refuse(format!(
            "`{}` is no path: Forge puts it behind the remote's baseUrl",
            asked.path
        ));
    }
    if let Some((name, _)) = asked.headers.iter().find(|(name, _)| is_forges(name)) {
        return refuse(format!(
            "the header `{name}` is Forge's own: no page or function sets it"
        ));
    }
    let sets_origin = |(name, _): &(String, Secret)| name.eq_ignore_ascii_case("origin");
    if asked.caller == Caller::Browser && asked.headers.iter().any(sets_origin) {
        return refuse("the header `origin` is the browser's own: no page sets it".to_owned());
    }
    if asked.caller == Caller::Function && !remote.operations().contains(&"compute") {
        let key = remote.key();
        return refuse(format!(
            "a function cannot call the remote `{key}`: its `operations` lack `compute`, without which \
             invokeRemote does not work"
        ));
    }
    if let Some(tamper) = &asked.tamper
        && let Some(why) = tamper.misfit(Some(TokenKind::Invocation))
    {
        return Err(LoadError::misfit(tamper, why));
    }
    Ok(())
}

/// The access tokens that go along: what the endpoint says where a page calls, and what the remote says
/// where a function does.
fn carries(
    app: &ForgeInstallation,
    caller: Caller,
    endpoint: Option<Endpoint<'_>>,
    remote: Remote<'_>,
    user: Option<String>,
) -> Vec<Carried> {
    let (system, of_user) = match (caller, endpoint) {
        (Caller::FrontEnd, Some(endpoint)) => {
            (endpoint.has_system_token(), endpoint.has_user_token())
        }
        (Caller::Function, _) => (remote.has_system_token(), remote.has_user_token()),
        _ => (false, false),
    };
    let user = user.filter(|_| of_user && has_user_scope(app));
    let user = user.map(Carried::User);
    system
        .then_some(Carried::System)
        .into_iter()
        .chain(user)
        .collect()
}

/// Whether the app asks for anything of the product's in a user's name.
fn has_user_scope(app: &ForgeInstallation) -> bool {
    let scopes = app.manifest.scopes();
    let mut of_product = scopes
        .iter()
        .filter(|scope| scope.contains("confluence") && !scope.ends_with(":connect-confluence"));
    of_product.next().is_some()
}
