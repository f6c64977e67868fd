//! Replies for stubs that look like Confluence's own (feature `stubs`): errors, pages, limits.
//!
//! ```
//! use mockfluence::{Stub, Tenant, respond};
//! use wiremock::matchers::path;
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! let tenant = Tenant::start();
//! tenant.stub(Stub::given(path("/wiki/api/v2/pages/1")).respond_with(respond::v2_error(404, "NOT_FOUND", "Not Found")));
//! # }
//! ```

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::clock::{Clock, Utc};
use crate::fault::rate_limit_headers;
use crate::site::ErrorBody;

/// An error of the REST API v1's service layer: `{"statusCode", "data", "message"}` with the name
/// of the exception that goes with the status.
#[must_use]
pub fn v1_error(status: u16, message: &str) -> ResponseTemplate {
    let exception = match status {
        400 => "BadRequestException",
        403 => "PermissionException",
        404 => "NotFoundException",
        409 => "ConflictException",
        501 => "NotImplementedServiceException",
        _ => "ServiceException",
    };
    let body = ErrorBody::Service(exception, message.to_owned()).to_json(status);
    ResponseTemplate::new(status).set_body_json(body)
}

/// An error of the REST API v2: `{"errors": [{"status", "code", "title", "detail"}]}`.
#[must_use]
pub fn v2_error(status: u16, code: &'static str, title: &str) -> ResponseTemplate {
    let body = ErrorBody::Errors(code, title.to_owned()).to_json(status);
    ResponseTemplate::new(status).set_body_json(body)
}

/// One page of a list in the REST API v1: `start`, `limit` and `size`, and a link to the next page
/// while there is more. `base_url` is [`Tenant::base_url`](crate::Tenant::base_url), `path` is
/// below it, such as `/rest/api/content`; `all` is the whole list, of which the page is cut.
///
/// ```
/// # use serde_json::json;
/// let all = vec![json!({"id": "1"}), json!({"id": "2"}), json!({"id": "3"})];
/// let first = mockfluence::respond::offset_page("http://x/wiki", "/rest/api/content", &all, 0, 2);
/// ```
#[must_use]
pub fn offset_page(
    base_url: &str,
    path: &str,
    all: &[Value],
    start: usize,
    limit: usize,
) -> ResponseTemplate {
    let results: Vec<&Value> = all.iter().skip(start).take(limit).collect();
    let mut body = json!({
        "results": results, "start": start, "limit": limit, "size": results.len(),
        "_links": {
            "base": base_url, "context": "/wiki",
            "self": format!("{base_url}{path}?start={start}&limit={limit}"),
        },
    });
    let next = start + results.len();
    if next < all.len() && limit > 0 {
        body["_links"]["next"] = format!("{path}?next=true&limit={limit}&start={next}").into();
    }
    if start > 0 {
        let before = start.saturating_sub(limit);
        body["_links"]["prev"] = format!("{path}?prev=true&limit={limit}&start={before}").into();
    }
    ResponseTemplate::new(200).set_body_json(body)
}

/// One page of a list in the REST API v2, with the cursor of the next one: in `_links.next`, which
/// begins with `/wiki`, and in the `Link` header.
#[must_use]
pub fn cursor_page(
    base_url: &str,
    path: &str,
    results: &[Value],
    limit: usize,
    next_cursor: Option<&str>,
) -> ResponseTemplate {
    let mut body = json!({ "results": results, "_links": { "base": base_url } });
    let template = ResponseTemplate::new(200);
    let Some(cursor) = next_cursor else {
        return template.set_body_json(body);
    };
    let cursor = percent_encoding::utf8_percent_encode(cursor, percent_encoding::NON_ALPHANUMERIC);
    let next = format!("/wiki{path}?limit={limit}&cursor={cursor}");
    body["_links"]["next"] = next.as_str().into();
    let link = format!("<{next}>; rel=\"next\"");
    template.set_body_json(body).insert_header("Link", link)
}

/// 429 with its headers: `Retry-After` in seconds, the limits, when they end, and the reason, e.g.
/// `confluence-burst-based`.
#[must_use]
pub fn rate_limited(retry_after: u32, reason: &str) -> ResponseTemplate {
    let ends = Clock::default().now_millis() + i64::from(retry_after) * 1000;
    let headers = rate_limit_headers(retry_after, reason).into_iter();
    let template =
        ResponseTemplate::new(429).insert_header("X-RateLimit-Reset", Utc::of_millis(ends).iso());
    headers.fold(template, |template, (name, value)| {
        template.insert_header(name, value)
    })
}
