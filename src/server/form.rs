//! Urlencoded fields: of a query, or of a form.

/// Names and values, decoded, in order.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// The fields of a target's query.
pub(super) fn query(target: &str) -> Vec<(String, String)> {
    fields(target.split_once('?').map_or("", |(_, query)| query))
}

/// The first value of this name.
pub(super) fn field(fields: &[(String, String)], name: &str) -> Option<String> {
    let mut named = fields.iter().filter(|(known, _)| known == name);
    named.next().map(|(_, value)| value.clone())
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
