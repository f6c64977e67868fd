//! A descriptor as a command is given it, by a URL or in a file, how it is to be used, and the hosts that this names.

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

/// How the tenant is to use a descriptor.
#[derive(Debug, clap::Args)]
pub(super) struct Use {
    /// Calls the app at this base URL, whatever the descriptor says; stays for later upgrades
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Callbacks are recorded, and nothing is sent
    #[arg(long)]
    without_backend: bool,
    /// A host beyond loopback that the tenant may call besides the one that is given
    #[arg(long = "allowed-target", value_name = "HOST")]
    allowed_targets: Vec<String>,
}

pub(super) fn host(url: &str) -> Option<String> {
    let url: http::Uri = url.parse().ok()?;
    url.host().map(str::to_owned)
}

impl Use {
    /// A descriptor as the API takes it: URLs are read by the tenant, files by us. With the hosts that whoever
    /// gives it names by that, and those that he names besides.
    pub(super) fn source(self, from: Option<String>) -> Result<Source, Failure> {
        let is_called_elsewhere = self.base_url.is_some();
        let mut source = Source {
            without_backend: self.without_backend,
            allowed_targets: self.allowed_targets,
            ..Source::default()
        };
        source
            .allowed_targets
            .extend(self.base_url.as_deref().and_then(host));
        source.base_url = self.base_url;
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
                let base_url = base_url.filter(|_| !is_called_elsewhere);
                let named = base_url.and_then(|one| host(&one.base_url));
                source.allowed_targets.extend(named);
                source.descriptor_file = lasting(&file);
                source.descriptor_text = Some(text);
            }
        }
        Ok(source)
    }
}

/// The whole name of a file that is still there when the app is upgraded: no pipe, and no standard input.
fn lasting(file: &str) -> Option<String> {
    let passing = ["/dev/", "/proc/"]
        .iter()
        .any(|folder| file.starts_with(folder));
    let whole = std::path::absolute(file)
        .ok()
        .filter(|file| file.is_file() && !passing)?;
    Some(whole.to_string_lossy().into_owned())
}
