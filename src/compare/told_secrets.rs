//! What a body tells that is a secret by its name: of an install, of an exchange for an access token.

use serde_json::Value;

/// Fields of JSON and of forms, in small letters and without dashes, whose values are secrets.
const NAMES: [&str; 9] = [
    "accesstoken",
    "apitoken",
    "clientsecret",
    "idtoken",
    "password",
    "refreshtoken",
    "secret",
    "sessiontoken",
    "sharedsecret",
];

/// Name and value of each.
pub(super) fn told(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => walk(&value, &mut found),
        Err(_) if body.contains(&b'=') => {
            let fields = form_urlencoded::parse(body);
            found.extend(fields.map(|(name, value)| (plain(&name), value.into_owned())));
        }
        Err(_) => {}
    }
    found.retain(|(name, value)| NAMES.contains(&name.as_str()) && !value.is_empty());
    // As the log of a recording says of those that it has hidden.
    found.retain(|(_, value)| !value.contains('#') && !value.starts_with('{'));
    found
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

fn walk(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) => found.push((plain(name), text.clone())),
                    value => walk(value, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|one| walk(one, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_names_in_json_and_in_forms() {
        let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        for (body, secrets) in [
            (
                r#"{"key":"k","sharedSecret":"s3cret-of-1"}"#,
                one("sharedsecret", "s3cret-of-1"),
            ),
            (
                r#"[{"a":{"access_token":"t0ken-of-1"}}]"#,
                one("accesstoken", "t0ken-of-1"),
            ),
            (
                "grant_type=x&client_secret=a%2Fb-and-more",
                one("clientsecret", "a/b-and-more"),
            ),
            (
                r#"{"nextPageToken":"a-long-text","password":"short","secret":""}"#,
                one("password", "short"),
            ),
            (r#"{"sharedSecret":"sharedSecret#1"}"#, vec![]),
        ] {
            assert_eq!(told(body.as_bytes()), secrets, "{body}");
        }
    }
}
