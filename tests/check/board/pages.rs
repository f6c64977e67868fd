//! What the app shows, and the webhook.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::tokens::Asked;
use super::{App, Shared, Site};

fn asked<'a>(
    place: &'static str,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    in_query: bool,
) -> Asked<'a> {
    Asked {
        place,
        method: "GET",
        uri,
        headers,
        in_query,
    }
}

impl App {
    fn shown(&self, text: String) -> Response {
        let mut reply = axum::response::Html(text).into_response();
        let headers = reply.headers_mut();
        let mut put = |name, value: &str, bug: &str| {
            if !self.has(bug) {
                headers.insert(name, value.parse().unwrap());
            }
        };
        put(
            header::CACHE_CONTROL,
            "no-cache, no-store",
            "pages-are-cached",
        );
        put(header::REFERRER_POLICY, "no-referrer", "no-referrer-policy");
        if self.has("cookie-for-scripts") {
            let cookie = "session=1; Secure; SameSite=None";
            headers.insert(header::SET_COOKIE, cookie.parse().unwrap());
        }
        if self.has("never-in-a-frame") {
            headers.insert(header::X_FRAME_OPTIONS, "DENY".parse().unwrap());
        }
        reply
    }
}

/// The page: what the tenant has of its runbook.
pub(super) async fn board(State(app): Shared, uri: Uri, headers: HeaderMap) -> Response {
    let Some(site) = app.signed_by_tenant(&asked("page", &uri, &headers, true)) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let title = match app.runbook(&site).await {
        Ok(title) => title,
        Err(failed) => return failed.into_response(),
    };
    let noted = app.note_event(&site).await;
    if !noted.is_success() {
        return noted.into_response();
    }
    let secret = match app.has("page-shows-the-secret") {
        true => &site.secret,
        false => "",
    };
    let title = format!("{title}{secret}");
    app.shown(format!(
        "<h1>Incidents of {}</h1><p>{title}</p>",
        site.base_url
    ))
}

/// The macro: what stands on a page for everybody who may read it.
pub(super) async fn summary(State(app): Shared, uri: Uri, headers: HeaderMap) -> Response {
    match app.signed_by_tenant(&asked("macro", &uri, &headers, false)) {
        Some(site) => app.shown(format!("<p>No incident on {}</p>", site.base_url)),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// The page of the dynamic module.
pub(super) async fn incident(State(app): Shared, uri: Uri, headers: HeaderMap) -> Response {
    if app.has("dynamic-page-is-gone") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match app.signed_by_tenant(&asked("incident", &uri, &headers, true)) {
        Some(site) => app.shown(format!("<p>Incident of {}</p>", site.base_url)),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// The webhook: a property is written on the page.
pub(super) async fn page_updated(State(app): Shared, request: Request) -> StatusCode {
    let (parts, body) = request.into_parts();
    let asked = Asked {
        method: "POST",
        ..asked("webhook", &parts.uri, &parts.headers, false)
    };
    let Some(site) = app.signed_by_tenant(&asked) else {
        return StatusCode::UNAUTHORIZED;
    };
    if app.has("webhook:token") {
        return StatusCode::NO_CONTENT;
    }
    if to_bytes(body, 64 * 1024).await.is_err() {
        return StatusCode::BAD_REQUEST;
    }
    app.note_event(&site).await
}

/// What an app answers whose tenant did not answer as it should.
pub(super) fn unavailable(_: &Site) -> StatusCode {
    StatusCode::BAD_GATEWAY
}
