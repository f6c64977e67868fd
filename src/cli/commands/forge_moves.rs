//! The commands of the move from Connect to Forge.

use super::ask::Ask;
use super::failure::Failure;
use super::forge_install::{Use, details, doubts, line};
use super::places::{At, OnForgeApp, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::forge::{ForgeApp as Shown, NewManifest};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status 1 if it is refused, with the host's code and text.")]
pub(super) struct Move {
    /// The key of the Connect app, which is the manifest's app.connect.key
    app: String,
    #[command(flatten)]
    used: Use,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Move {
    type Operation = routes::MoveToForge;

    fn at(&self) -> At<'_> {
        At {
            app: Some(&self.app),
            ..self.on.at()
        }
    }

    fn request(self) -> Result<NewManifest, Failure> {
        self.used.request()
    }

    fn warnings(app: &Shown) -> Vec<String> {
        doubts(app)
    }

    fn words(app: &Shown) -> String {
        line(app)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct NewInstallationId {
    #[command(flatten)]
    app: OnForgeApp,
}

impl Ask for NewInstallationId {
    type Operation = routes::ChangeInstallationId;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(app: &Shown) -> String {
        format!("{}, installation {}", line(app), app.installation_id)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct RetryEvents {
    #[command(flatten)]
    app: OnForgeApp,
}

impl Ask for RetryEvents {
    type Operation = routes::RetryEvents;

    fn at(&self) -> At<'_> {
        self.app.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(app: &Shown) -> String {
        details(app)
    }
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct EndConnect {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for EndConnect {
    type Operation = routes::EndConnect;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(_: &Nothing) -> String {
        "Connect is served no more".to_owned()
    }
}
