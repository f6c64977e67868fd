//! Calls to the remote of an app on Forge, and tokens for its way back.

use super::call::Call;
use super::forgeries::Since;
use super::given_request::{Viewer, asked, two_bodies, viewer};
use crate::cli::contract::forge_calls::{
    ForgeToken, ForgeTokenFor, Invocation, Invoked, InvokedFrom,
};
use crate::cli::contract::loads::Tampered;
use crate::cli::contract::problem::Problem;

pub(super) async fn invoke(call: Call, given: Invocation) -> Result<Invoked, Problem> {
    let headers = asked(&given.method, &given.path, &given.headers, "tenant")?;
    let viewer = viewer(given.user, given.anonymous)?;
    let app = call.forge_app()?;
    let mut invoke = app.invoke(given.endpoint);
    invoke = match given.from {
        InvokedFrom::Page => invoke,
        InvokedFrom::Browser => invoke.direct(),
        InvokedFrom::Function => invoke.from_function(),
    };
    invoke = match viewer {
        Some(Viewer::User(user)) => invoke.user(user),
        Some(Viewer::Nobody) => invoke.anonymous(),
        None => invoke,
    };
    invoke = invoke.method(given.method).path(given.path);
    invoke = match (given.json, given.text) {
        (Some(_), Some(_)) => return Err(two_bodies()),
        (Some(json), None) => invoke.json(&json),
        (None, Some(text)) => invoke.body(text),
        (None, None) => invoke,
    };
    for (name, value) in headers {
        invoke = invoke.header(name, value);
    }
    if let Some(module) = given.module {
        invoke = invoke.module(module);
    }
    for (name, value) in given.extension {
        invoke = invoke.extension(name, value);
    }
    if let Some(Tampered(tamper)) = given.tamper {
        invoke = invoke.tamper(tamper);
    }
    let since = Since::now(&call.tenant()?);
    let seen = invoke.try_send().await;
    let seen = seen.map_err(|error| Problem::new(409, error.to_string()))?;
    let reply = seen.reply();
    Ok(Invoked {
        outcome: seen.outcome().name().to_owned(),
        message: seen.message().map(str::to_owned),
        status: seen.status(),
        content_type: reply.and_then(|reply| reply.header("content-type").map(str::to_owned)),
        body: reply.map(mockfluence::Reply::text),
        accepted_forgeries: since.accepted(None),
    })
}

pub(super) async fn token(call: Call, wanted: ForgeTokenFor) -> Result<ForgeToken, Problem> {
    let app = call.forge_app()?;
    Ok(ForgeToken {
        token: match wanted.user {
            Some(user) => app.user_token(&user),
            None => app.system_token(),
        },
        gateway: call.tenant()?.gateway_url(),
    })
}
