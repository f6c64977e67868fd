//! `body-format` of v2: in which representation bodies are shown, of one piece of content or in a list.

use super::ContentRequest;
use crate::cause::Cause;
use crate::site::rejection::{ErrorBody, Rejection};

/// A set of representations, by the name that the host gives it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formats {
    name: &'static str,
    all: &'static [&'static str],
}

/// Of one piece of content.
pub(super) const ALONE: Formats = Formats {
    name: "PrimaryBodyRepresentationSingle",
    all: &[
        "storage",
        "atlas_doc_format",
        "view",
        "export_view",
        "anonymous_export_view",
        "styled_view",
        "editor",
    ],
};

/// In lists, which take no rendering.
pub(super) const LISTED: Formats = Formats {
    name: "PrimaryBodyRepresentation",
    all: &["storage", "atlas_doc_format"],
};

impl ContentRequest {
    /// The representation that is asked for, if it is one of these.
    pub(super) fn body_format(&self, formats: Formats) -> Result<Option<&str>, Rejection> {
        let Some(sent) = self.query.first("body-format") else {
            return Ok(None);
        };
        if formats.all.contains(&sent) {
            return Ok(Some(sent));
        }
        let Formats { name, all } = formats;
        let title = format!(
            "Provided value {{{sent}}} for 'body-format' is not the correct type. Expected type is {name}"
        );
        let known = all.join(", ");
        let detail = format!("{name} is one of [{}].", known.to_uppercase());
        let cause = Cause::new(
            "the body is asked for in a representation there is",
            known,
            sent,
        )
        .with_likely("lists show `storage` and `atlas_doc_format` alone; `view` is of one page");
        Err(Rejection {
            status: 400,
            body: ErrorBody::Detailed("INVALID_REQUEST_PARAMETER", title, detail),
            cause: Box::new(cause),
        })
    }
}
