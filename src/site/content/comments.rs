//! Comments: made, read, changed, removed and listed, in both REST APIs.

use serde_json::Value;

use super::comments_shown::CommentShape;
use super::location::Location;
use super::page_rules::{read, storage};
use super::refused::{Act, bad, missing};
use super::stored::{Above, Inline};
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind, Stored};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::{Comment, Page, Site, Webhook};

impl Site {
    /// The comment of the path, if it is one of this location.
    pub(super) fn comment(
        &self,
        target: &ContentRequest,
        at: Location,
    ) -> Result<&Stored, Rejection> {
        let stored = self.stored_as(target, Kind::Comment)?;
        if self.location(stored) == at {
            return Ok(stored);
        }
        let cause = Cause::missing(
            "the comment is of this location",
            format!("{at:?}"),
            &target.id,
        );
        Err(missing(target.api, &target.id, cause))
    }

    /// A reply is where the comment is that it answers.
    pub(super) fn location(&self, stored: &Stored) -> Location {
        match self.thread(stored).inline {
            Some(_) => Location::Inline,
            None => Location::Footer,
        }
    }

    /// The comment with which the thread begins.
    pub(super) fn thread<'a>(&'a self, stored: &'a Stored) -> &'a Stored {
        let ancestors = self.contents.ancestors(stored).into_iter();
        let mut comments = ancestors.filter(|one| one.kind == Kind::Comment);
        comments.next().unwrap_or(stored)
    }

