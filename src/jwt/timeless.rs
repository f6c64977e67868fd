//! The claims of a token as the log has them: the same in each run of a test.

use serde_json::Value;

use super::claims::Claims;

impl Claims {
    /// As JSON for the log, sorted by name: what lies between the times in place of the times, in
    /// seconds. Written out piece by piece, as each request comes through here unoptimised.
    pub(crate) fn timeless(&self) -> String {
        let since_issued =
            |until: Option<i64>| Some(ClaimText::Seconds(until?.saturating_sub(self.iat?)));
        let own = [
            ("aud", self.aud.as_ref().map(ClaimText::Json)),
            ("context", self.context.as_ref().map(ClaimText::Json)),
            ("iss", self.iss.as_deref().map(ClaimText::Text)),
            ("lifetime", since_issued(self.exp)),
            ("qsh", self.qsh.as_deref().map(ClaimText::Text)),
            ("sub", self.sub.as_deref().map(ClaimText::Text)),
            ("validAfter", since_issued(self.nbf)),
        ];
        let mut text = String::from("{");
        let mut others = self.other.iter().peekable();
        for (name, value) in own {
            while let Some((other, value)) = others.next_if(|(other, _)| other.as_str() < name) {
                ClaimText::Json(value).push(other, &mut text);
            }
            if let Some(value) = value {
                others.next_if(|(other, _)| *other == name);
                value.push(name, &mut text);
            }
        }
        for (other, value) in others {
            ClaimText::Json(value).push(other, &mut text);
        }
        text.push('}');
        text
    }
}

/// A claim as the log shows it.
enum ClaimText<'a> {
    Text(&'a str),
    Json(&'a Value),
    Seconds(i64),
}

impl ClaimText<'_> {
    fn push(&self, name: &str, to: &mut String) {
        if to.len() > 1 {
            to.push(',');
        }
        push_quoted(name, to);
        to.push(':');
        match self {
            ClaimText::Text(text) => push_quoted(text, to),
            ClaimText::Json(value) => push_json(value, to),
            ClaimText::Seconds(seconds) => to.push_str(&seconds.to_string()),
        }
    }
}

/// What tokens have in them: a text, or the list of an audience.
fn push_json(value: &Value, to: &mut String) {
    match value {
        Value::String(text) => push_quoted(text, to),
        Value::Array(values) => {
            to.push('[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    to.push(',');
                }
                push_json(value, to);
            }
            to.push(']');
        }
        value => to.push_str(&value.to_string()),
    }
}

fn push_quoted(text: &str, to: &mut String) {
    let escaped = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    if text.as_bytes().iter().any(escaped) {
        to.push_str(&Value::from(text).to_string());
    } else {
        to.push('"');
        to.push_str(text);
        to.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_shows_what_serde_json_would_write_with_the_lengths_for_the_times() {
        let token = r#"{"iss":"a\"b\\c\u0001é","zoo":[1,{"x":null}],"exp":280,"iat":100,"nbf":90,
            "aud":["k"],"context":{"b":1,"a":"x"},"sub":"s","qsh":"q","lifetime":"mine","bar":true}"#;
        let claims: Claims = serde_json::from_str(token).unwrap();
        let mut expected: Value = serde_json::from_str(token).unwrap();
        let object = expected.as_object_mut().unwrap();
        for time in ["exp", "iat", "nbf"] {
            object.remove(time);
        }
        object.insert("lifetime".into(), 180.into());
        object.insert("validAfter".into(), (-10).into());
        assert_eq!(claims.timeless(), expected.to_string());
        assert_eq!(Claims::default().timeless(), "{}");
    }
}
