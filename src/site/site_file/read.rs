//! A site out of its file: checked whole where that can be done, and put there.

use serde_json::Value;

use super::check::{SiteError, check_numbers, parents_first, wrong};
use super::format::{FileContent, FileKind, FileSpace, SiteFile};
use super::read_hanging::{History, state};
use crate::site::content::{Kind, Macro};
use crate::site::{Page, Site, Space};

impl Site {
    /// Puts all of a file there, without an event. What was there already and has another id stays.
    ///
    /// # Errors
    /// The first thing that is wrong; what stands before it in the file is there.
    pub(crate) fn add_site(&mut self, file: &Value, now_millis: i64) -> Result<(), SiteError> {
        if !file.is_object() {
            return Err(wrong("the file of a site", "it is a JSON object"));
        }
        let file: SiteFile = serde_json::from_value(file.clone())
            .map_err(|error| wrong("the file of a site", error))?;
        check_numbers(&file)?;
        for app in file.apps {
            self.add_app_user(&app.key, Some(&app.name));
        }
        for user in file.users {
            let account = self.account_named(user.account_id());
            self.add_user(user.named(account));
        }
        let mut homepages = Vec::new();
        for space in file.spaces {
            homepages.push((space.id, space.homepage));
            self.add_file_space(space)?;
        }
        for one in parents_first(file.content)? {
            self.add_file_content(one, now_millis)?;
        }
        for one in parents_first(file.comments)? {
            self.add_file_comment(one, now_millis)?;
        }
        for (space, page) in homepages {
            let Some(page) = page else { continue };
            let there = self
                .contents
                .get(page)
                .is_some_and(|one| one.kind == Kind::Page && one.page.space.id == space);
            if !there {
                let why = format!("its homepage {page} is no page of it");
                return Err(wrong(format!("the space {space}"), why));
            }
            self.contents.set_homepage(space, page);
        }
        for one in file.denied {
            let account = self.account_named(&one.account);
            self.deny(&account, one.operation, one.id);
        }
        Ok(())
    }

    fn add_file_space(&mut self, given: FileSpace) -> Result<(), SiteError> {
        let place = format!("the space `{}`", given.key);
        let mut space = Space::new(given.id, given.key, given.name);
        space = space.with_description(given.description);
        if given.personal {
            space = space.personal();
        }
        space.creator = given.creator.map(|name| self.account_named(&name));
        self.add_space(space).map_err(|clash| wrong(place, clash))
    }

    fn add_file_content(&mut self, given: FileContent, now_millis: i64) -> Result<(), SiteError> {
        let place = format!("the content {} `{}`", given.id, given.title);
        let Some(space) = self.contents.space(&given.space).cloned() else {
            return Err(wrong(place, format!("there is no space `{}`", given.space)));
        };
        let mut page = Page::new(given.id, given.title).with_space(space);
        page = page.with_version(given.version).with_body(given.body);
        page.creator = given.creator.map(|name| self.account_named(&name));
        page.last_modifier = given.last_modifier.map(|name| self.account_named(&name));
        if let Some(parent) = given.parent {
            page = page.with_parent(parent);
        }
        for label in &given.labels {
            page = page.with_label(label);
        }
        let kind = match given.kind {
            FileKind::Page => Kind::Page,
            FileKind::BlogPost => Kind::BlogPost,
        };
        self.add_content_in(page.clone(), kind, state(given.status), now_millis)
            .map_err(|clash| wrong(&place, clash))?;
        let history = History {
            message: given.message,
            minor: given.minor_edit,
            former: given.former,
        };
        self.set_history(given.id, history, now_millis);
        for (key, value) in given.properties {
            self.add_property(given.id, key, value, now_millis);
        }
        for one in given.macros {
            let parameters = one.parameters.into_iter();
            let shown = Macro::new(one.id, one.name).body(one.body);
            let shown = parameters.fold(shown, |shown, (name, value)| shown.parameter(name, value));
            self.add_macro(given.id, shown);
        }
        for one in given.attachments {
            let place = format!("{place}, the file `{}`", one.name);
            self.add_file_attachment(&page, one, now_millis)
                .map_err(|why| wrong(place, why))?;
        }
        Ok(())
    }
}
