//! As JUnit's XML, which most CI systems show.

use crate::check::report::Report;
use crate::check::verdict::Verdict;
use crate::foreign::Foreign;

/// A text within XML: XML 1.0 has no way to write what a terminal obeys.
fn xml(text: &str) -> String {
    Foreign(&Foreign(text).lines()).html()
}

impl Report {
    /// As JUnit's XML: a suite, and a case for each check. What does not apply, and what could not
    /// be found out, is skipped.
    #[must_use]
    pub fn junit(&self) -> String {
        let failed = self.failed().len();
        let skipped = self.findings.iter().filter(|one| !one.is_failed());
        let skipped = skipped.filter(|one| one.verdict != Verdict::Passed).count();
        let mut page = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\
             <testsuite name=\"mockfluence check {}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">\n",
            xml(&self.app),
            self.findings.len(),
        );
        for finding in &self.findings {
            let id = xml(finding.check.id());
            let group = finding.check.id().split('.').next().unwrap_or_default();
            page.push_str(&format!(
                "<testcase classname=\"check.{group}\" name=\"{id}\""
            ));
            let reason = xml(&finding.verdict.to_string());
            page.push_str(&match &finding.verdict {
                Verdict::Passed => "/>\n".to_owned(),
                Verdict::Failed(why) if finding.is_failed() => format!(
                    "><failure type=\"{}\" message=\"{}\">{}\n\n{}</failure></testcase>\n",
                    finding.check.severity(),
                    xml(why),
                    xml(&finding.log_lines().join("\n")),
                    xml(&finding.check.command(&self.url)),
                ),
                Verdict::Failed(_) => {
                    format!("><skipped message=\"known: {reason}\"/></testcase>\n")
                }
                _ => format!("><skipped message=\"{reason}\"/></testcase>\n"),
            });
        }
        page.push_str("</testsuite>\n</testsuites>\n");
        page
    }
}
