//! A URL with variables in it: `{name}` and `${name}`, and how their values are encoded.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What `java.net.URLEncoder` leaves as it is, of which the host makes `%20` of a space.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*');

/// The variables that Confluence documents for URLs of modules, and those that macros have.
pub(super) const HOST_VARIABLES: &str = "addon.key attachment.id content.id content.plugin content.type \
    content.version macro.body macro.hash macro.id macro.truncated output.type page.id page.title \
    page.type page.version space.id space.key user.id user.key";

pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Half a surrogate pair, where a body was cut in the middle of one, is a question mark in Java.
pub(super) fn encode_units(units: &[u16]) -> String {
    let text = char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('?'));
    encode(&text.collect::<String>())
}

/// The names of the variables of a URL.
pub(super) fn names(url: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    replace(url, |name| {
        names.insert(name.to_owned());
        String::new()
    });
    names
}

pub(super) fn replace(url: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut replaced = String::new();
    let mut rest = url;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        let Some((name, after)) = from.split_once('}') else {
            break;
        };
        replaced.push_str(before.strip_suffix('$').unwrap_or(before));
        replaced.push_str(&value(name.strip_prefix('{').unwrap_or(name)));
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_encoded_as_java_does_it() {
        let value = |name: &str| match name {
            "space.key" => encode("a b&c~*"),
            _ => String::new(),
        };
        assert_eq!(
            replace("/p/{space.key}?x=${space.key}&y={no}&z={open", value),
            "/p/a%20b%26c%7E*?x=a%20b%26c%7E*&y=&z={open"
        );
        assert_eq!(encode_units(&[0x61, 0xd83d]), "a%3F");
    }
}
