//! Content as the REST API v2 shows it.

use serde_json::{Value, json};

use super::links::{tiny_ui, web_ui};
use super::parts_v1::Version;
use super::stored::Edition;
use super::{Kind, Stored};
use crate::clock::Utc;
use crate::site::Site;
use crate::site::rejection::Rejection;

impl Site {
    /// A page or a blog post, with its body in this format if one is asked for.
    pub(in crate::site) fn content_v2(
        &self,
        stored: &Stored,
        format: Option<&str>,
    ) -> Result<Value, Rejection> {
        let page = &stored.page;
        let author = page.creator.clone().unwrap_or_else(|| self.admin());
        let created = Utc::of_millis(page.created_millis.unwrap_or_default()).iso();
        let mut shown = json!({
            "id": stored.id_text(),
            "status": stored.state.name(),
            "title": page.title,
            "spaceId": page.space.id.to_string(),
            "authorId": author,
            "createdAt": created,
            "version": self.version_v2(stored, Edition::Present),
            "body": stored.body_v2(format)?,
            "_links": {
                "webui": web_ui(stored, stored),
                "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
                "tinyui": tiny_ui(page.id),
            },
        });
        if stored.kind == Kind::Page {
            shown["parentId"] = page.parent.map(|id| id.to_string()).into();
            shown["parentType"] = page.parent.map(|_| "page").into();
            shown["position"] = stored.position.into();
            shown["ownerId"] = author.into();
            shown["lastOwnerId"] = Value::Null;
        }
        Ok(shown)
    }

    /// Content of any type that has labels, as its lists show it.
    pub(super) fn any_v2(&self, stored: &Stored, format: Option<&str>) -> Result<Value, Rejection> {
        #[cfg(feature = "attachments")]
        if stored.kind == Kind::Attachment {
            return Ok(self.attachment_v2(stored, None));
        }
        self.content_v2(stored, format)
    }

    /// What is shown alone says where the site is; what is in a list does not.
    pub(in crate::site) fn alone_v2(&self, mut shown: Value) -> Value {
        shown["_links"]["base"] = self.base_url().into();
        shown
    }

    pub(in crate::site) fn version_v2(&self, stored: &Stored, version: Edition<'_>) -> Value {
        let version = Version::of(self, stored, version);
        json!({
            "number": version.number,
            "message": version.message,
            "minorEdit": version.minor,
            "authorId": version.by,
            "createdAt": Utc::of_millis(version.when).iso(),
        })
    }
}

impl Stored {
    /// A page within a list of children.
    pub(in crate::site) fn child_v2(&self) -> Value {
        json!({
            "id": self.id_text(),
            "status": self.state.name(),
            "title": self.page.title,
            "spaceId": self.page.space.id.to_string(),
            "childPosition": self.position,
        })
    }

    pub(in crate::site) fn body_v2(&self, format: Option<&str>) -> Result<Value, Rejection> {
        let Some(format) = format else {
            return Ok(json!({}));
        };
        let value = self.body_as(format)?;
        Ok(json!({ format: { "value": value, "representation": format } }))
    }
}
