//! As one page: the timeline of each failed check behind a tab.

use serde_json::{Value, json};

use crate::check::report::Report;
use crate::foreign::Foreign;
use crate::traffic::RequestLog;
use crate::traffic::timeline::{Additions, entries, page};

const STYLE: &str = include_str!("tabs.css");
const SCRIPT: &str = include_str!("tabs.js");

impl Report {
    /// As one page for a browser, which stands alone: a tab for each site of each check that failed, with
    /// its timeline.
    #[must_use]
    pub fn html(&self) -> String {
        let mut tabs: Vec<Value> = Vec::new();
        for finding in self.failed() {
            let (check, topic) = (&finding.check, finding.check.topic);
            let several = finding.sites.len() > 1;
            for (at, log) in finding.sites.iter().enumerate() {
                let name = match several {
                    true => format!("{}, site {}", check.id, at.saturating_add(1)),
                    false => check.id.clone(),
                };
                tabs.push(json!({
                    "name": name,
                    "severity": check.severity,
                    "why": finding.verdict.reason(),
                    "what": topic.what,
                    "mend": topic.mend,
                    "alone": check.command(&self.url),
                    "entries": entries(log),
                }));
            }
        }
        // Within a script element nothing may look like the end of it.
        let data = Value::from(tabs).to_string().replace('<', "\\u003c");
        let body = format!(
            "<section id=\"verdict\"><p>{}</p><nav id=\"tabs\"></nav><div id=\"finding\"></div></section>",
            Foreign(&self.summary()).html()
        );
        let additions = Additions {
            style: STYLE,
            body: &body,
            script: &format!("const findings = {data};\n{SCRIPT}"),
        };
        let title = format!("{}, judged", self.app);
        page(&title, &RequestLog::default(), additions)
    }
}
