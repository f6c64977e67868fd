//! The JSON Schema file is written from the table, and a JSON Schema engine gives the same verdicts by it.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use mockfluence::descriptor::{Descriptor, Rules, json_schema};
use rstest::rstest;
use serde_json::{Value, json};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/schema/confluence-connect.schema.json"
);

fn engine() -> Validator {
    let schema: Value = serde_json::from_str(&json_schema()).expect("the schema is JSON");
    jsonschema::draft7::new(&schema).expect("the schema is a schema")
}

fn fixtures(folder: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/descriptors")
        .join(folder);
    let entries = fs::read_dir(folder).expect("the folder of fixtures");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let files = files.filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files
        .filter_map(|file| {
            let value = serde_json::from_str(&fs::read_to_string(&file).ok()?).ok()?;
            Some((file.file_stem()?.to_str()?.to_owned(), value))
        })
        .filter(|(_, value): &(String, Value)| value.is_object())
        .collect()
}

/// The table's verdict alone: what is refused for reasons outside the schema does not count.
fn table_accepts(value: &Value) -> bool {
    let descriptor = Descriptor::from_value(value.clone()).expect("an object");
    let found = descriptor.validate(&Rules::default());
    let by_schema = |code: &str| {
        code.ends_with("remote.descriptor.validation") || code.ends_with("unknown.module")
    };
    !found
        .iter()
        .any(|violation| violation.is_refusal() && by_schema(&violation.sub_code))
}

#[test]
fn the_file_is_up_to_date() {
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(FILE, json_schema()).expect("write the schema");
    }
    let written = fs::read_to_string(FILE).expect("the schema file");
    assert!(
        written == json_schema(),
        "run with UPDATE_FIXTURES=1 to write {FILE} anew"
    );
}

#[test]
fn engine_and_table_agree_on_every_fixture() {
    let engine = engine();
    for folder in ["valid", "warned", "invalid"] {
        for (name, value) in fixtures(folder) {
            // No regular expression tells that a URL has no host.
            if name != "base-url-without-host" {
                assert_eq!(
                    table_accepts(&value),
                    engine.is_valid(&value),
                    "{folder}/{name}"
                );
            }
        }
    }
}

#[test]
fn engine_and_table_agree_on_every_mutant() {
    let engine = engine();
    let (mut accepted, mut refused) = (0, 0);
    for (name, value) in fixtures("valid") {
        // Its parts are mutated one by one already.
        if name == "every-module-type" {
            continue;
        }
        for place in places(&value) {
            if is_mutated_elsewhere(&name, &place) {
                continue;
            }
            for mutant in mutants(&value, &place) {
                let verdict = table_accepts(&mutant);
                assert_eq!(
                    verdict,
                    engine.is_valid(&mutant),
                    "{name}, changed at {place}: {:?}",
                    mutant.pointer(&place)
                );
                if verdict { accepted += 1 } else { refused += 1 }
            }
        }
    }
    assert!(
        accepted > 1_000 && refused > 5_000,
        "{accepted} accepted, {refused} refused"
    );
}

/// Shared objects are mutated in one place only.
fn is_mutated_elsewhere(name: &str, place: &str) -> bool {
    let shared = [
        "/conditions/",
        "/icon/",
        "/tooltip/",
        "/name/",
        "/description/",
    ];
    let boxes = ["/lookAndFeel/content/header", "/lookAndFeel/content/body"];
    let within = |parts: &[&str]| parts.iter().any(|part| place.contains(part));
    within(&shared) && !name.starts_with("webItems")
        || within(&boxes)
        || within(&["/parameters/", "/propertyPanel/"]) && name.starts_with("static")
}

