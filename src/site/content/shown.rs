//! `Showing`: what goes into one reply of the REST API v1, how much of it, and objects with their
//! `_expandable`.

use std::cell::{Cell, RefCell};

use serde_json::{Map, Value, json};

use super::Stored;
use super::expand::Expand;
use crate::cause::Cause;
use crate::site::Site;
use crate::site::rejection::Rejection;

/// How many pieces of content one reply shows, those within others included. Nested lists grow
/// with the power of their depth.
const MOST: usize = 20_000;

/// One reply of v1 while it is put together.
#[derive(Debug)]
pub(in crate::site) struct Showing<'a> {
    pub(in crate::site) site: &'a Site,
    /// Who it is shown to.
    pub(in crate::site) account: &'a str,
    left: Cell<usize>,
    refused: RefCell<Option<Rejection>>,
}

impl<'a> Showing<'a> {
    pub(in crate::site) fn new(site: &'a Site, account: &'a str) -> Self {
        Self {
            site,
            account,
            left: Cell::new(MOST),
            refused: RefCell::new(None),
        }
    }

    /// The reply, unless something in it cannot be shown.
    pub(in crate::site) fn done(self, shown: Value) -> Result<Value, Rejection> {
        match self.refused.into_inner() {
            Some(rejection) => Err(rejection),
            None => Ok(shown),
        }
    }

    /// The reply is refused as a whole, for this reason or an earlier one.
    pub(super) fn refuse(&self, rejection: Rejection) {
        self.refused.borrow_mut().get_or_insert(rejection);
    }

    /// In place of what is expanded and cannot be shown.
    pub(in crate::site) fn not_expanded(&self, what: &str) -> Value {
        let cause = Cause::new("what is expanded is served", "another `expand`", what);
        self.refuse(Rejection::not_served(what, cause));
        Value::Null
    }

    /// Whether one more piece of content has room in the reply.
    pub(super) fn has_room(&self) -> bool {
        if let Some(left) = self.left.get().checked_sub(1) {
            self.left.set(left);
            return true;
        }
        let what = format!("replies with more than {MOST} pieces of content, nested ones included");
        let got = "an `expand` with lists within lists";
        let cause = Cause::new("a reply has a bound", MOST.to_string(), got);
        self.refuse(Rejection::not_served(&what, cause));
        false
    }

    /// Whether the account may see it.
    pub(super) fn may_see(&self, stored: &Stored) -> bool {
        self.site.may_see(self.account, stored)
    }
}

/// An object of v1, with what could be expanded in it and is not.
#[derive(Debug)]
pub(in crate::site) struct Object<'a> {
    pub(super) fields: Map<String, Value>,
    expandable: Map<String, Value>,
    expand: &'a Expand,
}

impl<'a> Object<'a> {
    /// With these fields, whatever is expanded.
    pub(in crate::site) fn new(fields: Value, expand: &'a Expand) -> Self {
        let Value::Object(fields) = fields else {
            unreachable!("the fields of an object are one");
        };
        Self {
            fields,
            expandable: Map::new(),
            expand,
        }
    }

    /// A field that is there if it is expanded; else `_expandable` has its link.
    pub(in crate::site) fn field(
        &mut self,
        name: &str,
        link: impl Into<String>,
        shown: impl FnOnce(&Expand) -> Value,
    ) {
        match self.expand.get(name) {
            Some(expand) => self.fields.insert(name.into(), shown(expand)),
            None => self.expandable.insert(name.into(), link.into().into()),
        };
    }

    pub(in crate::site) fn done(mut self, links: Value) -> Value {
        self.fields.insert("_links".into(), links);
        self.without_links()
    }

    /// Of what is no thing of its own.
    pub(in crate::site) fn without_links(mut self) -> Value {
        self.fields
            .insert("_expandable".into(), self.expandable.into());
        self.fields.into()
    }
}

/// A list within something else, which shows its first 25.
pub(super) fn list(results: Vec<Value>, link: &str, base_url: &str) -> Value {
    json!({
        "size": results.len(), "results": results, "start": 0, "limit": NESTED,
        "_links": { "self": format!("{base_url}{link}") },
    })
}

/// How many a list within something else shows.
pub(super) const NESTED: usize = 25;
