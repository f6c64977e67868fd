//! The commands to the spaces of a site: shown, and added.

use super::ask::{Ask, Run, commands};
use super::failure::{Ended, Failure};
use super::places::{At, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::site::{NewSpace, Space as GivenSpace, Spaces};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Space {
    #[command(subcommand)]
    what: OfSpace,
}

commands! {
    enum OfSpace {
        /// Adds a space, or changes the one of its key
        Add(AddSpace),
        /// Lists the spaces of the site
        List(ListSpaces),
    }
}

impl Run for Space {
    fn operations() -> Vec<&'static str> {
        OfSpace::operations()
    }

    fn run(self) -> Ended {
        self.what.run()
    }
}

#[derive(Debug, clap::Args)]
struct AddSpace {
    key: String,
    /// Its name; the key without it
    name: Option<String>,
    /// Its id; the next one without it
    #[arg(long)]
    id: Option<u64>,
    /// Somebody's own
    #[arg(long)]
    personal: bool,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddSpace {
    type Operation = routes::AddSpace;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<NewSpace, Failure> {
        Ok(NewSpace {
            key: self.key,
            id: self.id,
            name: self.name,
            personal: self.personal,
        })
    }
}

#[derive(Debug, clap::Args)]
struct ListSpaces {
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ListSpaces {
    type Operation = routes::ListSpaces;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(reply: &Spaces) -> String {
        let lines = reply.spaces.iter().map(|space| {
            let GivenSpace { id, key, name, .. } = space;
            format!("{id} {key} {name}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
