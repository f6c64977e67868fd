//! The commands to the files of a page.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::ask::Ask;
use super::failure::Failure;
use super::places::{At, OnTenant};
use crate::cli::contract::Nothing;
use crate::cli::contract::attachments::{Attachment, Attachments, NewAttachment};
use crate::cli::control::routes;

#[derive(Debug, clap::Args)]
pub(super) struct Attach {
    /// The id of the page
    page: u64,
    /// The file, which keeps its name there
    file: PathBuf,
    /// Another name there
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What is said of it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    comment: String,
    /// Its media type; that of its name without this
    #[arg(long, value_name = "TYPE")]
    media_type: Option<String>,
    /// Its id; the next one of the site without this
    #[arg(long, value_name = "N")]
    id: Option<u64>,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for Attach {
    type Operation = routes::AddAttachment;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.page)
    }

    fn request(self) -> Result<NewAttachment, Failure> {
        let own = || {
            self.file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
        };
        let file_name = self.name.clone().or_else(own).unwrap_or_default();
        let data = std::fs::read(&self.file);
        let data = data.map_err(|error| format!("{}: {error}", self.file.display()))?;
        Ok(NewAttachment {
            file_name,
            id: self.id,
            media_type: self.media_type,
            comment: self.comment,
            text: None,
            base64: Some(STANDARD.encode(data)),
        })
    }

    fn words(file: &Attachment) -> String {
        line(file)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ListAttachments {
    /// The id of the page
    page: u64,
    #[command(flatten)]
    on: OnTenant,
}

impl Ask for ListAttachments {
    type Operation = routes::ListAttachments;

    fn at(&self) -> At<'_> {
        self.on.at().id(self.page)
    }

    fn request(self) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn words(files: &Attachments) -> String {
        let lines: Vec<String> = files.attachments.iter().map(line).collect();
        lines.join("\n")
    }
}

fn line(file: &Attachment) -> String {
    let Attachment {
        id,
        file_name,
        media_type,
        version,
        file_size,
        ..
    } = file;
    format!("att{id} {file_name}, {media_type}, {file_size} bytes, version {version}")
}
