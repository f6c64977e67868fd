//! As SARIF 2.1.0, which code hosts show beside the code.

use serde_json::{Value, json};

use crate::check::definition::Check;
use crate::check::finding::Finding;
use crate::check::report::Report;
use crate::check::severity::Severity;

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// As the viewers of security findings sort: 0 to 10.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "7.5",
        Severity::Medium => "5.0",
        Severity::Low => "2.0",
    }
}

fn rule(check: &Check) -> Value {
    let topic = check.topic();
    json!({
        "id": check.id(),
        "shortDescription": { "text": format!("The app {}", check.asks()) },
        "fullDescription": { "text": topic.what },
        "help": { "text": format!("{} {}", topic.mend, topic.source) },
        "defaultConfiguration": { "level": level(check.severity()) },
        "properties": { "security-severity": score(check.severity()), "tags": [topic.name] },
    })
}

impl Report {
    /// As SARIF 2.1.0: a rule for each check, a result for each failure. The place is the
    /// descriptor; what is known to fail is suppressed.
    #[must_use]
    pub fn sarif(&self) -> Value {
        let rules: Vec<Value> = self.findings.iter().map(|one| rule(&one.check)).collect();
        let numbered = self.findings.iter().enumerate();
        let results: Vec<Value> = numbered
            .filter(|(_, one)| one.verdict().is_failed())
            .map(|(at, one)| self.result(at, one))
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "mockfluence",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "results": results,
            }],
        })
    }

    fn result(&self, at: usize, finding: &Finding) -> Value {
        let log = finding.log_lines().join("\n");
        let text = format!("{}\n{log}", finding.verdict().reason());
        let place = json!({ "physicalLocation": {
            "artifactLocation": { "uri": self.url },
            "region": { "startLine": 1 },
        } });
        let mut result = json!({
            "ruleId": finding.check().id(),
            "ruleIndex": at,
            "level": level(finding.check().severity()),
            "message": { "text": text },
            "locations": [place],
            "partialFingerprints": { "check/v1": format!("{}/{}", self.app, finding.check().id()) },
        });
        if finding.is_known() {
            result["suppressions"] = json!([{ "kind": "external" }]);
        }
        result
    }
}
