//! One clause of a query: a field, a sign, and values that fit the field.

use super::span::{DATES, Span, span};
use super::unanswered::Unanswered;
use super::value::Value;
use super::words::Words;
use crate::site::content::Kind;

/// What content is tested for; of several values, one is enough.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site::content) enum Test {
    Type(Vec<String>),
    Space(Vec<String>),
    Title(Vec<String>),
    TitleHas(Words),
    TextHas(Words),
    Label(Vec<String>),
    Ancestor(Vec<u64>),
    Parent(Vec<u64>),
    Id(Vec<u64>),
    Creator(Vec<String>),
    /// Made, or changed last, in this time of the ISO form.
    Created(Span),
    Modified(Span),
}

/// A test; whoever has it before them knows whether it is turned round.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site::content) struct Clause {
    pub(in crate::site::content) test: Test,
}

const FIELDS: &str = "type, space, title, label, ancestor, parent, id, creator, created, \
                      lastmodified, text";

impl Clause {
    pub(super) fn new(
        field: &str,
        sign: &str,
        values: &[Value],
        account: &str,
        now_millis: i64,
    ) -> Result<Self, Unanswered> {
        let said = Said {
            field,
            sign,
            values,
            account,
        };
        let is = matches!(sign, "=" | "!=" | "in" | "not in");
        let has = matches!(sign, "~" | "!~");
        let when = || span(sign, values, now_millis).ok_or_else(|| said.not_served(DATES));
        let test = match (field.to_ascii_lowercase().as_str(), is, has) {
            ("type", true, _) => Test::Type(said.types()?),
            ("space" | "space.key", true, _) => Test::Space(said.texts()?),
            ("title", true, _) => Test::Title(said.texts()?),
            ("title", _, true) => Test::TitleHas(said.words()?),
            ("text", _, true) => Test::TextHas(said.words()?),
            ("label", true, _) => Test::Label(said.texts()?),
            ("ancestor", true, _) => Test::Ancestor(said.numbers()?),
            ("parent", true, _) => Test::Parent(said.numbers()?),
            ("id" | "content", true, _) => Test::Id(said.numbers()?),
            ("creator", true, _) => Test::Creator(said.texts()?),
            ("created", ..) => Test::Created(when()?),
            ("lastmodified", ..) => Test::Modified(when()?),
            ("title", ..) => return Err(said.not_served("=, !=, in, not in, ~, !~")),
            ("text", ..) => return Err(said.not_served("~, !~")),
            (known, ..) if EXACT.contains(&known) => {
                return Err(said.not_served("=, !=, in, not in"));
            }
            _ => return Err(said.not_served(FIELDS)),
        };
        Ok(Self { test })
    }
}

/// The fields that are compared as a whole.
const EXACT: &[&str] = &[
    "type",
    "space",
    "space.key",
    "label",
    "ancestor",
    "parent",
    "id",
    "content",
    "creator",
];

/// A clause as it was written, by somebody.
struct Said<'a> {
    field: &'a str,
    sign: &'a str,
    values: &'a [Value],
    account: &'a str,
}

impl Said<'_> {
    fn not_served(&self, known: &str) -> Unanswered {
        Unanswered::NotServed {
            clause: written(self.field, self.sign, self.values),
            known: known.to_owned(),
        }
    }

    fn texts(&self) -> Result<Vec<String>, Unanswered> {
        let text = |value: &Value| match value {
            Value::Text(text) => Ok(text.clone()),
            Value::Call(name, None) if name.eq_ignore_ascii_case("currentUser") => {
                Ok(self.account.to_owned())
            }
            Value::Call(..) => Err(self.not_served("texts, and currentUser()")),
        };
        self.values.iter().map(text).collect()
    }

    fn types(&self) -> Result<Vec<String>, Unanswered> {
        let types = self.texts()?;
        match types.iter().all(|name| Kind::named(name).is_some()) {
            true => Ok(types),
            false => Err(self.not_served("page, blogpost, comment, attachment")),
        }
    }

    fn numbers(&self) -> Result<Vec<u64>, Unanswered> {
        let number = |text: String| {
            text.parse().map_err(|_| Unanswered::Unreadable {
                got: text,
                expected: format!("an id for {}", self.field),
            })
        };
        self.texts()?.into_iter().map(number).collect()
    }

    fn words(&self) -> Result<Words, Unanswered> {
        let text = self.texts()?.concat();
        Words::parse(&text).ok_or_else(|| self.not_served("words, and `*` at the end of one"))
    }
}

fn written(field: &str, sign: &str, values: &[Value]) -> String {
    let value = |value: &Value| match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Call(name, parameter) => {
            format!("{name}({})", parameter.as_deref().unwrap_or_default())
        }
    };
    let values: Vec<String> = values.iter().map(value).collect();
    match sign {
        "in" | "not in" => format!("{field} {sign} ({})", values.join(", ")),
        _ => format!("{field} {sign} {}", values.join(", ")),
    }
}

/// What results are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site::content) enum Sorting {
    Title,
    Created,
    Modified,
    Id,
}

impl Sorting {
    pub(super) fn named(name: &str) -> Result<Self, Unanswered> {
        match name.to_ascii_lowercase().as_str() {
            "title" => Ok(Self::Title),
            "created" => Ok(Self::Created),
            "lastmodified" => Ok(Self::Modified),
            "id" | "content" => Ok(Self::Id),
            _ => Err(Unanswered::NotServed {
                clause: format!("order by {name}"),
                known: "title, created, lastmodified, id".to_owned(),
            }),
        }
    }
}
