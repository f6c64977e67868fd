//! What content has within it in the REST API v1: its body, metadata, and what is below it.

use serde_json::{Value, json};

use super::expand::Expand;
use super::shown::{NESTED, Object, Showing, list};
use super::{Above, Kind, Stored};
use crate::cause::Cause;
use crate::clock::Utc;
use crate::site::rejection::Rejection;

/// The representations of a body that the host makes of others.
const REPRESENTATIONS: [&str; 10] = [
    "editor",
    "atlas_doc_format",
    "view",
    "export_view",
    "styled_view",
    "dynamic",
    "storage",
    "editor2",
    "anonymous_export_view",
    "wiki",
];

impl Showing<'_> {
    /// Children, or what is below at any depth, by type.
    pub(super) fn below(&self, stored: &Stored, expand: &Expand, all: bool) -> Value {
        let (id, contents) = (stored.id(), &self.site.contents);
        let part = if all { "descendant" } else { "child" };
        let own = format!("/rest/api/content/{id}/{part}");
        let mut shown = Object::new(json!({}), expand);
        for kind in below_of(stored.kind) {
            let link = format!("{own}/{}", kind.name());
            shown.field(kind.name(), link.clone(), |expand| {
                let one = |one: &Stored| self.content(one, expand);
                let seen = |one: &&Stored| one.is_current() && self.may_see(one);
                let results = match all {
                    true => {
                        let below = contents.below_all(id, *kind).map(|(_, one)| one);
                        below.filter(seen).take(NESTED).map(one).collect()
                    }
                    false => {
                        let below = contents.below(Above::Content(id), *kind);
                        below.filter(seen).take(NESTED).map(one).collect()
                    }
                };
                list(results, &link, self.site.base_url())
            });
        }
        shown.done(json!({ "self": format!("{}{own}", self.site.base_url()) }))
    }

    pub(super) fn child_types(&self, stored: &Stored, expand: &Expand) -> Value {
        let all = Expand::default().and(&["attachment", "comment", "page"]);
        let expand = match expand.get("all") {
            Some(_) => &all,
            None => expand,
        };
        let mut shown = Object::new(json!({}), expand);
        for kind in below_of(stored.kind) {
            shown.field(kind.name(), "", |_| {
                let above = Above::Content(stored.id());
                let mut below = self.site.contents.below(above, *kind);
                let there = below.any(|one| one.is_current() && self.may_see(one));
                let link = format!("/rest/api/content/{}/child/{}", stored.id(), kind.name());
                let link = format!("{}{link}", self.site.base_url());
                json!({ "value": there, "_links": { "self": link } })
            });
        }
        shown.without_links()
    }

    /// The extensions of a comment: where it is, and what is expanded of it.
    pub(super) fn of_comment(&self, stored: &Stored, expand: Option<&Expand>) -> Value {
        let none = Expand::default();
        let inline = self.site.thread(stored).inline.as_ref();
        let location = match inline {
            Some(_) => "inline",
            None => "footer",
        };
        let mut shown = Object::new(json!({ "location": location }), expand.unwrap_or(&none));
        if let Some(inline) = inline {
            shown.field("inlineProperties", "", |_| inline.properties_v1());
        }
        shown.field("resolution", "", |_| {
            let by = inline.and_then(|inline| inline.resolved_by.as_ref());
            let who = by.map_or_else(
                || self.site.anonymous_v1(),
                |(who, _)| self.site.user_v1(who),
            );
            json!({
                "status": self.site.resolution(stored),
                "lastModifier": who,
                "lastModifiedDate": Utc::of_millis(by.map_or(0, |(_, when)| *when)).iso(),
            })
        });
        shown.without_links()
    }

    pub(super) fn body(&self, stored: &Stored, expand: &Expand) -> Value {
        let mut shown = Object::new(json!({}), expand);
        for representation in REPRESENTATIONS {
            shown.field(representation, "", |_| {
                match stored.body_as(representation) {
                    Ok(value) => {
                        let expandable = json!({
                            "content": format!("/rest/api/content/{}", stored.id())
                        });
                        json!({
                            "value": value, "representation": representation,
                            "embeddedContent": [], "_expandable": expandable,
                        })
                    }
                    Err(rejection) => {
                        self.refuse(rejection);
                        Value::Null
                    }
                }
            });
        }
        shown.without_links()
    }

    pub(super) fn metadata(&self, stored: &Stored, expand: &Expand) -> Value {
        let fields = match stored.kind {
            Kind::Attachment => json!({ "comment": stored.message }),
            _ => json!({}),
        };
        let mut shown = Object::new(fields, expand);
        let own = format!("/rest/api/content/{}", stored.id());
        shown.field("labels", "", |_| {
            let labels = stored.page.labels.iter().take(200);
            let results: Vec<Value> = labels.map(|label| self.site.label_v1(label)).collect();
            json!({
                "size": results.len(), "results": results, "start": 0, "limit": 200,
                "_links": { "self": format!("{}{own}/label", self.site.base_url()) },
            })
        });
        shown.field("properties", "", |expand| {
            let mut properties = Object::new(json!({}), expand);
            for (key, property) in &stored.properties {
                let link = format!("{own}/property/{key}");
                properties.field(key, link, |_| {
                    self.site.property_v1(stored.id(), key, property)
                });
            }
            properties.done(json!({ "self": format!("{}{own}/property", self.site.base_url()) }))
        });
        for unknown in ["currentuser", "frontend"] {
            shown.field(unknown, "", |_| {
                let what = format!("`expand=metadata.{unknown}`");
                let cause = Cause::new("what is expanded is served", "another `expand`", &what);
                self.refuse(Rejection::not_served(&what, cause));
                Value::Null
            });
        }
        shown.without_links()
    }
}

impl Stored {
    /// The body in a representation that the tenant can give: there is no renderer here, and so
    /// what only has to be copied is shown, and no other.
    pub(super) fn body_as(&self, representation: &str) -> Result<String, Rejection> {
        let body = &self.page.body;
        let rendered = matches!(
            representation,
            "view" | "export_view" | "anonymous_export_view"
        );
        let plain = !body.contains("<ac:") && !body.contains("<ri:");
        if representation == "storage" || (rendered && plain) {
            return Ok(body.clone());
        }
        let what = format!("the body of {} as `{representation}`", self.id());
        let got = match rendered {
            true => "a body with macros, links or images of Confluence's own",
            false => "a representation that takes Confluence's converters",
        };
        let expected = "`storage`, or a view of a body of plain XHTML";
        let cause = Cause::new("the body can be shown without Confluence", expected, got);
        Err(Rejection::not_served(&what, cause))
    }

    /// As v1 and v2 write the id: that of an attachment has a prefix.
    pub(in crate::site) fn id_text(&self) -> String {
        match self.kind {
            Kind::Attachment => format!("att{}", self.id()),
            _ => self.id().to_string(),
        }
    }
}

/// What content of a type can have below it.
pub(super) fn below_of(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Page => &[Kind::Attachment, Kind::Comment, Kind::Page],
        Kind::BlogPost => &[Kind::Attachment, Kind::Comment],
        Kind::Comment => &[Kind::Attachment, Kind::Comment],
        Kind::Attachment => &[Kind::Comment],
    }
}
