//! Lists of both APIs against the model, whole and in parts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::model::Page;
use super::pair::{Pair, answered, request};
use super::{Call, SPACES};
use crate::site::content::{Above, ListedKind, Stored};
use crate::site::{Api, ContentKind};

/// How lists of v2 are sorted.
const SORTS: [&str; 8] = [
    "id",
    "-id",
    "title",
    "-title",
    "created-date",
    "-created-date",
    "modified-date",
    "-modified-date",
];

pub(super) fn ids(body: &Value) -> Vec<u64> {
    let results = body["results"]
        .as_array()
        .unwrap_or_else(|| panic!("{body}"));
    let id = |one: &Value| one["id"].as_str().unwrap().parse().unwrap();
    results.iter().map(id).collect()
}

/// What a page is sorted by: a text or a number, and its id among equals.
fn rank(page: &Page, sort: &str) -> (String, i64, u64) {
    let (text, number) = match sort.trim_start_matches('-') {
        "title" => (page.title.clone(), 0),
        "created-date" => (String::new(), page.created),
        "modified-date" => (String::new(), page.changed),
        _ => (String::new(), 0),
    };
    (text, number, page.id)
}

pub(super) fn sorted(mut pages: Vec<&Page>, sort: &str) -> Vec<u64> {
    pages.sort_by_key(|page| rank(page, sort));
    if sort.starts_with('-') {
        pages.reverse();
    }
    pages.iter().map(|page| page.id).collect()
}

/// The fields of the query of a `next` link.
fn next_of(body: &Value) -> Option<Vec<(String, String)>> {
    let (_, query) = body["_links"]["next"].as_str()?.split_once('?')?;
    Some(
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
    )
}

impl Pair {
    /// Each page, and its siblings.
    pub(super) fn compare_pages(&self) {
        for page in &self.model.pages {
            let stored = self.site.contents.get(page.id).unwrap();
            let own = (&stored.page.title, stored.page.parent, stored.is_trashed());
            assert_eq!(own, (&page.title, page.parent, page.trashed), "{page:?}");
            assert_eq!(stored.page.space.key, page.space, "{page:?}");
            let count = u64::try_from(page.versions.len()).unwrap();
            assert_eq!(stored.page.version, count, "{page:?}");
            let above = self.site.contents.ancestors(stored);
            assert!(above.len() < self.model.pages.len(), "no circle: {page:?}");
            let above = Above::Content(page.id);
            let below = self.site.contents.below(above, ContentKind::Page);
            let below: Vec<u64> = below.map(Stored::id).collect();
            assert_eq!(below, self.model.children(page.id), "below {page:?}");
        }
        assert_eq!(self.site.contents.items.len(), self.model.pages.len());
    }

    fn get(&self, list: &str, query: &[(&str, &str)]) -> Value {
        let (kind, id) = list.split_once(' ').unwrap_or((list, ""));
        let (api, path) = match kind {
            "pages" => (Api::V2, "/wiki/api/v2/pages"),
            "space" => (Api::V2, "/wiki/api/v2/spaces/x/pages"),
            "children" => (Api::V2, "/wiki/api/v2/pages/x/children"),
            _ => (Api::V1, "/wiki/rest/api/content"),
        };
        let of = request(api, id, path, query);
        let decided = match kind {
            "pages" | "space" => self.site.list_v2(&of, ListedKind::PAGES),
            "children" => self.site.list_children_v2(&of, false),
            "content" => self.site.list_content(&of),
            "child" => self.site.list_children(&of, "page"),
            _ => self.site.list_descendants(&of, "page"),
        };
        let (status, body) = answered(decided);
        assert_eq!(status, 200, "{list} {query:?}: {body}");
        body
    }

    /// A list, part by part.
    fn walked(&self, list: &str, query: &[(&str, &str)], limit: &str) -> Vec<u64> {
        let mut all = Vec::new();
        let limited = [("limit", limit)];
        let first = query.iter().chain(&limited);
        let mut next = Some(
            first
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        );
        while let Some(fields) = next {
            let fields: Vec<(String, String)> = fields;
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let part = self.get(list, &fields);
            let own = ids(&part);
            assert!(own.len() <= limit.parse().unwrap());
            all.extend(own);
            assert!(
                all.len() <= self.model.pages.len(),
                "{list} {query:?}: {all:?}"
            );
            next = next_of(&part);
        }
        all
    }

