//! `${NAME}` in a manifest: the variables that its `environment` declares.

use std::collections::BTreeMap;

use serde_json::Value;

/// The manifest with its variables put in, and the names of those that have no value: what is not declared under
/// `environment.variables` is no variable and stays as it was written.
pub(super) fn put_in(written: &Value, given: &BTreeMap<String, String>) -> (Value, Vec<String>) {
    let declared = declared(written);
    let mut missing = Vec::new();
    if declared.is_empty() {
        return (written.clone(), missing);
    }
    let mut value = written.clone();
    walk(&mut value, &mut |text| {
        *text = replaced(text, |name| {
            let default = declared.get(name)?;
            let known = given.get(name).or(default.as_ref());
            if known.is_none() && !missing.iter().any(|one| one == name) {
                missing.push(name.to_owned());
            }
            known.cloned()
        });
    });
    (value, missing)
}

/// The declared names, each with its default.
pub(super) fn declared(written: &Value) -> BTreeMap<String, Option<String>> {
    let variables = written["environment"]["variables"].as_array();
    let variables = variables.map(Vec::as_slice).unwrap_or_default().iter();
    variables
        .filter_map(|variable| {
            let name = variable.as_str().or(variable["key"].as_str())?;
            let default = variable["default"].as_str().map(str::to_owned);
            Some((name.to_owned(), default))
        })
        .collect()
}

/// As deep as a manifest may be.
fn walk(value: &mut Value, each: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(values) => values.iter_mut().for_each(|value| walk(value, each)),
        Value::Object(members) => members.values_mut().for_each(|value| walk(value, each)),
        _ => {}
    }
}

fn replaced(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, behind) = rest.split_at(start);
        done.push_str(before);
        let name = behind[2..].split('}').next().unwrap_or_default();
        let closed = behind.len() > name.len() + 2;
        let spelt = !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match Some(name).filter(|_| closed && spelt).and_then(&mut value) {
            Some(value) => {
                done.push_str(&value);
                rest = &behind[name.len() + 3..];
            }
            None => {
                done.push_str("${");
                rest = &behind[2..];
            }
        }
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_declared_is_put_in_and_nothing_else() {
        let written = json!({
            "environment": { "variables": ["HOST", { "key": "PORT", "default": "443" }, "UNSET"] },
            "a": ["https://${HOST}:${PORT}/${OTHER}", "${UNSET}/${", "$${HOST}", "${HOST", "${}", 7],
        });
        let given = BTreeMap::from([("HOST".to_owned(), "${PORT}".to_owned())]);
        let (value, missing) = put_in(&written, &given);
        assert_eq!(
            value["a"],
            json!([
                "https://${PORT}:443/${OTHER}",
                "${UNSET}/${",
                "$${PORT}",
                "${HOST",
                "${}",
                7
            ])
        );
        assert_eq!(missing, ["UNSET"]);
    }
}
