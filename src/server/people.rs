//! `…/rest/api/user` and `…/permission/check`: who somebody is, and what somebody may do.

use std::sync::Arc;

use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::answer::answer_rest;
use super::authenticate::Who;
use super::fallback::{self, stubbed};
use super::form::{field, query};
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;
use crate::site::{Cause, Rejection, Site};

pub(super) const USER: &str = "/wiki/rest/api/user";
pub(super) const CURRENT: &str = "/wiki/rest/api/user/current";
pub(super) const ANONYMOUS: &str = "/wiki/rest/api/user/anonymous";
pub(super) const CHECK: &str = "/wiki/rest/api/content/{id}/permission/check";

type Id = Extension<ExchangeId>;

pub(super) fn routes(router: Router) -> Router {
    router
        .route(USER, get(user).fallback(fallback::wrong_method))
        .route(CURRENT, get(current).fallback(fallback::wrong_method))
        .route(ANONYMOUS, get(anonymous).fallback(fallback::wrong_method))
        .route(CHECK, post(check).fallback(fallback::wrong_method))
}

async fn user(Extension(context): Extension<Arc<Context>>, id: Id, request: Request) -> Response {
    let request = match stubbed(&context, id.0.0, request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    let reply = answer_rest(&context, id.0.0, request, |_, asked| {
        let asked = query(asked.target);
        let account = field(&asked, "accountId").ok_or_else(no_account)?;
        shown(&context, &account, &asked)
    });
    reply.await.into_response()
}

async fn current(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    request: Request,
) -> Response {
    let request = match stubbed(&context, id.0.0, request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    let reply = answer_rest(&context, id.0.0, request, |who, asked| {
        let account = context.site(|site| account_of(site, who));
        shown(&context, &account, &query(asked.target))
    });
    reply.await.into_response()
}

async fn anonymous(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    request: Request,
) -> Response {
    let request = match stubbed(&context, id.0.0, request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    let reply = answer_rest(&context, id.0.0, request, |_, _| {
        let body = context.site(|site| site.anonymous_json());
        Ok(Reply::json(200, body.to_string()))
    });
    reply.await.into_response()
}

async fn check(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    Path(content): Path<String>,
    request: Request,
) -> Response {
    let request = match stubbed(&context, id.0.0, request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    let reply = answer_rest(&context, id.0.0, request, |_, asked| {
        let body = context.site(|site| site.check_permission(&content, asked.body))?;
        Ok(Reply::json(200, body.to_string()))
    });
    reply.await.into_response()
}

/// The account behind a call: the user an app acts for, the app's own, or the administrator's.
pub(super) fn account_of(site: &Site, who: &Who) -> String {
    match who {
        Who::User => site.admin(),
        Who::App(caller) => match &caller.acting {
            Some(acting) => acting.account.clone(),
            None => site.app_user(&caller.app_key),
        },
    }
}

fn shown(context: &Context, account: &str, asked: &[(String, String)]) -> Result<Reply, Rejection> {
    let expand = field(asked, "expand").unwrap_or_default();
    let operations = expand.split(',').any(|one| one.trim() == "operations");
    let body = context.site(|site| site.user_json(account, operations))?;
    Ok(Reply::json(200, body.to_string()))
}

/// Assumed text: the description asks for one of two parameters.
fn no_account() -> Rejection {
    let why = "accountId is required";
    let cause = Cause::new("the account is named", "`?accountId=`", "none");
    Rejection::service(400, "BadRequestException", why, cause)
}
