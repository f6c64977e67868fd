//! Lists of content in the REST API v1: all there is, children, descendants.

use serde_json::Value;

use super::content_v1::BY_DEFAULT;
use super::expand::Expand;
use super::refused::bad;
use super::shown::Showing;
use super::stored::Above;
use super::within_v1::below_of;
use super::{Api, ContentChange, ContentRequest, Decided, Kind, State, Stored};
use crate::cause::Cause;
use crate::clock::Utc;
use crate::site::Site;
use crate::site::paging::Window;
use crate::site::rejection::Rejection;

/// How many pieces of content a list shows at once, and at most.
const STANDARD: usize = 25;
const MOST: usize = 1000;

/// The last place from which the list of all content is shown.
const LAST_START: usize = 100_000;

/// The states that a list is asked for; those of content that the site does not store are none.
fn states(target: &ContentRequest) -> Vec<State> {
    let sent: Vec<&str> = target.query.list("status").collect();
    match sent.is_empty() {
        true => vec![State::Current],
        false if sent.contains(&"any") => State::ALL.to_vec(),
        false => sent.iter().filter_map(|name| State::named(name)).collect(),
    }
}

/// The type that a list is asked for.
fn listed_kind(name: &str) -> Result<Kind, Rejection> {
    Kind::named(name).ok_or_else(|| {
        let expected = "page, blogpost, comment or attachment";
        let cause = Cause::new("the tenant stores content of the type", expected, name);
        Rejection::not_served(&format!("content of the type `{name}`"), cause)
    })
}

/// Parameters that would change the list and that the site does not heed: never taken in silence.
fn refuse_unheeded(target: &ContentRequest, names: &[&str]) -> Result<(), Rejection> {
    let sent = |name: &&&str| target.query.first(name).is_some();
    match names.iter().find(sent) {
        None => Ok(()),
        Some(name) => {
            let cause = Cause::new("the tenant heeds every parameter", "without it", *name);
            Err(Rejection::not_served(
                &format!("a list with `{name}`"),
                cause,
            ))
        }
    }
}

impl Site {
    /// `GET content`: by type, space, title, status and day.
    pub(crate) fn list_content(&self, target: &ContentRequest) -> Decided {
        refuse_unheeded(target, &["orderby", "trigger"])?;
        let query = &target.query;
        let window = Window::of(query, STANDARD, MOST)?;
        if window.start > LAST_START {
            let got = window.start.to_string();
            let cause = Cause::new("a list is not begun too far", LAST_START.to_string(), got)
                .with_likely("for more, the lists of a space, or the cursors of v2");
            let why = "Start of this size is no longer supported. If you need to fetch this amount \
                       of content, please use either the search endpoint or get the content by a \
                       space at a time.";
            return Err(Rejection::thrown(why, cause));
        }
        let kind = listed_kind(query.first("type").unwrap_or("page"))?;
        let space = match query.first("spaceKey") {
            None => None,
            Some(key) => Some(self.space_of_key(&target.account, key)?.id),
        };
        let states = states(target);
        let day = query.first("postingDay");
        let on_day = |one: &&Stored| match day {
            None => true,
            Some(day) => {
                let created = one.page.created_millis.unwrap_or_default();
                one.kind != Kind::BlogPost || Utc::of_millis(created).iso().starts_with(day)
            }
        };
        let asked = |one: &&Stored| {
            one.kind == kind && states.contains(&one.state) && self.may_see(&target.account, one)
        };
        let part = match query.first("title") {
            Some(title) => {
                let titled = self.contents.titled(title, space);
                window.cut(titled.filter(asked).filter(on_day))
            }
            None => {
                let all = states
                    .iter()
                    .flat_map(|state| self.all_of(space, kind, *state));
                window.cut(all.filter(asked).filter(on_day))
            }
        };
        self.shown_v1(target, window, part, BY_DEFAULT)
    }

