//! One request, one reply: what the commands need to reach a running server or an app.

use std::time::Duration;

use http::Request;

/// The largest reply that is read, in bytes.
const REPLY_LIMIT: u64 = 64 * 1024 * 1024;

/// Sends a request to an `http://` URL and gives status and body. Redirects are not followed, and
/// no proxy is asked: servers and apps are near.
pub(in crate::cli) fn send(
    request: Request<String>,
    limit: Duration,
) -> Result<(u16, Vec<u8>), String> {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .timeout_global(Some(limit))
        .build()
        .new_agent();
    let reply = agent.run(request).map_err(|error| error.to_string())?;
    let status = reply.status().as_u16();
    let body = reply.into_body().into_with_config().limit(REPLY_LIMIT);
    let body = body
        .read_to_vec()
        .map_err(|error| format!("the answer broke off: {error}"))?;
    Ok((status, body))
}
