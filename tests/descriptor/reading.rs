//! Descriptors and modules are read as they were written, and broken text is named for what it is.

use mockfluence::descriptor::{
    Authentication, Descriptor, Malformed, Modules, Rules, validate_dynamic,
};
use rstest::rstest;

const APP: &str = r#"{"key": "my-app", "baseUrl": "https://app.example", "authentication": {"type": "jwt"},
  "lifecycle": {"installed": "/installed"}, "scopes": ["read"], "modules": {}}"#;

fn app_with(modules: &str) -> Descriptor {
    Descriptor::parse(&APP.replace("\"modules\": {}", &format!("\"modules\": {modules}")))
        .expect("an object")
}

fn sub_codes(descriptor: &Descriptor) -> Vec<String> {
    let found = descriptor.validate(&Rules::default());
    found
        .into_iter()
        .filter(mockfluence::descriptor::Violation::is_refusal)
        .map(|found| found.sub_code)
        .collect()
}

#[rstest]
#[case("", Malformed::Empty, 1, 1)]
#[case(" \n ", Malformed::Empty, 2, 1)]
#[case("<!DOCTYPE html><html></html>", Malformed::HtmlPage, 1, 1)]
#[case("<% if x %>{}", Malformed::UnrenderedTemplate, 1, 1)]
#[case("{\n  \"key\": {{key}}\n}", Malformed::UnrenderedTemplate, 2, 11)]
#[case(
    "{\"key\": \"a\",\n{% if b %}\n\"x\": 1}",
    Malformed::UnrenderedTemplate,
    2,
    1
)]
#[case("{\"key\": <%= key %>}", Malformed::UnrenderedTemplate, 1, 9)]
#[case("{\"key\": ${key}}", Malformed::UnrenderedTemplate, 1, 9)]
#[case(
    "{\"key\": \"a\"{{#if b}}, \"c\": 1{{/if}}}",
    Malformed::UnrenderedTemplate,
    1,
    12
)]
#[case("{\"é\": 1,}", Malformed::TrailingComma, 1, 9)]
#[case("[1,]", Malformed::TrailingComma, 1, 4)]
#[case("{// why\n}", Malformed::Comment, 1, 2)]
#[case("{\"a\": 1 /* why */}", Malformed::Comment, 1, 9)]
#[case("\u{feff}\u{feff}{}", Malformed::Syntax, 1, 1)]
#[case("{} {}", Malformed::TextAfterEnd, 1, 4)]
#[case("[]", Malformed::NotAnObject, 1, 1)]
#[case("{'a': 1}", Malformed::Syntax, 1, 2)]
fn broken_text_is_named(
    #[case] text: &str,
    #[case] kind: Malformed,
    #[case] line: usize,
    #[case] column: usize,
) {
    let refused = Descriptor::parse(text).unwrap_err();
    assert_eq!(
        (refused.kind(), refused.line(), refused.column()),
        (kind, line, column),
        "{refused}"
    );
}

#[test]
fn deep_nesting_is_a_clean_error() {
    let deep = format!(
        "{{\"modules\": {}{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(
        Descriptor::parse(&deep).unwrap_err().kind(),
        Malformed::TooDeep
    );
    let deep = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    assert_eq!(
        Modules::parse(&deep).unwrap_err().kind(),
        Malformed::TooDeep
    );
}

#[test]
fn a_deep_value_is_a_clean_error() {
    let mut deep = serde_json::json!({});
    for _ in 0..500 {
        deep = serde_json::json!({ "a": deep });
    }
    assert_eq!(
        Descriptor::from_value(deep).unwrap_err().kind(),
        Malformed::TooDeep
    );
}