#[rstest]
#[case("/links/color", &[
    "#abc", "#ABCDEF", "#abcd", "#ggg", "red", "rgb(0,0,0)", "rgb( 1 , 22 , 255 )", "rgb(1,2,256)", "rgb(01,2,3)", "rgb(1,2)",
    "rgb(1,2,3,4)", "rgb(1%, 200%, 3%)", "rgb(1 %,2%,3%)", "rgb(1%,2,3%)", "rgba(1,2,3,0)", "rgba(1,2,3,0.)", "rgba(1,2,3,0.75)",
    "rgba(1,2,3,2)", "rgba(1,2,3,.5)", "rgba(1,2,3)", "hsl(359,100%,0%)", "hsl(360,1%,1%)", "hsl(1,101%,1%)", "hsl(1,1,1)",
    "hsla(1,1%,1%,1)", "hsla(1,1%,1%)", "rgb(1,2,3) ", " rgb(1,2,3)", "RGB(1,2,3)", "rgb(1,2,3", "rgb()", "#", "",
])]
#[case("/content/body/padding", &["0", "00", "1", "px", "1px", "0 0", "0 1px 2em 3%", "1px  2px", "1px ", "0 0 0 0 0", "-1px", "1.5em", ""])]
#[case("/content/screen/layer/width", &["0", "1px", "%", "100%", "1px 2px", "1 px", "1PX", ""])]
#[case("/content/screen/gutterTop", &["none", "default", "0", "3cm", "small", "a none b", ""])]
#[case("/content/screen/gutterLeft", &["none", "default", "small", "medium", "large", "1px", "extra-large", ""])]
#[case("/content/body/background", &["", "a;b", "a|b", "a}b", "a\nb", "{a", "url(x)"])]
#[case("/content/body/backgroundSize", &["auto", "xcoverx", "contain", "initial", "inherit", "1px 2px", "1", "big", ""])]
fn engine_and_table_agree_on_styles(#[case] place: &str, #[case] texts: &[&str]) {
    agree(
        "confluenceThemes-with-every-property",
        &format!("/modules/confluenceThemes/0/lookAndFeel{place}"),
        texts,
    );
}

#[rstest]
#[case("/key", &["a.b_c-D9", "", "a b", "é", "a/b"])]
#[case("/modules/webItems/0/key", &["a-B9", "a.b", "a_b", "", "é", "a\n"])]
#[case("/modules/webItems/0/styleClasses/0", &["_", "a1", "1a", "-a", "a b", "", "é"])]
#[case("/modules/webItems/0/icon/url", &["", "/a?b=c#d", "a b", "%20", "%2", "%zz", "{a}", "a\\b", "é", "\u{a0}", "a|b", "`", "[1]"])]
fn engine_and_table_agree_on_names(#[case] place: &str, #[case] texts: &[&str]) {
    agree("webItems-with-every-property", place, texts);
}

fn agree(fixture: &str, place: &str, texts: &[&str]) {
    let engine = engine();
    let valid = fixtures("valid");
    let (_, document) = valid
        .iter()
        .find(|(name, _)| name == fixture)
        .expect("the fixture");
    for text in texts {
        let mut changed = document.clone();
        *changed.pointer_mut(place).expect("the place exists") = json!(text);
        assert_eq!(
            table_accepts(&changed),
            engine.is_valid(&changed),
            "{text:?} at {place}"
        );
    }
}

/// Every place below the root.
fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.replace('/', "~1"), value))
            .collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        found.push(format!("/{name}"));
        found.extend(
            places(child)
                .into_iter()
                .map(|below| format!("/{name}{below}")),
        );
    }
    found
}

/// The document with the value at this place changed in every way, and with it gone.
fn mutants(document: &Value, place: &str) -> Vec<Value> {
    let original = document.pointer(place).expect("the place exists");
    let mut found = Vec::new();
    for value in changed(original) {
        let mut mutant = document.clone();
        *mutant.pointer_mut(place).expect("the place exists") = value;
        found.push(mutant);
    }
    let (above, name) = place.rsplit_once('/').expect("a place below the root");
    let mut without = document.clone();
    if let Some(Value::Object(members)) = without.pointer_mut(above) {
        members.remove(&name.replace("~1", "/"));
        found.push(without);
    }
    found
}

fn changed(original: &Value) -> Vec<Value> {
    let mut found = vec![
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!(2.0),
        json!("x"),
        json!([]),
        json!({}),
    ];
    found.push(json!([original]));
    match original {
        Value::String(text) => {
            let longer = [10, 11, 100, 101, 255, 256, 1000, 1500, 1501]
                .map(|length| json!("a".repeat(length)));
            found.extend(longer);
            found.extend([
                json!(text.to_uppercase()),
                json!(text.to_lowercase()),
                json!(title(text)),
            ]);
            found.extend(
                [
                    "", "a b", "A_B", "a.b", "#12", "0", "10px", "none", "é", "-1",
                ]
                .map(|text| json!(text)),
            );
            found.push(json!(format!("{text} ")));
        }
        Value::Array(values) => {
            let first = values.first().cloned().unwrap_or(json!("x"));
            if !first.pointer("/name").is_some_and(Value::is_object) {
                found.push(json!(vec![first.clone(); 201]));
            }
            found.push(first);
        }
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("unknown".to_owned(), json!({"a": [1]}));
            found.push(Value::Object(more));
        }
        _ => {}
    }
    found
}

fn title(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
