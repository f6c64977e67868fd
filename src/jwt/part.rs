//! A part of a token as JSON, or what is said of one that cannot be read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::claims;
use super::refusal::Refusal;

/// A part of a token that cannot be read.
#[derive(Debug)]
pub(super) struct Unread {
    /// What is said of it.
    what: String,
    /// What it decodes to, where that is anything.
    bytes: Vec<u8>,
    /// The JSON reader's own words: for the log, the host has others.
    why: String,
}

pub(super) fn read<T: for<'a> Deserialize<'a>>(part: &str, name: &str) -> Result<T, Unread> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Unread {
        what: format!("the {name} is not base64url"),
        bytes: Vec::new(),
        why: String::new(),
    })?;
    serde_json::from_slice(&bytes).map_err(|error| Unread {
        what: format!("the {name} cannot be read"),
        bytes,
        why: format!(": {error}"),
    })
}

impl Unread {
    pub(super) fn of_part(self) -> Refusal {
        let got = format!("{}{}", self.what, self.why);
        Refusal::unreadable_because(&self.what, &got)
    }

    /// A claim of another type has the library's own text; what it says of broken JSON is assumed.
    pub(super) fn of_claims(self) -> Refusal {
        match claims::of_wrong_type(&self.bytes) {
            Some(claim) => Refusal::unreadable_because(
                &format!("Unexpected type of JSON object member with key \"{claim}\""),
                &format!("{}: `{claim}` is of another type{}", self.what, self.why),
            ),
            None => self.of_part(),
        }
    }
}
