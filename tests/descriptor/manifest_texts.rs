//! Manifests as texts: what is read, what is refused, and within which bounds.

use mockfluence::manifest::Manifest;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

#[rstest]
#[case::tab("app:\n\tid: x\n", 2, "use spaces")]
#[case::twice("app: 1\nb: 2\napp: 3\n", 3, "`app` stands there twice")]
#[case::merge("a: &a { x: 1 }\nb:\n  <<: *a\n", 3, "merge keys")]
#[case::two_documents("a: 1\n---\nb: 2\n", 2, "a second document")]
#[case::list("- a\n", 1, "it is a list")]
#[case::nothing("# nothing\n", 1, "it is nothing")]
#[case::key("? [a]\n: b\n", 1, "is to be a text")]
#[case::unclosed("a: [1, 2\n", 2, "")]
#[case::own_alias("a: &a [*a]\n", 1, "")]
fn a_text_that_is_no_manifest_is_told_by_its_line(
    #[case] text: &str,
    #[case] line: usize,
    #[case] why: &str,
) {
    let refused = Manifest::from_yaml(text).unwrap_err();
    assert_eq!(refused.line(), Some(line), "{refused}");
    assert!(refused.to_string().contains(why), "{refused}");
}

#[test]
fn depth_and_size_have_bounds() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let blocks: String = (0..500)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let names = |last: char| {
        let line = |(before, name): (char, char)| {
            format!("{name}: &{name} [{}]\n", format!("*{before},").repeat(9))
        };
        let lines = ('a'..last).zip('b'..=last).map(line);
        format!("a: &a [1]\n{}", lines.collect::<String>())
    };
    for (text, why) in [
        (format!("a: {deep}"), "nested deeper"),
        (blocks, "nested deeper"),
        (names('k'), "more than 100000 values"),
        (format!("a: \"{}\"", "x".repeat(1 << 20)), "bytes"),
        (
            format!("a: [{}]", "1,".repeat(200_000)),
            "more than 100000 values",
        ),
    ] {
        let refused = Manifest::from_yaml(&text).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    assert!(Manifest::from_yaml(&names('e')).is_ok());
    let value = (0..200).fold(json!(1), |inner, _| json!([inner]));
    assert!(Manifest::from_json(json!({ "a": value })).is_err());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zA-Z0-9:/{}%.#()$&*!|>'\" ,_~-]{0,12}".prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z:~/]{1,8}", inner, 0..6)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

/// In block style, every text quoted as JSON quotes it.
fn block(value: &Value, indent: usize) -> String {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .map(|(name, value)| {
                format!(
                    "\n{pad}{}: {}",
                    Value::from(name.as_str()),
                    block(value, indent + 2)
                )
            })
            .collect(),
        Value::Array(values) if !values.is_empty() => values
            .iter()
            .map(|value| format!("\n{pad}- {}", block(value, indent + 2)))
            .collect(),
        value => value.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn json_and_its_block_style_read_as_what_they_are(value in prop::collection::btree_map("[a-z]{1,8}", any_json(), 1..6)) {
        let value: Value = value.into_iter().collect();
        for text in [value.to_string(), format!("{value:#}"), block(&value, 0)] {
            let read = Manifest::from_yaml(&text).unwrap();
            prop_assert_eq!(read.value(), &value, "{}", text);
        }
        let read = Manifest::from_json(value.clone()).unwrap();
        prop_assert_eq!(read.value(), &value);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        if let Ok(manifest) = Manifest::from_yaml(&text) {
            let _ = manifest.validate();
        }
    }
}
