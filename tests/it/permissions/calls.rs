//! Every call to content that a permission binds, and what its account must be allowed.

use mockfluence::ContentOperation::{self, Delete, Read, Update};

/// A call to content that is there, and what its account must be allowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) method: &'static str,
    /// `{property}` stands for the id of a property.
    pub(crate) path: &'static str,
    pub(crate) body: &'static str,
    pub(crate) operation: ContentOperation,
    pub(crate) good: u16,
}

const fn call(
    method: &'static str,
    path: &'static str,
    body: &'static str,
    operation: ContentOperation,
    good: u16,
) -> Call {
    Call {
        method,
        path,
        body,
        operation,
        good,
    }
}

pub(crate) const UPDATE: &str = r#"{"id":"7","title":"New","version":{"number":2}}"#;
const PROPERTY: &str = r#"{"key":"new","value":1}"#;
const CHANGED: &str = r#"{"key":"k","value":2,"version":{"number":2}}"#;

const LABEL: &str = r#"{"prefix":"global","name":"new"}"#;
const COPY: &str = r#"{"destination":{"type":"parent_page","value":"8"},"pageTitle":"Copy"}"#;
const OVER: &str = r#"{"destination":{"type":"existing_page","value":"7"}}"#;
const COMMENT: &str = r#"{"type":"comment","container":{"id":"7","type":"page"}}"#;
const FOOTER: &str = r#"{"pageId":"7","body":{"representation":"storage","value":"x"}}"#;
const INLINE: &str = r#"{"pageId":"7","body":{"representation":"storage","value":"x"},
    "inlineCommentProperties":{"textSelection":"x"}}"#;

/// Every operation that the tenant serves below a page, on which there is the comment 9.
pub(crate) const CALLS: [Call; 47] = [
    call("GET", "/rest/api/content/7", "", Read, 200),
    call("PUT", "/rest/api/content/7", UPDATE, Update, 200),
    call("DELETE", "/rest/api/content/7", "", Delete, 204),
    call("GET", "/rest/api/content/7/property", "", Read, 200),
    call(
        "POST",
        "/rest/api/content/7/property",
        PROPERTY,
        Update,
        200,
    ),
    call("GET", "/rest/api/content/7/property/k", "", Read, 200),
    call(
        "PUT",
        "/rest/api/content/7/property/k",
        CHANGED,
        Update,
        200,
    ),
    call(
        "PUT",
        "/rest/api/content/7/property/new",
        PROPERTY,
        Update,
        200,
    ),
    call("DELETE", "/rest/api/content/7/property/k", "", Update, 204),
    call(
        "GET",
        "/rest/api/content/7/history/1/macro/id/m",
        "",
        Read,
        200,
    ),
    call("GET", "/api/v2/pages/7", "", Read, 200),
    call("PUT", "/api/v2/pages/7", UPDATE, Update, 200),
    call("DELETE", "/api/v2/pages/7", "", Delete, 204),
    call("GET", "/api/v2/pages/7/properties", "", Read, 200),
    call("GET", "/api/v2/pages/7/properties?key=k", "", Read, 200),
    call("POST", "/api/v2/pages/7/properties", PROPERTY, Update, 200),
    call(
        "GET",
        "/api/v2/pages/7/properties/{property}",
        "",
        Read,
        200,
    ),
    call(
        "PUT",
        "/api/v2/pages/7/properties/{property}",
        CHANGED,
        Update,
        200,
    ),
    call(
        "DELETE",
        "/api/v2/pages/7/properties/{property}",
        "",
        Update,
        204,
    ),
    call("GET", "/api/v2/pages/7/operations", "", Read, 200),
    call("GET", "/rest/api/content/7/child/page", "", Read, 200),
    call("GET", "/rest/api/content/7/child/comment", "", Read, 200),
    call("GET", "/rest/api/content/7/descendant/page", "", Read, 200),
    call("GET", "/rest/api/content/7/history", "", Read, 200),
    call("GET", "/rest/api/content/7/version", "", Read, 200),
    call("GET", "/rest/api/content/7/version/1", "", Read, 200),
    call("GET", "/rest/api/content/7/label", "", Read, 200),
    call("POST", "/rest/api/content/7/label", LABEL, Update, 200),
    call("DELETE", "/rest/api/content/7/label/ops", "", Update, 204),
    call(
        "DELETE",
        "/rest/api/content/7/label?name=ops",
        "",
        Update,
        204,
    ),
    call("PUT", "/rest/api/content/7/move/append/8", "", Update, 200),
    call("PUT", "/rest/api/content/7/move/before/8", "", Update, 200),
    call("POST", "/rest/api/content/7/copy", COPY, Read, 200),
    call("POST", "/rest/api/content/8/copy", OVER, Update, 200),
    call("POST", "/rest/api/content", COMMENT, Read, 200),
    call("GET", "/rest/api/content/9", "", Read, 200),
    call("GET", "/api/v2/pages/7/children", "", Read, 200),
    call("GET", "/api/v2/pages/7/labels", "", Read, 200),
    call("GET", "/api/v2/pages/7/versions", "", Read, 200),
    call("GET", "/api/v2/pages/7/versions/1", "", Read, 200),
    call("GET", "/api/v2/pages/7/footer-comments", "", Read, 200),
    call("GET", "/api/v2/pages/7/inline-comments", "", Read, 200),
    call("POST", "/api/v2/footer-comments", FOOTER, Read, 201),
    call("POST", "/api/v2/inline-comments", INLINE, Read, 201),
    call("GET", "/api/v2/footer-comments/9", "", Read, 200),
    call("GET", "/api/v2/footer-comments/9/children", "", Read, 200),
    call(
        "GET",
        "/rest/api/content/7?expand=operations",
        "",
        Read,
        200,
    ),
];
