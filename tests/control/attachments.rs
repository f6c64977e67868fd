//! Files on pages, over the control API and by command.

use serde_json::json;

use crate::{as_app, with_app};

#[test]
fn a_file_is_attached_listed_and_found_by_the_app() {
    let server = with_app();
    server.said(&["page", "add", "7", "Runbook"]);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("attached.bin");
    std::fs::write(&file, [0, 159, 146, 150]).unwrap();
    let file = file.to_str().unwrap();
    let said = server.said(&[
        "page",
        "attach",
        "7",
        file,
        "--name",
        "a.png",
        "--comment",
        "first",
        "--id",
        "21",
    ]);
    assert_eq!(said, "att21 a.png, image/png, 4 bytes, version 1\n");
    assert_eq!(
        server.said(&["page", "attach", "7", file, "--name", "a.png"]),
        "att21 a.png, image/png, 4 bytes, version 2\n"
    );
    assert_eq!(
        server.said(&["page", "attachments", "7"]),
        "att21 a.png, image/png, 4 bytes, version 2\n"
    );
    let (status, shown) = as_app(&server, "GET", "/api/v2/attachments/att21", None);
    assert_eq!(status, 200, "{shown}");
    let all = server.get("/tenants/acme/pages/7/attachments");
    assert_eq!(all["attachments"][0]["base64"], "AJ+Slg==");
    assert!(
        server
            .said(&["log"])
            .contains("add the attachment 21 to page 7")
    );
    let missing = server.command(&["page", "attach", "7", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_api_says_what_is_wrong_with_a_file() {
    let server = with_app();
    server.said(&["page", "add", "7", "Runbook"]);
    let path = "/tenants/acme/pages/7/attachments";
    let (status, added) = server.ask("POST", path, json!({ "fileName": "a.txt", "text": "é" }));
    assert_eq!(
        (status, &added["fileSize"], &added["mediaType"]),
        (201, &json!(2), &json!("text/plain"))
    );
    for (body, expected, why) in [
        (json!({ "fileName": "a" }), 400, "text"),
        (
            json!({ "fileName": "a", "text": "", "base64": "" }),
            400,
            "both",
        ),
        (json!({ "fileName": "a", "base64": "?" }), 400, "base64"),
        (json!({ "fileName": "a/b", "text": "" }), 409, "slash"),
        (json!({ "fileName": "", "text": "" }), 409, "255"),
    ] {
        let (status, problem) = server.ask("POST", path, body.clone());
        assert_eq!(status, expected, "{body} {problem}");
        assert!(problem.to_string().contains(why), "{body} {problem}");
    }
    let nowhere = path.replace("/7/", "/8/");
    assert_eq!(
        server
            .ask("POST", &nowhere, json!({ "fileName": "a", "text": "" }))
            .0,
        404
    );
}
