//! `…/addons/{appKey}/properties[/{key}]`: list, read, write, remove.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};
use serde_json::json;

use super::answer::answer;
use super::authenticate::Door;
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;

pub(super) const LIST: &str = "/wiki/rest/atlassian-connect/{version}/addons/{appKey}/properties";
pub(super) const ONE: &str =
    "/wiki/rest/atlassian-connect/{version}/addons/{appKey}/properties/{key}";

const DOOR: Door = Door::AppData;

type Id = Extension<ExchangeId>;
type OfApp = Path<(String, String)>;
type OfProperty = Path<(String, String, String)>;

pub(super) async fn list(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    Path((_, app)): OfApp,
    request: Request,
) -> Reply {
    let reply = answer(&context, id.0.0, request, DOOR, |caller, _| {
        let keys = context.site(|site| site.list_properties(caller, &app))?;
        Ok(Reply::json(200, keys.to_string()))
    });
    reply.await.uncached()
}

pub(super) async fn read(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    Path((_, app, key)): OfProperty,
    request: Request,
) -> Reply {
    let reply = answer(&context, id.0.0, request, DOOR, |caller, _| {
        let body = context.site(|site| site.read_property(caller, &app, &key))?;
        Ok(Reply::json(200, body))
    });
    reply.await.uncached()
}

pub(super) async fn write(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    Path((_, app, key)): OfProperty,
    request: Request,
) -> Reply {
    let reply = answer(&context, id.0.0, request, DOOR, |caller, asked| {
        let created = context.site(|site| site.write_property(caller, &app, &key, asked.body))?;
        let (status, message) = if created {
            (201, "Property created.")
        } else {
            (200, "Property updated.")
        };
        let body = json!({ "message": message, "statusCode": status });
        Ok(Reply::json(status, body.to_string()))
    });
    reply.await.uncached()
}

pub(super) async fn remove(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    Path((_, app, key)): OfProperty,
    request: Request,
) -> Reply {
    let reply = answer(&context, id.0.0, request, DOOR, |caller, _| {
        context.site(|site| site.remove_property(caller, &app, &key))?;
        Ok(Reply::empty(204))
    });
    reply.await.uncached()
}
