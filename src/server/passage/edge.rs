//! What stands before the product on Cloud and has the first word: the network that refuses a GET with a body, and
//! the former address of a site, which leads to the present one.

use http::header::{CONTENT_TYPE, LOCATION, SERVER};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method};
use percent_encoding::{CONTROLS, utf8_percent_encode};

use crate::context::Context;
use crate::server::reply::HostReply;
use crate::server::router;
use crate::server::sent_to::SentTo;
use crate::settings::{FormerAddress, GetWithBody};
use crate::site::{Cause, ErrorBody, Rejection};

/// The page of the network, as reports of 2025 show it; the id of the request is left out.
const PAGE: &str = include_str!("refused_by_edge.html");

/// The answer to a request that does not get through to the product. `body` is none where it could not be read.
pub(super) fn stop(context: &Context, parts: &Parts, body: Option<&[u8]>) -> Option<HostReply> {
    refuse_body(context, parts, body).or_else(|| lead_on(context, parts))
}

/// A body of no bytes is none, whether its length says so or its chunks do: every report has bytes, and clients
/// that send `Content-Length: 0` get through.
fn refuse_body(context: &Context, parts: &Parts, body: Option<&[u8]>) -> Option<HostReply> {
    let bodiless = parts.method == Method::GET || parts.method == Method::HEAD;
    let refused = context.settings.get_with_body == GetWithBody::Refused;
    if !bodiless || !refused || body.is_some_and(<[u8]>::is_empty) {
        return None;
    }
    let got = match body {
        Some(body) => format!("a body of {} bytes", body.len()),
        None => "a body that could not be read".to_owned(),
    };
    let cause = Cause::new(
        "Cloud's edge (CloudFront) lets the request through to the product",
        format!("{} without a body", parts.method),
        got,
    );
    let likely = format!(
        "{}; no credential was looked at (setting `get_with_body`)",
        habit(parts, body.unwrap_or_default())
    );
    let mut reply =
        HostReply::new(403, "text/html", PAGE).note(Box::new(cause.with_likely(likely)));
    reply
        .headers
        .insert(SERVER, HeaderValue::from_static("CloudFront"));
    reply.headers.insert(
        HeaderName::from_static("x-cache"),
        HeaderValue::from_static("Error from cloudfront"),
    );
    Some(reply)
}

/// What makes clients do that.
fn habit(parts: &Parts, body: &[u8]) -> &'static str {
    let content_type = parts.headers.get(CONTENT_TYPE);
    let content_type = content_type.map_or(&b""[..], HeaderValue::as_bytes);
    match body.trim_ascii() {
        b"{}" | b"[]" | b"\"\"" | b"''" | b"null" => {
            "the HTTP client writes an empty value (`{}`, `[]`, `\"\"`, `null`) for every method: \
             give it no body at all for a GET"
        }
        _ if content_type.starts_with(b"application/x-www-form-urlencoded") => {
            "the parameters of a GET were given as form data (`data`, `form`) in place of the \
             query (`params`, `query`)"
        }
        _ => {
            "the HTTP client was given a body (`json`, `data`, `body`) for a GET, as one helper \
             for all methods does: leave it out, or put it into the query"
        }
    }
}

/// Whoever asks a former base URL is shown the present one.
fn lead_on(context: &Context, parts: &Parts) -> Option<HostReply> {
    let how = context.settings.former_address;
    let SentTo(address) = parts.extensions.get::<SentTo>()?;
    let (former, present) = context.site(|site| {
        let former = site.addresses().former(address)?.to_owned();
        Some((former, site.base_url().to_owned()))
    })?;
    if router::other_host(parts.uri.path()).is_some() {
        return None;
    }
    let why = format!(
        "the app has a stale base URL: `{former}` is a former address of the site, which is `{present}` now; take \
         over the `baseUrl` of each `installed` (setting `former_address`)"
    );
    let safe = parts.method == Method::GET || parts.method == Method::HEAD;
    let status = match how {
        FormerAddress::Redirects if safe => 301,
        FormerAddress::Redirects | FormerAddress::PermanentRedirect => 308,
        FormerAddress::MovedPermanently => 301,
        FormerAddress::Found => 302,
        FormerAddress::TemporaryRedirect => 307,
        FormerAddress::Unauthorized => {
            return Some(refuse(401, "Unauthorized", &present, former, why));
        }
        FormerAddress::Gone => return Some(refuse(404, "Not Found", &present, former, why)),
        FormerAddress::Served => return None,
    };
    let root = present.strip_suffix("/wiki").unwrap_or(&present);
    let target = parts.uri.path_and_query();
    let location = format!("{root}{}", target.map_or("/", |target| target.as_str()));
    let location = utf8_percent_encode(&location, CONTROLS).to_string();
    let location = HeaderValue::from_str(&location).expect("what is percent-encoded is ASCII");
    Some(
        HostReply::empty(status)
            .with_header(LOCATION, location)
            .note(why),
    )
}

/// Assumed words.
fn refuse(status: u16, text: &str, present: &str, former: String, why: String) -> HostReply {
    let cause = Cause::new("the address is the site's", present, former);
    HostReply::from(Rejection {
        status,
        body: ErrorBody::MessageAndStatus(text.into()),
        cause: Box::new(cause.with_likely(why)),
    })
}
