//! Labels of content: read in both REST APIs, put on and taken off in v1.

use serde_json::{Value, json};

use super::body_format::LISTED;
use super::page_rules::read;
use super::refused::{Act, bad};
use super::sorted::{Field, Order};
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::site::paging::{CursorPage, Place, Sortable, Window};
use crate::site::rejection::Rejection;
use crate::site::subject::Label;
use crate::site::{Page, Site, Webhook};

/// How many labels v1 shows, and at most.
const MOST: usize = 200;

/// The longest name, in characters.
const LONGEST: usize = 255;

/// What no name of a label has.
const NOT_IN_NAMES: &[char] = &[
    '!', '#', '&', '(', ')', '*', ',', '.', ':', ';', '<', '>', '?', '@', '[', ']', '^', ' ',
];

impl Site {
    /// `GET …/label` of v1, `GET …/labels` of v2.
    pub(crate) fn list_labels(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored(target)?;
        let prefix = target.query.first("prefix");
        let labels = stored.page.labels.iter();
        let labels = labels.filter(|label| prefix.is_none_or(|prefix| label.prefix == prefix));
        if target.api == Api::V1 {
            let window = Window::of(&target.query, MOST, MOST)?;
            if window.limit == 0 {
                let cause = Cause::new("a list of labels shows some", "a limit above 0", "limit=0");
                let why = "java.lang.IllegalArgumentException: null";
                return Err(Rejection::of_app_data(400, why, cause));
            }
            let part = window.cut(labels.map(|label| self.label_v1(label)));
            return Ok(ContentChange::shows(self.part_v1(
                &target.query,
                window,
                part,
            )));
        }
        self.labels_v2(target, labels.collect())
    }

    /// Labels in the order that `sort` asks for; by their names where it asks for none.
    pub(super) fn labels_v2(&self, target: &ContentRequest, mut labels: Vec<&Label>) -> Decided {
        let sent = target.query.first("sort").filter(|sent| !sent.is_empty());
        let (name, descending) = match sent.unwrap_or("name") {
            "name" => ("name", false),
            "-name" => ("name", true),
            // Ids are given out as labels are made.
            "id" | "created-date" => ("id", false),
            "-id" | "-created-date" => ("id", true),
            other => {
                let expected = "id, name or created-date, with `-` in front for descending";
                let cause = Cause::new("the list is sorted by what it has", expected, other);
                let why = format!(
                    "Provided value {{{other}}} for 'sort' is not the correct type. Expected type \
                     is SortOrder"
                );
                return Err(bad(Api::V2, why, cause));
            }
        };
        let order = sent.unwrap_or("name");
        let page = CursorPage::of(&target.query, self.settings(), 25, order)?;
        let place = |label: &&Label| {
            let id = self.contents.label_id(label).unwrap_or_default();
            match name {
                "name" => Place {
                    value: Sortable::Text(label.to_string()),
                    id,
                },
                _ => Place::id(id),
            }
        };
        labels.sort_by_key(place);
        if descending {
            labels.reverse();
        }
        let passed = |label: &&Label| match &page.after {
            None => true,
            Some(after) if descending => place(label) < *after,
            Some(after) => place(label) > *after,
        };
        let (part, next) = page.cut(labels.into_iter().filter(passed), place);
        let shown = part.iter().map(|label| Ok(self.label_v2(label)));
        self.listed_v2(&target.query, &page, shown, next)
    }

    fn label_v2(&self, label: &Label) -> Value {
        let id = self.contents.label_id(label).unwrap_or_default();
        json!({ "id": id.to_string(), "name": label.name, "prefix": label.prefix })
    }

