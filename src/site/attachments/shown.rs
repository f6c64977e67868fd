//! What both REST APIs show of a file beside what all content has.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::files::{File, UNKNOWN, description};
use crate::clock::Utc;
use crate::site::content::{Edition, Expand, Kind, Past, Stored};
use crate::site::rejection::Rejection;
use crate::site::{ContentRequest, Site};

/// What v1 shows of a file unasked.
pub(super) const BY_DEFAULT: &[&str] = &["metadata", "version"];

/// What v1 expands of a file by itself, besides what the request asks for.
pub(super) fn expand(target: &ContentRequest) -> Result<Expand, Rejection> {
    Ok(Expand::of(&target.query)?.and(BY_DEFAULT))
}

impl Site {
    /// The bytes of the present version.
    pub(in crate::site) fn file(&self, stored: &Stored) -> Option<&File> {
        self.files.get(stored.id(), stored.page.version)
    }

    /// `extensions` of v1.
    pub(in crate::site) fn file_extensions(&self, stored: &Stored) -> Value {
        let file = self.file(stored);
        let kind = file.map_or(UNKNOWN, |file| file.media_type.as_str());
        let container = self.contents.container(stored).id();
        json!({
            "mediaType": kind,
            "fileSize": file.map_or(0, |file| file.data.len()),
            "comment": stored.message,
            "mediaTypeDescription": description(kind),
            "fileId": file.map(|file| file.file_id.as_str()),
            "collectionName": format!("contentId-{container}"),
        })
    }

    /// The download of v1, an API path below the base URL.
    pub(in crate::site) fn download_v1(&self, stored: &Stored) -> String {
        let container = self.contents.container(stored).id();
        let id = stored.id_text();
        format!("/rest/api/content/{container}/child/attachment/{id}/download")
    }

    /// The download of v2, a path of the site below the base URL.
    fn download_v2(&self, stored: &Stored) -> String {
        let page = &stored.page;
        let name = utf8_percent_encode(&page.title, NON_ALPHANUMERIC).to_string();
        let name = name
            .replace("%2E", ".")
            .replace("%2D", "-")
            .replace("%5F", "_");
        let container = self.contents.container(stored).id();
        let (version, changed) = (page.version, page.changed_millis.unwrap_or_default());
        format!(
            "/download/attachments/{container}/{name}?version={version}\
             &modificationDate={changed}&cacheVersion=1&api=v2"
        )
    }

    /// An attachment in v2; as it was in a version of the past, if one is given.
    pub(in crate::site) fn attachment_v2(&self, stored: &Stored, past: Option<&Past>) -> Value {
        let then = past.map(|past| stored.at(past));
        let shown = then.as_ref().unwrap_or(stored);
        let file = self.file(shown);
        let kind = file.map_or(UNKNOWN, |file| file.media_type.as_str());
        let container = self.contents.container(stored);
        let webui = format!(
            "/pages/viewpageattachments.action?pageId={}",
            container.id()
        );
        let download = self.download_v2(shown);
        let created = Utc::of_millis(stored.page.created_millis.unwrap_or_default()).iso();
        let mut body = json!({
            "id": stored.id_text(),
            "status": stored.state.name(),
            "title": shown.page.title,
            "createdAt": created,
            "mediaType": kind,
            "mediaTypeDescription": description(kind),
            "comment": shown.message,
            "fileId": file.map(|file| file.file_id.as_str()),
            "fileSize": file.map_or(0, |file| file.data.len()),
            "webuiLink": webui,
            "downloadLink": download,
            "version": self.version_v2(stored, past.map_or(Edition::Present, Edition::Past)),
            "_links": { "webui": webui, "download": download },
        });
        let on = match container.kind {
            Kind::BlogPost => "blogPostId",
            _ => "pageId",
        };
        body[on] = container.id().to_string().into();
        body
    }
}
