//! The part of UPM's REST that app managers and ACE's self-registration drive.

use std::sync::Arc;

use axum::extract::{Path, Request};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{HeaderName, LOCATION};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use super::authenticate::{Signed, admit_admin};
use super::fallback::wrong_method;
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::callback;
use crate::context::Context;
use crate::site::{Cause, ErrorBody, Polled, Rejection, Source};

pub(super) const ROOT: &str = "/wiki/rest/plugins/1.0/";
pub(super) const SETTINGS: &str = "/wiki/rest/plugins/1.0/settings";
pub(super) const PENDING: &str = "/wiki/rest/plugins/1.0/pending/{task}";
pub(super) const TASK: &str = "/wiki/rest/plugins/1.0/tasks/{task}";
/// `{plugin}` is `<appKey>-key`.
pub(super) const PLUGIN: &str = "/wiki/rest/plugins/1.0/{plugin}";

/// JSON under one of UPM's own content types, `application/vnd.atl.plugins<kind>+json`.
macro_rules! upm_json {
    ($status:literal, $kind:literal, $body:expr) => {
        Reply::new(
            $status,
            concat!("application/vnd.atl.plugins", $kind, "+json"),
            $body.to_string(),
        )
    };
}

type Tenant = Extension<Arc<Context>>;
type Id = Extension<ExchangeId>;

pub(super) fn routes(router: Router) -> Router {
    let root = get(list).merge(post(install)).fallback(wrong_method);
    let poll = get(poll).fallback(wrong_method);
    let plugin = get(show)
        .put(switch)
        .delete(uninstall)
        .fallback(wrong_method);
    router
        .route(ROOT, root.clone())
        .route(ROOT.trim_end_matches('/'), root)
        .route(SETTINGS, get(settings).fallback(wrong_method))
        .route(PENDING, poll.clone())
        .route(TASK, poll)
        .route(PLUGIN, plugin)
}

async fn settings(Extension(context): Tenant, id: Id, request: Request) -> Reply {
    admin(&context, id.0.0, request, |_| {
        let setting = json!({
            "key": "connectDeveloperListingsEnabled", "value": context.settings.developer_mode
        });
        Ok(upm_json!(200, "", json!({ "settings": [setting] })))
    })
    .await
}

/// The list of apps, asked for because of the token in its header.
async fn list(Extension(context): Tenant, id: Id, request: Request) -> Reply {
    admin(&context, id.0.0, request, |_| {
        let (plugins, token) = context.site(|site| (site.plugins(), site.upm_token()));
        let reply = upm_json!(200, ".installed", plugins);
        Ok(reply.with_header(HeaderName::from_static("upm-token"), &token))
    })
    .await
}

