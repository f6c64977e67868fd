//! The judge: holds a value against the table and notes every place where they differ.

use serde_json::Value;

use super::pattern::Pattern;
use super::wording::{mismatch, quoted, remedy};
use super::{Object, Shape, Text, unknown};
use crate::descriptor::known_names;
use crate::descriptor::rules::Rules;
use crate::descriptor::told::Told;
use crate::descriptor::violation::{self, SCHEMA, Severity, Violation, type_name, wrong_type};

/// Judges values by the table. It visits every value of the input a fixed number of times at most.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    pub(crate) rules: &'a Rules,
    /// What the schema refuses.
    pub(crate) found: Told,
    /// Properties the schema does not know.
    pub(crate) unknown: Told,
    /// How many values were looked at.
    pub(crate) visited: usize,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(rules: &'a Rules) -> Self {
        Judge {
            rules,
            found: Told::default(),
            unknown: Told::default(),
            visited: 0,
        }
    }

    /// Judges an object at this place.
    pub(crate) fn object(&mut self, value: &Value, object: &'static Object, place: &str) {
        let Value::Object(members) = value else {
            self.visited += 1;
            return self.wrong_type(value, &["object"], place);
        };
        self.visited += 1 + members.len();
        let absent = |name: &&str| !members.contains_key(*name);
        let required = object
            .properties
            .iter()
            .filter(|row| row.required)
            .map(|row| row.name);
        let missing: Vec<&str> = required.filter(absent).collect();
        if !missing.is_empty() {
            self.refuse(place, || {
                let advice = format!("add {}", missing.join(", "));
                (violation::missing(&missing), advice)
            });
        }
        for (name, member) in members {
            match object.properties.iter().find(|row| row.name == name) {
                Some(row) => self.check(member, row.shape, &format!("{place}/{name}")),
                None => self.unknown(place, name),
            }
        }
    }

    fn check(&mut self, value: &Value, shape: Shape, place: &str) {
        match (shape, value) {
            (Shape::Object(object), _) => return self.object(value, object, place),
            (Shape::AnyOf(objects), Value::Object(_)) => return self.any_of(value, objects, place),
            _ => self.visited += 1,
        }
        match (shape, value) {
            (Shape::Text(text), Value::String(found)) => self.text(found, text, place),
            (Shape::AppKey, Value::String(found)) => {
                let text = Text {
                    longest: self.rules.app_key_length,
                    pattern: Some(Pattern::AppKey),
                };
                self.text(found, text, place);
            }
            (Shape::Choice(words), Value::String(found)) => self.choice(found, words, place),
            (Shape::List(of, most), Value::Array(values)) => self.list(values, *of, most, place),
            (Shape::Map(of), Value::Object(members)) => {
                for (name, member) in members {
                    self.check(member, *of, &violation::pointer(place, name));
                }
            }
            (Shape::Free | Shape::Modules, Value::Object(_)) | (Shape::Boolean, Value::Bool(_)) => {
            }
            (Shape::Number, Value::Number(_)) => {}
            (Shape::Integer, Value::Number(number)) if is_whole(number) => {}
            _ => self.wrong_type(value, shape.types(), place),
        }
    }

    fn text(&mut self, found: &str, text: Text, place: &str) {
        let length = found.chars().count();
        if length > text.longest {
            let longest = text.longest;
            self.refuse(place, || {
                let message = format!(
                    "string {} is too long (length: {length}, maximum allowed: {longest})",
                    quoted(found)
                );
                (message, format!("shorten it to {longest} characters"))
            });
        }
        match text.pattern {
            Some(pattern) if !pattern.matches(found) => {
                self.refuse(place, || (mismatch(pattern, found), remedy(pattern, found)));
            }
            _ => {}
        }
    }

    fn choice(&mut self, found: &str, words: &[&str], place: &str) {
        if words
            .iter()
            .any(|word| found == *word || found == word.to_uppercase())
        {
            return;
        }
        self.refuse(place, || {
            let message = format!(
                "instance value ({}) not found in enum (possible values: {})",
                quoted(found),
                Value::from(both_cases(words))
            );
            (message, other_choice(found, words, place))
        });
    }

    fn list(&mut self, values: &[Value], of: Shape, most: usize, place: &str) {
        let count = values.len();
        if count > most {
            self.refuse(place, || {
                let message = format!(
                    "array is too long: must have at most {most} elements but instance has {count} elements"
                );
                (message, format!("keep {most} of them"))
            });
        }
        for (index, value) in values.iter().enumerate() {
            self.check(value, of, &format!("{place}/{index}"));
        }
    }

    fn any_of(&mut self, value: &Value, objects: &'static [&'static Object], place: &str) {
        let mut closest: Option<Told> = None;
        for object in objects {
            let mut trial = Judge::new(self.rules);
            trial.object(value, object, place);
            self.visited += trial.visited;
            if trial.found.is_empty() {
                return;
            }
            if closest
                .as_ref()
                .is_none_or(|closest| trial.found.len() < closest.len())
            {
                closest = Some(trial.found);
            }
        }
        let count = objects.len();
        self.refuse(place, || {
            let hint = closest.and_then(|found| found.all().into_iter().next());
            let hint = hint
                .map(|first| format!("the closest form says {}: {}", first.pointer, first.message));
            let message =
                format!("instance failed to match at least one required schema among {count}");
            (message, hint.unwrap_or_default())
        });
    }

    fn wrong_type(&mut self, value: &Value, allowed: &[&str], place: &str) {
        self.refuse(place, || {
            let advice = match (type_name(value), allowed[0]) {
                ("string", "integer" | "number" | "boolean") => {
                    "write it without quotes".to_owned()
                }
                ("integer" | "number" | "boolean", "string") => "write it in quotes".to_owned(),
                (_, wanted) => format!("make it a JSON {wanted}"),
            };
            (wrong_type(value, allowed), advice)
        });
    }

    /// Message and advice are worded only where there is room for them.
    fn refuse(&mut self, place: &str, words: impl FnOnce() -> (String, String)) {
        if self.found.has_room(SCHEMA, place, Severity::Refused) {
            let (message, advice) = words();
            let refused = Violation::schema(place, message).advise(advice);
            self.found.push_asked(refused);
        }
    }

    fn unknown(&mut self, place: &str, name: &str) {
        let Some(severity) = unknown::severity(place, name, self.rules) else {
            return;
        };
        // One kind, whatever the names are.
        if self
            .unknown
            .has_room(SCHEMA, &format!("{place}/…"), severity)
        {
            let told = unknown::property(place, name, severity);
            self.unknown.push_asked(told);
        }
    }
}

