//! The site and its model side by side: each call goes to both.

use serde_json::{Value, json};

use super::model::{Model, Page, Spot};
use super::{Call, SPACES, TITLES};
use crate::identity::Identity;
use crate::settings::Settings;
use crate::site::query::Query;
use crate::site::{Api, Author, ContentKind, ContentRequest, Decided, Site, Space};

/// The site and its model side by side.
pub(super) struct Pair {
    pub(super) site: Site,
    pub(super) model: Model,
    made: Vec<u64>,
    pub(super) now: i64,
}

pub(super) fn request(api: Api, id: &str, path: &str, query: &[(&str, &str)]) -> ContentRequest {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ContentRequest {
        api,
        account: "712020:alice".to_owned(),
        id: id.to_owned(),
        in_trash: false,
        query: Query::new(path, query.iter().map(owned).collect()),
    }
}

/// The status of an answer, and its body.
pub(super) fn answered(decided: Decided) -> (u16, Value) {
    match decided {
        Ok(change) => (change.status, change.body.unwrap_or_default()),
        Err(rejection) => (rejection.status, rejection.body.to_json(rejection.status)),
    }
}

impl Pair {
    pub(super) fn new() -> Self {
        let base_url = "http://tenant/wiki".to_owned();
        let identity = Identity::new("acme".into(), 0);
        let mut site = Site::new(identity, Settings::default(), base_url);
        let (key, id) = SPACES[1];
        site.add_space(Space::new(id, key, "Operations")).unwrap();
        Self {
            site,
            model: Model::default(),
            made: Vec::new(),
            now: 0,
        }
    }

    fn id(&self, page: usize) -> u64 {
        self.made.get(page).copied().unwrap_or(999)
    }

    fn author(&self) -> Author {
        Author {
            account: "712020:alice".to_owned(),
            now_millis: self.now,
        }
    }

    pub(super) fn run(&mut self, call: &Call) {
        self.now += 1;
        let (now, author) = (self.now, self.author());
        let ((status, body), expected) = match *call {
            Call::Make(space, parent, title) => self.make(space, parent, TITLES[title]),
            Call::Shift(page, spot, other) => {
                let (id, target) = (self.id(page), self.id(other));
                let position = match spot {
                    Spot::Before => "before",
                    Spot::After => "after",
                    Spot::Append => "append",
                };
                let of = request(Api::V1, &id.to_string(), "", &[]);
                let moved = self
                    .site
                    .move_page(&of, position, &target.to_string(), &author);
                (answered(moved), self.model.shift(id, spot, target))
            }
            Call::Edit(page, title) => {
                let id = self.id(page);
                let trashed = self.model.get(id).is_some_and(|page| page.trashed);
                // An update of what is in the trash restores it.
                let expected = match trashed {
                    true => self.model.restore(id, now),
                    false => self.model.edit(id, TITLES[title], now),
                };
                (self.put(id, TITLES[title]), expected)
            }
            Call::Revert(page, number) => {
                let id = self.id(page);
                let of = request(Api::V1, &id.to_string(), "", &[]);
                let parameters = json!({ "versionNumber": number, "restoreTitle": true });
                let body = json!({ "operationKey": "restore", "params": parameters }).to_string();
                let reverted = self.site.restore_version(&of, body.as_bytes(), &author);
                (answered(reverted), self.model.revert(id, number, now))
            }
            Call::Trash(page) => (self.delete(page, false), self.model.trash(self.id(page))),
            Call::Purge(page) => (self.delete(page, true), self.model.purge(self.id(page))),
            Call::Restore(page) => {
                let id = self.id(page);
                match self.model.get(id).filter(|page| page.trashed) {
                    None => return,
                    Some(_) => (self.put(id, "any"), self.model.restore(id, now)),
                }
            }
        };
        assert_eq!(status, expected, "{call:?}: {body}");
    }

    fn make(&mut self, space: usize, parent: Option<usize>, title: &str) -> ((u16, Value), u16) {
        let (key, _) = SPACES[space];
        let parent = parent.map(|page| self.id(page));
        let ancestors: Vec<Value> = parent.iter().map(|id| json!({ "id": id })).collect();
        let body = json!({
            "type": "page", "title": title, "space": { "key": key }, "ancestors": ancestors,
        });
        let of = request(Api::V1, "", "", &[]);
        let made = self.site.create_content(
            &of,
            ContentKind::Page,
            body.to_string().as_bytes(),
            &self.author(),
        );
        let (status, body) = answered(made);
        let id = body["id"].as_str().and_then(|id| id.parse().ok());
        self.made.extend(id);
        let expected = self.model.make(Page {
            id: id.unwrap_or(0),
            space: key,
            title: title.to_owned(),
            parent,
            trashed: false,
            versions: vec![title.to_owned()],
            created: self.now,
            changed: self.now,
        });
        ((status, body), expected)
    }

    /// An update as a client makes it that has just read the page.
    fn put(&mut self, id: u64, title: &str) -> (u16, Value) {
        let next = self.site.contents.get(id).map_or(1, |one| one.page.version) + 1;
        let body = json!({ "type": "page", "title": title, "version": { "number": next } });
        let of = request(Api::V1, &id.to_string(), "", &[]);
        let author = self.author();
        answered(
            self.site
                .update_content(&of, body.to_string().as_bytes(), &author),
        )
    }

    fn delete(&mut self, page: usize, in_trash: bool) -> (u16, Value) {
        let of = request(Api::V1, &self.id(page).to_string(), "", &[]);
        let of = ContentRequest { in_trash, ..of };
        let author = self.author();
        answered(self.site.delete_content(&of, &author))
    }
}
