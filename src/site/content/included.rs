//! What a reply of the REST API v2 includes of what hangs on content: the `include-…` parameters.

use serde_json::{Value, json};

use super::{ContentRequest, Kind, Stored};
use crate::cause::Cause;
use crate::site::Site;
use crate::site::query::Query;
use crate::site::rejection::Rejection;

/// How many of each a reply includes.
const MOST: &str = "50";

/// What the tenant has nothing for.
const NOT_THERE: [&str; 5] = [
    "include-likes",
    "include-favorited-by-current-user-status",
    "include-webresources",
    "include-collaborators",
    "include-direct-children",
];

impl Site {
    /// Puts into what is shown of content all that the query includes.
    pub(in crate::site) fn include(
        &self,
        target: &ContentRequest,
        stored: &Stored,
        shown: &mut Value,
    ) -> Result<(), Rejection> {
        let says = |name: &str| target.query.first(name) == Some("true");
        if let Some(name) = NOT_THERE.iter().find(|name| says(name)) {
            let cause = Cause::new("what is included is served", "without it", *name);
            return Err(Rejection::not_served(&format!("`{name}`"), cause));
        }
        if target.query.first("include-version") == Some("false")
            && let Some(fields) = shown.as_object_mut()
        {
            fields.remove("version");
        }
        if says("include-labels") && stored.kind != Kind::Comment {
            shown["labels"] = self.included(target, stored, "labels")?;
        }
        if says("include-properties") {
            shown["properties"] = self.included(target, stored, "properties")?;
        }
        if says("include-versions") {
            shown["versions"] = self.included(target, stored, "versions")?;
        }
        if says("include-operations") {
            let results = self.operations_of(&target.account, stored);
            shown["operations"] = all_of(results, &format!("{}/operations", own(target)));
        }
        Ok(())
    }

    /// The first of a list that has a path of its own, and the way to the others.
    fn included(
        &self,
        target: &ContentRequest,
        stored: &Stored,
        list: &str,
    ) -> Result<Value, Rejection> {
        let path = match (stored.kind, list) {
            (Kind::Comment, "properties") => {
                format!("/wiki/api/v2/comments/{}/properties", stored.id())
            }
            _ => format!("{}/{list}", own(target)),
        };
        let of = ContentRequest {
            query: Query::new(&path, vec![("limit".to_owned(), MOST.to_owned())]),
            ..target.clone()
        };
        let listed = match list {
            "labels" => self.list_labels(&of)?,
            "properties" => self.list_content_properties(&of, None)?,
            _ => self.list_versions(&of)?,
        };
        let body = listed.body.unwrap_or_default();
        let next = body["_links"]["next"].as_str();
        let cursor = next.and_then(|next| {
            let (_, query) = next.split_once('?')?;
            let mut fields = form_urlencoded::parse(query.as_bytes());
            fields.find(|(name, _)| name == "cursor")
        });
        let mut results = body["results"].as_array().cloned().unwrap_or_default();
        // A version within content does not say what it is of.
        for one in results.iter_mut().filter_map(Value::as_object_mut) {
            one.remove(stored.kind.name());
        }
        let mut included = all_of(results, &path);
        included["meta"]["hasMore"] = next.is_some().into();
        if let Some((_, cursor)) = cursor {
            included["meta"]["cursor"] = cursor.as_ref().into();
        }
        Ok(included)
    }
}

/// A list within something else that has all there is.
pub(in crate::site) fn all_of(results: Vec<Value>, path: &str) -> Value {
    json!({ "results": results, "meta": { "hasMore": false }, "_links": { "self": path } })
}

fn own(target: &ContentRequest) -> &str {
    target.query.path().trim_end_matches('/')
}
