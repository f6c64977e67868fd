//! Spellings of one path, and of one query, all rightly signed.

use crate::compare::ask::{ADDON, Ask};
use crate::compare::look::Look;
use crate::compare::probe::Probe;

const SPELLINGS: [(&str, &str, &[&str]); 7] = [
    (
        "path.final-slash",
        "/rest/atlassian-connect/1/app/module/dynamic/",
        &["request.spelling", "verify.qsh.spelling"],
    ),
    (
        "path.parameter",
        "/rest/atlassian-connect/1/app/module/dynamic;jsessionid=1",
        &["request.spelling", "verify.qsh.spelling"],
    ),
    (
        "path.encoded-letter",
        "/rest/atlassian-connect/1/app/%6dodule/dynamic",
        &["request.spelling", "verify.qsh.spelling"],
    ),
    (
        "path.double-slash",
        "/rest/atlassian-connect/1//app/module/dynamic",
        &["request.improper-path", "verify.qsh.spelling"],
    ),
    (
        "path.double-slash-after-context",
        "//rest/atlassian-connect/1/app/module/dynamic",
        &["request.improper-path", "verify.qsh.spelling"],
    ),
    (
        "path.dot-segment",
        "/rest/atlassian-connect/1/./app/module/dynamic",
        &["request.improper-path", "verify.qsh.spelling"],
    ),
    (
        "path.encoded-dots",
        "/rest/atlassian-connect/1/app/%2e%2e/app/module/dynamic",
        &["request.improper-path", "verify.qsh.spelling"],
    ),
];

const QUERIES: [(&str, &str, &[&str]); 9] = [
    ("qsh.sorted", "b=2&a=1", &["verify.qsh"]),
    ("qsh.repeated", "a=2&a=1&b=3", &["verify.qsh"]),
    ("qsh.empty-value", "a=", &["verify.qsh"]),
    ("qsh.no-value", "a", &["verify.qsh"]),
    ("qsh.space-as-plus", "a=b+c", &["verify.qsh"]),
    ("qsh.space-encoded", "a=b%20c", &["verify.qsh"]),
    ("qsh.tilde-and-star", "a=~*%7E%2A", &["verify.qsh"]),
    ("qsh.umlaut", "a=%C3%A9", &["verify.qsh"]),
    (
        "qsh.malformed-utf8",
        "a=%ED%A0%80",
        &["verify.qsh.malformed-utf8"],
    ),
];

pub(super) fn all() -> Vec<Probe> {
    let path = |(id, path, rows): &(&'static str, &'static str, &'static [&'static str])| {
        Probe::new(id, rows, Ask::get(*path).look(Look::Data))
    };
    let query = |(id, query, rows): &(&'static str, &'static str, &'static [&'static str])| {
        let path = format!("/rest/atlassian-connect/1/app/module/dynamic?{query}");
        Probe::new(id, rows, Ask::get(path).look(Look::Data))
    };
    let paths = SPELLINGS.iter().map(path);
    let bad_escape = Ask::get(format!("{ADDON}/properties/%FF"));
    let bad_escape = Probe::new("path.bad-escape", &["request.path-encoding"], bad_escape);
    paths
        .chain(QUERIES.iter().map(query))
        .chain([bad_escape])
        .collect()
}
