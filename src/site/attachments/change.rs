//! What is changed of a file beside its bytes, and its way to the trash and out of it.

use serde_json::Value;

use super::checks::same_name;
use crate::cause::Cause;
use crate::site::content::{
    Act, ContentChange, Kind, State, Stored, bad, conflict, forbidden, no_file,
};
use crate::site::rejection::{Rejection, UNREADABLE_BODY};
use crate::site::{Api, Author, ContentOperation, ContentRequest, Decided, Page, Site};

impl Site {
    /// `PUT child/attachment/{attachmentId}`: name, media type, comment, and what it is on.
    pub(crate) fn update_file(
        &mut self,
        target: &ContentRequest,
        attachment: &str,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let (container, stored) = self.file_on(target, attachment)?;
        self.permit(Api::V1, &target.account, container, Act::Attach)?;
        let body: Value = serde_json::from_slice(body).map_err(|error| {
            let cause = Cause::new("the body is JSON", "a JSON object", error.to_string());
            bad(Api::V1, UNREADABLE_BODY.into(), cause)
        })?;
        let (id, version) = (stored.id(), stored.page.version);
        Self::check_update(&body, stored)?;
        let on = self.new_container(target, &body, container)?;
        let title = body["title"].as_str().filter(|title| !title.is_empty());
        let title = title.unwrap_or(&stored.page.title).to_owned();
        let is_other = |one: &Stored| one.id() != id && one.page.title == title;
        if self.files_on(on.id).any(is_other) {
            return Err(same_name(&title));
        }
        let comment = body["metadata"]["comment"].as_str().map(str::to_owned);
        self.contents.change(id, |stored| {
            stored.page.title = title;
            stored.page.parent = Some(on.id);
            stored.page.space = on.space;
            stored.page.changed_millis = Some(author.now_millis);
            if let Some(comment) = comment {
                stored.message = comment;
            }
        });
        if let Some(kind) = body["metadata"]["mediaType"].as_str() {
            self.files.retype(id, version, kind);
        }
        let mut shown = self.shown_files(target, &[id])?;
        let event = self.file_event("attachment_updated", &[id], author);
        Ok(ContentChange::shows(shown.remove(0)).with(event))
    }

    /// The body is about this file, and about its present version.
    fn check_update(body: &Value, stored: &Stored) -> Result<(), Rejection> {
        let own = stored.id_text();
        let sent = body["id"].as_str().unwrap_or_default();
        if sent != own && sent != stored.id().to_string() {
            let cause = Cause::new("the body is about the file of the path", own, sent);
            return Err(bad(
                Api::V1,
                format!("Invalid attachment id: {sent}"),
                cause,
            ));
        }
        let present = stored.page.version;
        let Some(sent) = body["version"]["number"].as_u64() else {
            let got = body["version"].to_string();
            let cause = Cause::new("an update names the version", "version.number", got);
            return Err(bad(
                Api::V1,
                "Invalid attachment version number".into(),
                cause,
            ));
        };
        if sent == present {
            return Ok(());
        }
        let cause = Cause::new(
            "the version is the present one",
            present.to_string(),
            sent.to_string(),
        )
        .with_likely("only new bytes take a new number; an update of properties keeps it");
        let why = format!("Attachment version {sent} does not match the current version {present}");
        Err(conflict(Api::V1, why, cause))
    }

    /// Where the file is afterwards: on the same content, or on that which the body names.
    fn new_container(
        &self,
        target: &ContentRequest,
        body: &Value,
        present: &Stored,
    ) -> Result<Page, Rejection> {
        let sent = match &body["container"]["id"] {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => return Ok(present.page.clone()),
        };
        let found = self.contents.named(&sent).filter(|one| one.is_current());
        let found = found.filter(|one| matches!(one.kind, Kind::Page | Kind::BlogPost));
        let found = found.filter(|one| self.may_see(&target.account, one));
        let Some(found) = found else {
            let expected = "a page or a blog post that the account sees";
            let cause = Cause::new("the new container can have files", expected, &sent);
            let why = format!("Cannot move the attachment to content with id {sent}");
            return Err(forbidden(Api::V1, why, cause));
        };
        self.permit(Api::V1, &target.account, found, Act::Attach)?;
        Ok(found.page.clone())
    }

    /// `DELETE attachments/{id}`: what is current goes to the trash, what is asked for in the trash
    /// goes for good. Who may not is told that it is not there, as documented.
    pub(crate) fn delete_file(&mut self, target: &ContentRequest, author: &Author) -> Decided {
        let stored = self.file_v2(target)?;
        let id = stored.id();
        let container = self.contents.container(stored).id().to_string();
        if !self.may(&target.account, ContentOperation::Delete, &container) {
            let expected = format!("an account that may `delete` content {container}");
            let got = format!("a test denied {} what it takes", target.account);
            let cause = Cause::missing("the account may delete the file", expected, got);
            return Err(no_file(&target.id, cause));
        }
        Ok(self.remove_file(id, author))
    }

    /// From the page to the trash, or from the trash for good.
    pub(in crate::site) fn remove_file(&mut self, id: u64, author: &Author) -> ContentChange {
        let purged = self.contents.get(id).is_some_and(Stored::is_trashed);
        let what = match purged {
            true => "attachment_removed",
            false => "attachment_trashed",
        };
        let event = self.file_event(what, &[id], author);
        if purged {
            self.contents.take(id);
            let contents = &self.contents;
            self.files.keep(|one| contents.get(one).is_some());
        } else {
            self.contents
                .change(id, |stored| stored.state = State::Trashed);
        }
        ContentChange::gone().with(event)
    }
}
