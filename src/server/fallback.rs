//! What the tenant does not serve: said so, with the nearest route, never a plausible 404.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::json;

use super::answer::form;
use super::authenticate::{Signed, admit};

use super::recorder::ExchangeId;
use super::reply::Reply;
use super::router::ROUTES;
use crate::callback::{Limits, Outgoing, SendError, Target, send};
use crate::context::Context;

/// Marks the answer of a stub server to what no stub is for.
pub(crate) const UNMATCHED: &str = "x-mockfluence-unmatched";

pub(super) async fn not_served(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    request: Request,
) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    if let Some(url) = context.fallback().await {
        match forward(&context, id.0.0, request, &url).await {
            Ok(response) if response.headers().contains_key(UNMATCHED) => {}
            Ok(response) => return response,
            Err(reply) => return reply.into_response(),
        }
    }
    let message = format!("mockfluence does not serve {method} {path}:");
    let hint = hint(&path);
    let stub = stub_hint(&method, &path);
    context.log.note(id.0.0, format!("not served; {hint}"));
    context.log.note(id.0.0, &stub);
    let body = json!({ "message": format!("{message} {hint}. {stub}"), "statusCode": 501 });
    Reply::json(501, body.to_string()).into_response()
}

/// The answer of a stub to what the tenant could answer too: what a test says outranks what the
/// tenant would make up. The request itself where no stub is for it.
pub(super) async fn stubbed(
    context: &Context,
    id: u32,
    request: Request,
) -> Result<Response, Request> {
    let Some(url) = context.stub_server().await else {
        return Err(request);
    };
    let (parts, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map_or_else(|_| Bytes::new(), |body| body.to_bytes());
    let again = || Request::from_parts(parts.clone(), Body::from(body.clone()));
    match forward(context, id, again(), &url).await {
        Ok(response) if response.headers().contains_key(UNMATCHED) => Err(again()),
        Ok(response) => Ok(response),
        Err(reply) => Ok(reply.into_response()),
    }
}

/// The line that would stub the request.
fn stub_hint(method: &Method, path: &str) -> String {
    if cfg!(feature = "stubs") {
        format!(
            "To stub it: tenant.mount(Mock::given(method(\"{method}\")).and(path(\"{path}\"))\
             .respond_with(ResponseTemplate::new(200)))"
        )
    } else {
        "To stub it: the feature `stubs`, or .fallback(url) on the builder".to_owned()
    }
}

/// Passes the request on, once its sender is known to be allowed.
async fn forward(
    context: &Context,
    id: u32,
    request: Request,
    url: &str,
) -> Result<Response, Reply> {
    let (parts, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map_or_else(|_| Bytes::new(), |body| body.to_bytes());
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let form = form(&parts.headers, &body);
    let method = parts.method.as_str();
    let signed = Signed {
        method,
        target,
        headers: &parts.headers,
        form,
    };
    admit(context, id, &signed).map_err(|rejection| Reply::refused(context, id, rejection))?;
    let mut passed_on = parts.headers.clone();
    for name in [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        passed_on.remove(name);
    }
    let failed = |error: SendError| {
        let why = format!("the server that answers for {url} gave no reply: {error}");
        context.log.note(id, &why);
        Reply::json(
            502,
            json!({ "message": why, "statusCode": 502 }).to_string(),
        )
    };
    let url = format!("{}{target}", url.trim_end_matches('/'));
    let target = Target::parse(&url).map_err(failed)?;
    let outgoing = Outgoing {
        method: parts.method,
        target,
        headers: Vec::new(),
        passed_on,
        body,
        #[cfg(feature = "tls")]
        trusted: context.trusted.clone(),
    };
    let limits = Limits {
        connect: context.settings.connect_deadline,
        whole: context.settings.callback_deadline,
        told: context.settings.callback_deadline,
        body_bytes: usize::MAX,
    };
    let reply = send(outgoing, limits).await.map_err(failed)?;
    if !reply.headers.contains_key(UNMATCHED) {
        context.log.note(id, "answered by a stub");
    }
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
    *response.headers_mut() = reply.headers;
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        response.headers_mut().remove(name);
    }
    Ok(response)
}

/// The form is Confluence's, the words beside the code are assumed.
pub(super) async fn wrong_method(
    Extension(context): Extension<Arc<Context>>,
    id: Extension<ExchangeId>,
    request: Request,
) -> Reply {
    context.log.note(
        id.0.0,
        format!("{} is no method of this resource", request.method()),
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
    let doubled = path.strip_prefix("/wiki/wiki");
    if let Some(rest) = doubled.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
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
