//! What of a path is the gateway's: `/ex/confluence/{cloudId}`, below which the site answers to Forge.

use crate::context::Context;
use crate::server::reply::HostReply;

const GATEWAY: &str = "/ex/confluence/";

/// The target as the site knows it, and whether it came by the gateway; the reply for a site that is
/// none of this tenant's. What is for a host that nobody stands for stays as it is.
pub(super) fn below<'a>(
    context: &Context,
    target: &'a str,
    is_elsewhere: bool,
) -> Result<(&'a str, bool), Box<HostReply>> {
    let Some(rest) = target
        .strip_prefix(GATEWAY)
        .filter(|_| cfg!(feature = "forge") && !is_elsewhere)
    else {
        return Ok((target, false));
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (cloud_id, below) = rest.split_at(end);
    let own = context.site(|site| site.cloud_id());
    if cloud_id.eq_ignore_ascii_case(&own) {
        let below = if below.starts_with('/') { below } else { "/" };
        return Ok((below, true));
    }
    let body = r#"{"code":404,"message":"Not Found"}"#;
    let why = format!(
        "the gateway knows no site `{cloud_id}`: this tenant's cloudId is {own}, as `app.apiBaseUrl` of an \
         invocation token and `/_edge/tenant_info` say"
    );
    Err(Box::new(HostReply::json(404, body).note(why)))
}