    fn is(&self, list: &str, query: &[(&str, &str)], expected: &[u64]) {
        assert_eq!(ids(&self.get(list, query)), expected, "{list} {query:?}");
        for limit in ["1", "2", "3", "5"] {
            let walked = self.walked(list, query, limit);
            assert_eq!(walked, expected, "{list} {query:?} by {limit}");
        }
    }

    pub(super) fn those(&self, is: impl Fn(&Page) -> bool) -> Vec<&Page> {
        self.model.pages.iter().filter(|page| is(page)).collect()
    }

    pub(super) fn compare_lists(&self) {
        let current = |page: &Page| !page.trashed;
        for sort in SORTS {
            let query = [("sort", sort)];
            self.is("pages", &query, &sorted(self.those(current), sort));
            for (key, id) in SPACES {
                let own = sorted(self.those(|page| current(page) && page.space == key), sort);
                self.is(&format!("space {id}"), &query, &own);
            }
        }
        let both = sorted(self.those(|_| true), "id");
        for status in [
            "current,trashed",
            "trashed,current",
            "current,trashed,current",
        ] {
            self.is("pages", &[("status", status)], &both);
        }
        let trashed = sorted(self.those(|page| page.trashed), "id");
        self.is("pages", &[("status", "trashed,trashed")], &trashed);
        self.is("content", &[("status", "trashed,trashed")], &trashed);
        self.is(
            "pages",
            &[("space-id", "20000001,20000002,20000001")],
            &sorted(self.those(current), "id"),
        );
        self.is("content", &[], &sorted(self.those(current), "id"));
        for (key, _) in SPACES {
            let own = sorted(self.those(|page| current(page) && page.space == key), "id");
            self.is("content", &[("spaceKey", key)], &own);
        }
        for title in ["b", "B"] {
            let same = |page: &Page| current(page) && page.title.eq_ignore_ascii_case("b");
            let mut own = self.those(same);
            own.sort_by_key(|page| (page.space, page.id));
            let own: Vec<u64> = own.iter().map(|page| page.id).collect();
            self.is("content", &[("title", title)], &own);
        }
        let named: Vec<String> = both.iter().map(u64::to_string).collect();
        let named = format!("{},{}", named.join(","), named.join(","));
        self.is(
            "pages",
            &[("id", &named)],
            &sorted(self.those(current), "id"),
        );
        for page in self.those(current) {
            let (id, own) = (page.id, |one: &u64| !self.model.get(*one).unwrap().trashed);
            let children: Vec<u64> = self.model.children(id).into_iter().filter(own).collect();
            self.is(&format!("child {id}"), &[], &children);
            self.is(&format!("children {id}"), &[], &children);
            let below = self.model.tree(id).into_iter().skip(1);
            let below: Vec<u64> = below.filter(own).collect();
            self.is(&format!("descendants {id}"), &[], &below);
        }
    }

    /// Walks each list of v2 with a call before each further part: what is there from the beginning to the
    /// end with one rank is met once, and nothing is met twice in one rank.
    pub(super) fn walk_while(&mut self, between: &[Call], limit: usize) {
        let limit = limit.to_string();
        let mut calls = between.iter();
        for sort in SORTS {
            let ranks = |pair: &Self| -> BTreeMap<u64, _> {
                let current = pair.those(|page| !page.trashed).into_iter();
                current.map(|page| (page.id, rank(page, sort))).collect()
            };
            let mut steady = ranks(self);
            let mut met = Vec::new();
            let mut next = Some(vec![
                ("sort".to_owned(), sort.to_owned()),
                ("limit".to_owned(), limit.clone()),
            ]);
            while let Some(fields) = next {
                let fields = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()));
                let part = self.get("pages", &fields.collect::<Vec<_>>());
                let now = ranks(self);
                met.extend(ids(&part).iter().map(|id| (*id, now[id].clone())));
                next = next_of(&part);
                if next.is_some()
                    && let Some(call) = calls.next()
                {
                    self.run(call);
                    let now = ranks(self);
                    steady.retain(|id, rank| now.get(id) == Some(rank));
                }
            }
            let in_order = met.windows(2).all(|two| match sort.starts_with('-') {
                true => two[0].1 > two[1].1,
                false => two[0].1 < two[1].1,
            });
            assert!(in_order, "{sort}: {met:?}");
            let met: BTreeSet<u64> = met.iter().map(|(id, _)| *id).collect();
            let missed: Vec<_> = steady.keys().filter(|id| !met.contains(id)).collect();
            assert!(missed.is_empty(), "{sort}: {missed:?} of {steady:?}");
        }
    }
}
