//! The folder of reports: a page for each tenant of a test, and an index that leads to them.

use std::fs;
use std::io::{Read, Result};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::foreign::Foreign;
use crate::traffic::{RequestLog, timeline};
use crate::unhandled::Failure;

/// The index has so many pages at most, the newest first.
const LISTED: usize = 500;
/// So much of a page is read for the index: its head, its title and the failure.
const HEAD: u64 = 64 * 1024;
const INDEX: &str = "index.html";
const FAILURE: &str = "<pre id=\"failure\">";
const STYLE: &str = "
.failure { margin: 1rem; padding: .5rem 1rem; border-left: .4rem solid #c9372c; overflow-x: auto }
.failure pre { white-space: pre-wrap; overflow-wrap: anywhere }
";

/// Pages of this process, so that two tenants of one name do not have one page.
static WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Writes the page of a tenant of this test, and the index anew.
pub(super) fn leave(
    folder: &Path,
    test: &str,
    tenant: &str,
    log: &RequestLog,
    failure: Option<&Failure>,
) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let title = format!("{test}, tenant {tenant}");
    let body = failure.map_or(String::new(), block);
    let additions = timeline::Additions {
        style: if body.is_empty() { "" } else { STYLE },
        body: &body,
        ..timeline::Additions::default()
    };
    let page = timeline::page(&title, log, additions);
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let file = free(folder, &format!("{test}.{tenant}"), &written);
    fs::write(&file, page)?;
    written.push(file.clone());
    list(folder)?;
    Ok(file)
}

fn block(failure: &Failure) -> String {
    let (message, place) = (
        Foreign(&failure.message).html(),
        Foreign(&failure.place).html(),
    );
    format!(
        "<section class=\"failure\" role=\"region\" aria-label=\"The failure\">\
         <h2>The test failed</h2>{FAILURE}{message}</pre><p>{place}</p></section>"
    )
}

/// A name for a page, which a run before may have had, but none of this run.
fn free(folder: &Path, name: &str, written: &[PathBuf]) -> PathBuf {
    let safe = |c: char| match c.is_ascii_alphanumeric() || "-_.".contains(c) {
        true => c,
        false => '_',
    };
    let name: String = name.chars().map(safe).collect();
    let files = (1..).map(|number| match number {
        1 => folder.join(format!("{name}.html")),
        _ => folder.join(format!("{name}-{number}.html")),
    });
    let mut files = files.filter(|file| !written.contains(file));
    files.next().expect("there are more names than pages")
}

/// Writes the index of what is there. Another process may write a page meanwhile, so it is looked
/// at again until nothing is new.
fn list(folder: &Path) -> Result<()> {
    for _ in 0..8 {
        let pages = pages(folder)?;
        let lines: Vec<String> = pages.iter().filter_map(|page| line(page)).collect();
        let index = format!(
            "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>Reports</title>\n<style>:root {{ color-scheme: light dark; font-family: system-ui }} \
             li {{ margin: .5rem 0 }}</style>\n<main><h1>Reports</h1>\n<ol>\n{}\n</ol></main></html>\n",
            lines.join("\n")
        );
        let new = folder.join(format!(".{INDEX}.{}", std::process::id()));
        fs::write(&new, index)?;
        fs::rename(&new, folder.join(INDEX))?;
        if self::pages(folder)? == pages {
            break;
        }
    }
    Ok(())
}

/// The pages, the newest first.
fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let is_page = path.extension().is_some_and(|end| end == "html");
        if let (true, Ok(about)) = (is_page && entry.file_name() != INDEX, entry.metadata()) {
            pages.push((about.modified().ok(), path));
        }
    }
    pages.sort_by(|one, other| other.cmp(one));
    Ok(pages
        .into_iter()
        .take(LISTED)
        .map(|(_, path)| path)
        .collect())
}

/// A link to a page, and the first line of its failure.
fn line(page: &Path) -> Option<String> {
    let mut head = Vec::new();
    fs::File::open(page)
        .ok()?
        .take(HEAD)
        .read_to_end(&mut head)
        .ok()?;
    let head = String::from_utf8_lossy(&head);
    // Up to the next tag, so that nothing of a page becomes a tag here.
    let after = |mark: &str| Some(head.split_once(mark)?.1.split('<').next()?.trim());
    let title = after("<title>")?;
    let failure = after(FAILURE).and_then(|text| text.lines().next());
    let failure = failure.map_or(String::new(), |line| format!("<br><code>{line}</code>"));
    let name = page.file_name()?.to_str()?;
    Some(format!("<li><a href=\"{name}\">{title}</a>{failure}</li>"))
}
