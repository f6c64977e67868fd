//! Pages, content properties and macros in both REST APIs (feature `content`): HTTP on one side,
//! the store's rules on the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawPathParams, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};
use axum::{Extension, Router};

use super::answer::answer_rest;
use super::fallback::{not_served, stubbed, wrong_method};
use super::form::{field, query};
use super::people::account_of;
use super::recorder::{ExchangeId, Fired};
use super::reply::Reply;
use crate::context::Context;
use crate::site::{Api, Decided, Hand, Site, Target, Webhook};

/// Every path of the store, with what it is about.
pub(super) const PATHS: &[&str] = &[
    "/wiki/rest/api/content",
    "/wiki/rest/api/content/{id}",
    "/wiki/rest/api/content/{id}/property",
    "/wiki/rest/api/content/{id}/property/{key}",
    "/wiki/rest/api/content/{id}/history/{version}/macro/id/{macro}",
    "/wiki/api/v2/pages",
    "/wiki/api/v2/pages/{id}",
    "/wiki/api/v2/pages/{id}/properties",
    "/wiki/api/v2/pages/{id}/properties/{key}",
];

pub(super) fn routes(router: Router) -> Router {
    let served: fn() -> MethodRouter = || any(serve);
    PATHS
        .iter()
        .fold(router, |router, path| router.route(path, served()))
}

/// A stub outranks the store, and the store answers once a test has put something in it.
async fn serve(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    parameters: RawPathParams,
    request: Request,
) -> Response {
    let request = match stubbed(&context, id.0.0, request).await {
        Ok(response) => return response,
        Err(request) => request,
    };
    if !context.site(|site| site.has_content()) {
        let note = "the content store is empty: tenant.add_page(Page::new(…)) makes it answer";
        context.log.note(id.0.0, note);
        return not_served(Extension(context), id, request).await;
    }
    let parameters: BTreeMap<String, String> = parameters
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let method = request.method().as_str().to_owned();
    if operation(&method, request.uri().path(), &parameters).is_none() {
        return wrong_method(Extension(context), id, request)
            .await
            .into_response();
    }
    let mut events: Vec<Webhook> = Vec::new();
    let now_millis = context.clock.now_millis();
    let reply = answer_rest(&context, id.0.0, request, |who, asked| {
        let path = asked.target.split('?').next().unwrap_or_default();
        let operation = operation(&method, path, &parameters).unwrap_or(Operation::Read);
        let target = target(path, &parameters, &query(asked.target));
        let change = context.site(|site| {
            let account = account_of(site, who);
            let hand = Hand {
                account,
                now_millis,
            };
            decide(site, operation, &target, &parameters, asked, &hand)
        })?;
        events = change.events;
        Ok(match change.body {
            Some(body) => Reply::json(change.status, body.to_string()),
            None => Reply::empty(change.status),
        })
    });
    let mut response = reply.await.into_response();
    response.extensions_mut().insert(Fired(events));
    response
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Create,
    Read,
    Update,
    Delete,
    ListProperties,
    CreateProperty,
    ReadProperty,
    UpdateProperty,
    DeleteProperty,
    ReadMacro,
}

fn operation(method: &str, path: &str, named: &BTreeMap<String, String>) -> Option<Operation> {
    use Operation::*;
    let about_properties = path.contains("/property") || path.contains("/properties");
    Some(
        match (method, named.contains_key("macro"), about_properties) {
            ("GET", true, _) => ReadMacro,
            (_, true, _) => return None,
            (method, _, true) => match (method, named.contains_key("key")) {
                ("GET", false) => ListProperties,
                ("POST", false) => CreateProperty,
                ("GET", true) => ReadProperty,
                ("PUT", true) => UpdateProperty,
                ("DELETE", true) => DeleteProperty,
                _ => return None,
            },
            (method, ..) => match (method, named.contains_key("id")) {
                ("POST", false) => Create,
                ("GET", true) => Read,
                ("PUT", true) => Update,
                ("DELETE", true) => Delete,
                _ => return None,
            },
        },
    )
}

fn target(path: &str, named: &BTreeMap<String, String>, asked: &[(String, String)]) -> Target {
    let api = if path.starts_with("/wiki/api/v2/") {
        Api::V2
    } else {
        Api::V1
    };
    let status = field(asked, "status").is_some_and(|status| status.contains("trashed"));
    let purge = field(asked, "purge").is_some_and(|purge| purge == "true");
    Target {
        api,
        id: named.get("id").cloned().unwrap_or_default(),
        in_trash: status || purge,
        expand: field(asked, "expand").unwrap_or_default(),
        body_format: field(asked, "body-format"),
    }
}

fn decide(
    site: &mut Site,
    operation: Operation,
    target: &Target,
    named: &BTreeMap<String, String>,
    asked: &super::answer::Asked<'_>,
    hand: &Hand,
) -> Decided {
    let name = |name: &str| named.get(name).map_or("", String::as_str);
    let key = name("key");
    let body = asked.body;
    match operation {
        Operation::Create => site.create_content(target.api, body, hand),
        Operation::Read => site.read_content(target),
        Operation::Update => site.update_content(target, body, hand),
        Operation::Delete => site.delete_content(target, hand),
        Operation::ListProperties => {
            let key = field(&query(asked.target), "key");
            site.list_content_properties(target, key.as_deref())
        }
        Operation::CreateProperty => site.create_content_property(target, body, hand),
        Operation::ReadProperty => site.read_content_property(target, key),
        Operation::UpdateProperty => site.update_content_property(target, key, body, hand),
        Operation::DeleteProperty => site.delete_content_property(target, key),
        Operation::ReadMacro => site.read_macro(target, name("version"), name("macro")),
    }
}
