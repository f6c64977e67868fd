//! `/forge/installation/v2/dynamic/module`: the dynamic modules of an app on Forge, one at a time. Preview.

use http::HeaderValue;
use http::header::LINK;
use serde_json::Value;

use crate::server::call::Call;
use crate::server::reply::HostReply;
use crate::site::{Cause, ErrorBody, Rejection, Site};

pub(in crate::server) fn list(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let asked = |wanted: &str| {
        let mut query = call.query();
        query
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let (limit, token) = (asked("limit"), asked("nextPageToken"));
    let page = site.forge_module_page(
        &call.headers,
        limit.as_deref(),
        token.as_deref(),
        call.now_millis,
    )?;
    let mut reply = json(200, &page.body);
    if let Some(next) = page.next {
        let limit = limit
            .map(|limit| format!("limit={limit}&"))
            .unwrap_or_default();
        let link = format!("<?{limit}nextPageToken={next}>; rel=\"next\"");
        let link = HeaderValue::from_str(&link).expect("numbers are fit for a header");
        reply = reply.with_header(LINK, link);
    }
    Ok(reply)
}

pub(in crate::server) fn create(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let made = site.create_forge_module(&call.headers, &call.body, call.now_millis)?;
    Ok(json(201, &made))
}

pub(in crate::server) fn show(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let module = site.forge_module(&call.headers, call.place("key"), call.now_millis)?;
    Ok(json(200, &module))
}

pub(in crate::server) fn replace(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    let key = call.place("key");
    let changed = site.replace_forge_module(&call.headers, key, &call.body, call.now_millis)?;
    Ok(json(200, &changed))
}

pub(in crate::server) fn remove(call: &Call, site: &mut Site) -> Result<HostReply, Rejection> {
    site.remove_forge_module(&call.headers, call.place("key"), call.now_millis)?;
    Ok(HostReply::empty(204))
}

/// What the interface was called before its Preview, when apps made the keys.
pub(in crate::server) fn gone(_: &Call, _: &mut Site) -> Result<HostReply, Rejection> {
    let cause = Cause::new(
        "the version of the interface is served",
        "`/forge/installation/v2/dynamic/module`",
        "`v1`, which ended with its early access on 4 June 2026",
    )
    .with_likely(
        "what was registered there had to be registered again, and the host makes the keys now",
    );
    Err(Rejection {
        status: 410,
        body: ErrorBody::Message("This API version is no longer available".into()),
        cause: Box::new(cause),
    })
}

fn json(status: u16, body: &Value) -> HostReply {
    HostReply::json(status, body.to_string())
}