impl Shape {
    /// The JSON types that fit, by the schema library's names.
    pub(super) fn types(self) -> &'static [&'static str] {
        match self {
            Shape::Boolean => &["boolean"],
            Shape::Integer => &["integer"],
            Shape::Number => &["integer", "number"],
            Shape::Text(_) | Shape::AppKey | Shape::Choice(_) => &["string"],
            Shape::List(..) => &["array"],
            Shape::Object(_) | Shape::Free | Shape::Map(_) | Shape::AnyOf(_) | Shape::Modules => {
                &["object"]
            }
        }
    }
}

/// What to do about a word that is none of these.
fn other_choice(found: &str, words: &[&str], place: &str) -> String {
    let lower = found.to_lowercase();
    match words.iter().find(|word| **word == lower) {
        Some(word) => format!("write it all lower case: {word}"),
        None if place.starts_with("/scopes/") && known_names::is_bitbucket_scope(found) => {
            "this is a scope of Bitbucket: is this a descriptor for Confluence?".to_owned()
        }
        None => format!("use one of {}", words.join(", ")),
    }
}

/// Every word in lower and in upper case, which is how the host's schema spells "any case".
pub(super) fn both_cases(words: &[&str]) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| [(*word).to_owned(), word.to_uppercase()])
        .collect()
}

/// `100.0` is an integer to JSON Schema.
fn is_whole(number: &serde_json::Number) -> bool {
    !number.is_f64() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
}
