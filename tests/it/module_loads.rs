//! Modules opened as the host opens them: the URL, the token, and what an app must refuse.

use std::time::Duration;

use mockfluence::jwt::{CanonicalRequest, HostPath, decode};
use mockfluence::{DYNAMIC_MODULES, InstalledApp, Licence, Settings, Tamper, Tenant, to_app};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;
use crate::scripted_app::ScriptedApp;

fn modules() -> Value {
    let name = |text: &str| json!({ "value": text });
    json!({
        "generalPages": [{ "key": "board", "name": name("Board"), "url": "/board?space={space.key}" }],
        "webItems": [{ "key": "link", "name": name("Link"), "location": "system.header/left",
            "url": "https://elsewhere.example/x" }],
        "dynamicContentMacros": [{ "key": "chart", "name": name("Chart"),
            "url": "/chart?id=${macro.id}&size={size}",
            "renderModes": { "pdf": { "url": "/chart.pdf?id={macro.id}" },
                "default": { "url": "/chart.plain" } } }],
        "staticContentMacros": [
            { "key": "table", "name": name("Table"), "url": "/table?rows={rows}" },
            { "key": "posted", "name": name("Posted"), "url": "/posted?rows={rows}", "renderingMethod": "POST" }
        ],
        "blueprints": [{ "key": "plan", "name": name("Plan"),
            "template": { "url": "/template", "blueprintContext": { "url": "/context" } } }]
    })
}

async fn installed() -> (Tenant, InstalledApp, ScriptedApp) {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["modules"] = modules();
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    (tenant, app, backend)
}

fn parts(query: &str) -> Vec<(&str, &str)> {
    query
        .split('&')
        .filter_map(|part| part.split_once('='))
        .collect()
}

#[tokio::test]
async fn a_page_is_opened_by_the_captured_url() {
    let (tenant, app, backend) = installed().await;
    backend.reply("/board", 200, "<h1>Board</h1>");
    app.set_licence(Licence::Active);
    let load = app
        .open("board")
        .user("712020:alice")
        .variable("space.key", "A B");
    let reply = load.send().await.unwrap();
    assert_eq!(
        (reply.status(), reply.text().as_str()),
        (200, "<h1>Board</h1>")
    );
    let received = backend.last("/board");
    assert_eq!(received.header("authorization"), None);
    let query = received.query.unwrap();
    let parts = parts(&query);
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "space",
            "xdm_e",
            "xdm_c",
            "cp",
            "xdm_deprecated_addon_key_do_not_use",
            "lic",
            "cv",
            "jwt"
        ]
    );
    let origin = tenant
        .base_url()
        .trim_end_matches("/wiki")
        .replace(':', "%3A")
        .replace('/', "%2F");
    assert_eq!(parts[0].1, "A%20B");
    assert_eq!(parts[1].1, origin);
    assert_eq!(parts[2].1, "channel-scripted-app__board");
    assert_eq!(parts[3].1, "%2Fwiki");
    assert_eq!(parts[4].1, "scripted-app");
    assert_eq!(parts[5].1, "active");
    assert!(parts[6].1.starts_with("1000.0.0-"), "{query}");
    let (unsigned, token) = query.split_once("&jwt=").unwrap();
    let claims = decode(token).unwrap().claims;
    let canonical =
        CanonicalRequest::to_app("GET", &format!("/board?{unsigned}"), "", HostPath::Decoded);
    assert_eq!(claims["qsh"], json!(canonical.qsh()));
    assert_eq!(claims["sub"], json!("712020:alice"));
    assert_eq!(claims["iss"], json!(tenant.client_key()));
    assert_eq!(claims["context"], json!({}));
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        900
    );
    assert_eq!(reply.claims().unwrap().sub.as_deref(), Some("712020:alice"));
    let log = tenant.log().only(to_app().get("/board")).to_string();
    assert!(
        log.contains("jwt={token}") && log.contains("HS256 sharedSecret#1"),
        "{log}"
    );
}

