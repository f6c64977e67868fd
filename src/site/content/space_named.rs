//! The space that new content names.

use serde_json::Value;

use super::refused::{bad, no_place};
use super::{Api, Kind};
use crate::cause::Cause;
use crate::site::rejection::Rejection;
use crate::site::{Site, Space};

impl Site {
    /// The space that new content is for: by its key in v1, by its id in v2.
    pub(super) fn space_named(
        &self,
        api: Api,
        body: &Value,
        kind: Kind,
    ) -> Result<Space, Rejection> {
        let contents = &self.contents;
        let known = |name: fn(&Space) -> String| {
            let names: Vec<String> = contents.spaces().map(name).collect();
            names.join(", ")
        };
        let (sent, found, known) = match api {
            Api::V1 => {
                let key = &body["space"]["key"];
                let found = key.as_str().and_then(|key| contents.space(key));
                (key, found, known(|space| space.key.clone()))
            }
            Api::V2 => {
                let id = &body["spaceId"];
                (
                    id,
                    space_id(id)?.and_then(|id| contents.space_by_id(id)),
                    known(|space| space.id.to_string()),
                )
            }
        };
        if sent.is_null() {
            let name = if api == Api::V1 {
                "space.key"
            } else {
                "spaceId"
            };
            let cause = Cause::new("new content names its space", name, body.to_string());
            let why = "You must specify a space for new content.";
            return Err(bad(api, why.into(), cause));
        }
        let Some(space) = found else {
            let cause = Cause::new("the space exists", known, sent.to_string())
                .with_likely("a test adds spaces with tenant.add_space(Space::new(…))");
            return Err(no_place(api, kind.name(), cause));
        };
        Ok(space.clone())
    }
}

/// `spaceId` as a number, which v2 writes as a text.
pub(super) fn space_id(sent: &Value) -> Result<Option<u64>, Rejection> {
    let Some(text) = sent.as_str() else {
        return Ok(sent.as_u64());
    };
    text.parse().map(Some).map_err(|_| {
        let why = format!(
            "Provided value {{{text}}} for 'spaceId' is not the correct type. Expected type is Long"
        );
        let cause = Cause::new(
            "spaceId is a number",
            "the id of a space, not its key",
            text,
        );
        bad(Api::V2, why, cause)
    })
}
