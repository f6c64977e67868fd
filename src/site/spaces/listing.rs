//! Lists of spaces and one of them, in both APIs; and the pages and blog posts in one.

use serde_json::{Value, json};

use super::{MOST, STANDARD};
use crate::cause::Cause;
use crate::site::content::{
    ContentChange, Expand, Kind, Showing, State, Stored, all_of, bad, numbers,
};
use crate::site::paging::{CursorPage, Place, Sortable, Window};
use crate::site::rejection::Rejection;
use crate::site::{Api, ContentOperation, ContentRequest, Decided, Site, Space};

impl Site {
    fn spaces_seen<'a>(&'a self, target: &'a ContentRequest) -> impl Iterator<Item = &'a Space> {
        let seen = |space: &&Space| self.may_in(&target.account, ContentOperation::Read, space);
        self.contents.spaces().filter(seen)
    }

    /// `GET space`, in the order of the keys.
    pub(crate) fn list_spaces(&self, target: &ContentRequest) -> Decided {
        let query = &target.query;
        refuse_filters(target, &["label", "favourite", "favouriteUserKey"])?;
        let window = Window::of(query, STANDARD, MOST)?;
        let keys: Vec<&str> = query.list("spaceKey").collect();
        let ids: Vec<&str> = query.list("spaceId").collect();
        let asked = |space: &&Space| {
            (keys.is_empty() || keys.contains(&space.key.as_str()))
                && (ids.is_empty() || ids.contains(&space.id.to_string().as_str()))
                && is_asked(target, space)
        };
        let (part, more) = window.cut(self.spaces_seen(target).filter(asked));
        let expand = Expand::of(query)?;
        let showing = Showing::new(self, &target.account);
        let results = part
            .iter()
            .map(|space| showing.space(space, &expand))
            .collect();
        let body = showing.done(self.part_v1(query, window, (results, more)))?;
        Ok(ContentChange::shows(body))
    }

    /// `GET space/{key}`.
    pub(crate) fn read_space(&self, target: &ContentRequest, key: &str) -> Decided {
        let space = self.space_of_key(&target.account, key)?;
        self.shown_space(target, space)
    }

    pub(super) fn shown_space(&self, target: &ContentRequest, space: &Space) -> Decided {
        let expand = Expand::of(&target.query)?;
        let showing = Showing::new(self, &target.account);
        let mut body = showing.space(space, &expand);
        body["_links"]["base"] = self.base_url().into();
        body["_links"]["context"] = "/wiki".into();
        Ok(ContentChange::shows(showing.done(body)?))
    }

    /// `GET space/{key}/content/{type}`: in the order of the ids.
    pub(crate) fn list_in_space(&self, target: &ContentRequest, key: &str, kind: &str) -> Decided {
        let space = self.space_of_content(target, key)?;
        let known = Kind::named(kind).filter(|kind| matches!(kind, Kind::Page | Kind::BlogPost));
        let kind = known.ok_or_else(|| {
            let cause = Cause::new(
                "the tenant lists the type in a space",
                "page or blogpost",
                kind,
            );
            Rejection::not_served(
                &format!("the content of the type `{kind}` in a space"),
                cause,
            )
        })?;
        let (results, window, more) = self.part_in_space(target, space, kind)?;
        let body = self.part_v1(&target.query, window, (results, more));
        Ok(ContentChange::shows(body))
    }

    /// `GET space/{key}/content`: pages and blog posts, each a list.
    pub(crate) fn list_all_in_space(&self, target: &ContentRequest, key: &str) -> Decided {
        let space = self.space_of_content(target, key)?;
        let mut body = json!({});
        for kind in [Kind::Page, Kind::BlogPost] {
            let (results, window, more) = self.part_in_space(target, space, kind)?;
            let query = target.query.below(kind.name());
            body[kind.name()] = self.part_v1(&query, window, (results, more));
        }
        body["_links"] = json!({ "base": self.base_url(), "context": "/wiki" });
        Ok(ContentChange::shows(body))
    }

    fn part_in_space(
        &self,
        target: &ContentRequest,
        space: &Space,
        kind: Kind,
    ) -> Result<(Vec<Value>, Window, bool), Rejection> {
        let window = Window::of(&target.query, STANDARD, MOST)?;
        let root = match target.query.first("depth") {
            None | Some("all") => false,
            Some("root") => true,
            Some(sent) => {
                let cause = Cause::new("the depth is one of the two", "all or root", sent);
                return Err(bad(Api::V1, format!("Invalid depth: {sent}"), cause));
            }
        };
        let all = self.contents.in_space(space.id, kind, State::Current, 0);
        let asked = |one: &&Stored| {
            (!root || one.page.parent.is_none()) && self.may_see(&target.account, one)
        };
        let (part, more) = window.cut(all.filter(asked));
        let expand = Expand::of(&target.query)?;
        let showing = Showing::new(self, &target.account);
        let results: Vec<Value> = part
            .iter()
            .map(|one| showing.content(one, &expand))
            .collect();
        showing.done(Value::Null)?;
        Ok((results, window, more))
    }

