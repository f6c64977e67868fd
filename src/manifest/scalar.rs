//! What a plain scalar of YAML means: the core schema of YAML 1.2, as the Forge CLI's reader has it.

use serde_json::{Number, Value};

/// The value of a plain scalar. Only what the core schema names is no text: `yes` and `1.10.2` are texts.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text => number(text).map_or_else(|| Value::from(text), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(unsigned(digits)?, 16)
            .ok()
            .map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u64::from_str_radix(unsigned(digits)?, 8)
            .ok()
            .map(Number::from);
    }
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole = text.strip_prefix('+').unwrap_or(text);
        let signed = whole.parse::<i64>().map(Number::from);
        return signed
            .or_else(|_| whole.parse::<u64>().map(Number::from))
            .ok()
            .or_else(|| Number::from_f64(whole.parse().ok()?));
    }
    let begins = bare.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let spelt = bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    match begins && spelt {
        true => Number::from_f64(text.parse().ok()?),
        false => None,
    }
}

/// Digits without a sign of their own, which `from_str_radix` would take.
fn unsigned(digits: &str) -> Option<&str> {
    let signed = digits.starts_with(['+', '-']);
    (!signed).then_some(digits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_core_schema_and_no_more() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("True", json!(true)),
            ("yes", json!("yes")),
            ("on", json!("on")),
            ("12", json!(12)),
            ("-3", json!(-3)),
            ("+3", json!(3)),
            ("012", json!(12)),
            ("0x1F", json!(31)),
            ("0x-1", json!("0x-1")),
            ("0o17", json!(15)),
            ("1.50", json!(1.5)),
            (".5", json!(0.5)),
            ("1e3", json!(1000.0)),
            ("1.10.2", json!("1.10.2")),
            ("1e999", json!("1e999")),
            (".inf", json!(".inf")),
            ("-", json!("-")),
            (".", json!(".")),
            ("2026-11-26", json!("2026-11-26")),
            ("99999999999999999999", json!(1e20)),
            ("nodejs22.x", json!("nodejs22.x")),
        ] {
            assert_eq!(plain(text), value, "{text}");
        }
    }
}
