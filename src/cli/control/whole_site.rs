//! A whole site put there, and taken out.

use serde_json::Value;

use super::call::Call;
use crate::cli::contract::Nothing;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::whole_site::SiteFile;

pub(super) async fn add(call: Call, given: SiteFile) -> Result<Nothing, Problem> {
    let added = call.tenant()?.add_site(&Value::Object(given.0));
    added.map_err(|error| Problem::new(409, error.to_string()))?;
    Ok(Nothing {})
}

pub(super) async fn export(call: Call, _: Nothing) -> Result<SiteFile, Problem> {
    match call.tenant()?.export_site() {
        Value::Object(site) => Ok(SiteFile(site)),
        _ => Err(Problem::new(409, "the site cannot be written as a file")),
    }
}
