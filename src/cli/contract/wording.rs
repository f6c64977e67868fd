//! What a reader says of a value that it cannot take, without the names that the code has for it.

use std::fmt::Display;

use mockfluence::binary_support::meant;

/// The words of an error of `serde`, for somebody who writes no Rust.
pub(crate) fn plainly(error: impl Display) -> String {
    let text = error.to_string();
    let hint =
        what_was_meant(&text).map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
    let mut plain: Vec<String> = Vec::new();
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches([',', ';']);
        let tail = &word[bare.len()..];
        let said = match bare {
            "struct" | "enum" if words.peek().is_some_and(|next| *next == "variant") => {
                words.next();
                "a name with what it needs"
            }
            "struct" | "enum" => {
                let name = words.next().unwrap_or_default();
                let tail = &name[name.trim_end_matches([',', ';']).len()..];
                if words.peek() == Some(&"with") {
                    words.nth(2);
                }
                let what = if bare == "struct" {
                    "an object"
                } else {
                    "a name"
                };
                plain.push(format!("{what}{tail}"));
                continue;
            }
            "unit" if words.peek().is_some_and(|next| next.starts_with("variant")) => {
                words.next();
                "a name alone"
            }
            "newtype" | "tuple" if words.peek().is_some_and(|next| next.starts_with("variant")) => {
                words.next();
                "a name with what it needs"
            }
            "untagged" => continue,
            "variant" => "value",
            "map" => "object",
            "sequence" => "list",
            "u8" => "a whole number from 0 to 255",
            "u16" => "a whole number from 0 to 65535",
            "u32" => "a whole number from 0 to 4294967295",
            "u64" | "usize" => "a whole number from 0 on",
            "i64" => "a whole number",
            "f64" => "a number",
            _ => bare,
        };
        plain.push(format!("{said}{tail}"));
    }
    plain.join(" ") + &hint
}

/// Where a name is unknown, which of those that it says are expected was meant.
fn what_was_meant(error: &str) -> Option<&str> {
    let start = ["unknown field `", "unknown variant `"];
    let rest = start.iter().find_map(|start| error.split_once(start))?.1;
    let (name, expected) = rest.split_once("`, expected ")?;
    // Between each pair of backticks there is a name.
    meant(name, expected.split('`').skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::contract::faults::NewFault;
    use crate::cli::contract::stubs::Stub;
    use crate::cli::contract::tenants::{ClockChange, NewTenant};
    use serde::de::DeserializeOwned;

    #[track_caller]
    fn told<T: DeserializeOwned>(json: &str) -> String {
        let read: serde_json::Result<T> = serde_json::from_str(json);
        plainly(read.err().expect("it cannot be read"))
    }

    #[test]
    fn a_slip_is_told_what_was_meant() {
        let settings = told::<mockfluence::Settings>(r#"{"audience": "txet"}"#);
        assert!(settings.ends_with("; did you mean `text`?"), "{settings}");
        let field = told::<NewTenant>(r#"{"name": "a", "setings": {}}"#);
        assert!(field.ends_with("; did you mean `settings`?"), "{field}");
        let fault = told::<NewFault>(r#"{"kind": "expierd"}"#);
        assert!(fault.contains("; did you mean `expired`?"), "{fault}");
        let far = told::<NewTenant>(r#"{"name": "a", "something": {}}"#);
        assert!(!far.contains("did you mean"), "{far}");
    }

    #[test]
    fn no_type_of_the_code_is_named() {
        let all = [
            told::<NewTenant>("[]"),
            told::<NewTenant>("3"),
            told::<NewTenant>(r#"{"name": 1}"#),
            told::<NewTenant>(r#"{"name": "a", "port": 70000}"#),
            told::<NewTenant>(r#"{"name": "a", "port": "x"}"#),
            told::<NewTenant>(r#"{"name": "a", "settings": 1}"#),
            told::<ClockChange>("{}"),
            told::<ClockChange>(r#"{"advanceMillis": 1, "offsetMillis": 2}"#),
            told::<ClockChange>(r#"{"advanceMillis": "x"}"#),
            told::<ClockChange>("5"),
            told::<NewFault>(r#"{"kind": "status"}"#),
            told::<NewFault>(r#"{"kind": {"expired": 1}}"#),
            told::<NewFault>(r#"{"kind": "nothing"}"#),
            told::<NewFault>(r#"{"kind": {"status": 3}}"#),
            told::<NewFault>(r#"{"kind": "expired", "on": "to-app"}"#),
            told::<Stub>(r#"{"path": "/x", "expect": "often"}"#),
            told::<Stub>(r#"{"path": "/x", "respond": 3}"#),
            told::<Stub>(r#"{"path": "/x", "query": []}"#),
        ];
        for one in &all {
            let words = one.split([' ', ',']);
            for word in words {
                let is_code = ["struct", "enum", "variant", "untagged", "newtype", "tuple"];
                let is_type = ["u8", "u16", "u32", "u64", "i64", "f64", "usize"];
                assert!(
                    !is_code.contains(&word) && !is_type.contains(&word),
                    "{one}"
                );
                let has_type_name = [
                    "NewTenant",
                    "ClockChange",
                    "Kind",
                    "Stub",
                    "Filter",
                    "Times",
                ];
                assert!(!has_type_name.contains(&word), "{one}");
            }
        }
        assert_eq!(
            told::<NewTenant>(r#"{"name": "a", "port": 70000}"#),
            "invalid value: integer `70000`, expected a whole number from 0 to 65535 at line 1 column 27"
        );
    }
}
