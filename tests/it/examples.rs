//! Every example runs, and its log is what it was.

#[path = "../../examples/conflicting_upgrade.rs"]
mod conflicting_upgrade;
#[path = "../../examples/document_a_flow.rs"]
mod document_a_flow;
#[path = "../../examples/failing_installed.rs"]
mod failing_installed;
#[path = "../../examples/first_install.rs"]
mod first_install;
#[cfg(feature = "forge")]
#[path = "../../examples/move_to_forge.rs"]
mod move_to_forge;
#[path = "../../examples/reinstall.rs"]
mod reinstall;

macro_rules! snapshots {
    ($($name:ident)*) => {$(
        #[tokio::test]
        async fn $name() {
            let log = $name::flow().await.unwrap();
            insta::assert_snapshot!(stringify!($name), log);
            insta::assert_snapshot!(concat!(stringify!($name), ".mmd"), log.mermaid());
        }
    )*

        #[test]
        fn no_example_is_forgotten() {
            let known = ["conflicting_upgrade.md", "move_to_forge.rs", $(concat!(stringify!($name), ".rs")),*];
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                assert!(entry.path().is_dir() || known.contains(&name.as_str()), "{name}");
            }
        }
    };
}

snapshots! { conflicting_upgrade document_a_flow failing_installed first_install reinstall }

#[cfg(feature = "forge")]
#[tokio::test]
async fn a_move_to_forge() {
    let log = move_to_forge::flow().await.unwrap();
    insta::assert_snapshot!("move_to_forge", log);
    insta::assert_snapshot!("move_to_forge.mmd", log.mermaid());
}

#[tokio::test]
async fn the_log_in_the_readme_is_current() {
    let log = first_install::flow().await.unwrap();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("```text\n{log}```\n")), "{log}");
}

#[tokio::test]
async fn the_document_in_the_repository_is_current() {
    let log = document_a_flow::flow().await.unwrap();
    let kept = std::fs::read_to_string(document_a_flow::DOCUMENT).unwrap_or_default();
    let current = document_a_flow::document(&log);
    assert_eq!(kept, current, "cargo run --example document_a_flow");
}
