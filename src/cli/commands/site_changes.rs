//! The commands that change who a site is: its base URL, its clientKey, its install key.

use super::apps::callback_lines;
use super::ask::Ask;
use super::failure::{Failure, unless};
use super::forgeries::shouted;
use super::places::{At, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::tenants::{Imported, Rename, Renamed};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RenameSite {
    /// Absolute; ends in /wiki
    base_url: String,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for RenameSite {
    type Operation = routes::RenameSite;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Rename, Failure> {
        Ok(Rename {
            base_url: self.base_url,
        })
    }

    fn words(renamed: &Renamed) -> String {
        callback_lines(&renamed.callbacks)
    }

    fn warnings(renamed: &Renamed) -> Vec<String> {
        shouted(&renamed.accepted_forgeries).collect()
    }

    fn ending(renamed: &Renamed, _: Option<u16>) -> u8 {
        unless(renamed.accepted_forgeries.is_empty())
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportSite {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ImportSite {
    type Operation = routes::ImportSite;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(imported: &Imported) -> String {
        recovered(imported)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RecreateSite {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for RecreateSite {
    type Operation = routes::RecreateSite;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(recreated: &Imported) -> String {
        recovered(recreated)
    }
}

fn recovered(site: &Imported) -> String {
    let gone = site.removed_apps.join(", ");
    format!("new clientKey {}; removed: {gone}", site.client_key)
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RotateInstallKey {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for RotateInstallKey {
    type Operation = routes::RotateInstallKey;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RotateInvocationKey {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for RotateInvocationKey {
    type Operation = routes::RotateInvocationKey;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }
}
