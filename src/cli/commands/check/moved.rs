//! What the app is on Forge, for checks of its move.

use mockfluence::manifest::Manifest;

use crate::cli::commands::failure::Failure;
use crate::cli::commands::validate;
use crate::cli::commands::values::pair;

/// The manifest, and how it is used.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Move to Forge")]
pub(super) struct Moved {
    /// The app's manifest.yml: the app is judged after its move to Forge, too
    #[arg(long, value_name = "FILE")]
    manifest: Option<String>,
    /// A remote is called at this base URL; where the descriptor says that the app is, if nothing is said
    #[arg(long = "remote", value_name = "KEY=URL", value_parser = pair, requires = "manifest")]
    remotes: Vec<(String, String)>,
    /// The value of a variable that the manifest declares
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair, requires = "manifest")]
    variables: Vec<(String, String)>,
}

impl Moved {
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, Failure> {
        let Some(file) = &self.manifest else {
            return Ok(None);
        };
        let text = validate::read(file);
        let text = text.map_err(|why| format!("{file} cannot be read: {why}"))?;
        let manifest = Manifest::from_yaml(&text);
        let mut manifest = manifest.map_err(|error| format!("{file}: {error}"))?;
        for (key, url) in &self.remotes {
            manifest = manifest.with_remote(key, url);
        }
        for (name, value) in &self.variables {
            manifest = manifest.with_variable(name, value);
        }
        Ok(Some(manifest))
    }
}
