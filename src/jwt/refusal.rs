//! Why a token is refused: the host's status and text, and the cause for the log.

use super::mistakes::likely_mistake;
use crate::cause::Cause;

/// The host's answer to an issuer or a signature that it does not accept.
const NO_ACCESS: &str = "Your presented credentials do not provide access to this resource.";

/// A refused token. Mirrors the exceptions of the host's atlassian-jwt and what its filter makes
/// of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) cause: Box<Cause>,
}

impl Refusal {
    fn new(status: u16, message: impl Into<String>, check: &'static str) -> Self {
        Self {
            status,
            message: message.into(),
            cause: Box::new(Cause::new(check, "", "")),
        }
    }

    fn because(mut self, expected: impl Into<String>, got: impl Into<String>) -> Self {
        self.cause.expected = expected.into();
        self.cause.got = got.into();
        self
    }

    /// No JWT: 400 in the shape of the host's parse exception.
    pub(super) fn unreadable(why: &str) -> Self {
        Self::unreadable_because(why, why)
    }

    /// The same, with more to say in the log than the host says.
    pub(super) fn unreadable_because(why: &str, got: &str) -> Self {
        let message = format!("java.text.ParseException: {why} (caused by {why})");
        Self::new(400, message, "the token is a JWT").because("header.claims.signature", got)
    }

    pub(super) fn unsupported_algorithm(name: &str) -> Self {
        let message =
            format!("{name} is not a supported JWS algorithm. Please try one of: [HS256,RS256]");
        Self::new(401, message, "the algorithm is supported").because("alg HS256", name)
    }

    pub(crate) fn unknown_issuer(iss: Option<&str>, why: &str) -> Self {
        let mut refusal = Self::new(401, NO_ACCESS, "the issuer is an app that may call").because(
            "iss is the key of an installed app",
            iss.unwrap_or("no iss"),
        );
        refusal.cause.likely = Some(why.to_owned());
        refusal
    }

    /// Any other subject is ignored where the app may not act as a user; an empty one is not.
    pub(crate) fn empty_subject(app_key: &str) -> Self {
        let message = format!("Add-on '{app_key}' disallowed to impersonate user ''");
        Self::new(400, message, "sub is a user or absent")
            .because("no sub, or an account id", "an empty sub")
    }

    pub(super) fn asymmetric() -> Self {
        let message = "Expected a symmetric signing algorithm such as HS256, and not RS256. \
                       Try a symmetric algorithm.";
        Self::new(401, message, "the algorithm is symmetric").because("alg HS256", "RS256")
    }

    /// The host's own message is the token itself; it is not echoed here.
    pub(super) fn bad_signature() -> Self {
        let mut refusal = Self::new(401, NO_ACCESS, "the signature is right").because(
            "HS256 with the installation's present sharedSecret",
            "a signature of another secret",
        );
        refusal.cause.likely = Some(
            "the app signs with an older secret, or one of another tenant: each `installed` may \
             bring a new one"
                .into(),
        );
        refusal
    }

    /// As a signature that the host cannot verify: what it says of `crit` itself is not known.
    pub(super) fn critical(extensions: &[String]) -> Self {
        let names: Vec<String> = extensions.iter().map(|name| format!("{name:?}")).collect();
        let got = format!("crit [{}]", names.join(", "));
        Self::new(401, NO_ACCESS, "every critical header parameter is known")
            .because("no `crit`", got)
    }

    pub(super) fn no_lifetime() -> Self {
        let message = "'exp' and 'iat' are required claims. Atlassian JWT does not allow JWTs \
                       with unlimited lifetimes.";
        Self::new(401, message, "iat and exp are there").because("both claims", "one or none")
    }

    pub(super) fn lifetime(message: String, expected: &str, got: String) -> Self {
        Self::new(401, message, "the token is valid now").because(expected, got)
    }

    pub(super) fn no_qsh() -> Self {
        Self::new(400, "Claim 'qsh' is missing.", "qsh is there").because("a qsh claim", "none")
    }

    pub(super) fn wrong_qsh(canonical: &super::CanonicalRequest, got: &str) -> Self {
        let expected = canonical.qsh();
        let message = format!(
            "Expecting claim 'qsh' to have value '{expected}' but instead it has the value '{got}'"
        );
        let mistake = likely_mistake(canonical, got);
        let hashed = mistake
            .as_ref()
            .map_or("an unknown request", |found| &found.canonical);
        let mut refusal = Self::new(401, message, "qsh is the hash of this request").because(
            format!("{expected} of {canonical}"),
            format!("{got} of {hashed}"),
        );
        refusal.cause.likely = mistake.map(|found| found.why);
        refusal
    }
}
