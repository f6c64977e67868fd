//! Times in a JSON body, and in the addresses it names, made 0, as they differ from run to run.

/// Makes the times in a JSON body 0, so that the body stays JSON.
pub(super) fn without_timestamps(mut text: String) -> String {
    for field in [
        "\"timestamp\":",
        "\"creationDate\":",
        "\"modificationDate\":",
        // In the address of a download.
        "modificationDate=",
    ] {
        if text.contains(field) {
            text = without_number(&text, field);
        }
    }
    text
}

fn without_number(text: &str, field: &str) -> String {
    let mut parts = text.split(field);
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        clean.push_str(field);
        clean.push_str(if rest.len() < part.len() { "0" } else { "" });
        clean.push_str(rest);
    }
    clean
}
