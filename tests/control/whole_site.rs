//! A whole site by command, and from the start.

use serde_json::{Value, json};

use crate::{Server, as_app, with_app};

#[test]
fn a_site_is_served_from_a_file_and_printed_into_one() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("sample-site.json");
    let server = with_app();
    std::fs::write(&file, server.said(&["site", "sample"])).unwrap();
    let file = file.to_str().unwrap();
    server.said(&["site", "add", file]);
    let (status, shown) = as_app(&server, "GET", "/rest/api/space/BAKE", None);
    assert_eq!(status, 200, "{shown}");
    let exported: Value = serde_json::from_str(&server.said(&["site", "export"])).unwrap();
    assert_eq!(exported["spaces"].as_array().unwrap().len(), 4);
    assert!(server.said(&["log"]).contains("add a site from a file"));
    let other = Server::start(&["--site", file]);
    let mut again = other.get("/tenants/acme/site");
    assert_eq!(again.get("apps"), None, "no app has been there");
    again["apps"] = exported["apps"].clone();
    assert_eq!(again, exported);
    let used = folder.join("used-site.json");
    std::fs::write(&used, exported.to_string()).unwrap();
    let third = Server::start(&["--site", used.to_str().unwrap()]);
    assert_eq!(third.get("/tenants/acme/site"), exported);
}

#[test]
fn what_is_wrong_with_a_site_is_told() {
    let server = with_app();
    let bad = json!({ "content": [{ "id": 1, "title": "T", "space": "NO" }] });
    let (status, problem) = server.ask("POST", "/tenants/acme/site", bad);
    assert_eq!(status, 409);
    assert!(
        problem.to_string().contains("there is no space `NO`"),
        "{problem}"
    );
}
