//! A descriptor as a command is given it, by a URL or in a file, and the host that this names.

use serde::Deserialize;

use super::failure::Failure;
use super::validate;
use crate::cli::contract::apps::Source;

/// What a descriptor says of where the app is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BaseUrl {
    base_url: String,
}

fn host(url: &str) -> Option<String> {
    let url: http::Uri = url.parse().ok()?;
    url.host().map(str::to_owned)
}

/// A descriptor as the API takes it: URLs are read by the tenant, files by us. With the host that whoever gives
/// either names by that, and those that he names besides.
pub(super) fn source(
    from: Option<String>,
    without_backend: bool,
    allowed_targets: Vec<String>,
) -> Result<Source, Failure> {
    let mut source = Source {
        without_backend,
        allowed_targets,
        ..Source::default()
    };
    match from {
        None => {}
        Some(url) if url.contains("://") => {
            source.allowed_targets.extend(host(&url));
            source.descriptor_url = Some(url);
        }
        Some(file) => {
            let text = validate::read(&file);
            let text = text.map_err(|why| format!("{file} cannot be read: {why}"))?;
            let base_url: Option<BaseUrl> = serde_json::from_str(&text).ok();
            let named = base_url.and_then(|one| host(&one.base_url));
            source.allowed_targets.extend(named);
            source.descriptor_text = Some(text);
        }
    }
    Ok(source)
}
