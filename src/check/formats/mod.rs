//! What a battery found, in the forms that other programs read.

mod html;
mod junit;
mod markdown;
mod sarif;

use serde_json::{Value, json};

use super::finding::Finding;
use super::report::Report;

impl Report {
    /// As JSON: `passed`, and for each check `id`, `verdict`, `reason`, `severity`, `why`, `log`,
    /// `reproduce` and what else is known of it.
    #[must_use]
    pub fn json(&self) -> Value {
        let checks: Vec<Value> = self.findings.iter().map(|one| self.one(one)).collect();
        json!({
            "passed": self.passed(),
            "app": self.app,
            "url": self.url,
            "summary": {
                "checks": self.findings.len(),
                "failed": self.failed().len(),
                "known": self.findings.iter().filter(|one| one.is_known()).count(),
                "passed": self.count("passed"),
                "notApplicable": self.count("not-applicable"),
                "undecided": self.count("undecided"),
            },
            "mended": self.mended(),
            "checks": checks,
        })
    }

    fn one(&self, finding: &Finding) -> Value {
        let (check, topic) = (&finding.check, finding.check.topic);
        json!({
            "id": check.id,
            "verdict": finding.verdict.name(),
            "reason": finding.verdict.reason(),
            "known": finding.is_known(),
            "severity": check.severity,
            "asks": check.asks,
            "why": topic.source,
            "grade": topic.grade,
            "needs": check.needs,
            "finding": topic.name,
            "what": topic.what,
            "hit": topic.hit,
            "mend": topic.mend,
            "wrongIf": topic.wrong_if,
            "log": finding.log_lines(),
            "reproduce": check.command(&self.url),
            "reproduceInRust": check.snippet(&self.url),
        })
    }
}
