//! `GET content/search` and `GET search`: content by a query.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::cql::{Clause, Node, Query, Sorting, Test, parse};
use super::expand::Expand;
use super::links::web_ui;
use super::refused::bad;
use super::shown::Showing;
use super::{Api, ContentChange, ContentRequest, Decided, Stored};
use crate::cause::Cause;
use crate::clock::Utc;
use crate::site::Site;
use crate::site::paging::Window;
use crate::site::rejection::Rejection;

/// How many a search shows at most, by what is expanded.
const MOST: [usize; 3] = [1000, 200, 50];

impl Site {
    /// `GET content/search`.
    pub(crate) fn search_content(&self, target: &ContentRequest, now_millis: i64) -> Decided {
        let expand = Expand::of(&target.query)?;
        let (cql, found) = self.found(target, now_millis)?;
        let showing = Showing::new(self, &target.account);
        let window = search_window(target, &expand)?;
        let (part, more) = window.cut(found.iter());
        let results = part
            .iter()
            .map(|one| showing.content(one, &expand))
            .collect();
        let mut body = self.part_v1(&target.query, window, (results, false));
        if more {
            body["_links"]["next"] = next_link(target, window, &cql).into();
        }
        Ok(ContentChange::shows(showing.done(body)?))
    }

    /// `GET search`: the same, each with where it is. Excerpts are empty, for there is no engine.
    pub(crate) fn search(&self, target: &ContentRequest, now_millis: i64) -> Decided {
        let expand = Expand::of(&target.query)?;
        let (cql, found) = self.found(target, now_millis)?;
        let showing = Showing::new(self, &target.account);
        let within = Expand::default();
        let within = expand.get("content").unwrap_or(&within);
        let window = search_window(target, within)?;
        let (part, more) = window.cut(found.iter());
        let results = part
            .iter()
            .map(|one| self.result(one, within, &showing))
            .collect();
        let mut body = self.part_v1(&target.query, window, (results, false));
        if more {
            body["_links"]["next"] = next_link(target, window, &cql).into();
        }
        body["totalSize"] = found.len().into();
        body["cqlQuery"] = cql.into();
        body["searchDuration"] = 0.into();
        Ok(ContentChange::shows(showing.done(body)?))
    }

    fn result(&self, stored: &Stored, expand: &Expand, showing: &Showing<'_>) -> Value {
        let container = self.contents.container(stored);
        let changed = stored.page.changed_millis.unwrap_or_default();
        let space = &stored.page.space;
        json!({
            "content": showing.content(stored, expand),
            "title": stored.page.title,
            "excerpt": "",
            "url": web_ui(stored, container),
            "resultGlobalContainer": {
                "title": space.name, "displayUrl": format!("/spaces/{}", space.key),
            },
            "breadcrumbs": [],
            "entityType": "content",
            "iconCssClass": format!("aui-icon content-type-{}", stored.kind.name()),
            "lastModified": Utc::of_millis(changed).iso(),
            "friendlyLastModified": Utc::of_millis(changed).iso(),
            "score": 0.0,
        })
    }

    /// The query, and all content that fits it and the account may see, in its order.
    fn found(
        &self,
        target: &ContentRequest,
        now_millis: i64,
    ) -> Result<(String, Vec<&Stored>), Rejection> {
        let Some(cql) = target.query.first("cql").filter(|cql| !cql.is_empty()) else {
            let cause = Cause::new("a search has a query", "`?cql=`", "none");
            return Err(Rejection::thrown("cql query parameter is required", cause));
        };
        let query = parse(cql, &target.account, now_millis).map_err(|why| why.rejection(cql))?;
        if let Some(context) = target.query.first("cqlcontext") {
            let what = format!("`cqlcontext` of a search ({context})");
            let cause = Cause::new("the query says all", "`space = …` in `cql`", context);
            return Err(Rejection::not_served(&what, cause));
        }
        let fits =
            |one: &&Stored| self.fits(one, &query.node) && self.may_see(&target.account, one);
        let mut found: Vec<&Stored> = match self.contents.narrowed(&query.node, usize::MAX) {
            Some(ids) => {
                let each: BTreeSet<u64> = ids.into_iter().collect();
                let there = each.into_iter().filter_map(|id| self.contents.get(id));
                there.filter(|one| one.is_current()).filter(fits).collect()
            }
            None => self.contents.asked_for(&query.node).filter(fits).collect(),
        };
        found.sort_by(|one, other| compare(one, other, &query));
        Ok((cql.to_owned(), found))
    }

