//! As Markdown, for a comment or a wiki.

use crate::check::report::Report;
use crate::check::verdict::Verdict;
use crate::foreign::Foreign;

impl Report {
    /// As Markdown: what failed, each with its proof and how to mend it, then a table of all.
    #[must_use]
    pub fn markdown(&self) -> String {
        let app = Foreign(&self.app).span();
        let mut page = format!("# {app}, judged\n\n{}.\n", self.summary());
        for finding in self.failed() {
            let (check, topic) = (&finding.check, finding.check.topic);
            page.push_str(&format!("\n## `{}` ({})\n\n", check.id, check.severity));
            let why = Foreign(finding.verdict.reason()).span();
            page.push_str(&format!("{why}\n\n{}\n\n", topic.what));
            if !finding.proof.is_empty() {
                let log = finding.proof.to_string();
                page.push_str(&Foreign(&log).block("text"));
                page.push('\n');
            }
            page.push_str(&format!(
                "- To mend it: {}\n- Who was hit by it: {}\n- How we know ({}): {}\n- It is wrong if: {}\n- It alone: {}\n",
                topic.mend,
                topic.hit,
                topic.grade.name(),
                topic.source,
                topic.wrong_if,
                Foreign(&check.command(&self.url)).span(),
            ));
        }
        page.push_str("\n## All\n\n| check | severity | verdict |\n|---|---|---|\n");
        for finding in &self.findings {
            let verdict = match &finding.verdict {
                Verdict::Passed => "passed".to_owned(),
                other => format!("{}: {}", other.name(), cell(other.reason())),
            };
            let (id, severity) = (finding.check.id(), finding.check.severity());
            page.push_str(&format!("| `{id}` | {severity} | {verdict} |\n"));
        }
        page
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    Foreign(text).span().replace('|', "\\|")
}
