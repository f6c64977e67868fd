//! The JSON Schema file, written from the table.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::check::both_cases;
use super::pattern::Pattern;
use super::{MODULE_TYPES, ModuleType, Object, Property, ROOT, Shape, Text};
use crate::descriptor::rules::Rules;

/// The schema of a Confluence descriptor as JSON Schema (draft 7), for an editor: name the file in `$schema`.
///
/// It says what the schema says and no more; [`Descriptor::validate`](super::super::Descriptor::validate) knows the
/// rules outside it too.
///
/// ```
/// let schema: serde_json::Value =
///     serde_json::from_str(&mockfluence::descriptor::json_schema()).unwrap();
/// assert_eq!(schema["required"], serde_json::json!(["key", "baseUrl", "authentication"]));
/// ```
#[must_use]
pub fn json_schema() -> String {
    let mut definitions = BTreeMap::new();
    let mut root = object(&ROOT, &mut definitions);
    root["properties"]["$schema"] = json!({});
    root["properties"]["modules"] = modules(&mut definitions);
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!("Atlassian Connect descriptor for Confluence Cloud");
    root["definitions"] = definitions.into_iter().collect::<Map<_, _>>().into();
    format!("{root:#}\n")
}

type Definitions = BTreeMap<String, Value>;

fn modules(definitions: &mut Definitions) -> Value {
    let mut types = Map::new();
    for known in &MODULE_TYPES {
        let body = reference(known.body, definitions);
        types.insert(known.name.to_owned(), in_form(known, body));
    }
    json!({"type": "object", "properties": types, "additionalProperties": false, "default": {}})
}

fn in_form(known: &ModuleType, body: Value) -> Value {
    if known.is_list() {
        json!({"type": "array", "items": body})
    } else {
        body
    }
}

fn reference(wanted: &Object, definitions: &mut Definitions) -> Value {
    if !definitions.contains_key(wanted.name) {
        // Entered before it is written, because conditions contain conditions.
        definitions.insert(wanted.name.to_owned(), Value::Null);
        let written = object(wanted, definitions);
        definitions.insert(wanted.name.to_owned(), written);
    }
    json!({"$ref": format!("#/definitions/{}", wanted.name)})
}

fn object(written: &Object, definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for row in written.properties {
        properties.insert(row.name.to_owned(), property(row, definitions));
    }
    let mut schema = json!({"type": "object", "properties": properties});
    let required: Vec<&str> = written
        .properties
        .iter()
        .filter(|row| row.required)
        .map(|row| row.name)
        .collect();
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn property(row: &Property, definitions: &mut Definitions) -> Value {
    let mut schema = shape(row.shape, definitions);
    // Beside a `$ref`, draft 7 ignores everything.
    if let (Some(default), None) = (row.default, schema.get("$ref")) {
        schema["default"] = serde_json::from_str(default).expect("the table has JSON");
    }
    schema
}

fn shape(shape: Shape, definitions: &mut Definitions) -> Value {
    match shape {
        Shape::Boolean | Shape::Integer | Shape::Free | Shape::Modules => {
            json!({"type": shape.types()[0]})
        }
        Shape::Number => json!({"type": "number"}),
        Shape::Text(limits) => text(limits),
        Shape::AppKey => text(Text {
            longest: Rules::default().app_key_length,
            pattern: Some(Pattern::AppKey),
        }),
        Shape::Choice(words) => json!({"type": "string", "enum": both_cases(words)}),
        Shape::Object(object) => reference(object, definitions),
        Shape::Map(of) => {
            json!({"type": "object", "additionalProperties": self::shape(*of, definitions)})
        }
        Shape::List(of, most) => {
            let mut schema = json!({"type": "array", "items": self::shape(*of, definitions)});
            if most != usize::MAX {
                schema["maxItems"] = most.into();
            }
            schema
        }
        Shape::AnyOf(objects) => {
            let forms: Vec<Value> = objects
                .iter()
                .map(|object| reference(object, definitions))
                .collect();
            json!({"type": "object", "anyOf": forms})
        }
    }
}

fn text(limits: Text) -> Value {
    let mut schema = json!({"type": "string"});
    if limits.longest != usize::MAX {
        schema["maxLength"] = limits.longest.into();
    }
    if let Some(pattern) = limits.pattern {
        schema["pattern"] = pattern.regex().into();
    }
    schema
}
