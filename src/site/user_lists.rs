//! Lists of what belongs to a user: groups, and the keys of properties (feature `content`, which
//! has the lists).

use serde_json::{Value, json};

use super::Site;
use super::paging::Window;
use super::query::Query;
use super::rejection::Rejection;
use super::user_lookup::no_account;

/// How many groups a list shows without a `limit`, and at most.
const GROUPS: (usize, usize) = (200, 200);
/// How many keys; the number is assumed.
const KEYS: (usize, usize) = (25, 200);

impl Site {
    /// `GET user/memberof`: what a test put an account into, and what every site has.
    pub(crate) fn list_groups(&self, query: &Query) -> Result<Value, Rejection> {
        let account = query.first("accountId").ok_or_else(no_account)?;
        let groups = self.groups_of(account)?;
        self.list(query, GROUPS, groups)
    }

    /// `GET user/{userId}/property`.
    pub(crate) fn list_user_properties(
        &self,
        account: &str,
        query: &Query,
    ) -> Result<Value, Rejection> {
        let keys = self.user_property_keys(account)?;
        self.list(query, KEYS, keys)
    }

    fn list(
        &self,
        query: &Query,
        (standard, most): (usize, usize),
        all: Vec<Value>,
    ) -> Result<Value, Rejection> {
        let window = Window::of(query, standard, most)?;
        Ok(self.part_v1(query, window, window.cut(all.into_iter())))
    }

    /// The group of all people who use the site.
    pub(super) fn everybody(&self) -> String {
        format!("confluence-users-{}", self.name())
    }

    fn groups_of(&self, account: &str) -> Result<Vec<Value>, Rejection> {
        let user = self.known_user(account)?;
        let site = self.name();
        let users = (!user.is_app()).then(|| self.everybody());
        let admins = user.admin.then(|| format!("confluence-admins-{site}"));
        let mut names: Vec<String> = users.into_iter().chain(admins).collect();
        names.extend(user.groups.iter().cloned());
        names.sort();
        names.dedup();
        let shown = |name: &String| {
            let id = self.identity().group_id(name);
            let own = format!("{}/rest/api/group/by-id?id={id}", self.base_url());
            json!({ "type": "group", "name": name, "id": id, "_links": { "self": own } })
        };
        Ok(names.iter().map(shown).collect())
    }

    /// The keys of a user's properties, in order.
    fn user_property_keys(&self, account: &str) -> Result<Vec<Value>, Rejection> {
        self.known_user(account)?;
        let kept = self.accounts.properties.get(account).into_iter().flatten();
        Ok(kept.map(|(key, _)| json!({ "key": key })).collect())
    }
}