    fn fits(&self, stored: &Stored, node: &Node) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.fits(stored, node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.fits(stored, node)),
            Node::Not(node) => !self.fits(stored, node),
            Node::Is(Clause { test }) => self.passes(stored, test),
        }
    }

    fn passes(&self, stored: &Stored, test: &Test) -> bool {
        let page = &stored.page;
        let alike = |texts: &[String], own: &str| {
            let own = own.to_lowercase();
            texts.iter().any(|text| text.to_lowercase() == own)
        };
        match test {
            Test::Type(names) => names.iter().any(|name| name == stored.kind.name()),
            Test::Space(keys) => alike(keys, &page.space.key),
            Test::Title(titles) => alike(titles, &page.title),
            Test::TitleHas(words) => words.are_in(&[&page.title]),
            Test::TextHas(words) => words.are_in(&[&page.title, &page.body]),
            Test::Label(names) => {
                let mut own = page.labels.iter();
                own.any(|label| alike(names, &label.name) || alike(names, &label.to_string()))
            }
            Test::Ancestor(ids) => {
                let above = self.contents.ancestors(stored);
                above.iter().any(|one| ids.contains(&one.id()))
            }
            Test::Parent(ids) => page.parent.is_some_and(|parent| ids.contains(&parent)),
            Test::Id(ids) => ids.contains(&page.id),
            Test::Creator(accounts) => {
                let creator = page.creator.clone().unwrap_or_else(|| self.admin());
                accounts.contains(&creator)
            }
            Test::Created(span) => span.has(page.created_millis.unwrap_or_default()),
            Test::Modified(span) => span.has(page.changed_millis.unwrap_or_default()),
        }
    }
}

/// As the query orders; without, and among equals, by id.
fn compare(one: &Stored, other: &Stored, query: &Query) -> Ordering {
    let by = |sorting: Sorting| match sorting {
        Sorting::Title => {
            let key = |stored: &Stored| stored.page.title.to_lowercase();
            key(one).cmp(&key(other))
        }
        Sorting::Created => one.page.created_millis.cmp(&other.page.created_millis),
        Sorting::Modified => one.page.changed_millis.cmp(&other.page.changed_millis),
        Sorting::Id => one.id().cmp(&other.id()),
    };
    let orders = query
        .order
        .iter()
        .map(|(sorting, descending)| match descending {
            true => by(*sorting).reverse(),
            false => by(*sorting),
        });
    let mut unlike = orders.filter(|order| order.is_ne());
    unlike.next().unwrap_or_else(|| one.id().cmp(&other.id()))
}

/// A part of the results: after a cursor, or from `start`.
fn search_window(target: &ContentRequest, expand: &Expand) -> Result<Window, Rejection> {
    let most = match (expand.get("body").is_some(), *expand == Expand::default()) {
        (true, _) => MOST[2],
        (false, false) => MOST[1],
        (false, true) => MOST[0],
    };
    let window = Window::of(&target.query, 25, most)?;
    let Some(cursor) = target.query.first("cursor") else {
        return Ok(window);
    };
    let decoded = URL_SAFE_NO_PAD.decode(cursor).ok();
    let start = decoded.and_then(|text| String::from_utf8(text).ok()?.parse().ok());
    match start {
        Some(start) => Ok(Window { start, ..window }),
        None => {
            let expected = "the cursor of a `next` link of the same search";
            let cause = Cause::new("the cursor is one of this search", expected, cursor);
            Err(bad(Api::V1, format!("Invalid cursor: {cursor}"), cause))
        }
    }
}

fn next_link(target: &ContentRequest, window: Window, cql: &str) -> String {
    let next = window.start.saturating_add(window.limit).to_string();
    let (cursor, limit) = (URL_SAFE_NO_PAD.encode(&next), window.limit.to_string());
    let besides = ["next", "cursor", "limit", "start", "cql"];
    let others = [
        ("cursor", cursor.as_str()),
        ("limit", &limit),
        ("start", &next),
        ("cql", cql),
    ];
    let query = target.query.with(&besides, &others);
    format!("{}?next=true&{query}", target.query.path_below_base())
}
