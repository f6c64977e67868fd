//! Requests of the app's pages, by `AP.request`.

use super::call::Call;
use super::given_request::{Viewer, asked, two_bodies, viewer};
use crate::cli::contract::page_requests::{PageReply, PageRequest};
use crate::cli::contract::problem::Problem;

pub(super) async fn send(call: Call, given: PageRequest) -> Result<PageReply, Problem> {
    let headers = asked(&given.method, &given.path, &given.headers, "server")?;
    let viewer = viewer(given.user, given.anonymous)?;
    let mut page = call.app()?.as_page(given.module);
    page = match viewer {
        Some(Viewer::User(user)) => page.user(user),
        Some(Viewer::Nobody) => page.anonymous(),
        None => page,
    };
    let mut request = page.request(&given.method, &given.path);
    request = match (given.json, given.text) {
        (Some(_), Some(_)) => return Err(two_bodies()),
        (Some(json), None) => request.json(&json),
        (None, Some(text)) => request.body(text),
        (None, None) => request,
    };
    for (name, value) in headers {
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
