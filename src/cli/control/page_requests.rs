//! Requests of the app's pages, by `AP.request`.

use http::Method;

use super::call::Call;
use super::given_headers::{frames, good_headers};
use crate::cli::contract::page_requests::{PageReply, PageRequest};
use crate::cli::contract::problem::Problem;

pub(super) async fn send(call: Call, given: PageRequest) -> Result<PageReply, Problem> {
    let bad = |why: String| Problem::new(400, why);
    if !given.path.starts_with('/') {
        return Err(bad("`path` begins with a slash".into()));
    }
    if Method::from_bytes(given.method.as_bytes()).is_err() {
        return Err(bad(format!("`{}` is no method", given.method)));
    }
    if let Some(name) = given.headers.keys().find(|name| frames(name)) {
        return Err(bad(format!("the header `{name}` is set by the server")));
    }
    let mut page = call.app()?.as_page(given.module);
    page = match (given.user, given.anonymous) {
        (Some(_), true) => return Err(bad("either `user` or `anonymous`, not both".into())),
        (Some(user), false) => page.user(user),
        (None, true) => page.anonymous(),
        (None, false) => page,
    };
    let mut request = page.request(&given.method, &given.path);
    request = match (given.json, given.text) {
        (Some(_), Some(_)) => return Err(bad("either `json` or `text`, not both".into())),
        (Some(json), None) => request.json(&json),
        (None, Some(text)) => request.body(text),
        (None, None) => request,
    };
    for (name, value) in good_headers(&given.headers)? {
        request = request.header(name, value);
    }
    let reply = request.send().await;
    let reply = reply.map_err(|error| Problem::new(409, error.to_string()))?;
    let header = |name: &str| reply.header(name).map(str::to_owned);
    Ok(PageReply {
        status: reply.status(),
        content_type: header("content-type"),
        location: header("location"),
        body: reply.text(),
    })
}