    fn all_of(
        &self,
        space: Option<u64>,
        kind: Kind,
        state: State,
    ) -> Box<dyn Iterator<Item = &Stored> + '_> {
        match space {
            Some(space) => Box::new(self.contents.in_space(space, kind, state, 0)),
            None => Box::new(self.contents.of_kind(kind, state, 0)),
        }
    }

    pub(in crate::site) fn no_space(&self, key: &str) -> Rejection {
        let known: Vec<&str> = self.contents.spaces().map(|space| space.key()).collect();
        let cause = Cause::missing("the space exists", known.join(", "), key);
        let why = format!("No space with key : {key}");
        Rejection::service(404, "NotFoundException", why, cause)
    }

    /// `GET content/{id}/child/{type}`.
    pub(crate) fn list_children(&self, target: &ContentRequest, kind: &str) -> Decided {
        let (stored, kind) = self.above_list(target, kind, "children")?;
        let window = Window::of(&target.query, STANDARD, MOST)?;
        let above = Above::Content(stored.id());
        let below = self.contents.below(above, kind);
        let at: Vec<&str> = target.query.list("location").collect();
        let seen = |one: &&Stored| {
            one.is_current()
                && self.may_see(&target.account, one)
                && (kind != Kind::Comment || at.is_empty() || at.contains(&self.location_v1(one)))
        };
        self.shown_v1(target, window, window.cut(below.filter(seen)), &[])
    }

    /// `GET content/{id}/descendant/{type}`: as one reads a tree, down to a depth.
    pub(crate) fn list_descendants(&self, target: &ContentRequest, kind: &str) -> Decided {
        let (stored, kind) = self.above_list(target, kind, "descendants")?;
        let window = Window::of(&target.query, STANDARD, MOST)?;
        let deepest = match target.query.first("depth") {
            None | Some("all") => usize::MAX,
            Some("root") => 1,
            Some(sent) => sent
                .parse()
                .ok()
                .filter(|depth| (1..=100).contains(depth))
                .ok_or_else(|| {
                    let expected = "all, root, or a number from 1 to 100";
                    let cause = Cause::new("descendants have a depth", expected, sent);
                    bad(Api::V1, format!("Invalid depth: {sent}"), cause)
                })?,
        };
        let below = self.contents.below_all(stored.id(), kind);
        let seen = below.filter_map(|(depth, one)| {
            let seen = depth <= deepest && one.is_current() && self.may_see(&target.account, one);
            seen.then_some(one)
        });
        self.shown_v1(target, window, window.cut(seen), &[])
    }

    /// `GET content/{id}/child` and `…/descendant`: a list for each type that can be below it.
    pub(crate) fn map_below(&self, target: &ContentRequest, all: bool) -> Decided {
        refuse_unheeded(target, &["parentVersion"])?;
        let stored = self.stored(target)?;
        let expand = Expand::of(&target.query)?;
        let showing = Showing::new(self, &target.account);
        let mut shown = showing.below(stored, &expand, all);
        shown["_links"]["base"] = self.base_url().into();
        shown["_links"]["context"] = "/wiki".into();
        Ok(ContentChange::shows(showing.done(shown)?))
    }

    /// The content whose list is asked for, and the type of what is in that.
    fn above_list(
        &self,
        target: &ContentRequest,
        kind: &str,
        what: &str,
    ) -> Result<(&Stored, Kind), Rejection> {
        refuse_unheeded(target, &["parentVersion"])?;
        let stored = self.stored(target)?;
        let kind = listed_kind(kind)?;
        if below_of(stored.kind).contains(&kind) {
            return Ok((stored, kind));
        }
        let (wanted, above) = (kind.name(), stored.kind.name());
        let cause = Cause::new(
            "content of this type can be below the other",
            "another type",
            wanted,
        );
        let why = format!("Cannot find {wanted} {what} of a {above}");
        Err(bad(Api::V1, why, cause))
    }

    /// A list as v1 shows it.
    pub(in crate::site) fn shown_v1(
        &self,
        target: &ContentRequest,
        window: Window,
        (part, more): (Vec<&Stored>, bool),
        by_default: &[&str],
    ) -> Decided {
        let expand = Expand::of(&target.query)?.and(by_default);
        let showing = Showing::new(self, &target.account);
        let results: Vec<Value> = part
            .iter()
            .map(|one| showing.content(one, &expand))
            .collect();
        let body = showing.done(self.part_v1(&target.query, window, (results, more)))?;
        Ok(ContentChange::shows(body))
    }
}