#[test]
fn any_object_can_be_asked() {
    let descriptor = Descriptor::parse(r#"{"key": 1, "modules": false, "scopes": "x"}"#).unwrap();
    assert_eq!(
        (descriptor.key(), descriptor.base_url(), descriptor.name()),
        ("", "", None)
    );
    assert_eq!(descriptor.authentication(), Authentication::Jwt);
    assert!(descriptor.scopes().is_empty() && descriptor.modules().is_empty());
    assert!(descriptor.has_scope("none") && !descriptor.has_scope("READ"));
}

#[test]
fn modules_keep_text_order_and_form() {
    let text = r#"{"webItems":[{"z":1,"key":"b"},{"key":"a", "n": 1.0}],"configurePage":{"key":"c"},"odd":5}"#;
    let modules = Modules::parse(text).unwrap();
    assert_eq!(modules.to_json(), text);
    assert_eq!(modules.keys(), ["b", "a", "c"]);
    assert_eq!(
        modules.types().collect::<Vec<_>>(),
        ["webItems", "configurePage", "odd"]
    );
    assert_eq!(modules.len(), 4);
}

#[test]
fn the_later_of_two_equal_names_wins() {
    let modules =
        Modules::parse(r#"{"webItems":[{"key":"old"}],"x":[],"webItems":[{"key":"a","key":"b"}]}"#)
            .unwrap();
    assert_eq!(modules.to_json(), r#"{"webItems":[{"key":"a","key":"b"}]}"#);
    assert_eq!(modules.keys(), ["b"]);
    assert_eq!(modules.types().collect::<Vec<_>>(), ["webItems", "x"]);
}

#[test]
fn modules_are_appended_and_removed() {
    let mut modules = Modules::parse(r#"{"webItems":[{"key":"a"}]}"#).unwrap();
    modules.append(
        Modules::parse(r#"{"dialogs":[{"key":"d"}],"webItems":[{"key":"b"}],"x":[]}"#).unwrap(),
    );
    assert_eq!(
        modules.to_json(),
        r#"{"webItems":[{"key":"a"},{"key":"b"}],"dialogs":[{"key":"d"}]}"#
    );
    let wanted = ["d", "nobody", "a"].map(str::to_owned);
    assert_eq!(modules.remove_keys(&wanted), ["a", "d"]);
    assert_eq!(modules.to_json(), r#"{"webItems":[{"key":"b"}]}"#);
    modules.clear();
    assert_eq!(modules.to_json(), "{}");
}

#[rstest]
#[case(
    r#"{"jiraIssueGlances":[{"key":"a"}]}"#,
    "connect.install.error.unknown.module"
)]
#[case(
    r#"{"webItems":{"key":"a"}}"#,
    "connect.install.error.remote.descriptor.validation"
)]
fn a_module_is_refused(#[case] modules: &str, #[case] sub_code: &str) {
    assert_eq!(sub_codes(&app_with(modules))[0], sub_code);
}

#[test]
fn the_refusal_is_the_hosts() {
    let found = app_with(r#"{"jiraIssueGlances":[{"key":"a"}]}"#).validate(&Rules::default());
    assert_eq!(
        Rules::default().host_answer(&found).unwrap().message,
        "Installation failed. The app defined an unknown module(jiraIssueGlances). Please contact Atlassian support."
    );
    assert!(sub_codes(&app_with("{}")).is_empty());
}

#[test]
fn a_type_that_is_not_dynamic_is_refused() {
    let posted =
        Modules::parse(r#"{"configurePage":{"key":"a","name":{"value":"A"},"url":"/a"}}"#).unwrap();
    let found = validate_dynamic(&posted, &app_with("{}"), &Rules::default());
    assert_eq!(found[0].pointer, "/configurePage");
}

#[rstest]
#[case("read", "READ", true)]
#[case("WRITE", "read", true)]
#[case("ADMIN", "SPACE_ADMIN", true)]
#[case("SPACE_ADMIN", "ADMIN", false)]
#[case("SPACE_ADMIN", "PROJECT_ADMIN", false)]
#[case("SPACE_ADMIN", "DELETE", true)]
#[case("PROJECT_ADMIN", "DELETE", true)]
#[case("ACT_AS_USER", "READ", false)]
#[case("ADMIN", "ACT_AS_USER", false)]
#[case("ACCESS_EMAIL_ADDRESSES", "READ", false)]
#[case("unheard_of", "NONE", true)]
fn scopes_imply_scopes(#[case] held: &str, #[case] wanted: &str, #[case] has: bool) {
    let app = Descriptor::from_value(serde_json::json!({"scopes": [held]})).unwrap();
    assert_eq!(app.has_scope(wanted), has);
}
