//! Pages that are moved within the tree, or into another space.

use serde_json::json;

use super::refused::{Act, bad, missing, refuse_archived};
use super::stored::Above;
use super::{Api, Author, ContentChange, ContentRequest, Decided, Kind};
use crate::cause::Cause;
use crate::site::{Page, Rejection, Site, Webhook};

/// Where a page goes, beside or below another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Before(u64),
    After(u64),
    Append(u64),
}

/// The most siblings that an event about their order names.
const TOLD: usize = 1000;

impl Site {
    /// `PUT content/{id}/move/{position}/{target}`.
    pub(crate) fn move_page(
        &mut self,
        target: &ContentRequest,
        position: &str,
        beside: &str,
        author: &Author,
    ) -> Decided {
        let stored = self.stored_as(target, Kind::Page)?;
        let other = ContentRequest {
            id: beside.to_owned(),
            ..target.clone()
        };
        let other = self.stored_as(&other, Kind::Page)?;
        let spot = match position {
            "before" => Spot::Before(other.id()),
            "after" => Spot::After(other.id()),
            "append" => Spot::Append(other.id()),
            _ => {
                let expected = "before, after or append";
                let cause = Cause::new("the position is one of three", expected, position);
                return Err(bad(Api::V1, format!("Invalid position: {position}"), cause));
            }
        };
        self.permit(Api::V1, &target.account, stored, Act::Update)?;
        let id = stored.id();
        self.check_relocation(Api::V1, id, spot, author)?;
        let events = self.relocate(id, spot, author);
        let mut change = ContentChange::shows(json!({ "pageId": id.to_string() }));
        change.events = events;
        Ok(change)
    }

    /// Refuses a move of a page that cannot be.
    pub(super) fn check_relocation(
        &self,
        api: Api,
        id: u64,
        spot: Spot,
        author: &Author,
    ) -> Result<(), Rejection> {
        let (Some(stored), Some(other)) = (self.contents.get(id), self.contents.get(spot.id()))
        else {
            let cause = Cause::missing("both pages are there", "pages", id.to_string());
            return Err(missing(api, &id.to_string(), cause));
        };
        refuse_archived(api, stored)?;
        refuse_archived(api, other)?;
        let ancestors = self.contents.ancestors(other);
        let within = ancestors.iter().any(|one| one.id() == id);
        if id == other.id() || within {
            let got = format!("{id} to {}, which is below it", other.id());
            let cause = Cause::new("a page is not moved below itself", "another place", got);
            let why = "A page cannot be moved to be a child of itself or of its descendants".into();
            return Err(bad(api, why, cause));
        }
        let space = &other.page.space;
        if stored.page.space.id == space.id {
            return Ok(());
        }
        self.permit_in(api, &author.account, space, Kind::Page)?;
        self.refuse_titles_below(api, id, space)
    }

    /// Moves a page and all that is below it, where nothing refuses that; the events that it is, in
    /// their order.
    pub(super) fn relocate(&mut self, id: u64, spot: Spot, author: &Author) -> Vec<Webhook> {
        let (Some(stored), Some(other)) = (self.contents.get(id), self.contents.get(spot.id()))
        else {
            return Vec::new();
        };
        let space = other.page.space.clone();
        let goes = stored.page.space.id != space.id;
        let parent = match spot {
            Spot::Append(above) => Some(above),
            Spot::Before(_) | Spot::After(_) => other.page.parent,
        };
        let old_parent = stored.page.parent;
        // No event tells of those that a page is appended to.
        let beside = !matches!(spot, Spot::Append(_));
        let told = parent.filter(|_| beside);
        let before = self.siblings_told(told);
        let position = self.contents.position_at(spot, id);
        if let Some(mut stored) = self.contents.take(id) {
            stored.page.parent = parent;
            stored.page.space = space.clone();
            stored.position = Some(position);
            self.contents.put(stored);
        }
        if goes {
            self.contents.take_along(id, &space);
        }
        let page = |id: u64| self.contents.get(id).map(|one| one.page.clone());
        let mut events = Vec::new();
        // Neither from the top of a space nor to it: a known fault of the host.
        if let (Some(old), Some(new), true) = (old_parent, parent, old_parent != parent || goes)
            && let (Some(moved), Some(old), Some(new)) = (page(id), page(old), page(new))
        {
            events.push(Webhook::page_moved(moved, old, new).by(&author.account));
        }
        let after = self.siblings_told(told);
        if let (Some(parent), true) = (told.and_then(page), before != after) {
            let event = Webhook::children_reordered(parent, before, after);
            events.push(event.by(&author.account));
        }
        events
    }

    fn siblings_told(&self, parent: Option<u64>) -> Vec<Page> {
        let Some(parent) = parent else {
            return Vec::new();
        };
        let siblings = self.contents.below(Above::Content(parent), Kind::Page);
        let current = siblings.filter(|one| one.is_current()).take(TOLD);
        current.map(|one| one.page.clone()).collect()
    }

    /// A page is not moved into a space that has its title, or that of a page below it.
    fn refuse_titles_below(
        &self,
        api: Api,
        id: u64,
        space: &crate::site::Space,
    ) -> Result<(), Rejection> {
        let below = self.contents.below_all(id, Kind::Page).map(|(_, one)| one);
        let own = self.contents.get(id);
        for one in own.into_iter().chain(below).filter(|one| !one.is_trashed()) {
            self.refuse_title(api, Kind::Page, space, &one.page.title, one.id())?;
        }
        Ok(())
    }
}

impl Spot {
    /// The page that it is beside, or below.
    fn id(self) -> u64 {
        match self {
            Spot::Before(id) | Spot::After(id) | Spot::Append(id) => id,
        }
    }
}
