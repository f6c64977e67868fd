//! Files on the pages of a site.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mockfluence::AttachedFile;

use super::call::Call;
use super::site::stored;
use crate::cli::contract::Nothing;
use crate::cli::contract::attachments::{Attachment, Attachments, NewAttachment};
use crate::cli::contract::problem::Problem;

fn shown(file: &AttachedFile) -> Attachment {
    Attachment {
        id: file.id().unwrap_or_default(),
        file_name: file.name().to_owned(),
        media_type: file.media_type().to_owned(),
        comment: file.comment().to_owned(),
        version: file.version(),
        file_size: u64::try_from(file.data().len()).unwrap_or_default(),
        base64: STANDARD.encode(file.data()),
    }
}

pub(super) async fn add(call: Call, given: NewAttachment) -> Result<Attachment, Problem> {
    let bad = |why: &str| Problem::new(400, why);
    let page = stored(&call)?.id();
    let data = match (given.text, given.base64) {
        (Some(_), Some(_)) => return Err(bad("either `text` or `base64`, not both")),
        (None, None) => return Err(bad("what is in the file? `text` or `base64` is needed")),
        (Some(text), None) => text.into_bytes(),
        (None, Some(base64)) => STANDARD
            .decode(base64)
            .map_err(|_| bad("`base64` is no base64"))?,
    };
    let mut file = AttachedFile::new(given.file_name, data).with_comment(given.comment);
    if let Some(id) = given.id {
        file = file.with_id(id);
    }
    if let Some(media_type) = given.media_type {
        file = file.with_media_type(media_type);
    }
    let tenant = call.tenant()?;
    let id = tenant.try_add_attachment(page, file);
    let id = id.map_err(|error| Problem::new(409, error.to_string()))?;
    let there = tenant.attachments(page);
    let added = there.iter().find(|file| file.id() == Some(id));
    let gone = || Problem::new(409, "the file was taken away in the same moment");
    added.map(shown).ok_or_else(gone)
}

pub(super) async fn list(call: Call, _: Nothing) -> Result<Attachments, Problem> {
    let page = stored(&call)?.id();
    let files = call.tenant()?.attachments(page);
    Ok(Attachments {
        attachments: files.iter().map(shown).collect(),
    })
}