    /// `POST footer-comments`, `POST inline-comments`.
    pub(crate) fn create_comment_v2(
        &mut self,
        target: &ContentRequest,
        at: Location,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V2, body)?;
        let places = ["parentCommentId", "pageId", "blogPostId", "attachmentId"];
        let mut places = places.into_iter().map(|name| (name, &body[name]));
        let above = places.find(|(_, id)| !id.is_null());
        let id = above.and_then(|(name, id)| Some((name, id.as_str()?)));
        let Some((name, id)) = id else {
            let expected = "pageId, blogPostId, attachmentId or parentCommentId";
            let cause = Cause::new("a comment says what it is on", expected, body.to_string());
            return Err(bad(
                Api::V2,
                "Must provide the id of the content to comment on".into(),
                cause,
            ));
        };
        let of = ContentRequest {
            id: id.to_owned(),
            ..target.clone()
        };
        let above = match name {
            "pageId" => self.stored_as(&of, Kind::Page)?,
            "blogPostId" => self.stored_as(&of, Kind::BlogPost)?,
            "attachmentId" => self.stored_as(&of, Kind::Attachment)?,
            _ => self.comment(&of, at)?,
        };
        let inline = match (at, above.kind) {
            (Location::Inline, Kind::Page | Kind::BlogPost) => Some(inline_of(&body)?),
            _ => None,
        };
        self.permit_in(Api::V2, &author.account, &above.page.space, Kind::Comment)?;
        let above = above.id();
        let text = storage(Api::V2, &body)?.unwrap_or_default();
        let (id, event) = self.put_comment(above, text, inline, author);
        let made = self.contents.get(id).expect("the comment was put there");
        let shown = self.comment_v2(made, Some("storage"), CommentShape::Alone)?;
        let mut change = ContentChange::shows(self.alone_v2(shown)).with(event);
        change.status = 201;
        Ok(change)
    }

    /// Puts a comment on content, or an answer to a comment.
    pub(super) fn put_comment(
        &mut self,
        above: u64,
        text: String,
        inline: Option<Inline>,
        author: &Author,
    ) -> (u64, Webhook) {
        let id = self.contents.next_id();
        let above = self.contents.get(above).expect("the caller has found it");
        let container = &self.contents.container(above).page;
        let page = Page {
            body: text,
            creator: Some(author.account.clone()),
            last_modifier: Some(author.account.clone()),
            created_millis: Some(author.now_millis),
            changed_millis: Some(author.now_millis),
            parent: Some(above.id()),
            ..Page::new(id, format!("Re: {}", container.title)).with_space(container.space.clone())
        };
        let mut stored = Stored::new(page, Kind::Comment);
        stored.inline = inline;
        let event = self.comment_event("comment_created", &stored, author);
        self.contents.put(stored);
        (id, event)
    }

    pub(super) fn comment_event(&self, name: &str, stored: &Stored, author: &Author) -> Webhook {
        Webhook::comment(name, self.as_comment(stored)).by(&author.account)
    }

    /// A comment as events speak of it.
    pub(in crate::site) fn as_comment(&self, stored: &Stored) -> Comment {
        let container = self.contents.container(stored).page.clone();
        let mut comment = Comment::new(stored.id(), container).at_version(stored.page.version);
        if let Some(creator) = &stored.page.creator {
            comment = comment.creator(creator.as_str());
        }
        let above = stored.page.parent.and_then(|id| self.contents.get(id));
        match above.filter(|one| one.kind == Kind::Comment) {
            Some(above) => comment.reply_to(above.id()),
            None => comment,
        }
    }

    /// `PUT footer-comments/{id}`, `PUT inline-comments/{id}`.
    pub(crate) fn update_comment_v2(
        &mut self,
        target: &ContentRequest,
        at: Location,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(Api::V2, body)?;
        let stored = self.comment(target, at)?;
        super::page_rules::check_version(Api::V2, &body, stored.page.version)?;
        self.permit(Api::V2, &target.account, stored, Act::Update)?;
        let mut stored = stored.clone();
        let message = body["version"]["message"].as_str().unwrap_or_default();
        stored.begin_version(author, message, false);
        if let Some(text) = storage(Api::V2, &body)? {
            stored.page.body = text;
        }
        if let (Some(inline), Some(resolved)) = (&mut stored.inline, body["resolved"].as_bool()) {
            let reopened = inline.resolution != "open" && !resolved;
            inline.resolution = match (resolved, reopened) {
                (true, _) => "resolved",
                (false, true) => "reopened",
                (false, false) => "open",
            };
            inline.resolved_by = Some((author.account.clone(), author.now_millis));
        }
        let event = self.comment_event("comment_updated", &stored, author);
        let shown = self.comment_v2(&stored, Some("storage"), CommentShape::Alone)?;
        self.contents.put(stored);
        Ok(ContentChange::shows(self.alone_v2(shown)).with(event))
    }

    /// `DELETE footer-comments/{id}`, and of v1: a comment is gone at once, and its answers answer
    /// what it answered.
    pub(crate) fn delete_comment(
        &mut self,
        target: &ContentRequest,
        at: Location,
        author: &Author,
    ) -> Decided {
        let stored = self.comment(target, at)?.clone();
        self.remove_comment(target, &stored, author)
    }

    pub(super) fn remove_comment(
        &mut self,
        target: &ContentRequest,
        stored: &Stored,
        author: &Author,
    ) -> Decided {
        self.permit(target.api, &target.account, stored, Act::Purge)?;
        let event = self.comment_event("comment_removed", stored, author);
        let (id, above) = (stored.id(), stored.page.parent);
        let answers = self.contents.below(Above::Content(id), Kind::Comment);
        let answers: Vec<u64> = answers.map(Stored::id).collect();
        for answer in answers {
            let inline = stored.inline.clone();
            self.contents.change(answer, |one| {
                one.page.parent = above;
                one.inline = one.inline.take().or(inline);
            });
        }
        self.contents.take(id);
        for below in self.contents.ids_of_all_below(id) {
            self.contents.take(below);
        }
        Ok(ContentChange::gone().with(event))
    }
}

/// What an inline comment is about.
fn inline_of(body: &Value) -> Result<Inline, Rejection> {
    let about = &body["inlineCommentProperties"];
    let Some(selection) = about["textSelection"].as_str() else {
        let expected = "inlineCommentProperties.textSelection";
        let cause = Cause::new("an inline comment has a text", expected, about.to_string());
        let why = "inlineCommentProperties must be provided for top level inline comments";
        return Err(bad(Api::V2, why.into(), cause));
    };
    Ok(Inline::new(selection))
}