    /// `GET labels/{id}/pages` and `…/blogposts`.
    pub(crate) fn list_labelled(&self, target: &ContentRequest, kind: Kind) -> Decided {
        let id = target
            .id
            .parse()
            .map_err(|_| super::listing_v2::not_a_number("id", &target.id))?;
        let Some(label) = self.contents.label_of_id(id) else {
            let cause = Cause::missing("the label is on something", "an id of a label", &target.id);
            let why = format!("Cannot find a label with id [{}]", target.id);
            return Err(Rejection::errors(404, "NOT_FOUND", why, cause));
        };
        let known = [
            Field::Id,
            Field::CreatedDate,
            Field::ModifiedDate,
            Field::Title,
        ];
        let order = Order::of(&target.query, &known)?;
        let page = CursorPage::of(&target.query, self.settings(), 25, &order.name())?;
        let there = self.contents.labelled(label).filter(|one| {
            one.kind == kind && one.state != State::Trashed && self.may_see(&target.account, one)
        });
        let (part, next) = order.part(&page, there);
        let format = target.body_format(LISTED)?;
        let shown = part.iter().map(|one| self.any_v2(one, format));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// `POST …/label`: one label, or a list of them; the answer has all that are on it.
    pub(crate) fn add_labels(
        &mut self,
        target: &ContentRequest,
        body: &[u8],
        author: &Author,
    ) -> Decided {
        let body = read(target.api, body)?;
        let stored = self.stored(target)?;
        let id = stored.id();
        self.permit(target.api, &target.account, stored, Act::Update)?;
        let labels = labels_of(&body)?;
        let events = self.put_labels(id, labels, author);
        let mut change = self.list_labels(target)?;
        change.events = events;
        Ok(change)
    }

    /// Puts labels on content; the events of those that are new to it, or to the site.
    pub(super) fn put_labels(
        &mut self,
        id: u64,
        labels: Vec<Label>,
        author: &Author,
    ) -> Vec<Webhook> {
        let mut events = Vec::new();
        for label in labels {
            let new = self.contents.label_id(&label).is_none();
            let put = |stored: &mut Stored| stored.page.labels.insert(label.clone());
            if self.contents.change(id, put) != Some(true) {
                continue;
            }
            let Some(stored) = self.contents.get(id) else {
                break;
            };
            let page = &stored.page;
            let event = |name: &str| label_event(name, &label, page, author);
            events.extend(new.then(|| event("label_created")));
            events.push(event("label_added"));
        }
        events
    }

    /// `DELETE …/label/{label}` and `…/label?name=`.
    pub(crate) fn remove_label(
        &mut self,
        target: &ContentRequest,
        name: &str,
        author: &Author,
    ) -> Decided {
        let stored = self.stored(target)?;
        let id = stored.id();
        self.permit(target.api, &target.account, stored, Act::Update)?;
        let label = Label::parse(name);
        if !stored.page.labels.contains(&label) {
            let known: Vec<_> = stored.page.labels.iter().map(ToString::to_string).collect();
            let cause = Cause::missing("the label is on it", known.join(", "), name);
            let why = format!("No label found with name : {name}");
            return Err(Rejection::service(404, "NotFoundException", why, cause));
        }
        let taken = |stored: &mut Stored| {
            stored.page.labels.remove(&label);
            stored.page.clone()
        };
        let mut change = ContentChange::gone();
        if let Some(page) = self.contents.change(id, taken) {
            change = change.with(label_event("label_removed", &label, &page, author));
            if self.contents.labelled(&label).next().is_none() {
                self.contents.forget_label(&label);
                change = change.with(label_event("label_deleted", &label, &page, author));
            }
        }
        Ok(change)
    }
}

fn label_event(event: &str, label: &Label, page: &Page, author: &Author) -> Webhook {
    Webhook::label(event, label.name.as_str(), page.clone()).by(&author.account)
}

/// The labels of a body: an object, or a list of them.
pub(super) fn labels_of(body: &Value) -> Result<Vec<Label>, Rejection> {
    let one = std::slice::from_ref(body);
    let all = body.as_array().map_or(one, Vec::as_slice);
    all.iter().map(label_of).collect()
}

fn label_of(sent: &Value) -> Result<Label, Rejection> {
    let name = sent["name"].as_str().unwrap_or_default();
    let prefix = sent["prefix"].as_str().unwrap_or("global");
    let prefix_fits = matches!(prefix, "global" | "my" | "team" | "system");
    let fits = (1..=LONGEST).contains(&name.chars().count()) && !name.contains(NOT_IN_NAMES);
    if fits && prefix_fits {
        return Ok(Label::new(prefix, name));
    }
    let expected = "a `name` of 1 to 255 characters without space or punctuation, a known `prefix`";
    let cause = Cause::new("a label has a name", expected, sent.to_string());
    let why = format!("Your label contains invalid characters: {name}");
    Err(bad(Api::V1, why, cause))
}
