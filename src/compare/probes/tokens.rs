//! Every kind of token, at the resource that shows what comes of it.

use crate::compare::ask::{Ask, DYNAMIC};
use crate::compare::look::Look;
use crate::compare::probe::Probe;
use crate::compare::signed::ProbeToken as Kind;

/// By its name: the token, and the rows.
const TOKENS: [(&str, Kind, &[&str]); 27] = [
    ("token.none", Kind::None, &["verify.anonymous"]),
    (
        "token.bearer",
        Kind::Bearer,
        &["verify.scheme", "verify.anonymous"],
    ),
    (
        "token.lower-case-scheme",
        Kind::LowerCaseScheme,
        &["verify.scheme"],
    ),
    (
        "token.in-query",
        Kind::InQuery,
        &["verify.scheme", "verify.anonymous"],
    ),
    (
        "token.garbage",
        Kind::Garbage,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.two-parts",
        Kind::TwoParts,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.broken-json",
        Kind::BrokenJson,
        &["verify.broken-json", "verify.texts"],
    ),
    (
        "token.none-algorithm",
        Kind::NoneAlgorithm,
        &["verify.algorithm", "verify.texts"],
    ),
    (
        "token.other-algorithm",
        Kind::OtherAlgorithm,
        &["verify.algorithm", "verify.texts"],
    ),
    (
        "token.critical",
        Kind::Critical,
        &["verify.critical", "verify.texts"],
    ),
    (
        "token.wrong-signature",
        Kind::WrongSignature,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.wrong-secret",
        Kind::WrongSecret,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.expired",
        Kind::Expired,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.just-expired",
        Kind::JustExpired,
        &["verify.leeway", "verify.texts"],
    ),
    (
        "token.not-yet-valid",
        Kind::NotYetValid,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.no-expiry",
        Kind::NoExpiry,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.no-issue-time",
        Kind::NoIssueTime,
        &["verify.order", "verify.texts"],
    ),
    (
        "token.expiry-as-text",
        Kind::ExpiryAsText,
        &["verify.claim-types", "verify.texts"],
    ),
    (
        "token.expiry-with-decimals",
        Kind::ExpiryWithDecimals,
        &["verify.numbers", "verify.texts"],
    ),
    (
        "token.no-issuer",
        Kind::NoIssuer,
        &["verify.unknown-issuer", "verify.texts"],
    ),
    (
        "token.unknown-issuer",
        Kind::UnknownIssuer,
        &["verify.unknown-issuer", "verify.texts"],
    ),
    ("token.no-qsh", Kind::NoQsh, &["verify.qsh", "verify.texts"]),
    (
        "token.wrong-qsh",
        Kind::WrongQsh,
        &["verify.qsh", "verify.texts"],
    ),
    (
        "token.context-qsh",
        Kind::ContextQsh,
        &["verify.qsh", "verify.texts"],
    ),
    (
        "token.qsh-with-context-path",
        Kind::QshWithContextPath,
        &["verify.qsh", "verify.texts"],
    ),
    (
        "token.empty-subject",
        Kind::EmptySubject,
        &["verify.subject", "verify.texts"],
    ),
    (
        "token.subject",
        Kind::Subject,
        &["verify.subject", "verify.texts"],
    ),
];

pub(super) fn all() -> Vec<Probe> {
    let probe = |(id, token, rows): &(&'static str, Kind, &'static [&'static str])| {
        // What is let through lists modules, which are data.
        let is_good = matches!(
            token,
            Kind::LowerCaseScheme
                | Kind::JustExpired
                | Kind::ExpiryWithDecimals
                | Kind::Subject
                | Kind::NoIssueTime
        );
        let look = if is_good { Look::Data } else { Look::Words };
        Probe::new(id, rows, Ask::get(DYNAMIC).by(*token).look(look))
    };
    TOKENS.iter().map(probe).collect()
}
