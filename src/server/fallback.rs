//! What the tenant does not serve: said so, with the nearest route, never a plausible 404.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use serde_json::json;

use super::recorder::ExchangeId;
use super::reply::Reply;
use super::router::ROUTES;
use crate::context::Context;

pub(super) async fn not_served(
    State(context): State<Arc<Context>>,
    id: Extension<ExchangeId>,
    request: Request,
) -> Reply {
    let path = request.uri().path();
    let message = format!("mockfluence does not serve {} {path}:", request.method());
    let hint = hint(path);
    context.log.note(id.0.0, &format!("not served; {hint}"));
    Reply::json(
        501,
        json!({ "message": format!("{message} {hint}"), "statusCode": 501 }).to_string(),
    )
}

/// The form is Confluence's, the words beside the code are assumed.
pub(super) async fn wrong_method(
    State(context): State<Arc<Context>>,
    id: Extension<ExchangeId>,
    request: Request,
) -> Reply {
    context.log.note(
        id.0.0,
        &format!("{} is no method of this resource", request.method()),
    );
    let title = format!(
        "org.springframework.web.HttpRequestMethodNotSupportedException: Request method '{}' is \
         not supported",
        request.method()
    );
    let error = json!({ "status": 405, "code": "METHOD_NOT_ALLOWED", "title": title });
    Reply::json(405, json!({ "errors": [error] }).to_string())
}

fn hint(path: &str) -> String {
    if let Some(rest) = path.strip_prefix("/wiki/wiki") {
        return format!(
            "`/wiki` is there twice: the base URL already ends in it, so ask for `{rest}` below it"
        );
    }
    if path.starts_with("/rest/") {
        return format!("Confluence answers below its context path: `/wiki{path}`");
    }
    // Of several as near, the one listed first.
    let nearest = ROUTES
        .iter()
        .rev()
        .max_by_key(|route| common_segments(route, path))
        .filter(|route| common_segments(route, path) > 1);
    match nearest {
        Some(route) => format!("the nearest route is `{route}`"),
        None => "it serves the dynamic modules resource and the install keys".to_owned(),
    }
}

fn common_segments(route: &str, path: &str) -> usize {
    route
        .split('/')
        .zip(path.split('/'))
        .take_while(|(one, other)| one == other)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_request_is_shown_the_way() {
        assert!(hint("/wiki/wiki/rest/api").contains("`/rest/api`"));
        assert!(hint("/rest/atlassian-connect/1/x").contains("`/wiki/rest/atlassian-connect/1/x`"));
        assert!(hint("/wiki/rest/atlassian-connect/1/app/module/dynamics").contains("nearest"));
        assert!(hint("/wiki/rest/atlassian-connect/1/x").contains("nearest"));
    }
}
