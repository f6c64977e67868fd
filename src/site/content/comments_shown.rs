//! Comments as the REST API v2 shows them, alone and in lists.

use serde_json::{Value, json};

use super::body_format::{ALONE, LISTED};
use super::links::web_ui;
use super::location::Location;
use super::sorted::{Field, Order};
use super::stored::{Above, Edition};
use super::{ContentChange, ContentRequest, Decided, Kind, State, Stored};
use crate::clock::Utc;
use crate::site::Site;
use crate::site::paging::CursorPage;
use crate::site::rejection::Rejection;

/// In which list a comment of v2 is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentShape {
    Alone,
    OnContent,
    Reply,
}

impl Site {
    /// `GET footer-comments` and `GET inline-comments`, of all content.
    pub(crate) fn list_all_comments(&self, target: &ContentRequest, at: Location) -> Decided {
        let all = self.contents.of_kind(Kind::Comment, State::Current, 0);
        let all = all.filter(|one| self.location(one) == at);
        self.shown_comments(target, all, CommentShape::Alone)
    }

    /// `GET pages/{id}/footer-comments` and the like: the first ones of each thread.
    pub(crate) fn list_comments(
        &self,
        target: &ContentRequest,
        kind: Kind,
        at: Location,
    ) -> Decided {
        let stored = self.stored_as(target, kind)?;
        let below = self
            .contents
            .below(Above::Content(stored.id()), Kind::Comment);
        let below = below.filter(|one| one.is_current() && self.location(one) == at);
        self.shown_comments(target, below, CommentShape::OnContent)
    }

    /// `GET footer-comments/{id}/children` and its like.
    pub(crate) fn list_replies(&self, target: &ContentRequest, at: Location) -> Decided {
        let stored = self.comment(target, at)?;
        let below = self
            .contents
            .below(Above::Content(stored.id()), Kind::Comment);
        self.shown_comments(
            target,
            below.filter(|one| one.is_current()),
            CommentShape::Reply,
        )
    }

    fn shown_comments<'a>(
        &'a self,
        target: &ContentRequest,
        all: impl Iterator<Item = &'a Stored>,
        shape: CommentShape,
    ) -> Decided {
        let order = Order::of(&target.query, &[Field::CreatedDate, Field::ModifiedDate])?;
        let page = CursorPage::of(&target.query, self.settings(), 25, &order.name())?;
        let seen = all.filter(|one| self.may_see(&target.account, one));
        let (part, next) = order.part(&page, seen);
        let format = target.body_format(LISTED)?;
        let shown = part.iter().map(|one| self.comment_v2(one, format, shape));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// `GET footer-comments/{id}` and its like.
    pub(crate) fn read_comment(&self, target: &ContentRequest, at: Location) -> Decided {
        let stored = self.comment(target, at)?;
        let format = target.body_format(ALONE)?;
        let mut shown = self.comment_v2(stored, format, CommentShape::Alone)?;
        self.include(target, stored, &mut shown)?;
        Ok(ContentChange::shows(self.alone_v2(shown)))
    }

    /// Where a comment is, as v1 names it.
    pub(super) fn location_v1(&self, stored: &Stored) -> &'static str {
        match (self.location(stored), self.resolution(stored)) {
            (Location::Inline, "resolved") => "resolved",
            (Location::Inline, _) => "inline",
            (Location::Footer, _) => "footer",
        }
    }

    /// Whether the thread of a comment is settled.
    pub(super) fn resolution(&self, stored: &Stored) -> &'static str {
        let inline = self.thread(stored).inline.as_ref();
        inline.map_or("open", |inline| inline.resolution)
    }

    /// What the thread of a comment is on.
    fn commented_on<'a>(&'a self, stored: &'a Stored) -> &'a Stored {
        let mut above = self.contents.ancestors(stored).into_iter().rev();
        above
            .find(|one| one.kind != Kind::Comment)
            .unwrap_or(stored)
    }

    pub(super) fn comment_v2(
        &self,
        stored: &Stored,
        format: Option<&str>,
        shape: CommentShape,
    ) -> Result<Value, Rejection> {
        let container = self.contents.container(stored);
        let mut shown = json!({
            "id": stored.id().to_string(),
            "status": stored.state.name(),
            "title": stored.page.title,
            "version": self.version_v2(stored, Edition::Present),
            "body": stored.body_v2(format)?,
            "_links": { "webui": web_ui(stored, container) },
        });
        let above = stored.page.parent.and_then(|id| self.contents.get(id));
        if let Some(comment) = above.filter(|one| one.kind == Kind::Comment) {
            shown["parentCommentId"] = comment.id().to_string().into();
        }
        if shape != CommentShape::Reply {
            let on = self.commented_on(stored);
            let name = match on.kind {
                Kind::BlogPost => "blogPostId",
                Kind::Attachment => "attachmentId",
                _ => "pageId",
            };
            shown[name] = on.id_text().into();
        }
        if let Some(inline) = &stored.inline {
            shown["resolutionStatus"] = inline.resolution.into();
            shown["properties"] = inline.properties();
            if let Some((by, when)) = inline
                .resolved_by
                .as_ref()
                .filter(|_| shape == CommentShape::Alone)
            {
                shown["resolutionLastModifierId"] = by.as_str().into();
                shown["resolutionLastModifiedAt"] = Utc::of_millis(*when).iso().into();
            }
        }
        Ok(shown)
    }
}
