//! Downloads: from the API's path to a link of the host's media service, and what that serves.

use bytes::Bytes;

use super::files::File;
use crate::cause::Cause;
use crate::site::content::{Stored, bad, missing};
use crate::site::rejection::{ErrorBody, Rejection};
use crate::site::{Api, ContentRequest, Site};

/// Bytes, as a link of the media service names them.
#[derive(Clone, Debug)]
pub(crate) struct Download {
    pub(crate) file_id: String,
    /// The credential that is in the link: nothing else is asked for.
    pub(crate) token: String,
    pub(crate) collection: String,
    pub(crate) name: String,
}

impl Site {
    /// `GET …/{attachmentId}/download`, with `version` one of the past.
    pub(crate) fn download(
        &self,
        target: &ContentRequest,
        attachment: &str,
    ) -> Result<Download, Rejection> {
        let (container, stored) = self.file_on(target, attachment)?;
        self.download_of(target, container, stored)
    }

    /// `GET /download/attachments/{id}/{name}`, the link that v2 gives.
    pub(crate) fn download_named(
        &self,
        target: &ContentRequest,
        name: &str,
    ) -> Result<Download, Rejection> {
        let container = self.file_container(target)?;
        let mut files = self.files_on(container.id());
        match files.find(|one| one.page.title == name) {
            Some(stored) => self.download_of(target, container, stored),
            None => {
                let there = self
                    .files_on(container.id())
                    .map(|one| one.page.title.as_str());
                let there: Vec<&str> = there.take(10).collect();
                let cause = Cause::missing("the content has the file", there.join(", "), name);
                Err(missing(Api::V1, name, cause))
            }
        }
    }

    fn download_of(
        &self,
        target: &ContentRequest,
        container: &Stored,
        stored: &Stored,
    ) -> Result<Download, Rejection> {
        let version = match target.query.first("version") {
            None => stored.page.version,
            Some(sent) => sent
                .parse()
                .ok()
                .filter(|number| (1..=stored.page.version).contains(number))
                .ok_or_else(|| invalid_version(stored, sent))?,
        };
        let file = self.files.get(stored.id(), version);
        let file = file.ok_or_else(|| invalid_version(stored, &version.to_string()))?;
        Ok(Download {
            file_id: file.file_id.clone(),
            token: self.identity().media_token(&file.file_id),
            collection: format!("contentId-{}", container.id()),
            name: stored.page.title.clone(),
        })
    }

    /// The bytes of a link of the media service: their type, and they.
    pub(crate) fn media(
        &self,
        file_id: &str,
        token: Option<&str>,
    ) -> Result<(String, Bytes), Rejection> {
        let expected = self.identity().media_token(file_id);
        if token != Some(expected.as_str()) {
            let got = token.map_or("no token", |_| "another token");
            let cause = Cause::new(
                "the link has its token",
                "the `Location` of a download",
                got,
            );
            return Err(refused(403, "The token of the link is not valid", cause));
        }
        let there = |(id, file): (u64, &File)| {
            let is_there = self.contents.get(id).is_some();
            is_there.then(|| (file.media_type.clone(), file.data.clone()))
        };
        self.files.of_id(file_id).and_then(there).ok_or_else(|| {
            let cause = Cause::missing("the file is there", "a file that is not purged", file_id);
            refused(404, "File not found", cause)
        })
    }
}

/// Of the media service, which is another host: texts and form are assumed.
fn refused(status: u16, why: &str, cause: Cause) -> Rejection {
    Rejection {
        status,
        body: ErrorBody::Message(why.to_owned()),
        cause: Box::new(cause),
    }
}

/// The status is documented, the text assumed.
fn invalid_version(stored: &Stored, sent: &str) -> Rejection {
    let last = stored.page.version;
    let cause = Cause::new("the version is there", format!("1 to {last}"), sent);
    let why = format!("Invalid version number: {sent}");
    bad(Api::V1, why, cause)
}