    /// The 404 of these lists is another one, and captured.
    fn space_of_content(&self, target: &ContentRequest, key: &str) -> Result<&Space, Rejection> {
        self.space_of_key(&target.account, key).map_err(|rejection| {
            let text = format!(
                "org.springframework.web.server.ResponseStatusException: 404 NOT_FOUND \"No space \
                 found with key : {key}\""
            );
            Rejection::of_app_data(404, text, *rejection.cause)
        })
    }

    /// `GET spaces` of v2, in the order of the ids unless `sort` asks for another.
    pub(crate) fn list_spaces_v2(&self, target: &ContentRequest) -> Decided {
        let query = &target.query;
        refuse_filters(target, &["labels", "favorited-by", "not-favorited-by"])?;
        let (order, descending) = order(query.first("sort").unwrap_or("id"))?;
        let name = format!("{}{order}", if descending { "-" } else { "" });
        let page = CursorPage::of(query, self.settings(), STANDARD, &name)?;
        let keys: Vec<&str> = query.list("keys").collect();
        let ids = numbers(target, "ids")?;
        let asked = |space: &&Space| {
            (keys.is_empty() || keys.contains(&space.key.as_str()))
                && ids.as_ref().is_none_or(|ids| ids.contains(&space.id))
                && is_asked(target, space)
        };
        let place = |space: &&Space| Place {
            value: match order {
                "key" => Sortable::Text(space.key.clone()),
                "name" => Sortable::Text(space.name.clone()),
                _ => Sortable::Number(space.id.cast_signed()),
            },
            id: space.id,
        };
        let mut all: Vec<&Space> = self.spaces_seen(target).filter(asked).collect();
        all.sort_by_key(place);
        if descending {
            all.reverse();
        }
        let passed = |space: &&Space| match &page.after {
            None => true,
            Some(after) if descending => place(space) < *after,
            Some(after) => place(space) > *after,
        };
        let (part, next) = page.cut(all.into_iter().filter(passed), place);
        let shown = part.iter().map(|space| Ok(self.space_v2(space, target)));
        self.listed_v2(query, &page, shown, next)
    }

    /// `GET spaces/{id}` of v2.
    pub(crate) fn read_space_v2(&self, target: &ContentRequest) -> Decided {
        let space = self.space_v2_of(target)?;
        let mut shown = self.space_v2(space, target);
        let own = target.query.path().trim_end_matches('/');
        let says = |name: &str| target.query.first(name) == Some("true");
        let others = [
            "include-labels",
            "include-properties",
            "include-role-assignments",
        ];
        if let Some(name) = others.iter().find(|name| says(name)) {
            let cause = Cause::new("what is included is served", "without it", *name);
            return Err(Rejection::not_served(
                &format!("`{name}` of a space"),
                cause,
            ));
        }
        if says("include-operations") {
            let results = self.operations_in(&target.account, space);
            shown["operations"] = all_of(results, &format!("{own}/operations"));
        }
        if says("include-permissions") {
            let results = self.assignments(space);
            shown["permissions"] = all_of(results, &format!("{own}/permissions"));
        }
        Ok(ContentChange::shows(self.alone_v2(shown)))
    }

    /// `GET spaces/{id}/permissions` of v2.
    pub(crate) fn list_space_permissions(&self, target: &ContentRequest) -> Decided {
        let space = self.space_v2_of(target)?;
        let page = CursorPage::of(&target.query, self.settings(), STANDARD, "id")?;
        let all = self.assignments(space).into_iter().zip(1_u64..);
        let after = all.filter(|(_, number)| *number > page.after_id());
        let (part, next) = page.cut(after, |(_, number)| Place::id(*number));
        let shown = part.iter().map(|(one, _)| Ok(one.clone()));
        self.listed_v2(&target.query, &page, shown, next)
    }

    /// `GET spaces/{id}/operations` of v2.
    pub(crate) fn space_operations(&self, target: &ContentRequest) -> Decided {
        let space = self.space_v2_of(target)?;
        let operations = self.operations_in(&target.account, space);
        Ok(ContentChange::shows(json!({ "operations": operations })))
    }
}

/// What the tenant knows nothing of is told, and not left out of the filter.
fn refuse_filters(target: &ContentRequest, names: &[&str]) -> Result<(), Rejection> {
    match names.iter().find(|name| target.query.first(name).is_some()) {
        None => Ok(()),
        Some(name) => {
            let cause = Cause::new("the filter is one that the tenant has", "another", *name);
            Err(Rejection::not_served(&format!("spaces by `{name}`"), cause))
        }
    }
}

/// By the type and the status that the query asks for: no space here is archived.
fn is_asked(target: &ContentRequest, space: &Space) -> bool {
    let kind = if space.personal { "personal" } else { "global" };
    let query = &target.query;
    query.first("type").is_none_or(|asked| asked == kind)
        && query.first("status").is_none_or(|asked| asked == "current")
}

fn order(sent: &str) -> Result<(&str, bool), Rejection> {
    let (name, descending) = match sent.strip_prefix('-') {
        Some(name) => (name, true),
        None => (sent, false),
    };
    if ["id", "key", "name"].contains(&name) {
        return Ok((name, descending));
    }
    let expected = "id, key or name, with `-` in front for descending";
    let cause = Cause::new("the list is sorted by what it has", expected, sent);
    let why = format!(
        "Provided value {{{sent}}} for 'sort' is not the correct type. Expected type is SortOrder"
    );
    Err(bad(Api::V2, why, cause))
}
