//! Lists of content in the REST API v2: pages and blog posts, of all spaces or one, and children.

use std::collections::BTreeSet;

use serde_json::Value;

use super::body_format::LISTED;
use super::contents::folded;
use super::refused::{bad, missing};
use super::sorted::{Field, Order};
use super::stored::Above;
use super::{Api, ContentChange, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::site::Site;
use crate::site::paging::{CursorPage, Place};
use crate::site::query::Query;
use crate::site::rejection::Rejection;

/// How many a list shows without a `limit`.
const STANDARD: usize = 25;

const PAGES: &[Field] = &[
    Field::Id,
    Field::CreatedDate,
    Field::ModifiedDate,
    Field::Title,
];
const POSTS: &[Field] = &[Field::Id, Field::CreatedDate, Field::ModifiedDate];
const CHILDREN: &[Field] = &[
    Field::ChildPosition,
    Field::Id,
    Field::CreatedDate,
    Field::ModifiedDate,
];

/// The numbers of a filter, each once.
pub(in crate::site) fn numbers(
    target: &ContentRequest,
    name: &str,
) -> Result<Option<Vec<u64>>, Rejection> {
    let sent: Vec<&str> = target.query.list(name).collect();
    if sent.is_empty() {
        return Ok(None);
    }
    let number = |text: &&str| text.parse::<u64>().map_err(|_| not_a_number(name, text));
    let numbers: BTreeSet<u64> = sent.iter().map(number).collect::<Result<_, _>>()?;
    Ok(Some(numbers.into_iter().collect()))
}

pub(super) fn not_a_number(name: &str, sent: &str) -> Rejection {
    let why = format!(
        "Provided value {{{sent}}} for '{name}' is not the correct type. Expected type is Long"
    );
    let cause = Cause::new("what is asked for is a number", "a number", sent);
    bad(Api::V2, why, cause)
}

fn states(target: &ContentRequest, kind: Kind) -> Vec<State> {
    let sent: Vec<&str> = target.query.list("status").collect();
    match (sent.is_empty(), kind) {
        (true, Kind::BlogPost) => vec![State::Current],
        (true, _) => vec![State::Current, State::Archived],
        (false, _) => sent.iter().filter_map(|name| State::named(name)).collect(),
    }
}

impl Site {
    /// `GET pages` and `GET blogposts`; in one space, where the path names one.
    pub(crate) fn list_v2(&self, target: &ContentRequest, kind: ListedKind) -> Decided {
        let kind = kind.0;
        let spaces = match target.id.as_str() {
            "" => numbers(target, "space-id")?,
            _ => Some(vec![self.space_v2_of(target)?.id]),
        };
        let order = Order::of(
            &target.query,
            if kind == Kind::Page { PAGES } else { POSTS },
        )?;
        let page = CursorPage::of(&target.query, self.settings(), STANDARD, &order.name())?;
        let states = states(target, kind);
        let at_top = target.query.first("depth") == Some("root");
        let asked = |one: &&Stored| {
            one.kind == kind
                && states.contains(&one.state)
                && spaces
                    .as_ref()
                    .is_none_or(|all| all.contains(&one.page.space.id))
                && (!at_top || one.page.parent.is_none())
                && self.may_see(&target.account, one)
        };
        let (ids, title) = (numbers(target, "id")?, target.query.first("title"));
        let (part, next) = match (ids, title, &spaces) {
            (Some(ids), ..) => {
                let named = ids.iter().filter_map(|id| self.contents.get(*id));
                let named = named.filter(asked);
                let same = |one: &&Stored| {
                    title.is_none_or(|title| folded(&one.page.title) == folded(title))
                };
                order.part(&page, named.filter(same))
            }
            (_, Some(title), _) => {
                order.part(&page, self.contents.titled(title, None).filter(asked))
            }
            // What is at the top of a space is few of what is in it.
            (_, _, Some(spaces)) if at_top && kind == Kind::Page => {
                let spaces = spaces.iter();
                let top = spaces.flat_map(|id| self.contents.below(Above::Space(*id), kind));
                order.part(&page, top.filter(asked))
            }
            (_, _, spaces) => {
                let after = match order.is_by_id() {
                    true => page.after_id(),
                    false => 0,
                };
                let lists = self.lists(spaces.as_deref(), kind, &states, after);
                match order.is_by_id() {
                    true => page.cut(merged(lists).filter(asked), |one| Place::id(one.id())),
                    false => order.part(&page, lists.into_iter().flatten().filter(asked)),
                }
            }
        };
        let format = target.body_format(LISTED)?;
        let shown = part.iter().map(|one| self.content_v2(one, format));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// The answer of a list of v2: what is shown of each, and the way to the next part.
    pub(in crate::site) fn listed_v2(
        &self,
        query: &Query,
        page: &CursorPage,
        shown: impl Iterator<Item = Result<Value, Rejection>>,
        next: Option<Place>,
    ) -> Decided {
        let results = shown.collect::<Result<_, _>>()?;
        Ok(ContentChange::part(
            self.part_v2(query, page, results, next),
        ))
    }

    /// Lists that together are what is asked for, each in the order of its ids.
    fn lists(
        &self,
        spaces: Option<&[u64]>,
        kind: Kind,
        states: &[State],
        after: u64,
    ) -> Vec<Box<dyn Iterator<Item = &Stored> + '_>> {
        let mut lists: Vec<Box<dyn Iterator<Item = &Stored>>> = Vec::new();
        for state in states {
            match spaces {
                None => lists.push(Box::new(self.contents.of_kind(kind, *state, after))),
                Some(spaces) => lists.extend(spaces.iter().map(|space| {
                    let list = self.contents.in_space(*space, kind, *state, after);
                    Box::new(list) as Box<dyn Iterator<Item = &Stored>>
                })),
            }
        }
        lists
    }

    pub(in crate::site) fn space_of_path(&self, id: &str) -> Result<u64, Rejection> {
        let number = id.parse().map_err(|_| not_a_number("id", id))?;
        match self.contents.space_by_id(number) {
            Some(space) => Ok(space.id),
            None => {
                let known: Vec<_> = self
                    .contents
                    .spaces()
                    .map(|one| one.id.to_string())
                    .collect();
                let cause = Cause::missing("the space exists", known.join(", "), id);
                let why = format!("Cannot find a space with id [{id}]");
                Err(Rejection::errors(404, "NOT_FOUND", why, cause))
            }
        }
    }

    /// `GET pages/{id}/children`, and `…/direct-children`, which says of each what it is.
    pub(crate) fn list_children_v2(&self, target: &ContentRequest, with_type: bool) -> Decided {
        let stored = self.stored_as(target, Kind::Page)?;
        let order = Order::of(&target.query, CHILDREN)?;
        let page = CursorPage::of(&target.query, self.settings(), STANDARD, &order.name())?;
        let seen = |one: &&Stored| {
            matches!(one.state, State::Current | State::Archived)
                && self.may_see(&target.account, one)
        };
        let above = Above::Content(stored.id());
        let (part, next) = match (order.field, order.descending) {
            (Field::ChildPosition, false) => {
                let below = self
                    .contents
                    .below_after(above, Kind::Page, page.after.as_ref());
                page.cut(below.filter(seen), |one| order.place(one))
            }
            _ => order.part(&page, self.contents.below(above, Kind::Page).filter(seen)),
        };
        let shown = part.iter().map(|one| {
            let mut shown = one.child_v2();
            if with_type {
                shown["type"] = one.kind.name().into();
            }
            Ok(shown)
        });
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// The content of the path, if it is of this type: of another it is not there.
    pub(in crate::site) fn stored_as(
        &self,
        target: &ContentRequest,
        kind: Kind,
    ) -> Result<&Stored, Rejection> {
        let stored = self.stored(target)?;
        if stored.kind == kind {
            return Ok(stored);
        }
        let got = format!("content of the type {}", stored.kind.name());
        let cause = Cause::missing("the content is of the type of the path", kind.name(), got);
        Err(missing(target.api, &target.id, cause))
    }
}

/// The types that have lists of their own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListedKind(pub(in crate::site) Kind);

impl ListedKind {
    pub(crate) const PAGES: Self = Self(Kind::Page);
    pub(crate) const BLOG_POSTS: Self = Self(Kind::BlogPost);
}

/// One list in the order of ids, of several that are.
fn merged<'a>(
    lists: Vec<Box<dyn Iterator<Item = &'a Stored> + 'a>>,
) -> impl Iterator<Item = &'a Stored> {
    let mut lists: Vec<_> = lists.into_iter().map(Iterator::peekable).collect();
    std::iter::from_fn(move || {
        let heads = lists.iter_mut().enumerate();
        let heads = heads.filter_map(|(at, list)| Some((list.peek()?.id(), at)));
        let (_, at) = heads.min()?;
        lists[at].next()
    })
}
