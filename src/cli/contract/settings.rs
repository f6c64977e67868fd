//! The points where hosts differ: their names and values, and the hosts that are known.

use mockfluence::Settings;
use mockfluence::settings::Host as Known;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Every setting there is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct AllSettings {
    pub(crate) settings: Vec<Setting>,
}

/// One point where hosts differ.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Setting {
    /// As in a file of settings; below `rules` stand those that judge descriptors.
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) default: Value,
    /// All it can be, where these are names; empty for numbers, texts, true and false.
    pub(crate) values: Vec<Choice>,
}

/// One value of a setting.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) about: String,
}

/// The hosts we know of, one for each point where hosts differ in a way that an app notices.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Hosts {
    pub(crate) hosts: Vec<Host>,
}

/// A host, by what it is known for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Host {
    /// For `host` of `POST /tenants`.
    pub(crate) name: String,
    /// What differs from the default.
    pub(crate) settings: Map<String, Value>,
}

impl AllSettings {
    /// From the schema of the settings, so that none is forgotten.
    pub(crate) fn known() -> Self {
        let schema = Value::from(schema_for!(Settings));
        let mut settings = Vec::new();
        collect(&schema, &schema, "", &mut settings);
        Self { settings }
    }
}

/// The properties of an object, and those of the objects in it.
fn collect(root: &Value, object: &Value, prefix: &str, into: &mut Vec<Setting>) {
    let properties = object["properties"].as_object().into_iter().flatten();
    for (name, property) in properties {
        let name = format!("{prefix}{name}");
        let meant = property["$ref"]
            .as_str()
            .and_then(|place| root.pointer(place.trim_start_matches('#')));
        let meant = meant.unwrap_or(property);
        if meant["properties"].is_object() {
            collect(root, meant, &format!("{name}."), into);
            continue;
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().replace('\n', " ");
        let listed = meant["oneOf"].as_array().into_iter().flatten();
        let listed = listed.filter_map(|one| {
            let value = one["const"].as_str()?.to_owned();
            let about = text(&one["description"]);
            Some(Choice { value, about })
        });
        into.push(Setting {
            about: text(&property["description"]),
            default: property["default"].clone(),
            values: listed.collect(),
            name,
        });
    }
}

impl Hosts {
    pub(crate) fn known() -> Self {
        let default = differing(&Settings::default(), &Value::Null);
        let host = |host: &Known| Host {
            name: host.to_string(),
            settings: differing(&host.settings(), &Value::Object(default.clone())),
        };
        Self {
            hosts: Known::ALL.iter().map(host).collect(),
        }
    }
}

/// The settings of a host, by its name.
pub(crate) fn known_host(name: &str) -> Option<Settings> {
    let host = Known::ALL.iter().find(|host| host.label() == name);
    host.map(|host| host.settings())
}

/// The settings by which a tenant answers as a site did, from the evidence of a comparison.
pub(crate) fn of_evidence(evidence: &Map<String, Value>) -> Result<Settings, String> {
    let text = serde_json::to_string(evidence).map_err(|error| error.to_string())?;
    Settings::from_evidence(&text).map_err(|error| format!("evidence: {error}"))
}

/// What of the settings is not as in `base`.
fn differing(settings: &Settings, base: &Value) -> Map<String, Value> {
    let whole = serde_json::to_value(settings).unwrap_or_default();
    match without(whole, base) {
        Some(Value::Object(differing)) => differing,
        _ => Map::new(),
    }
}

fn without(value: Value, base: &Value) -> Option<Value> {
    match (value, base) {
        (value, base) if value == *base => None,
        (Value::Object(fields), Value::Object(base)) => {
            let differing = fields.into_iter().filter_map(|(name, value)| {
                let base = base.get(&name).unwrap_or(&Value::Null);
                Some((name, without(value, base)?))
            });
            Some(Value::Object(differing.collect()))
        }
        (value, _) => Some(value),
    }
}

/// Settings with what differs laid over them. The names are checked by the settings themselves.
pub(crate) fn laid_over(
    base: &Settings,
    differences: Map<String, Value>,
) -> serde_json::Result<Settings> {
    let mut whole = serde_json::to_value(base)?;
    lay_over(&mut whole, Value::Object(differences));
    serde_json::from_value(whole)
}

fn lay_over(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (name, value) in over {
                lay_over(base.entry(name).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}
