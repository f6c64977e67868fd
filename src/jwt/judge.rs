//! Verifies a token outside of a tenant, with the verdict in words.

use std::time::SystemTime;

use super::qsh::CanonicalRequest;
use super::refusal::Refusal;
use super::token::parse;

/// Why the host would refuse a token. `Display` gives the check, what it expected, what came, and
/// the likely reason.
#[derive(Clone, Debug, PartialEq)]
pub struct VerifyError(Refusal);

impl VerifyError {
    /// The status of the host's answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// What the host answers.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.cause.fmt(f)
    }
}

impl std::error::Error for VerifyError {}

/// Verifies an app's token as the host does: algorithm, signature, times, and, where a request is
/// given, its qsh.
///
/// # Errors
/// [`VerifyError`] by the first check that fails.
///
/// ```
/// use std::time::SystemTime;
/// let refused = mockfluence::jwt::verify("no.token", "secret", None, SystemTime::now()).unwrap_err();
/// assert_eq!(refused.status(), 400);
/// ```
pub fn verify(
    token: &str,
    secret: &str,
    request: Option<&CanonicalRequest>,
    at: SystemTime,
) -> Result<(), VerifyError> {
    let now = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        });
    let (token, secret) = (parse(token).map_err(VerifyError)?, secret.into());
    match request {
        Some(request) => token.verify(&secret, now, || request.clone()),
        None => token.verify_but_for_request(&secret, now),
    }
    .map_err(VerifyError)
}
