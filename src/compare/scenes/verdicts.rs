//! What the judge of descriptors makes of one that each rule is about.

use crate::compare::observed::Observed;
use crate::descriptor::Descriptor;
use crate::settings::Settings;

/// A descriptor that one rule is about.
pub(in crate::compare) struct Verdict {
    pub(in crate::compare) row: &'static str,
    pub(in crate::compare) rows: &'static [&'static str],
    /// Its members beside those that every descriptor has, which they replace.
    members: &'static str,
}

macro_rules! verdict {
    ($row:literal, $members:literal) => {
        Verdict { row: $row, rows: &[$row], members: $members }
    };
    ($row:literal, [$($rows:literal),+], $members:literal) => {
        Verdict { row: $row, rows: &[$($rows),+], members: $members }
    };
}

const LONG_NAME: &str =
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt";

pub(in crate::compare) const ALL: &[Verdict] = &[
    verdict!(
        "rule.app-key",
        r#""key":"com.example.a-key-that-is-longer-than-sixty-four-but-not-than-eighty-chars""#
    ),
    verdict!(
        "rule.http",
        ["rule.http", "install.http-base-url"],
        r#""baseUrl":"http://app.example""#
    ),
    verdict!("rule.name", r#""name":"{long}""#),
    verdict!("rule.description", r#""description":"{longer}""#),
    verdict!("rule.vendor", r#""vendor":{"name":"A vendor"}"#),
    verdict!(
        "rule.unknown-modules",
        r#""modules":{"jiraIssueGlances":[{"key":"a"}]}"#
    ),
    verdict!(
        "rule.former-modules",
        r#""modules":{"profilePages":[{"key":"a","name":{"value":"A"},"url":"/a"}]}"#
    ),
    verdict!("rule.top-level", r#""mockfluence":1"#),
    verdict!(
        "rule.properties",
        r#""modules":{"generalPages":[{"key":"a","name":{"value":"A"},"url":"/a","mockfluence":1}]}"#
    ),
    verdict!("rule.unknown-scopes", r#""scopes":["MOCKFLUENCE"]"#),
    verdict!(
        "rule.page-conditions",
        r#""modules":{"generalPages":[{"key":"a","name":{"value":"A"},"url":"/a","conditions":[{"condition":"has_page"}]}]}"#
    ),
    verdict!(
        "rule.unknown-conditions",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"url":"/a","location":"system.content.action","conditions":[{"condition":"mockfluence"}]}]}"#
    ),
    verdict!(
        "rule.remote-conditions",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"url":"/a","location":"system.content.action","conditions":[{"condition":"/remote"}]}]}"#
    ),
    verdict!(
        "rule.condition-parameters",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"url":"/a","location":"system.content.action","conditions":[{"condition":"feature_flag"}]}]}"#
    ),
    verdict!(
        "rule.item-url",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"location":"system.content.action"}]}"#
    ),
    verdict!(
        "rule.absolute-urls",
        r#""modules":{"generalPages":[{"key":"a","name":{"value":"A"},"url":"https://app.example/a"}]}"#
    ),
    verdict!("rule.slashes", r#""baseUrl":"https://app.example/""#),
    verdict!(
        "rule.events",
        r#""modules":{"webhooks":[{"event":"mockfluence_happened","url":"/a"}]}"#
    ),
    verdict!(
        "rule.locations",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"url":"/a","location":"jira.issue.tools"}]}"#
    ),
    verdict!(
        "rule.references",
        r#""modules":{"webItems":[{"key":"a","name":{"value":"A"},"location":"system.content.action","target":{"type":"dialogmodule","options":{"key":"nobody"}}}]}"#
    ),
];

impl Verdict {
    /// What is said of it, all of it in one line.
    pub(in crate::compare) fn judged(&self, settings: &Settings) -> Observed {
        let plain = r#""key":"a","name":"A","baseUrl":"https://app.example","authentication":{"type":"jwt"},
            "lifecycle":{"installed":"/installed"}"#;
        let members = self
            .members
            .replace("{longer}", &LONG_NAME.repeat(20))
            .replace("{long}", LONG_NAME);
        let text = self.merged(plain, &members);
        let observed = Observed::of(format!("the descriptor of {}", self.row));
        match Descriptor::parse(&text) {
            Err(error) => observed.with("verdict", error.message()),
            Ok(descriptor) => {
                let said = descriptor.validate(&settings.rules);
                let said = said
                    .iter()
                    .map(|one| format!("{:?} {}: {}", one.severity, one.pointer, one.message));
                observed.with("verdict", said.collect::<Vec<_>>().join("; "))
            }
        }
    }

    fn merged(&self, plain: &str, members: &str) -> String {
        let object = |text: &str| {
            serde_json::from_str::<serde_json::Map<_, serde_json::Value>>(&format!("{{{text}}}"))
        };
        let (Ok(mut whole), Ok(members)) = (object(plain), object(members)) else {
            return self.members.to_owned();
        };
        whole.extend(members);
        serde_json::Value::Object(whole).to_string()
    }
}
