//! The commands to pages: put there, shown, given macros and properties.

use serde_json::Value;

use super::ask::{Ask, Run, commands};
use super::attachments::{Attach, ListAttachments};
use super::failure::{Ended, Failure};
use super::places::{At, OnTenant};
use super::values::{json, pair};
use crate::cli::contract::Nothing;
use crate::cli::contract::site::{
    Comment as GivenComment, Macro as GivenMacro, Page as GivenPage, Property as GivenProperty,
    ShownPage,
};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Page {
    #[command(subcommand)]
    what: OfPage,
}

commands! {
    enum OfPage {
        /// Puts a page or a blog post there, without an event
        Add(AddPage),
        /// Shows a page as it stands
        Show(ShowPage),
        /// Puts a macro on a page, for an app that asks for it by id
        Macro(AddMacro),
        /// Puts a comment on a page, without an event
        Comment(AddComment),
        /// Puts a content property on a page, without an event
        Property(AddProperty),
        /// Puts a file on a page, without an event
        Attach(Attach),
        /// Lists the files on a page
        Attachments(ListAttachments),
    }
}

impl Run for Page {
    fn operations() -> Vec<&'static str> {
        OfPage::operations()
    }

    fn run(self) -> Ended {
        self.what.run()
    }
}

#[derive(Debug, clap::Args)]
struct AddPage {
    id: u64,
    title: String,
    /// Its body, in storage format
    #[arg(long, value_name = "XHTML")]
    body: Option<String>,
    #[arg(long, value_name = "N")]
    version: Option<u64>,
    /// The account that made it
    #[arg(long, value_name = "ACCOUNT")]
    creator: Option<String>,
    /// The account that changed it last
    #[arg(long, value_name = "ACCOUNT")]
    last_modifier: Option<String>,
    /// The key of its space
    #[arg(long, value_name = "KEY")]
    space: Option<String>,
    #[arg(long, value_name = "ID", requires = "space")]
    space_id: Option<u64>,
    #[arg(long, value_name = "TEXT", requires = "space")]
    space_name: Option<String>,
    /// A blog post, and no page
    #[arg(long)]
    blog_post: bool,
    /// The page that it is below
    #[arg(long, value_name = "ID")]
    parent: Option<u64>,
    /// A label of it; may be given several times
    #[arg(long = "label", value_name = "TEXT")]
    labels: Vec<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddPage {
    type Operation = routes::AddPage;

    fn at(&self) -> At<'_> {
        self.on.at()
    }

    fn request(self) -> Result<GivenPage, Failure> {
        Ok(GivenPage {
            id: self.id,
            title: self.title,
            version: self.version,
            creator: self.creator,
            last_modifier: self.last_modifier,
            space_id: self.space_id,
            space_key: self.space,
            space_name: self.space_name,
            body: self.body,
            blog_post: self.blog_post,
            parent: self.parent,
            labels: self.labels,
        })
    }
}

#[derive(Debug, clap::Args)]
struct ShowPage {
    id: u64,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ShowPage {
    type Operation = routes::ShowPage;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.id)
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(page: &ShownPage) -> String {
        let ShownPage {
            id,
            title,
            version,
            body,
        } = page;
        format!("{id} {title}, version {version}\n{body}")
    }
}

#[derive(Debug, clap::Args)]
struct AddMacro {
    /// The id of the page
    page: u64,
    /// The id of the macro, as the app is told it
    id: String,
    /// Its name, which is the key of the app's module
    name: String,
    /// What is between its tags
    #[arg(long, value_name = "TEXT", default_value = "")]
    body: String,
    /// A parameter; may be given several times
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = pair)]
    parameters: Vec<(String, String)>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddMacro {
    type Operation = routes::AddMacro;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.page)
    }

    fn request(self) -> Result<GivenMacro, Failure> {
        Ok(GivenMacro {
            id: self.id,
            name: self.name,
            body: self.body,
            parameters: self.parameters.into_iter().collect(),
        })
    }
}

#[derive(Debug, clap::Args)]
struct AddComment {
    /// The id of the page
    page: u64,
    /// The id of the comment
    id: u64,
    /// In storage format
    #[arg(long, value_name = "XHTML")]
    body: Option<String>,
    /// The comment that this one answers
    #[arg(long, value_name = "ID")]
    reply_to: Option<u64>,
    /// The account that wrote it
    #[arg(long, value_name = "ACCOUNT")]
    creator: Option<String>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddComment {
    type Operation = routes::AddComment;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.page)
    }

    fn request(self) -> Result<GivenComment, Failure> {
        Ok(GivenComment {
            id: self.id,
            reply_to: self.reply_to,
            creator: self.creator,
            body: self.body,
        })
    }
}

#[derive(Debug, clap::Args)]
struct AddProperty {
    /// The id of the page
    page: u64,
    key: String,
    /// In JSON
    #[arg(value_parser = json)]
    value: Value,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for AddProperty {
    type Operation = routes::AddProperty;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.page)
    }

    fn request(self) -> Result<GivenProperty, Failure> {
        Ok(GivenProperty {
            key: self.key,
            value: self.value,
        })
    }
}
