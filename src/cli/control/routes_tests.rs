//! The table of routes and what is said of it elsewhere: the committed description.

use serde_json::Value;

use super::routes::DOCUMENT;

/// `UPDATE_FIXTURES=1 cargo test --features cli` writes it anew.
#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/control-api.openapi.json"
    );
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(file, DOCUMENT.as_str()).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap();
    assert!(
        committed == *DOCUMENT,
        "{file} is not what the contract says: UPDATE_FIXTURES=1 writes it anew"
    );
}

#[test]
fn each_reference_leads_somewhere() {
    let document: Value = serde_json::from_str(&DOCUMENT).unwrap();
    let mut rest = DOCUMENT.as_str();
    let mut count = 0;
    while let Some(at) = rest.find("\"$ref\": \"#") {
        rest = &rest[at + 10..];
        let place = &rest[..rest.find('"').unwrap()];
        assert!(document.pointer(place).is_some(), "{place}");
        count += 1;
    }
    assert!(count > 100);
}
