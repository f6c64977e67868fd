//! What the app asks the host: for keys, for the site's id, and for content.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A reply with JSON in it; none if it is anything else.
pub(super) async fn json<T: DeserializeOwned>(http: &reqwest::Client, url: &str) -> Option<T> {
    let reply = http.get(url).send().await.ok()?;
    let reply = reply.error_for_status().ok()?;
    reply.json().await.ok()
}

/// The public key of an install, as PEM.
pub(super) async fn install_key(
    http: &reqwest::Client,
    keys_url: &str,
    key_id: &str,
) -> Option<String> {
    // Whoever makes up a token chooses this text: no path of its own may come of it.
    let is_path = key_id
        .split('/')
        .any(|part| part.is_empty() || part == "..");
    let url = (!is_path).then(|| format!("{keys_url}/{key_id}"))?;
    let reply = http.get(url).send().await.ok()?;
    reply.error_for_status().ok()?.text().await.ok()
}

/// The id of the site that has this base URL.
pub(super) async fn cloud_id(http: &reqwest::Client, base_url: &str) -> Option<String> {
    let site = base_url.strip_suffix("/wiki")?;
    let told: Value = json(http, &format!("{site}/_edge/tenant_info")).await?;
    told["cloudId"].as_str().map(str::to_owned)
}

/// Reads content by the gateway; gives the status, 0 if no reply came.
pub(super) async fn read_content(http: &reqwest::Client, api_base_url: &str, token: &str) -> u16 {
    let request = http.get(format!("{api_base_url}/wiki/rest/api/content?limit=1"));
    let reply = request.bearer_auth(token).send().await;
    reply.map_or(0, |reply| reply.status().as_u16())
}
