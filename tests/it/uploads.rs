//! Files sent to pages: forms, names, comments, versions, and what is refused.

use mockfluence::settings::Limits;
use mockfluence::{AttachedFile, ContentOperation, InstalledApp, Page, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

const FILES: &str = "/rest/api/content/7/child/attachment";

pub(crate) async fn site(settings: Settings) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    tenant.add_page(Page::new(7, "Runbook"));
    let app = App::without_backend().scopes(&["DELETE"]).on(&tenant).await;
    (tenant, app)
}

/// A part of a form: its name, its file name, more headers, its bytes.
pub(crate) type Part<'a> = (&'a str, Option<&'a str>, &'a str, &'a [u8]);

pub(crate) fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, headers, data) in parts {
        let file_name = file_name.map(|name| format!("; filename=\"{name}\""));
        let file_name = file_name.unwrap_or_default();
        let disposition = format!("Content-Disposition: form-data; name=\"{name}\"{file_name}");
        body.extend_from_slice(format!("--b-1\r\n{disposition}\r\n{headers}\r\n").as_bytes());
        body.extend_from_slice(data);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b-1--\r\n");
    body
}

pub(crate) async fn send(
    app: &InstalledApp,
    method: &str,
    path: &str,
    parts: &[Part<'_>],
) -> (u16, Value) {
    let request = app.client().request(method, path).body(form(parts));
    let request = request.header("content-type", "multipart/form-data; boundary=b-1");
    let request = request.header("x-atlassian-token", "no-check");
    let reply = request.send().await.unwrap();
    let body = serde_json::from_str(&reply.text());
    (reply.status(), body.unwrap_or_else(|_| json!(reply.text())))
}

fn file<'a>(name: &'a str, data: &'a [u8]) -> Part<'a> {
    ("file", Some(name), "", data)
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte() {
    let (tenant, app) = site(Settings::default()).await;
    let data: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    for name in ["all.bin", "a b é.txt", "50% & more+.png"] {
        let part = reqwest::multipart::Part::bytes(data.clone()).file_name(name.to_owned());
        let upload = reqwest::multipart::Form::new()
            .text("minorEdit", "true")
            .part("file", part);
        let token = app.client().post(FILES).signed_token().unwrap();
        let reply = reqwest::Client::new()
            .post(format!("{}{FILES}", tenant.base_url()))
            .header("authorization", format!("JWT {token}"))
            .header("x-atlassian-token", "nocheck")
            .multipart(upload)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 200);
        let shown: Value = reply.json().await.unwrap();
        let shown = &shown["results"][0];
        assert_eq!(
            (&shown["title"], &shown["version"]["minorEdit"]),
            (&json!(name), &json!(true))
        );
        let download = shown["_links"]["download"].as_str().unwrap();
        let link = app.client().get(download).send().await.unwrap();
        assert_eq!((link.status(), link.text().as_str()), (302, ""));
        // The link has its own credential: nothing else is sent.
        let there = reqwest::get(link.header("location").unwrap())
            .await
            .unwrap();
        assert_eq!(there.status(), 200);
        assert_eq!(there.bytes().await.unwrap().to_vec(), data, "{name}");
    }
    let names: Vec<String> = tenant
        .attachments(7)
        .iter()
        .map(|file| file.name().to_owned())
        .collect();
    assert_eq!(names, ["all.bin", "a b é.txt", "50% & more+.png"]);
}

#[tokio::test]
async fn an_upload_is_shown_as_v1_shows_attachments() {
    let (tenant, app) = site(Settings::default()).await;
    let said = "Content-Type: image/png\r\n";
    let comment = "Content-Type: text/plain; charset=utf-8\r\n";
    let parts: [Part<'_>; 2] = [
        ("file", Some("logo.png"), said, b"png"),
        ("comment", None, comment, "café".as_bytes()),
    ];
    let (status, shown) = send(&app, "POST", FILES, &parts).await;
    assert_eq!((status, &shown["size"]), (200, &json!(1)), "{shown}");
    let one = &shown["results"][0];
    let id = tenant.attachments(7)[0].id().unwrap();
    assert_eq!(
        (&one["id"], &one["type"], &one["status"], &one["title"]),
        (
            &json!(format!("att{id}")),
            &json!("attachment"),
            &json!("current"),
            &json!("logo.png")
        )
    );
    let file_id = one["extensions"]["fileId"].as_str().unwrap();
    assert_eq!(
        one["extensions"],
        json!({
            "mediaType": "image/png", "fileSize": 3, "comment": "café",
            "mediaTypeDescription": "PNG Image", "fileId": file_id, "collectionName": "contentId-7",
        })
    );
    assert_eq!(one["metadata"]["comment"], "café");
    assert_eq!(
        (&one["version"]["number"], &one["version"]["message"]),
        (&json!(1), &json!("café"))
    );
    let download = format!("/rest/api/content/7/child/attachment/att{id}/download");
    assert_eq!(one["_links"]["download"], download);
    let (_, listed) = list(&app, "").await;
    assert_eq!(listed["results"][0], *one);
}

async fn list(app: &InstalledApp, query: &str) -> (u16, Value) {
    let reply = app
        .client()
        .get(&format!("{FILES}{query}"))
        .send()
        .await
        .unwrap();
    (reply.status(), reply.json())
}

#[rstest]
#[case::absent(None, 403)]
#[case::check(Some("check"), 403)]
#[case::hyphen(Some("no-check"), 200)]
#[case::together(Some("nocheck"), 200)]
#[tokio::test]
async fn a_form_is_exempt_from_the_xsrf_check_or_refused(
    #[case] sent: Option<&str>,
    #[case] expected: u16,
) {
    let (tenant, app) = site(Settings::default()).await;
    tenant.add_attachment(7, AttachedFile::new("known.txt", "1").with_id(8));
    let data = format!("{FILES}/att8/data");
    for (method, path) in [("POST", FILES), ("PUT", FILES), ("POST", &data)] {
        let name = format!("{method}-{}", path.len());
        let request = app
            .client()
            .request(method, path)
            .body(form(&[file(&name, b"2")]));
        let mut request = request.header("content-type", "multipart/form-data; boundary=b-1");
        if let Some(sent) = sent {
            request = request.header("x-atlassian-token", sent);
        }
        let reply = request.send().await.unwrap();
        assert_eq!(
            reply.status(),
            expected,
            "{method} {path}: {}",
            reply.text()
        );
        if expected == 403 {
            assert_eq!(reply.text(), "XSRF check failed");
            assert!(
                tenant
                    .log()
                    .to_string()
                    .contains("X-Atlassian-Token: no-check")
            );
        }
    }
}

#[tokio::test]
async fn a_name_is_once_on_a_page_and_put_makes_a_new_version() {
    let (tenant, app) = site(Settings::default()).await;
    assert_eq!(
        send(&app, "POST", FILES, &[file("a.txt", b"1")]).await.0,
        200
    );
    let (status, refused) = send(
        &app,
        "POST",
        FILES,
        &[file("b.txt", b"1"), file("a.txt", b"2")],
    )
    .await;
    let text = "com.atlassian.confluence.api.service.exceptions.api.BadRequestException: Cannot add \
                a new attachment with same file name as an existing attachment: a.txt";
    let data = json!({ "authorized": true, "valid": true, "errors": [], "successful": true });
    assert_eq!(
        (status, refused),
        (
            400,
            json!({ "statusCode": 400, "data": data, "message": text })
        )
    );
    assert_eq!(tenant.attachments(7).len(), 1, "all of a form, or nothing");
    let (status, shown) = send(
        &app,
        "PUT",
        FILES,
        &[file("a.txt", b"22"), file("b.txt", b"1")],
    )
    .await;
    assert_eq!(
        (status, shown["results"].as_array().unwrap().len()),
        (200, 2)
    );
    let files = tenant.attachments(7);
    let of = |at: usize| (files[at].name(), files[at].version(), files[at].data());
    assert_eq!(of(0), ("a.txt", 2, b"22".as_slice()));
    assert_eq!(of(1), ("b.txt", 1, b"1".as_slice()));
    let id = format!("att{}", files[0].id().unwrap());
    let data = format!("{FILES}/{id}/data");
    let (status, shown) = send(&app, "POST", &data, &[file("other.txt", b"333")]).await;
    assert_eq!(
        (status, &shown["title"], &shown["version"]["number"]),
        (200, &json!("a.txt"), &json!(3))
    );
}

#[tokio::test]
async fn every_version_is_downloaded_by_its_number() {
    let (tenant, app) = site(Settings::default()).await;
    for data in ["1", "22", "333"] {
        tenant.add_attachment(7, AttachedFile::new("a.txt", data));
    }
    let id = format!("att{}", tenant.attachments(7)[0].id().unwrap());
    for (version, expected) in [("1", "1"), ("2", "22"), ("3", "333")] {
        let path = format!("{FILES}/{id}/download?version={version}");
        let link = app.client().get(&path).send().await.unwrap();
        let there = reqwest::get(link.header("location").unwrap())
            .await
            .unwrap();
        assert_eq!(there.text().await.unwrap(), expected);
    }
    for version in ["0", "4", "x"] {
        let path = format!("{FILES}/{id}/download?version={version}");
        assert_eq!(
            app.client().get(&path).send().await.unwrap().status(),
            400,
            "{version}"
        );
    }
}

#[tokio::test]
async fn a_comment_that_does_not_say_utf8_is_garbled() {
    let (tenant, app) = site(Settings::default()).await;
    let parts: [Part<'_>; 2] = [
        file("é.txt", b"1"),
        ("comment", None, "", "café".as_bytes()),
    ];
    assert_eq!(send(&app, "POST", FILES, &parts).await.0, 200);
    let files = tenant.attachments(7);
    assert_eq!((files[0].name(), files[0].comment()), ("é.txt", "cafÃ©"));
}

#[rstest]
#[case::no_file(&[("comment", None, "", b"x".as_slice())], "At least one file")]
#[case::no_file_name(&[("file", None, "", b"x".as_slice())], "At least one file")]
#[case::one_comment_for_two(
    &[file("a", b""), file("b", b""), ("comment", None, "", b"x".as_slice())],
    "The number of comments"
)]
#[case::slash(&[file("a/b", b"")], "Invalid attachment file name")]
#[case::twice(&[file("a", b"1"), file("a", b"2")], "same file name")]
#[tokio::test]
async fn a_form_that_makes_no_sense_is_refused(#[case] parts: &[Part<'_>], #[case] why: &str) {
    let (tenant, app) = site(Settings::default()).await;
    let (status, refused) = send(&app, "POST", FILES, parts).await;
    assert_eq!(status, 400);
    assert!(
        refused["message"].as_str().unwrap().contains(why),
        "{refused}"
    );
    assert!(tenant.attachments(7).is_empty());
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let (_tenant, app) = site(Settings::default()).await;
    for (kind, body) in [
        ("application/json", "{}"),
        ("multipart/form-data", ""),
        ("multipart/form-data; boundary=b-1", "--b-1\r\n\r\nx"),
    ] {
        let request = app.client().post(FILES).header("content-type", kind);
        let request = request.header("x-atlassian-token", "no-check").body(body);
        let reply = request.send().await.unwrap();
        assert_eq!(reply.status(), 400, "{kind}");
        assert!(
            reply.text().contains("not valid multipart/form-data"),
            "{}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn sizes_have_bounds_that_are_told() {
    let limits = Limits::default().attachments_size_limit(10);
    let settings = Settings::default().attachment_size_limit(6).limits(limits);
    let (tenant, app) = site(settings).await;
    let (status, refused) = send(&app, "POST", FILES, &[file("a", b"1234567")]).await;
    assert_eq!(status, 404, "as documented: {refused}");
    assert!(
        tenant
            .log()
            .to_string()
            .contains("setting `attachment_size_limit`")
    );
    assert_eq!(
        send(&app, "POST", FILES, &[file("a", b"123456")]).await.0,
        200
    );
    let (status, full) = send(&app, "POST", FILES, &[file("b", b"12345")]).await;
    assert_eq!(status, 413);
    assert!(
        full["message"]
            .as_str()
            .unwrap()
            .contains("limits.attachments_size_limit")
    );
    let refused = tenant
        .try_add_attachment(7, AttachedFile::new("b", "12345"))
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("limits.attachments_size_limit"),
        "{refused}"
    );
    // What is purged makes room, however it went.
    let id = tenant.attachments(7)[0].id().unwrap();
    for query in ["", "?purge=true"] {
        let path = format!("/api/v2/attachments/att{id}{query}");
        assert_eq!(
            app.client().delete(&path).send().await.unwrap().status(),
            204
        );
    }
    assert_eq!(
        send(&app, "POST", FILES, &[file("b", b"12345")]).await.0,
        200
    );
}

#[tokio::test]
async fn who_may_not_change_the_page_may_not_attach_to_it() {
    let (tenant, app) = site(Settings::default()).await;
    tenant.add_attachment(7, AttachedFile::new("a.txt", "1").with_id(8));
    let one = |name: &'static str| [file(name, b"1")];
    let data = format!("{FILES}/att8/data");
    for (operation, expected) in [
        (ContentOperation::Update, 403),
        (ContentOperation::Read, 404),
    ] {
        tenant.deny(&app.account_id(), operation, 7);
        assert_eq!(send(&app, "POST", FILES, &one("b")).await.0, expected);
        assert_eq!(send(&app, "PUT", FILES, &one("a.txt")).await.0, expected);
        assert_eq!(send(&app, "POST", &data, &one("a.txt")).await.0, expected);
    }
    for path in [
        FILES.to_owned(),
        format!("{FILES}/att8/download"),
        "/api/v2/attachments/att8".into(),
        "/api/v2/pages/7/attachments".into(),
        "/download/attachments/7/a.txt".into(),
    ] {
        assert_eq!(
            app.client().get(&path).send().await.unwrap().status(),
            404,
            "{path}"
        );
    }
    let all = app
        .client()
        .get("/api/v2/attachments")
        .send()
        .await
        .unwrap();
    assert_eq!(all.json()["results"], json!([]));
    assert_eq!(tenant.attachments(7)[0].version(), 1);
}

#[rstest]
#[case::no_page(9, "a.txt", "there is no page 9")]
#[case::bad_name(7, "a/b", "no slash")]
#[tokio::test]
async fn a_test_is_told_what_is_wrong_with_its_file(
    #[case] page: u64,
    #[case] name: &str,
    #[case] why: &str,
) {
    let (tenant, _app) = site(Settings::default()).await;
    let refused = tenant
        .try_add_attachment(page, AttachedFile::new(name, ""))
        .unwrap_err();
    assert!(refused.to_string().contains(why), "{refused}");
}
