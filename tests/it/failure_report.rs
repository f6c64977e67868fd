//! `MOCKFLUENCE_REPORT_DIR`: a test that fails leaves its timeline, however it fails, and one that
//! passes leaves nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mockfluence::DYNAMIC_MODULES;

mod on_purpose;

struct Run<'a> {
    only: &'a str,
    folder: Option<&'a Path>,
    which: Option<&'a str>,
}

impl Run<'_> {
    fn output(&self) -> Output {
        let mut tests = Command::new(std::env::current_exe().unwrap());
        tests.args(["--ignored", self.only]);
        tests.current_dir(env!("CARGO_MANIFEST_DIR"));
        for (name, value) in [
            ("MOCKFLUENCE_REPORT_DIR", self.folder.map(Path::as_os_str)),
            ("MOCKFLUENCE_REPORT", self.which.map(AsRef::as_ref)),
        ] {
            match value {
                Some(value) => tests.env(name, value),
                None => tests.env_remove(name),
            };
        }
        tests.output().unwrap()
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// The pages of a folder by name, without what they all begin with.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let page = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name
            .trim_start_matches("failure_report__on_purpose__")
            .to_owned();
        (name, std::fs::read_to_string(&path).unwrap())
    };
    entries.map(page).collect()
}

/// A full disk behind standard error must not end the process in the midst of its tests.
#[cfg(target_os = "linux")]
#[test]
fn a_standard_error_that_takes_nothing_fails_one_test_and_no_more() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "failure_report::on_purpose"])
        .env("MOCKFLUENCE_REPORT_DIR", folder("unsaid-reports"))
        .stdout(std::process::Stdio::null())
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(101), "{status}");
}

#[test]
fn every_way_to_fail_leaves_a_page_with_the_failure_at_its_top() {
    let folder = folder("failure-reports");
    let run = Run {
        only: "failure_report::on_purpose::a",
        folder: Some(&folder),
        which: None,
    };
    assert!(!run.output().status.success());
    let pages = pages(&folder);
    let mut expected = vec![
        ("a_failure", "on &lt;purpose&gt;, sharedSecret#1"),
        ("an_error_of_a_wait", "waited 1ms for 9 of: "),
        ("an_error_of_an_install", "[connect."),
        ("an_error_of_a_load", "no module `no-such-page`"),
        ("an_error_of_a_client", "`NO METHOD` is no method"),
        (
            "an_error_of_an_event",
            "`user_followed` fired: no enabled app has a webhook for it",
        ),
        ("an_unwrapped_wait", "waited 1ms for 9 of: "),
        ("a_panic_of_the_wrong_words", "on purpose"),
    ];
    if cfg!(feature = "stubs") {
        expected.push(("an_error_of_a_stub", "expected 1 request, and 0 came"));
    }
    let index = &pages["index.html"];
    for (test, words) in &expected {
        let name = format!("{test}.acme.html");
        let page = pages
            .get(&name)
            .unwrap_or_else(|| panic!("{name}: {:?}", pages.keys()));
        let title = format!("<title>failure_report::on_purpose::{test}, tenant acme</title>");
        assert!(page.contains(&title), "{name}");
        let (_, rest) = page.split_once("<pre id=\"failure\">").expect(test);
        let (message, rest) = rest.split_once("</pre>").unwrap();
        assert!(message.contains(words), "{test}: {message}");
        assert!(
            rest.starts_with("<p>tests/it/failure_report/on_purpose.rs:"),
            "{test}: {}",
            &rest[..80]
        );
        assert!(!page.contains("ATCO"), "no secret is in it");
        assert!(
            index.contains(&format!(
                "{name}\">failure_report::on_purpose::{test}, tenant acme</a>"
            )),
            "{index}"
        );
    }
    assert_eq!(pages.len(), expected.len() + 1, "{:?}", pages.keys());
    assert!(pages["a_failure.acme.html"].contains(DYNAMIC_MODULES));
    assert!(
        index.contains("<code>on &lt;purpose&gt;, sharedSecret#1</code>"),
        "{index}"
    );
}

#[test]
fn a_test_that_passes_leaves_nothing_unless_all_are_wanted() {
    let folder = folder("no-reports");
    let run = |only, which| {
        Run {
            only,
            folder: Some(&folder),
            which,
        }
        .output()
    };
    let good = run("failure_report::on_purpose::good", None);
    assert!(good.status.success(), "{good:?}");
    assert!(!folder.exists());
    run("failure_report::on_purpose::a_failure", Some("never"));
    assert!(!folder.exists());
    run("failure_report::on_purpose::good", Some("always"));
    let pages = pages(&folder);
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "good_ends_well.acme.html",
            "good_has_looked_at_an_error.acme.html",
            "good_panics_as_it_should.acme.html",
            "index.html"
        ]
    );
    assert!(!pages["good_ends_well.acme.html"].contains("<pre id=\"failure\">"));
}

#[test]
fn two_tenants_of_one_name_have_a_page_each() {
    let folder = folder("two-reports");
    Run {
        only: "failure_report::on_purpose::two",
        folder: Some(&folder),
        which: None,
    }
    .output();
    let pages = pages(&folder);
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    let name = "two_tenants_of_one_name.acme";
    assert_eq!(
        names,
        [
            "index.html",
            &format!("{name}-2.html"),
            &format!("{name}.html")
        ]
    );
}

/// Once, whoever shows it: the error that was unwrapped, or the tenant as it goes.
#[test]
fn a_panic_shows_the_end_of_the_log_once() {
    for (test, by_whom) in [
        (
            "failure_report::on_purpose::a_failure",
            "mockfluence: tenant `acme`, the last of the log:",
        ),
        (
            "failure_report::on_purpose::an_unwrapped_wait",
            "the last of the log:",
        ),
    ] {
        let output = Run {
            only: test,
            folder: None,
            which: None,
        }
        .output();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(by_whom), "{said}");
        assert_eq!(said.matches("the last of the log:").count(), 1, "{said}");
        assert!(said.contains(DYNAMIC_MODULES), "{said}");
        assert!(!said.contains("the timeline is in"), "{said}");
    }
}
