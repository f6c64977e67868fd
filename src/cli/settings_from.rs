//! The settings that a command line gives: of a host, or of a site that was compared, and what differs from it.

use mockfluence::Settings;
use serde_json::{Map, Value};

use super::commands::failure::Failure;
use super::contract::settings::{known_host, laid_over, of_evidence};
use super::contract::wording::plainly;

pub(super) fn settings_from(
    host: Option<&str>,
    evidence: Option<&Map<String, Value>>,
    differences: Option<Map<String, Value>>,
) -> Result<Settings, Failure> {
    let base = match (host, evidence) {
        (None, None) => Settings::default(),
        (None, Some(evidence)) => of_evidence(evidence)?,
        (Some(name), _) => known_host(name).ok_or_else(|| {
            format!("there is no host `{name}`; `mockfluence settings hosts` lists them")
        })?,
    };
    let settings = laid_over(&base, differences.unwrap_or_default());
    Ok(settings.map_err(|error| format!("--settings: {}", plainly(error)))?)
}