#[tokio::test]
async fn a_macro_has_digits_in_its_channel_and_the_parameters_its_url_names() {
    let (_, app, backend) = installed().await;
    let load = app
        .open("chart")
        .variable("macro.id", "m-1")
        .variable("unnamed", "x");
    load.send().await.unwrap();
    let query = backend.last("/chart").query.unwrap();
    assert!(query.starts_with("id=m-1&size=&xdm_e="), "{query}");
    let channel = parts(&query)
        .into_iter()
        .find(|(name, _)| *name == "xdm_c")
        .unwrap()
        .1;
    let digits = channel.strip_prefix("channel-scripted-app__chart").unwrap();
    assert_eq!(digits.len(), 19);
    assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
}

#[tokio::test]
async fn nobody_logged_in_means_no_subject_and_otherwise_it_is_the_administrator() {
    let (tenant, app, _) = installed().await;
    let anonymous = app.open("board").anonymous().send().await.unwrap();
    assert_eq!(anonymous.claims().unwrap().sub, None);
    let reply = app
        .open("board")
        .context(json!({ "a": 1 }))
        .send()
        .await
        .unwrap();
    let claims = reply.claims().unwrap();
    assert_eq!(claims.sub, Some(tenant.admin()));
    assert_eq!(claims.context, Some(json!({ "a": 1 })));
}

#[tokio::test]
async fn a_static_macro_is_fetched_with_its_token_in_the_header() {
    let (_, app, backend) = installed().await;
    backend.reply("/table", 200, "<table/>");
    let reply = app
        .open("table")
        .variable("rows", "3")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.text(), "<table/>");
    let received = backend.last("/table");
    let query = received.query.clone().unwrap();
    assert!(
        query.starts_with("rows=3&xdm_e=") && !query.contains("jwt="),
        "{query}"
    );
    let canonical =
        CanonicalRequest::to_app("GET", &format!("/table?{query}"), "", HostPath::Decoded);
    assert_eq!(received.claims()["qsh"], json!(canonical.qsh()));
    let life =
        received.claims()["exp"].as_i64().unwrap() - received.claims()["iat"].as_i64().unwrap();
    assert_eq!(life, 180);
}

#[tokio::test]
async fn a_posted_static_macro_has_its_parameters_in_a_form_that_the_qsh_counts() {
    let (_, app, backend) = installed().await;
    app.open("posted")
        .variable("rows", "3")
        .send()
        .await
        .unwrap();
    let received = backend.last("/posted");
    assert_eq!(
        (received.method.as_str(), received.query.as_deref()),
        ("POST", None)
    );
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let form = String::from_utf8(received.body.to_vec()).unwrap();
    assert!(form.starts_with("rows=3&xdm_e="), "{form}");
    let canonical =
        CanonicalRequest::to_app("POST", &format!("/posted?{form}"), "", HostPath::Decoded);
    assert_eq!(received.claims()["qsh"], json!(canonical.qsh()));
}

#[tokio::test]
async fn a_render_mode_is_fetched_and_one_that_is_not_named_is_the_default() {
    let (_, app, backend) = installed().await;
    app.render("chart", "pdf")
        .variable("macro.id", "7")
        .send()
        .await
        .unwrap();
    assert!(
        backend
            .last("/chart.pdf")
            .query
            .unwrap()
            .starts_with("id=7&")
    );
    app.render("chart", "word").send().await.unwrap();
    assert!(
        backend
            .last("/chart.plain")
            .header("authorization")
            .is_some()
    );
    let error = app.render("board", "pdf").send().await.unwrap_err();
    assert!(
        error.to_string().contains("neither a render mode `pdf`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_blueprint_has_a_template_and_a_context() {
    let (tenant, app, backend) = installed().await;
    app.open("plan").send().await.unwrap();
    assert_eq!(backend.last("/template").method, "GET");
    backend.reply(
        "/context",
        200,
        r#"[{"identifier":"a","value":"b","representation":"plain"}]"#,
    );
    let reply = app
        .blueprint_context("plan")
        .variable("space.key", "ENG")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.json()[0]["identifier"], "a");
    assert_eq!(
        backend.last("/context").json(),
        json!({
            "addonKey": "scripted-app", "blueprintKey": "plan", "spaceKey": "ENG",
            "userKey": tenant.admin(), "userLocale": "en_US",
        })
    );
}

#[rstest]
#[case(200, r#"{"shouldDisplay": true}"#, true)]
#[case(200, r#"{"shouldDisplay": "true"}"#, true)]
#[case(200, r#"{"shouldDisplay": false}"#, false)]
#[case(200, "no JSON", false)]
#[case(500, r#"{"shouldDisplay": true}"#, false)]
#[tokio::test]
async fn a_remote_condition_shows_on_200_and_true_alone(
    #[case] status: u16,
    #[case] body: &str,
    #[case] shown: bool,
) {
    let (_, app, backend) = installed().await;
    backend.reply("/may", status, body);
    let reply = app
        .condition("/may?x={space.key}")
        .variable("space.key", "E")
        .send()
        .await
        .unwrap();
    assert_eq!(reply.should_display(), shown);
    let query = backend.last("/may").query.unwrap();
    assert!(
        query.starts_with("x=E&xdm_e=") && query.contains("xdm_c=channel-condition&"),
        "{query}"
    );
}

#[tokio::test]
async fn what_an_app_has_just_registered_can_be_opened() {
    let (_, app, backend) = installed().await;
    let page =
        json!({ "generalPages": [{ "key": "new", "name": { "value": "New" }, "url": "/new" }] });
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&page)
        .send()
        .await
        .unwrap();
    app.open("new").send().await.unwrap();
    assert_eq!(backend.all("/new").len(), 1);
    app.client().delete(DYNAMIC_MODULES).send().await.unwrap();
    let error = app.open("new").send().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no module `new`, static or dynamic; it has: "),
        "{error}"
    );
}

