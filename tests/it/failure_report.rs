//! `MOCKFLUENCE_REPORT_DIR`: a failed test leaves its timeline, one that passes leaves nothing.

use std::process::Command;

use mockfluence::{DYNAMIC_MODULES, Tenant};

use crate::app::App;

#[tokio::test]
#[ignore = "fails on purpose"]
async fn a_failure() {
    let tenant = Tenant::start();
    let app = App::without_backend().on(&tenant).await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    panic!("on purpose");
}

#[tokio::test]
#[ignore = "for the test below"]
async fn a_success() {
    let tenant = Tenant::start();
    App::without_backend().on(&tenant).await;
}

/// A full disk behind standard error must not end the process in the midst of its tests.
#[cfg(target_os = "linux")]
#[test]
fn a_standard_error_that_takes_nothing_fails_one_test_and_no_more() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("unsaid-reports");
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "failure_report::a_"])
        .env("MOCKFLUENCE_REPORT_DIR", folder)
        .stdout(std::process::Stdio::null())
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(101), "{status}");
}

#[test]
fn a_failed_test_leaves_its_timeline_where_the_variable_says() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("failure-reports");
    let _ = std::fs::remove_dir_all(&folder);
    let run = |with_folder: bool| {
        let mut tests = Command::new(std::env::current_exe().unwrap());
        tests
            .args(["--ignored", "failure_report::a_"])
            .env_remove("MOCKFLUENCE_REPORT_DIR");
        if with_folder {
            tests.env("MOCKFLUENCE_REPORT_DIR", &folder);
        }
        tests.output().unwrap()
    };
    assert!(!run(false).status.success());
    assert!(!folder.exists());
    let output = run(true);
    assert!(!output.status.success());
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["failure_report__a_failure.acme.html"]);
    let page = std::fs::read_to_string(folder.join(&names[0])).unwrap();
    assert!(page.contains("<title>failure_report::a_failure, tenant acme</title>"));
    assert!(page.contains(DYNAMIC_MODULES));
    assert!(!page.contains("ATCO"), "no secret is in it");
}
