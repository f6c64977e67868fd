//! What events of Forge are about, in the documented shapes: content, spaces, users, files.

use serde_json::{Value, json};

use crate::clock::Utc;
use crate::site::Site;
use crate::site::subject::{Attachment, Comment, Page, Space};

/// What all that an event shows needs to know: of the site, the time, and who acted.
pub(super) struct Shown<'a> {
    pub(super) site: &'a Site,
    pub(super) now_millis: i64,
    pub(super) actor: &'a str,
    /// The status of what the event is about.
    pub(super) status: &'static str,
}

/// An image of 48 by 48 pixels.
fn image(path: String) -> Value {
    json!({ "path": path, "width": 48, "height": 48, "isDefault": false })
}

/// Of a user's names and addresses, none is told: each is the account's id.
pub(super) fn user(site: &Site, account: &str) -> Value {
    let is_app = site.user(account).is_some_and(|user| user.is_app());
    json!({
        "type": "known",
        "username": account,
        "accountId": account,
        "accountType": if is_app { "app" } else { "atlassian" },
        "email": account,
        "publicName": account,
        "profilePicture": image(format!("/wiki/aa-avatar/{account}")),
        "displayName": account,
        "isExternalCollaborator": false,
    })
}

/// A space as what something is in.
fn space_of(space: &Space) -> Value {
    json!({
        "id": space.id,
        "key": space.key,
        "alias": space.key,
        "name": space.name,
        "icon": image("/images/logo/default-space-logo-256.png".to_owned()),
        "type": if space.personal { "personal" } else { "global" },
        "status": "current",
    })
}

impl Shown<'_> {
    fn date(&self, millis: Option<i64>) -> Value {
        Utc::of_millis(millis.unwrap_or(self.now_millis))
            .iso()
            .into()
    }

    /// What everything that is content has.
    fn content(&self, id: u64, kind: &str, title: &str, about: &About<'_>) -> Value {
        let creator = about.creator.unwrap_or(self.actor);
        let created = self.date(about.created);
        let modifier = about.modifier.unwrap_or(creator);
        json!({
            "id": id.to_string(),
            "type": kind,
            "status": about.status,
            "title": title,
            "history": {
                "latest": true,
                "createdBy": user(self.site, creator),
                "ownedBy": user(self.site, creator),
                "createdDate": created,
            },
            "version": {
                "by": user(self.site, modifier),
                "when": self.date(about.changed),
                "number": about.version,
            },
        })
    }

    /// A page or a blog post with the space that it is in.
    pub(super) fn page(&self, page: &Page, kind: &str) -> Value {
        let mut shown = self.bare_page(page, kind, self.status);
        shown["space"] = space_of(&page.space);
        shown
    }

    /// A page as what something hangs on: without its space.
    fn bare_page(&self, page: &Page, kind: &str, status: &str) -> Value {
        let about = About {
            status,
            creator: page.creator.as_deref(),
            modifier: page.last_modifier.as_deref(),
            created: page.created_millis,
            changed: page.changed_millis,
            version: page.version,
        };
        self.content(page.id, kind, &page.title, &about)
    }

    /// The same with the labels that it has.
    pub(super) fn labeled(&self, page: &Page) -> Value {
        let mut shown = self.page(page, "page");
        let labels = page.labels.iter();
        let labels = labels.map(|label| self.label(&label.prefix, &label.name));
        shown["labels"] = labels.collect::<Vec<_>>().into();
        shown
    }

    pub(super) fn label(&self, prefix: &str, name: &str) -> Value {
        let id = self.site.label_number(prefix, name).to_string();
        json!({ "id": id, "name": name, "prefix": prefix })
    }

    /// A space as an event about it shows it.
    pub(super) fn whole_space(&self, space: &Space) -> Value {
        let mut shown = space_of(space);
        let creator = space.creator.as_deref().unwrap_or(self.actor);
        shown["history"] = json!({
            "createdBy": user(self.site, creator),
            "createdDate": self.date(space.created_millis),
        });
        shown
    }

    /// A comment, with what it is on.
    pub(super) fn comment(&self, comment: &Comment) -> Value {
        let page = comment.page();
        let title = format!("Re: {}", page.title);
        let about = |version| About {
            status: self.status,
            creator: comment.creator.as_deref(),
            modifier: None,
            created: None,
            changed: None,
            version,
        };
        let mut shown = self.content(comment.id, "comment", &title, &about(comment.version));
        shown["space"] = space_of(&page.space);
        let above = comment.reply_to.map(|id| {
            let mut above = self.content(id, "comment", &title, &about(1));
            above["status"] = "current".into();
            above
        });
        shown["ancestors"] = above.into_iter().collect::<Vec<_>>().into();
        shown["container"] = self.bare_page(page, "page", "current");
        shown["extensions"] = json!({ "location": "footer" });
        shown
    }

    /// A file, with the page that it is on.
    pub(super) fn attachment(&self, file: &Attachment, page: &Page) -> Value {
        let about = About {
            status: self.status,
            creator: None,
            modifier: None,
            created: None,
            changed: None,
            version: file.number(),
        };
        let mut shown = self.content(file.id, "attachment", &file.file_name, &about);
        shown["space"] = space_of(&page.space);
        shown["container"] = self.bare_page(page, "page", "current");
        let base = self.site.base_url();
        let version = file.number();
        shown["extensions"] = json!({
            "mediaType": media_type(&file.file_name),
            "fileSize": file.bytes().to_string(),
            "fileId": self.site.identity().file_id(file.id, version),
            "collectionName": format!("contentId-{}", page.id),
            "downloadPath": format!(
                "{base}/download/attachments/{}/{}?version={version}&cacheVersion=1&api=v2",
                page.id,
                percent_encoding::utf8_percent_encode(&file.file_name, percent_encoding::NON_ALPHANUMERIC)
            ),
        });
        shown
    }
}

impl Site {
    /// The id of a label: that of the site's own where it has some.
    fn label_number(&self, prefix: &str, name: &str) -> u64 {
        #[cfg(feature = "content")]
        if let Some(id) = self
            .contents
            .label_id(&crate::site::subject::Label::new(prefix, name))
        {
            return id;
        }
        self.identity().label_number(prefix, name)
    }
}

/// What content tells of itself.
struct About<'a> {
    status: &'a str,
    creator: Option<&'a str>,
    modifier: Option<&'a str>,
    created: Option<i64>,
    changed: Option<i64>,
    version: u64,
}

/// By the end of the name: what was sent with the file is not among what an event is made of.
fn media_type(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "csv" => "text/csv",
        "txt" | "log" => "text/plain",
        _ => "application/octet-stream",
    }
}