#[tokio::test]
async fn the_host_opens_nothing_of_a_disabled_app_or_of_another_server() {
    let (_, app, _) = installed().await;
    let error = app.open("link").send().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("is not below the app's base URL"),
        "{error}"
    );
    app.disable().await;
    let error = app.open("board").send().await.unwrap_err();
    assert!(error.to_string().contains("is Disabled"), "{error}");
}

#[tokio::test]
async fn without_a_backend_there_is_a_url_and_nothing_to_send() {
    let tenant = Tenant::start();
    let mut descriptor = json!({
        "key": "app", "baseUrl": "http://localhost:1/base", "authentication": { "type": "jwt" },
        "lifecycle": { "installed": "/installed" },
    });
    descriptor["modules"] = json!({ "configurePage":
        { "key": "conf", "name": { "value": "Configure" }, "url": "http://localhost:1/base/conf" } });
    let source = mockfluence::DescriptorSource::from(descriptor).without_backend();
    let app = tenant.install(source).await.unwrap();
    let url = app.open("conf").url().unwrap();
    assert!(
        url.starts_with("http://localhost:1/base/conf?xdm_e="),
        "{url}"
    );
    let error = app.open("conf").send().await.unwrap_err();
    assert!(
        error.to_string().contains("installed without a backend"),
        "{error}"
    );
}

#[tokio::test]
async fn a_context_token_is_for_no_url_and_a_session_token_is_the_apps_own() {
    let settings = Settings::default().context_token_lifetime(Duration::from_secs(60));
    let tenant = Tenant::builder().settings(settings).start();
    let app = App::without_backend().on(&tenant).await;
    let context = json!({ "confluence": { "content": { "id": "1", "type": "page" } } });
    let token = app.context_token(Some("712020:a"), context.clone());
    let claims = decode(&token.sign().unwrap().unwrap()).unwrap().claims;
    assert_eq!(claims["qsh"], "context-qsh");
    assert_eq!(claims["context"], context);
    assert_eq!(
        (&claims["iss"], &claims["sub"]),
        (&json!(tenant.client_key()), &json!("712020:a"))
    );
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        60
    );
    assert_eq!(token.clone().tamper(Tamper::Unsigned).sign(), Ok(None));
    let expired = token.tamper(Tamper::Expired).sign().unwrap().unwrap();
    assert!(decode(&expired).unwrap().claims["exp"].as_i64() < claims["iat"].as_i64());
    let session = decode(&app.session_token("712020:a").unwrap())
        .unwrap()
        .claims;
    assert_eq!(
        (&session["iss"], &session["aud"][0]),
        (&json!("app"), &json!(tenant.client_key()))
    );
    assert_eq!(session["qsh"], Value::Null);
}
