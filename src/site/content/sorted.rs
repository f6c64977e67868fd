//! Lists of the REST API v2 in the order that `sort` asks for, a part at a time.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::refused::bad;
use super::{Api, Stored};
use crate::cause::Cause;
use crate::site::paging::{CursorPage, Place, Sortable};
use crate::site::query::Query;
use crate::site::rejection::Rejection;

/// By what content is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Field {
    Id,
    CreatedDate,
    ModifiedDate,
    Title,
    ChildPosition,
}

impl Field {
    const ALL: [(&'static str, Self); 5] = [
        ("id", Field::Id),
        ("created-date", Field::CreatedDate),
        ("modified-date", Field::ModifiedDate),
        ("title", Field::Title),
        ("child-position", Field::ChildPosition),
    ];

    fn place(self, stored: &Stored) -> Place {
        let page = &stored.page;
        let value = match self {
            Field::Id => return Place::id(page.id),
            Field::CreatedDate => Sortable::Number(page.created_millis.unwrap_or_default()),
            Field::ModifiedDate => Sortable::Number(page.changed_millis.unwrap_or_default()),
            Field::Title => Sortable::Text(page.title.clone()),
            Field::ChildPosition => Sortable::Number(stored.position.unwrap_or_default()),
        };
        Place { value, id: page.id }
    }
}

/// An order, as `sort` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) struct Order {
    pub(in crate::site) field: Field,
    pub(in crate::site) descending: bool,
}

impl Order {
    /// The order that the query asks for, of those that the list has; the first one without.
    pub(in crate::site) fn of(query: &Query, known: &[Field]) -> Result<Self, Rejection> {
        let first = Self {
            field: known[0],
            descending: false,
        };
        let Some(sent) = query.first("sort").filter(|sent| !sent.is_empty()) else {
            return Ok(first);
        };
        let (name, descending) = match sent.strip_prefix('-') {
            Some(name) => (name, true),
            None => (sent, false),
        };
        let mut fields = Field::ALL.into_iter();
        let found = fields.find(|(one, field)| *one == name && known.contains(field));
        let Some((_, field)) = found else {
            let names = Field::ALL.iter().filter(|(_, field)| known.contains(field));
            let names: Vec<&str> = names.map(|(name, _)| *name).collect();
            let expected = format!(
                "one of {}, with `-` in front for descending",
                names.join(", ")
            );
            let cause = Cause::new("the list is sorted by what it has", expected, sent);
            // Assumed, by analogy with the text for what is no number.
            let why = format!(
                "Provided value {{{sent}}} for 'sort' is not the correct type. Expected type is \
                 SortOrder"
            );
            return Err(bad(Api::V2, why, cause));
        };
        Ok(Self { field, descending })
    }

    /// The order in which the store has its lists.
    pub(in crate::site) fn is_by_id(self) -> bool {
        self.field == Field::Id && !self.descending
    }

    /// How its cursors name it.
    pub(in crate::site) fn name(self) -> String {
        let known = Field::ALL.iter().find(|(_, field)| *field == self.field);
        let name = known.map_or("", |(name, _)| name);
        format!("{}{name}", if self.descending { "-" } else { "" })
    }

    pub(in crate::site) fn place(self, stored: &Stored) -> Place {
        self.field.place(stored)
    }

    fn compare(self, one: &Place, other: &Place) -> Ordering {
        match self.descending {
            true => other.cmp(one),
            false => one.cmp(other),
        }
    }

    /// The next part of what comes in any order: no more than that is ever kept.
    pub(in crate::site) fn part<'a>(
        self,
        page: &CursorPage,
        all: impl Iterator<Item = &'a Stored>,
    ) -> (Vec<&'a Stored>, Option<Place>) {
        let room = page.limit.saturating_add(1);
        let mut kept = BinaryHeap::with_capacity(room.saturating_add(1));
        for stored in all {
            let place = self.place(stored);
            let passed = page.after.as_ref();
            if passed.is_some_and(|after| self.compare(&place, after) != Ordering::Greater) {
                continue;
            }
            kept.push(Ranked {
                order: self,
                place,
                stored,
            });
            if kept.len() > room {
                kept.pop();
            }
        }
        let sorted = kept.into_sorted_vec().into_iter().map(|one| one.stored);
        page.cut(sorted, |stored| self.place(stored))
    }
}

/// Content on its place, of which the last one is the greatest.
struct Ranked<'a> {
    order: Order,
    place: Place,
    stored: &'a Stored,
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order.compare(&self.place, &other.place)
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Ranked<'_> {}
