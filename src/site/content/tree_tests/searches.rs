//! Searches against the model.

use super::lists::{ids, sorted};
use super::model::Page;
use super::pair::{Pair, answered, request};
use crate::site::Api;

impl Pair {
    /// Searches by each index there is, by several, and by none: always what the model has.
    pub(super) fn compare_searches(&self) {
        for page in &self.model.pages {
            let id = page.id;
            let at = page.parent.unwrap_or(id);
            let below = |one: &Page| one.id != id && self.model.tree(id).contains(&one.id);
            let b = |one: &Page| one.title.eq_ignore_ascii_case("b");
            self.finds("title = \"B\"", b);
            self.finds("title != b", |one| !b(one));
            self.finds("space = eng", |one| one.space == "ENG");
            self.finds("space = ENG and title = b", |one| {
                one.space == "ENG" && b(one)
            });
            self.finds(&format!("ancestor = {id}"), below);
            self.finds(&format!("ancestor = {id} and not title = b"), |one| {
                below(one) && !b(one)
            });
            self.finds(&format!("parent = {at}"), |one| one.parent == Some(at));
            self.finds(&format!("id in ({id}, {at}, {id})"), |one| {
                [id, at].contains(&one.id)
            });
            self.finds(&format!("id = {id} or title = b"), |one| {
                one.id == id || b(one)
            });
            self.finds(
                &format!("id = {id} and parent = {at} and type = page"),
                |one| one.id == id && one.parent == Some(at),
            );
            self.finds(
                &format!("(ancestor = {id} or parent = {at}) and space in (OPS, ENG)"),
                |one| below(one) || one.parent == Some(at),
            );
            self.finds(&format!("id = {id} or creator = currentUser()"), |_| true);
            self.finds(&format!("type = blogpost and id = {id}"), |_| false);
        }
    }

    fn finds(&self, cql: &str, is: impl Fn(&Page) -> bool) {
        let of = request(
            Api::V1,
            "",
            "/wiki/rest/api/content/search",
            &[("cql", cql), ("limit", "100")],
        );
        let (status, body) = answered(self.site.search_content(&of, self.now));
        assert_eq!(status, 200, "{cql}: {body}");
        let expected = sorted(self.those(|page| !page.trashed && is(page)), "id");
        assert_eq!(ids(&body), expected, "{cql}");
    }
}
