//! By which form a token or secret is known, whosever it is: those of the tenant's own making, and
//! JSON Web Tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::jwt_form;
use super::known_secrets::PART;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Jwt,
    SharedSecret,
    AccessToken,
}

/// What stands in a log for a shared secret that is of no app of its tenant.
pub(crate) const FOREIGN_SECRET: &str = "{sharedSecret}";

impl From<Form> for Cow<'static, str> {
    fn from(form: Form) -> Self {
        Cow::Borrowed(match form {
            Form::Jwt => "{token}",
            Form::SharedSecret => FOREIGN_SECRET,
            Form::AccessToken => "{accessToken}",
        })
    }
}

/// The length of a shared secret.
const SHARED_SECRET: usize = 98;

/// The length of an access token: `mf-` and 32 bytes in base64url.
const ACCESS_TOKEN: usize = 46;

/// Whether anything can begin with this byte: most places of a text need no more than that.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(
        byte,
        b'0' | b'2'
            | b'4'
            | b'6'
            | b'A'
            | b'B'
            | b'E'
            | b'G'
            | b'Q'
            | b'U'
            | b'W'
            | b'Z'
            | b'e'
            | b'k'
            | b'l'
            | b'm'
    )
}

/// What begins here, and how far it goes. `words` is one for a run of bytes.
pub(super) fn at(
    bytes: &[u8],
    at: usize,
    words: &mut jwt_form::Words,
) -> Option<(Form, Range<usize>)> {
    let rest = &bytes[at..];
    let (form, length) = match rest {
        [b'e', b'w'..=b'z' | b'0'..=b'9', ..] => (Form::Jwt, jwt_form::plain(bytes, at, words)?),
        [b'6', b'5', b'7', b'9', b'4', b'a' | b'A', ..] => (Form::Jwt, jwt_form::hex(rest)?),
        // `eyJ` in base64: from the first, the second and the third byte of a group on.
        [b'Z', b'X', b'l', b'K', ..] => (Form::Jwt, jwt_form::base64(bytes, at, 0)?),
        [b'G' | b'W' | b'm' | b'2', b'V', b'5', b'S', ..] => {
            (Form::Jwt, jwt_form::base64(bytes, at, 1)?)
        }
        [b'l', b'e', b'U', b'o'..=b'r', ..] => (Form::Jwt, jwt_form::base64(bytes, at, 2)?),
        [b'A', b'T', b'C', b'O', ..] => {
            let length = jwt_form::word(rest);
            (
                Form::SharedSecret,
                Some(length).filter(|length| *length >= PART)?,
            )
        }
        [b'm', b'f', b'-', ..] => {
            let length = jwt_form::word(rest);
            (
                Form::AccessToken,
                Some(length).filter(|length| *length == ACCESS_TOKEN)?,
            )
        }
        // `ATCO` in base64: from the first, the second and the third byte of a group on.
        [b'Q', b'V', b'R', b'D', b'T', ..]
        | [
            b'E' | b'U' | b'k' | b'0',
            b'F',
            b'U',
            b'Q',
            b'0',
            b'8' | b'9' | b'+' | b'-' | b'/' | b'_',
            ..,
        ]
        | [b'B', b'V', b'E', b'N', b'P', ..] => (Form::SharedSecret, encoded(rest)?),
        [b'4', b'1', b'5', b'4', b'4', b'3', b'4', b'f' | b'F', ..] => {
            let digits = rest
                .iter()
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count();
            let digits = digits.min(2 * SHARED_SECRET);
            (
                Form::SharedSecret,
                Some(digits).filter(|digits| *digits >= 2 * PART)?,
            )
        }
        _ => return None,
    };
    Some((form, at..at + length))
}

/// Whether there is a secret that digits and small letters alone say.
pub(super) fn is_hex(run: &[u8]) -> bool {
    if run.len() < 2 * PART {
        return false;
    }
    // No call for a byte: a hash is in each request, and mostly this is unoptimised.
    let mut at = 0;
    while at < run.len() {
        let begins = match run[at] {
            b'4' => run[at..].starts_with(b"4154434f"),
            b'6' => run[at..].starts_with(b"65794a"),
            _ => false,
        };
        if begins {
            return true;
        }
        at += 1;
    }
    false
}

/// `ATCO` within base64 of either alphabet: what follows is taken for the rest of a secret.
fn encoded(bytes: &[u8]) -> Option<usize> {
    let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_+/=".contains(byte);
    let length = bytes.iter().take_while(in_word).count();
    let length = length.min((SHARED_SECRET + 4) / 3 * 4);
    Some(length).filter(|length| *length >= PART / 3 * 4)
}
