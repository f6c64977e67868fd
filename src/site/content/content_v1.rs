//! Content as the REST API v1 shows it.

use serde_json::{Value, json};

use super::expand::Expand;
use super::links::{tiny_ui, web_ui};
use super::shown::{Object, Showing};
use super::stored::Edition;
use super::{Kind, Stored};
use crate::cause::Cause;
use crate::site::Site;
use crate::site::rejection::Rejection;

/// What operations on content expand by themselves.
pub(super) const BY_DEFAULT: &[&str] = &["space", "history", "version"];

impl Showing<'_> {
    pub(in crate::site) fn content(&self, stored: &Stored, expand: &Expand) -> Value {
        if !self.has_room() {
            return Value::Null;
        }
        let (id, kind) = (stored.id(), stored.kind);
        let own = format!("/rest/api/content/{}", stored.id_text());
        let container = self.site.contents.container(stored);
        let file = of_file(self.site, stored);
        let extensions = match (&file, kind) {
            (Some((extensions, _)), _) => extensions.clone(),
            (None, Kind::Page) => json!({ "position": stored.position }),
            (None, Kind::Comment) => self.of_comment(stored, expand.get("extensions")),
            (None, _) => json!({}),
        };
        let mut shown = Object::new(
            json!({
                "id": stored.id_text(),
                "type": kind.name(),
                "status": stored.state.name(),
                "title": stored.page.title,
                "macroRenderedOutput": {},
                "extensions": extensions,
            }),
            expand,
        );
        self.about(stored, container, &mut shown);
        self.on_and_below(stored, &mut shown);
        let mut links = json!({
            "self": format!("{}{own}", self.site.base_url()),
            "webui": web_ui(stored, container),
            "tinyui": tiny_ui(id),
            "collection": "/rest/api/content",
            "base": self.site.base_url(),
            "context": "/wiki",
        });
        if let Some((_, download)) = file {
            links["download"] = download.into();
        }
        shown.done(links)
    }

    /// Where it is, and what has become of it.
    fn about(&self, stored: &Stored, container: &Stored, shown: &mut Object<'_>) {
        let space = &stored.page.space;
        let space_link = format!("/rest/api/space/{}", space.key);
        shown.field("space", &space_link, |expand| self.space(space, expand));
        let history = format!("/rest/api/content/{}/history", stored.id());
        shown.field("history", history, |expand| self.history(stored, expand));
        shown.field("version", "", |expand| {
            self.version(stored, Edition::Present, expand)
        });
        if stored.kind == Kind::Page {
            shown.field("ancestors", "", |expand| {
                let above = self.site.contents.ancestors(stored);
                above
                    .into_iter()
                    .map(|one| self.content(one, expand))
                    .collect()
            });
        }
        let held = match stored.kind.hangs() {
            true => format!("/rest/api/content/{}", container.id()),
            false => space_link.clone(),
        };
        shown.field("container", held, |expand| match stored.kind.hangs() {
            true => self.content(container, expand),
            false => self.space(space, expand),
        });
    }

    /// What it has, and what hangs on it.
    fn on_and_below(&self, stored: &Stored, shown: &mut Object<'_>) {
        let own = format!("/rest/api/content/{}", stored.id());
        shown.field("body", "", |expand| self.body(stored, expand));
        shown.field("metadata", "", |expand| self.metadata(stored, expand));
        let below = format!("{own}/child");
        shown.field("children", below, |expand| {
            self.below(stored, expand, false)
        });
        shown.field("childTypes", "", |expand| self.child_types(stored, expand));
        let below = format!("{own}/descendant");
        shown.field("descendants", below, |expand| {
            self.below(stored, expand, true)
        });
        shown.field("operations", "", |_| {
            self.site.operations_of(self.account, stored).into()
        });
        let restriction = format!("{own}/restriction/byOperation");
        shown.field("restrictions", restriction, |_| {
            let cause = Cause::new(
                "what is expanded is served",
                "another `expand`",
                "restrictions",
            );
            let what = "`expand=restrictions`";
            self.refuse(Rejection::not_served(what, cause));
            Value::Null
        });
    }
}

/// What a file has beside all content: its extensions, and where it is downloaded.
#[cfg(feature = "attachments")]
fn of_file(site: &Site, stored: &Stored) -> Option<(Value, String)> {
    let is_file = stored.kind == Kind::Attachment;
    is_file.then(|| (site.file_extensions(stored), site.download_v1(stored)))
}

#[cfg(not(feature = "attachments"))]
fn of_file(_: &Site, _: &Stored) -> Option<(Value, String)> {
    None
}
