//! The tree of pages in the REST API v2: what is above a page, and what is below it.

use serde_json::{Value, json};

use super::refused::bad;
use super::{Api, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::clock::Utc;
use crate::site::Site;
use crate::site::paging::{CursorPage, Place, Sortable};
use crate::site::rejection::Rejection;

/// How many a list shows without a `limit`.
const STANDARD: usize = 25;

/// How deep descendants are shown without a `depth`, and at most.
const DEPTH: usize = 2;
const DEEPEST: usize = 10;

impl Site {
    /// `GET pages/{id}/ancestors`: the nearest ones, the topmost of them first. What is above those
    /// is asked for of the first.
    pub(crate) fn list_ancestors_v2(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored_as(target, Kind::Page)?;
        let page = CursorPage::of(&target.query, self.settings(), STANDARD, "ancestors")?;
        let all = self.contents.ancestors(stored);
        let seen: Vec<&Stored> = all
            .into_iter()
            .filter(|one| self.may_see(&target.account, one))
            .collect();
        let from = seen.len().saturating_sub(page.limit);
        let shown = seen[from..]
            .iter()
            .map(|one| Ok(json!({ "id": one.id_text(), "type": one.kind.name() })));
        self.listed_v2(&target.query, &page, shown, None)
    }

    /// `GET pages/{id}/descendants`: level by level, each in the order of the tree.
    pub(crate) fn list_descendants_v2(&self, target: &ContentRequest) -> Decided {
        let stored = self.stored_as(target, Kind::Page)?;
        let page = CursorPage::of(&target.query, self.settings(), STANDARD, "descendants")?;
        let deepest = depth(target)?;
        let below = self.contents.below_all(stored.id(), Kind::Page);
        let seen = |(depth, one): &(usize, &Stored)| {
            *depth <= deepest
                && matches!(one.state, State::Current | State::Archived)
                && self.may_see(&target.account, one)
        };
        let mut all: Vec<(usize, &Stored)> = below.filter(seen).collect();
        all.sort_by_key(|(depth, _)| *depth);
        let from = page.after.as_ref().map_or(0, |after| {
            let found = all.iter().position(|(_, one)| one.id() == after.id);
            // Where the last one shown has gone meanwhile, the list goes on at its place.
            let place = match &after.value {
                Sortable::Number(place) => usize::try_from(*place).unwrap_or_default(),
                Sortable::Text(_) => 0,
            };
            found.map_or(place, |found| found.saturating_add(1))
        });
        let rest = all.into_iter().enumerate().skip(from);
        let (part, next) = page.cut(rest, |(at, (_, one))| Place {
            value: Sortable::Number(i64::try_from(*at).unwrap_or(i64::MAX)),
            id: one.id(),
        });
        let shown = part
            .iter()
            .map(|(_, (depth, one))| Ok(one.descendant_v2(*depth)));
        self.listed_v2(&target.query, &page, shown, next)
    }
}

impl Stored {
    fn descendant_v2(&self, depth: usize) -> Value {
        let changed = self.page.changed_millis.unwrap_or_default();
        json!({
            "id": self.id_text(),
            "status": self.state.name(),
            "title": self.page.title,
            "type": self.kind.name(),
            "parentId": self.page.parent.map(|id| id.to_string()),
            "depth": depth,
            "childPosition": self.position,
            "lastModified": Utc::of_millis(changed).iso(),
        })
    }
}

fn depth(target: &ContentRequest) -> Result<usize, Rejection> {
    let Some(sent) = target.query.first("depth") else {
        return Ok(DEPTH);
    };
    let depth = sent.parse().ok();
    depth
        .filter(|depth| (1..=DEEPEST).contains(depth))
        .ok_or_else(|| {
            let expected = format!("a number from 1 to {DEEPEST}");
            let cause = Cause::new("descendants have a depth", expected, sent);
            let why = format!(
                "Provided value {{{sent}}} for 'depth' is not in the range of 1 to {DEEPEST}"
            );
            bad(Api::V2, why, cause)
        })
}