async fn install(Extension(context): Tenant, id: Id, request: Request) -> Reply {
    let reply = admin(&context, id.0.0, request, |asked| {
        check_token(&context, asked)?;
        let url = member(asked, "pluginUri").and_then(|url| url.as_str().map(str::to_owned));
        let url = url.ok_or_else(|| bad_body("`pluginUri`, the descriptor's URL", asked))?;
        let now = context.clock.now_millis();
        let (task, body) = context.site(|site| site.begin_task(url.clone(), now));
        tokio::spawn(run(context.clone(), task, url));
        let location = body["links"]["self"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let reply = upm_json!(202, ".install.installing", body);
        Ok(reply.with_header(LOCATION, &location))
    });
    reply.await
}

/// The install itself, which the app polls for.
async fn run(context: Arc<Context>, task: String, url: String) {
    let end = match context.settings.developer_mode {
        true => {
            let source = Source {
                url: Some(url),
                reachable: true,
            };
            let installed = callback::install(&context, source, None, None).await;
            installed
                .map(|(key, _)| key)
                .map_err(|error| (error.sub_code().to_owned(), error.message().to_owned()))
        }
        // The code is UPM's, the text is assumed.
        false => Err((
            "upm.pluginInstall.error.descriptor.not.from.marketplace".to_owned(),
            "The app descriptor does not come from the Atlassian Marketplace, and development \
             mode is off."
                .to_owned(),
        )),
    };
    if let Err((code, message)) = &end {
        context
            .log
            .remark(&format!("install task failed: {message} [{code}]"));
    }
    context.site(|site| site.end_task(&task, end));
    context.task_ended.notify_waiters();
}

async fn poll(
    Extension(context): Tenant,
    id: Id,
    Path(task): Path<String>,
    request: Request,
) -> Reply {
    wait_for_end(&context, &task).await;
    admin(&context, id.0.0, request, |_| {
        match context.site(|site| site.poll_task(&task)) {
            Some(Polled::Task(body)) => Ok(upm_json!(200, ".pending-task", body)),
            Some(Polled::Installed(path)) => Ok(Reply::empty(303).with_header(LOCATION, &path)),
            None => Err(Rejection {
                status: 404,
                body: ErrorBody::Message(format!("No task with id {task}")),
                cause: Box::new(Cause::new("the task was begun", "`links.self`", &task)),
            }),
        }
    })
    .await
}

/// Until the task has ended, for as long as the setting says.
async fn wait_for_end(context: &Context, task: &str) {
    let ended = async {
        loop {
            let mut told = std::pin::pin!(context.task_ended.notified());
            told.as_mut().enable();
            let running = context.site(|site| match site.poll_task(task) {
                Some(Polled::Task(body)) => body["status"]["done"] == false,
                _ => false,
            });
            if !running {
                return;
            }
            told.await;
        }
    };
    let _ = tokio::time::timeout(context.settings.limits.task_poll_wait, ended).await;
}

async fn show(Extension(context): Tenant, id: Id, Path(plugin): Path<String>, r: Request) -> Reply {
    admin(&context, id.0.0, r, |_| shown(&context, &plugin)).await
}

/// `{"enabled": true}` or false; answered when the app has answered the callback.
async fn switch(
    Extension(context): Tenant,
    id: Id,
    Path(plugin): Path<String>,
    r: Request,
) -> Reply {
    let wanted = admin_wants(&context, r, |asked| {
        shown(&context, &plugin)?;
        let enabled = member(asked, "enabled").and_then(|value| value.as_bool());
        enabled.ok_or_else(|| bad_body("`enabled`, true or false", asked))
    });
    let enabled = match wanted.await {
        Ok(enabled) => enabled,
        Err(rejection) => return Reply::refused(&context, id.0.0, rejection),
    };
    let (tenant, key) = (context.clone(), app_key(&plugin).to_owned());
    to_the_end(async move {
        match enabled {
            true => callback::enable(&tenant, &key).await,
            false => callback::disable(&tenant, &key).await,
        };
    })
    .await;
    shown(&context, &plugin).unwrap_or_else(|rejection| Reply::refused(&context, id.0.0, rejection))
}

/// Answered only when the app has answered both callbacks: ACE ends its process on the answer.
async fn uninstall(
    Extension(context): Tenant,
    id: Id,
    Path(plugin): Path<String>,
    r: Request,
) -> Reply {
    let found = admin_wants(&context, r, |_| shown(&context, &plugin)).await;
    if let Err(rejection) = found {
        return Reply::refused(&context, id.0.0, rejection);
    }
    let (tenant, key) = (context.clone(), app_key(&plugin).to_owned());
    to_the_end(async move {
        callback::uninstall(&tenant, &key).await;
    })
    .await;
    Reply::empty(204)
}

/// A client that hangs up does not leave a lifecycle command half done.
async fn to_the_end(command: impl Future<Output = ()> + Send + 'static) {
    let _ = tokio::spawn(command).await;
}

fn shown(context: &Context, plugin: &str) -> Result<Reply, Rejection> {
    let body = context.site(|site| site.plugin(app_key(plugin)))?;
    Ok(upm_json!(200, ".plugin", body))
}

fn app_key(plugin: &str) -> &str {
    plugin.strip_suffix("-key").unwrap_or(plugin)
}

/// What an admin sent.
struct Asked {
    query: String,
    body: bytes::Bytes,
}

async fn admin(
    context: &Context,
    id: u32,
    request: Request,
    decide: impl FnOnce(&Asked) -> Result<Reply, Rejection>,
) -> Reply {
    admin_wants(context, request, decide)
        .await
        .unwrap_or_else(|rejection| Reply::refused(context, id, rejection))
}

async fn admin_wants<T>(
    context: &Context,
    request: Request,
    decide: impl FnOnce(&Asked) -> Result<T, Rejection>,
) -> Result<T, Rejection> {
    let (parts, body) = request.into_parts();
    // The recorder has read the body already: this neither waits nor fails.
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let signed = Signed {
        method: parts.method.as_str(),
        target: parts.uri.path(),
        headers: &parts.headers,
        form: None,
    };
    admit_admin(context, &signed)?;
    decide(&Asked {
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: body.unwrap_or_default(),
    })
}

fn member(asked: &Asked, name: &str) -> Option<Value> {
    let body: Value = serde_json::from_slice(&asked.body).ok()?;
    body.get(name).cloned()
}

/// That a token is needed is known from clients; status and text are assumed.
fn check_token(context: &Context, asked: &Asked) -> Result<(), Rejection> {
    let token = context.site(|site| site.upm_token());
    let sent = asked
        .query
        .split('&')
        .find_map(|part| part.strip_prefix("token="));
    if sent == Some(&token) {
        return Ok(());
    }
    let cause = Cause::new(
        "the request carries the token of GET /rest/plugins/1.0/",
        "`?token=<the header upm-token>`",
        sent.map_or("no token", |_| "another token"),
    );
    Err(Rejection {
        status: 403,
        body: ErrorBody::Message("Invalid token".into()),
        cause: Box::new(cause),
    })
}

/// Status and text are assumed.
fn bad_body(expected: &str, asked: &Asked) -> Rejection {
    let got = String::from_utf8_lossy(&asked.body)
        .chars()
        .take(200)
        .collect::<String>();
    Rejection {
        status: 400,
        body: ErrorBody::Message(format!("The request body needs {expected}")),
        cause: Box::new(Cause::new("a JSON body that UPM knows", expected, got)),
    }
}
