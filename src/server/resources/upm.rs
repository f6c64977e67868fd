//! The part of UPM's REST that app managers and ACE's self-registration drive.

use std::sync::Arc;

use http::HeaderValue;
use http::header::{HeaderName, LOCATION};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use crate::callback;
use crate::caught::caught;
use crate::context::Context;
use crate::server::call::{Call, Running};
use crate::server::reply::HostReply;
use crate::site::{Cause, ErrorBody, Polled, Rejection, Site, Source};

/// JSON under one of UPM's own content types, `application/vnd.atl.plugins<kind>+json`. A client compares the
/// whole value, charset and all.
macro_rules! upm_json {
    ($status:literal, $kind:literal, $body:expr) => {
        HostReply::new(
            $status,
            concat!("application/vnd.atl.plugins", $kind, "+json;charset=UTF-8"),
            $body.to_string(),
        )
    };
}

pub(in crate::server) fn settings(call: &Call, _: &mut Site) -> Result<HostReply, Rejection> {
    let setting = json!({
        "key": "connectDeveloperListingsEnabled", "value": call.context.settings.developer_mode
    });
    Ok(upm_json!(200, "", json!({ "settings": [setting] })))
}

/// The list of apps, asked for because of the token in its header.
pub(in crate::server) fn list(_: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let token = HeaderValue::from_str(&site.upm_token()).expect("a token is ASCII");
    let reply = upm_json!(200, ".installed", site.plugins());
    Ok(reply.with_header(HeaderName::from_static("upm-token"), token))
}

pub(in crate::server) fn install(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    check_token(call, site)?;
    let url = member(call, "pluginUri").and_then(|url| url.as_str().map(str::to_owned));
    let url = url.ok_or_else(|| bad_body("`pluginUri`, the descriptor's URL", call))?;
    let now = call.context.clock.now_millis();
    let (task, body) = site.begin_task(url.clone(), now);
    tokio::spawn(crate::boxed::boxed(run(call.context.clone(), task, url)));
    let location = body["links"]["self"].as_str();
    let location = location.expect("a task links to itself").to_owned();
    Ok(located(
        upm_json!(202, ".install.installing", body),
        &location,
    ))
}

/// With the path of what it speaks of; a key that no header can hold is escaped.
fn located(reply: HostReply, path: &str) -> HostReply {
    let path = utf8_percent_encode(path, CONTROLS).to_string();
    let path = HeaderValue::from_str(&path).expect("what is percent-encoded is ASCII");
    reply.with_header(LOCATION, path)
}

/// The install itself, which the app polls for.
async fn run(context: Arc<Context>, task: String, url: String) {
    // An end comes in any case: somebody polls for it.
    let end = caught(installed(&context, url)).await;
    let end = end.unwrap_or_else(|panicked| Err((UNEXPECTED.to_owned(), panicked.to_string())));
    if let Err((code, message)) = &end {
        context
            .log
            .remark(format!("install task failed: {message} [{code}]"));
    }
    context.site(|site| site.end_task(&task, end));
    context.task_ended.notify_waiters();
}

/// No code of UPM's: no host fails so.
const UNEXPECTED: &str = "mockfluence.failed";

/// The key of the app, or UPM's code and text.
async fn installed(context: &Context, url: String) -> Result<String, (String, String)> {
    match context.settings.developer_mode {
        true => {
            let source = Source {
                url: Some(url),
                reachable: true,
                ..Source::default()
            };
            let installed = callback::install(context, source, None, None, None).await;
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
    }
}

/// Answered when the task has ended, or has not for as long as the setting says.
pub(in crate::server) fn poll(call: Call) -> Running {
    Box::pin(async move {
        let task = call.place("task");
        wait_for_end(&call.context, task).await;
        match call.context.site(|site| site.poll_task(task)) {
            Some(Polled::Task(body)) => Ok(upm_json!(200, ".pending-task", body)),
            Some(Polled::Installed(path)) => Ok(located(HostReply::empty(303), &path)),
            None => Err(Rejection {
                status: 404,
                body: ErrorBody::Message(format!("No task with id {task}")),
                cause: Box::new(Cause::missing("the task was begun", "`links.self`", task)),
            }),
        }
    })
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

pub(in crate::server) fn show(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    plugin_reply(site, call.place("plugin"))
}

/// `{"enabled": true}` or false; answered when the app has answered the callback.
pub(in crate::server) fn switch(call: Call) -> Running {
    Box::pin(async move {
        let plugin = call.place("plugin");
        call.context.site(|site| plugin_reply(site, plugin))?;
        let enabled = member(&call, "enabled").and_then(|value| value.as_bool());
        let enabled = enabled.ok_or_else(|| bad_body("`enabled`, true or false", &call))?;
        let (context, key) = (call.context.clone(), app_key(plugin).to_owned());
        to_the_end(async move {
            match enabled {
                true => callback::enable(&context, &key).await,
                false => callback::disable(&context, &key).await,
            };
        })
        .await;
        call.context.site(|site| plugin_reply(site, plugin))
    })
}

/// Answered only when the app has answered both callbacks: ACE ends its process on the answer.
pub(in crate::server) fn uninstall(call: Call) -> Running {
    Box::pin(async move {
        let plugin = call.place("plugin");
        call.context.site(|site| plugin_reply(site, plugin))?;
        let (context, key) = (call.context.clone(), app_key(plugin).to_owned());
        to_the_end(async move {
            callback::uninstall(&context, &key).await;
        })
        .await;
        Ok(HostReply::empty(204))
    })
}

/// A client that hangs up does not leave a lifecycle command half done.
async fn to_the_end(command: impl Future<Output = ()> + Send + 'static) {
    let _ = tokio::spawn(crate::boxed::boxed(command)).await;
}

fn plugin_reply(site: &Site, plugin: &str) -> Result<HostReply, Rejection> {
    let body = site.plugin(app_key(plugin))?;
    Ok(upm_json!(200, ".plugin", body))
}

fn app_key(plugin: &str) -> &str {
    plugin.strip_suffix("-key").unwrap_or(plugin)
}

fn member(call: &Call, name: &str) -> Option<Value> {
    let body: Value = serde_json::from_slice(&call.body).ok()?;
    body.get(name).cloned()
}

/// That a token is needed is known from clients; status and text are assumed.
fn check_token(call: &Call, site: &Site) -> Result<(), Rejection> {
    let sent = call.parameter("token");
    if sent == Some(site.upm_token()) {
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
fn bad_body(expected: &str, call: &Call) -> Rejection {
    let got = String::from_utf8_lossy(&call.body)
        .chars()
        .take(200)
        .collect::<String>();
    Rejection {
        status: 400,
        body: ErrorBody::Message(format!("The request body needs {expected}")),
        cause: Box::new(Cause::new("a JSON body that UPM knows", expected, got)),
    }
}
