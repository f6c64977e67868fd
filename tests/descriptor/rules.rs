//! Every setting of `Rules` changes the verdict it is there for, statically and dynamically.

use std::fs;
use std::path::Path;

use mockfluence::Settings;
use mockfluence::descriptor::{
    Descriptor, DynamicTypes, Modules, Rules, Severity, Tolerance, Violation,
    duplicate_keys_message, validate_dynamic,
};
use rstest::rstest;

fn fixture(name: &str) -> Descriptor {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/descriptors")
        .join(format!("{name}.json"));
    Descriptor::parse(&fs::read_to_string(file).expect("the fixture")).expect("an object")
}

fn is_refused(name: &str, rules: &Rules) -> bool {
    fixture(name)
        .validate(rules)
        .iter()
        .any(Violation::is_refusal)
}

fn modules(text: &str) -> Modules {
    Modules::parse(text).expect("an object")
}

#[rstest]
#[case("invalid/key-65-long", |rules: Rules| rules.app_key_length(80))]
#[case("invalid/module-type-of-jira", |rules: Rules| rules.unknown_modules(Tolerance::Warning))]
#[case("invalid/module-type-profile-pages", |rules: Rules| rules.former_modules(Tolerance::Accepted))]
#[case("invalid/scope-unknown", |rules: Rules| rules.unknown_scopes(Tolerance::Warning))]
#[case("invalid/page-condition-not-for-pages", |rules: Rules| rules.page_conditions(Tolerance::Warning))]
#[case("invalid/feature-flag-without-key", |rules: Rules| rules.condition_parameters(Tolerance::Accepted))]
fn a_setting_lets_pass(#[case] name: &str, #[case] change: fn(Rules) -> Rules) {
    assert!(is_refused(name, &Rules::default()), "{name} by default");
    let rules = change(Rules::default());
    assert!(!is_refused(name, &rules), "{name} with the setting");
    assert!(
        !is_refused(name, &Rules::lenient()),
        "{name} by lenient rules"
    );
}

#[rstest]
#[case("valid/base-url-over-http-in-developer-mode", |rules: Rules| rules.http_base_url(false))]
#[case("valid/top-level-with-every-property", |rules: Rules| rules.description_length(5))]
#[case("valid/top-level-with-every-property", |rules: Rules| rules.name_length(5))]
#[case("invalid/vendor-url-with-a-space", |rules: Rules| rules.vendor_complete(true))]
#[case("valid/module-with-unknown-properties", |rules: Rules| rules.unknown_properties(Tolerance::Refused))]
#[case("warned/top-level-property-unknown", |rules: Rules| rules.unknown_top_level(Tolerance::Refused))]
#[case("warned/condition-unknown", |rules: Rules| rules.unknown_conditions(Tolerance::Refused))]
#[case("warned/condition-remote", |rules: Rules| rules.remote_conditions(Tolerance::Refused))]
#[case("warned/web-item-without-url", |rules: Rules| rules.missing_item_url(Tolerance::Refused))]
#[case("warned/module-url-absolute", |rules: Rules| rules.absolute_module_urls(Tolerance::Refused))]
#[case("warned/webhook-event-unknown", |rules: Rules| rules.unknown_events(Tolerance::Refused))]
#[case("warned/location-of-jira", |rules: Rules| rules.foreign_locations(Tolerance::Refused))]
#[case("warned/shortcut-to-nobody", |rules: Rules| rules.dangling_references(Tolerance::Refused))]
fn a_setting_adds_a_refusal(#[case] name: &str, #[case] change: fn(Rules) -> Rules) {
    let refusals = |rules: &Rules| {
        fixture(name)
            .validate(rules)
            .into_iter()
            .filter(Violation::is_refusal)
            .count()
    };
    let before = refusals(&Rules::default());
    let rules = change(Rules::default());
    let added = usize::from(!name.ends_with("required-properties-only"));
    assert!(refusals(&rules) >= before + added, "{name}");
}

#[test]
fn strict_and_lenient_differ_from_the_default() {
    assert!(is_refused("warned/webhook-event-unknown", &Rules::strict()));
    assert!(!is_refused(
        "invalid/module-type-of-jira",
        &Rules::lenient()
    ));
    assert!(is_refused("invalid/weight-string", &Rules::lenient()));
}

#[test]
fn settings_survive_json() {
    let only = DynamicTypes::Only(vec!["webPanels".to_owned()]);
    let rules = Rules::strict().dynamic_types(only);
    let text = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules);
    assert_eq!(
        serde_json::from_str::<Rules>(r#"{"app-key-length": 80, "dynamic-types": "strict"}"#)
            .unwrap(),
        Rules::default()
            .app_key_length(80)
            .dynamic_types(DynamicTypes::Strict)
    );
}

