//! The timeline of a failed test, for whoever asked for one by `MOCKFLUENCE_REPORT_DIR`.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use crate::context::Context;

/// The folder for reports; nothing is written without it.
const FOLDER: &str = "MOCKFLUENCE_REPORT_DIR";

/// Goes with the last handle to a tenant.
#[derive(Debug)]
pub(super) struct FailureReport(pub(super) Arc<Context>);

impl Drop for FailureReport {
    /// The one way to learn that a test has failed is to be dropped by its panic. Without the
    /// variable nothing happens here.
    fn drop(&mut self) {
        let wanted = |folder: &std::ffi::OsString| !folder.is_empty() && std::thread::panicking();
        let Some(folder) = std::env::var_os(FOLDER).filter(wanted) else {
            return;
        };
        let told = match self.write(folder.into()) {
            Ok(file) => format!("the timeline is in {}", file.display()),
            Err(error) => format!("no timeline could be written: {error}"),
        };
        // A print macro panics where standard error is full or gone, and a second panic ends the
        // whole process of the test.
        let _ = writeln!(std::io::stderr(), "mockfluence: {told}");
    }
}

impl FailureReport {
    fn write(&self, folder: PathBuf) -> std::io::Result<PathBuf> {
        let tenant = self.0.site(|site| site.name().to_owned());
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("test");
        let safe = |c: char| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '_'
            }
        };
        let name: String = format!("{test}.{tenant}.html").chars().map(safe).collect();
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(name);
        let title = format!("{test}, tenant {tenant}");
        std::fs::write(&file, self.0.log.log().html(&title))?;
        Ok(file)
    }
}
