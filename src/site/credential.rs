//! What a request brings to say who sends it: a Connect token, an access token, Basic, or nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::foreign::lossy;
use crate::secret::scheme;
use crate::settings::TokenPlace;

/// The credential of a request, not judged.
#[derive(Debug, PartialEq)]
pub(super) enum RawCredential {
    /// A Connect token.
    Connect(String),
    /// Somebody else's: a user's Basic authentication, by the user's name.
    User(String),
    /// Nothing of use; what came instead.
    None(String),
}

pub(super) fn credential(headers: &HeaderMap, target: &str, place: TokenPlace) -> RawCredential {
    if place == TokenPlace::HeaderOrQuery
        && let Some(token) = query_token(target)
    {
        return RawCredential::Connect(token.to_owned());
    }
    let mut got = "no Authorization header".to_owned();
    for header in headers.get_all(AUTHORIZATION) {
        let header = lossy(header.as_bytes());
        let header = header.trim();
        match header.split_at_checked(4) {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("JWT ") => {
                return RawCredential::Connect(token.to_owned());
            }
            _ => match basic_user(header) {
                Some(user) => return RawCredential::User(user),
                None => got = describe(header),
            },
        }
    }
    if query_token(target).is_some() {
        got.push_str(
            "; a `jwt` parameter came, which Cloud has not looked at since February 2022 \
             (setting `token_place`)",
        );
    }
    RawCredential::None(got)
}

const BEARER: &[u8] = b"bearer ";

pub(super) fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    headers.get_all(AUTHORIZATION).iter().find_map(|value| {
        // Before the whole is looked at: mostly it is another scheme with a long token.
        let (scheme, _) = value.as_bytes().split_at_checked(BEARER.len())?;
        if !scheme.eq_ignore_ascii_case(BEARER) {
            return None;
        }
        Some(value.to_str().ok()?[BEARER.len()..].trim())
    })
}

fn query_token(target: &str) -> Option<&str> {
    let (_, query) = target.split_once('?')?;
    query
        .split('&')
        .find_map(|part| part.strip_prefix("jwt="))
        .filter(|token| !token.is_empty())
}

/// The user's name of Basic authentication; nobody checks the password.
fn basic_user(header: &str) -> Option<String> {
    let (scheme, value) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = STANDARD.decode(value.trim()).ok()?;
    let end = decoded.iter().position(|byte| *byte == b':')?;
    Some(String::from_utf8_lossy(&decoded[..end]).into_owned())
}

/// What came in place of `JWT <token>`, without the credential itself.
fn describe(header: &str) -> String {
    match header.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => {
            "`Authorization: Bearer …`; a Connect token goes as `Authorization: JWT <token>`".into()
        }
        Some(_) => {
            // What is no scheme may be the credential itself.
            let scheme = scheme(header).unwrap_or("{token}");
            format!("`Authorization: {scheme} …`, which is not `JWT <token>`")
        }
        None if header.is_empty() => "an empty Authorization header".into(),
        None => "an Authorization header without the scheme `JWT `".into(),
    }
}
