//! `GET …/addons/{appKey}`: the app's state and licence as the host knows them.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};

use super::answer::answer;
use super::authenticate::Door;
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;

/// `{version}` is `1` or its alias `latest`.
pub(super) const PATH: &str = "/wiki/rest/atlassian-connect/{version}/addons/{appKey}";

pub(super) async fn show(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    Path((_, key)): Path<(String, String)>,
    request: Request,
) -> Reply {
    let reply = answer(&context, id.0.0, request, Door::AppData, |caller, _| {
        let body = context.site(|site| site.app_information(caller, &key))?;
        Ok(Reply::json(200, body.to_string()))
    })
    .await;
    reply.with_challenge(r#"JWT realm="Atlassian Connect""#)
}