#[rstest]
#[case::misspelt(r#"{"app-key-lenght": 80}"#, "unknown field `app-key-lenght`")]
#[case::in_another_case(r#"{"appKeyLength": 80}"#, "unknown field `appKeyLength`")]
#[case::as_in_rust(r#"{"http_base_url": false}"#, "unknown field `http_base_url`")]
#[case::a_value(r#"{"unknown-events": "refuse"}"#, "unknown variant `refuse`")]
fn a_misspelt_rule_is_refused_at_every_depth(#[case] rules: &str, #[case] why: &str) {
    let alone = serde_json::from_str::<Rules>(rules).unwrap_err();
    assert!(alone.to_string().starts_with(why), "{alone}");
    let inside = serde_json::from_str::<Settings>(&format!(r#"{{"rules": {rules}}}"#)).unwrap_err();
    assert!(inside.to_string().starts_with(why), "{inside}");
}

#[test]
fn the_texts_seen_live_are_not_assumed() {
    for (name, sub_code) in [
        (
            "invalid/module-type-of-jira",
            "connect.install.error.unknown.module",
        ),
        (
            "invalid/webhook-without-read",
            "connect.install.error.missing.scope",
        ),
        (
            "invalid/module-keys-twice",
            "connect.install.error.duplicate.module.keys",
        ),
    ] {
        let found = fixture(name).validate(&Rules::default());
        let refused = found
            .iter()
            .find(|violation| violation.is_refusal())
            .unwrap();
        assert_eq!(
            (refused.sub_code.as_str(), refused.assumed),
            (sub_code, false)
        );
    }
    assert!(fixture("invalid/weight-string").validate(&Rules::default())[0].assumed);
}

#[test]
fn a_schema_failure_lists_every_place_as_the_host_does() {
    let found = fixture("invalid/authentication-missing").validate(&Rules::default());
    assert_eq!(
        Rules::default().host_answer(&found).unwrap().message,
        "The app descriptor failed to validate against the schema.\
         <ul><li>: object has missing required properties ([&quot;authentication&quot;])</li></ul>"
    );
    let found = fixture("invalid/style-class-starting-with-a-digit").validate(&Rules::default());
    let message = Rules::default().host_answer(&found).unwrap().message;
    assert!(
        message.contains("<li>/webItems/0/styleClasses/1: ECMA 262 regex &quot;^[_a-zA-Z]+"),
        "{message}"
    );
}

#[rstest]
#[case(DynamicTypes::Arrays, "webPanels", true)]
#[case(DynamicTypes::Arrays, "postInstallPage", false)]
#[case(DynamicTypes::Strict, "adminPages", true)]
#[case(DynamicTypes::Strict, "dialogs", false)]
#[case(DynamicTypes::Only(vec!["dialogs".to_owned()]), "dialogs", true)]
#[case(DynamicTypes::Only(vec!["dialogs".to_owned()]), "webItems", false)]
fn dynamic_types_are_a_setting(
    #[case] types: DynamicTypes,
    #[case] name: &str,
    #[case] allowed: bool,
) {
    assert_eq!(types.allows(name), allowed);
    let rules = Rules::default().dynamic_types(types);
    let posted = modules(&format!(r#"{{"{name}": []}}"#));
    let found = validate_dynamic(&posted, &fixture("valid/required-properties-only"), &rules);
    let unknown = found
        .iter()
        .any(|violation| violation.sub_code == "connect.install.error.unknown.module");
    assert_eq!(unknown, !allowed);
}

#[rstest]
#[case(
    r#"{"webItems": [{"key": "a"}]}"#,
    "/webItems/0",
    "object has missing required properties"
)]
#[case(
    r#"{"modules": [{"webItems": []}]}"#,
    "/modules",
    "unknown module(modules)"
)]
#[case(
    r#"{"webItems": {"key": "a"}}"#,
    "/webItems",
    "instance type (object) does not match"
)]
#[case(
    r#"{"webhooks": [{"event": "page_created", "url": "/h"}]}"#,
    "/webhooks",
    "require the READ scope"
)]
fn a_dynamic_registration_is_judged_by_the_same_rules(
    #[case] text: &str,
    #[case] place: &str,
    #[case] message: &str,
) {
    let found = validate_dynamic(
        &modules(text),
        &fixture("valid/required-properties-only"),
        &Rules::default(),
    );
    assert_eq!(
        (found[0].severity, found[0].pointer.as_str()),
        (Severity::Refused, place)
    );
    assert!(found[0].message.contains(message), "{}", found[0].message);
    assert!(Rules::default().host_answer(&found).is_some());
}

#[test]
fn a_key_posted_twice_is_refused_word_for_word() {
    let posted = modules(
        r#"{"webItems": [{"key": "same", "name": {"value": "A"}, "location": "l", "url": "/a"}],
            "dialogs": [{"key": "same", "url": "/d"}]}"#,
    );
    let found = validate_dynamic(
        &posted,
        &fixture("valid/required-properties-only"),
        &Rules::default(),
    );
    assert_eq!(
        Rules::default().host_answer(&found).unwrap().message,
        duplicate_keys_message("weather-report", &["same".to_owned()])
    );
}

/// A webhook needs no key, but one that has it can be removed by it, so it counts like any other.
#[test]
fn the_key_of_a_webhook_counts() {
    let hook = r#"{"key": "h", "event": "page_created", "url": "/h"}"#;
    let posted = modules(&format!(r#"{{"webhooks": [{hook}, {hook}]}}"#));
    let app = fixture("valid/scope-admin-implies-read");
    assert_eq!(validate_dynamic(&posted, &app, &Rules::default()).len(), 1);
    let keyless = r#"{"event": "page_created", "url": "/h"}"#;
    let posted = modules(&format!(r#"{{"webhooks": [{keyless}, {keyless}]}}"#));
    assert!(validate_dynamic(&posted, &app, &Rules::default()).is_empty());
}

#[rstest]
#[case("module-type-of-jira", "a module type of Jira, not of Confluence")]
#[case("module-type-of-bitbucket", "this is a scope of Bitbucket")]
#[case("module-type-misspelt", "did you mean webItems?")]
#[case("key-of-an-unrendered-template", "unrendered template")]
#[case("web-items-as-object", "write it as an array of objects")]
#[case("weight-string", "without quotes")]
fn a_refusal_says_what_to_do(#[case] name: &str, #[case] advice: &str) {
    let report = fixture(&format!("invalid/{name}")).validate(&Rules::default());
    assert!(
        report
            .iter()
            .any(|violation| violation.advice.contains(advice)),
        "{report:?}"
    );
}
