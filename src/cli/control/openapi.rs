//! The API's own description, made of the table of routes and the types of the contract.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::gate::is_open;
use super::route::{ALWAYS, Route};
use crate::cli::contract::problem::Problem;

pub(super) fn document(routes: &[Route]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for route in routes {
        let item = paths.entry(route.path).or_insert_with(|| json!({}));
        let parameters = parameters(route.path);
        if !parameters.is_empty() {
            item["parameters"] = parameters.into();
        }
        item[route.method.as_str().to_lowercase()] = operation(route, &mut generator);
    }
    let problem = generator.subschema_for::<Problem>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "mockfluence control API",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the library mockfluence does, over HTTP. Every request needs the bearer token \
                            that `serve` prints, unless it runs with --no-token; a web page other than the API's \
                            own is refused by Host, Origin and Sec-Fetch-Site.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "token": [] }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": { "Problem": {
                "description": "Why not.",
                "content": { "application/json": { "schema": problem } },
            }},
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

/// The parts of a path that are not fixed.
fn parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| {
        let open = part.strip_prefix('{')?;
        open.strip_suffix('}')
    });
    let one = |name: &str| {
        let schema = match name {
            "id" => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
            _ => json!({ "type": "string", "minLength": 1 }),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    };
    names.map(one).collect()
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut operation = json!({
        "operationId": operation_id(route.name),
        "summary": route.summary.trim(),
        "responses": responses(route, generator),
    });
    if is_open(&route.method, route.path) {
        operation["security"] = json!([]);
    }
    let request = (route.request)(generator);
    let is_nothing = request.get("$ref") == Some(&json!("#/components/schemas/Nothing"));
    if is_nothing {
        return operation;
    }
    if route.method == http::Method::GET {
        operation["parameters"] = query(&request, generator);
    } else {
        let needs_nothing = resolved(&request, generator)["type"] == "object"
            && resolved(&request, generator)["required"].is_null();
        operation["requestBody"] = json!({
            "required": !needs_nothing,
            "content": { "application/json": { "schema": request } },
        });
    }
    operation
}

/// `InstallApp` as `installApp`.
fn operation_id(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{}{rest}", first.to_lowercase())
}

fn responses(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut responses = Map::new();
    let refused = ALWAYS.iter().chain(route.refusals);
    for status in refused {
        let problem = json!({ "$ref": "#/components/responses/Problem" });
        responses.insert(status.to_string(), problem);
    }
    let mut good = json!({ "description": "Done." });
    if route.status != 204 {
        let mut content = Map::new();
        let reply = (route.reply)(generator);
        let only_html = route.forms == ["text/html"];
        if !only_html {
            content.insert("application/json".to_owned(), json!({ "schema": reply }));
        }
        for form in route.forms {
            content.insert(
                (*form).to_owned(),
                json!({ "schema": { "type": "string" } }),
            );
        }
        good["content"] = Value::Object(content);
    }
    responses.insert(route.status.to_string(), good);
    Value::Object(responses)
}

fn resolved(schema: &Schema, generator: &SchemaGenerator) -> Value {
    let named = schema.get("$ref").and_then(Value::as_str);
    let name = named.and_then(|place| place.rsplit('/').next());
    let found = name.and_then(|name| generator.definitions().get(name));
    found.cloned().unwrap_or_else(|| schema.clone().into())
}

/// The fields of a query as parameters.
fn query(request: &Schema, generator: &SchemaGenerator) -> Value {
    let schema = resolved(request, generator);
    let fields = schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let parameters = fields.into_iter().map(|(name, mut schema)| {
        let about = schema
            .as_object_mut()
            .and_then(|one| one.remove("description"));
        let mut parameter = json!({ "name": name, "in": "query", "schema": present(schema) });
        if let Some(about) = about {
            parameter["description"] = about;
        }
        parameter
    });
    parameters.collect()
}

/// What a parameter is when it is there: a query has no null.
fn present(mut schema: Value) -> Value {
    if let Some(kinds) = schema["type"].as_array() {
        let kind = kinds.iter().find(|kind| **kind != "null").cloned();
        schema["type"] = kind.unwrap_or_default();
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let one = any.iter().find(|one| one["type"] != "null").cloned();
        return one.unwrap_or_default();
    }
    schema
}
