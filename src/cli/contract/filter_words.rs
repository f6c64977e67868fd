//! A filter in words: `from-app POST /wiki/rest/* 401`.

use std::fmt;

use mockfluence::{Filter, from_app, to_app};
use serde_json::Value;

/// Words that are no filter.
#[derive(Debug)]
pub(crate) struct NoFilter(String);

impl fmt::Display for NoFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for NoFilter {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<&str> for NoFilter {
    fn from(why: &str) -> Self {
        Self(why.to_owned())
    }
}

/// Reads the words of a filter; all but the direction may be left out.
pub(crate) fn parse(text: &str) -> Result<Filter, NoFilter> {
    let words = words(text)?;
    let mut words = words.iter().map(String::as_str);
    let mut filter = match words.next() {
        Some("from-app") => from_app(),
        Some("to-app") => to_app(),
        _ => return Err("begin with from-app or to-app, as in 'to-app POST /installed'".into()),
    };
    for word in words {
        filter = narrowed(filter, word)?;
    }
    Ok(filter)
}

fn narrowed(filter: Filter, word: &str) -> Result<Filter, NoFilter> {
    if let Some(rest) = word.strip_prefix("body:") {
        return at_pointer(filter, rest);
    }
    if let Some(text) = word.strip_prefix("body~") {
        return Ok(filter.body_contains(text));
    }
    if let Some(key) = word.strip_prefix("app=") {
        return Ok(filter.app(key));
    }
    let is_place = word.starts_with(['/', '?']) || word == "*";
    if is_place && !word.contains('#') {
        let (path, query) = word.split_once('?').unwrap_or((word, ""));
        let filter = match path {
            "" => filter,
            path => filter.path(path),
        };
        let pairs = form_urlencoded::parse(query.as_bytes());
        return Ok(pairs.fold(filter, |filter, (name, value)| filter.query(name, value)));
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let status = word.parse().ok();
        let status = status.filter(|status| (100..=999).contains(status));
        return Ok(filter.status(status.ok_or_else(|| format!("`{word}` is no status"))?));
    }
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(filter.method(word));
    }
    Err(format!("`{word}` is no method, path, status or condition").into())
}

/// `/webItems/0/key=apollo`: a value that is no JSON is a text.
fn at_pointer(filter: Filter, rest: &str) -> Result<Filter, NoFilter> {
    let (pointer, value) = rest
        .split_once('=')
        .filter(|(pointer, _)| pointer.is_empty() || pointer.starts_with('/'))
        .ok_or("a value in the body is written body:/POINTER=JSON")?;
    let json: Value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    Ok(filter.body_at(pointer, json))
}

/// Split at blanks, but where they stand between double quotes.
fn words(text: &str) -> Result<Vec<String>, NoFilter> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            letter if letter.is_whitespace() && !quoted => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    if quoted {
        return Err("a quote is not closed".into());
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_words() {
        for (text, filter) in [
            ("to-app", to_app()),
            ("from-app *", from_app().path("*")),
            (
                "to-app POST /installed 204 app=my-app",
                to_app().post("/installed").status(204).app("my-app"),
            ),
            (
                "to-app  app=my-app 204 /installed post",
                to_app().post("/installed").status(204).app("my-app"),
            ),
            ("from-app post /x 401", from_app().post("/x").status(401)),
            ("to-app app=k /x*", to_app().app("k").path("/x*")),
            (
                "from-app DELETE /m?moduleKey=a%20b",
                from_app().delete("/m").query("moduleKey", "a b"),
            ),
            (
                "from-app ?a=1&b=2",
                from_app().query("a", "1").query("b", "2"),
            ),
            (
                r#"from-app "body~two words" body:/n=1 body:/s=x"#,
                from_app()
                    .body_contains("two words")
                    .body_at("/n", 1)
                    .body_at("/s", "x"),
            ),
        ] {
            assert_eq!(parse(text).unwrap(), filter, "{text}");
        }
    }

    #[test]
    fn what_is_no_filter_says_why() {
        for (text, why) in [
            ("", "begin with"),
            ("up", "begin with"),
            ("from-app 99999", "`99999` is no status"),
            ("from-app 99", "`99` is no status"),
            ("from-app /x#y", "`/x#y` is no"),
            ("from-app body:x=1", "body:/POINTER=JSON"),
            ("from-app stat=1", "`stat=1` is no"),
            ("from-app \"body~x", "not closed"),
        ] {
            let said = parse(text).unwrap_err().to_string();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
