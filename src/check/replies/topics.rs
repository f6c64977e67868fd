//! The pages of what is found in a descriptor and in headers.

use crate::check::topic::{Grade, Topic};

pub(super) const DESCRIPTOR: Topic = Topic {
    name: "descriptor",
    title: "The descriptor says what was not meant",
    what: "The host takes the descriptor, and does nothing with a part of it, or not what was meant.",
    source: "Connect's schema and documentation; each message names its place in the descriptor",
    grade: Grade::Documented,
    hit: "Modules that never show, as their type is misspelt; apps whose descriptor has the address of production.",
    mend: "`mockfluence validate` names the place, and what to write there.",
    wrong_if: "It is meant so.",
    needs: "",
};

pub(super) const HEADERS: Topic = Topic {
    name: "headers",
    title: "A page goes out without what the marketplace's scanner looks for",
    what: "What a user sees is kept by a browser or a proxy, sent on to other sites, or open to scripts.",
    source: "Atlassian's security requirements for cloud apps, with its notes on how to test: HSTS for a year, \
             `no-cache` and `no-store` on pages with sensitive data, `Secure` and `HttpOnly` cookies",
    grade: Grade::Documented,
    hit: "Apps that were sent a ticket of the marketplace's scanner.",
    mend: "Set `Cache-Control: no-cache, no-store` and `Referrer-Policy` on every page with a token, and HSTS; a proxy in \
           front of the app can do it for all.",
    wrong_if: "A proxy in front of the app sets it, which stands not in front of it here.",
    needs: "a page that opens with a good token",
};

pub(super) const REFERRER: Topic = Topic {
    name: "referrer-policy",
    title: "The token of a page goes on to other sites",
    what: "The URL of a page has its token in it, and a browser that is not told otherwise may send parts of it on.",
    source: "The marketplace's scanner looks for it; no requirement of today names it",
    grade: Grade::Assumed,
    hit: "Apps that were sent a ticket of the marketplace's scanner.",
    mend: "Set `Referrer-Policy: no-referrer`, or another of the strict ones.",
    wrong_if: "A proxy in front of the app sets it, or the page says it in a `meta`.",
    needs: "a page that opens with a good token",
};

pub(super) const FRAME: Topic = Topic {
    name: "frame",
    title: "A page cannot be shown where it belongs",
    what: "The browser shows an empty frame in Confluence, as the page forbids to be framed.",
    source: "Pages of Connect apps stand in a frame of the host; `X-Frame-Options` and `frame-ancestors` say who may",
    grade: Grade::Documented,
    hit: "Apps behind a library of security headers with its defaults.",
    mend: "Leave `X-Frame-Options` out, and let `frame-ancestors` name the host.",
    wrong_if: "The module is never shown in a frame.",
    needs: "a page that opens with a good token",
};

pub(super) const LEAK: Topic = Topic {
    name: "secret-shown",
    title: "The app shows a secret",
    what: "Whoever sees the page has the customer's secret, and signs as the host.",
    source: "Atlassian's security requirements for cloud apps: secrets are not shown",
    grade: Grade::Documented,
    hit: "Apps that hand the whole row of the tenant to a template.",
    mend: "Hand templates what they need and nothing else.",
    wrong_if: "Nothing: no page needs the secret.",
    needs: "a page that opens with a good token",
};

/// All of this group.
pub(in crate::check) const ALL: [&Topic; 5] = [&DESCRIPTOR, &HEADERS, &REFERRER, &FRAME, &LEAK];
