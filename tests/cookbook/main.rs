//! The pages of the cookbook: each task as a test, whose lines and log the page shows.

#[path = "../it/access_token.rs"]
mod access_token;
#[cfg(feature = "forge")]
#[path = "../../examples/careful_remote/mod.rs"]
mod careful_remote;
#[path = "../../examples/incident_board/mod.rs"]
mod incident_board;
#[path = "../stories/page.rs"]
#[allow(dead_code)]
mod page;
#[path = "../it/scripted_app.rs"]
mod scripted_app;

mod confluence;
#[cfg(feature = "forge")]
mod forge_remote;
mod forged_tokens;
mod identifiers;
mod in_use;
#[cfg(feature = "forge")]
mod in_words;
mod lifecycle;
#[cfg(feature = "forge")]
mod lifecycle_table;
mod rest;
mod site;
mod tools;
mod waiting;
mod whole;

/// The tests of the pages, as texts.
const SOURCES: [&str; 11] = [
    include_str!("forge_remote.rs"),
    include_str!("confluence.rs"),
    include_str!("forged_tokens.rs"),
    include_str!("identifiers.rs"),
    include_str!("in_use.rs"),
    include_str!("lifecycle.rs"),
    include_str!("lifecycle_table.rs"),
    include_str!("rest.rs"),
    include_str!("site.rs"),
    include_str!("tools.rs"),
    include_str!("waiting.rs"),
];

/// Every page that is not a story is held to a test of this folder, or has none by its nature.
#[test]
fn no_page_is_without_its_test() {
    // Shell and YAML; two pages are tables, and held to their data elsewhere; `tests/explore` holds one.
    let others = [
        "compared_with_a_site",
        "record_and_replay",
        "containers",
        "every_order",
        "fidelity",
        "findings",
        "judge_an_app",
        "look_alike",
        "many_tenants",
        "module_properties",
        "moving_to_forge",
        "other_languages",
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cookbook");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(page) = name.strip_suffix(".md") else {
            continue;
        };
        let tested = SOURCES
            .iter()
            .any(|source| source.contains(&format!("\"{page}\"")));
        assert!(tested || others.contains(&page), "{name}");
    }
}
