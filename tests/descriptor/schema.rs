//! The JSON Schema file is written from the table, and a JSON Schema engine gives the same verdicts by it.

mod mutants;

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

/// In two halves, which run at once.
#[rstest]
fn engine_and_table_agree_on_every_mutant(#[values(0, 1)] half: usize) {
    let engine = engine();
    let (mut accepted, mut refused) = (0, 0);
    for (name, value) in fixtures("valid").into_iter().skip(half).step_by(2) {
        // Its parts are mutated one by one already.
        if name == "every-module-type" {
            continue;
        }
        for place in mutants::places(&value) {
            if mutants::are_elsewhere(&name, &place) {
                continue;
            }
            for mutant in mutants::at(&value, &place) {
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
        accepted > 500 && refused > 2_500,
        "{accepted} accepted, {refused} refused"
    );
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
