//! The request log: order, nesting, placeholders, filters, waiting.

use mockfluence::settings::Limits;
use mockfluence::{DYNAMIC_MODULES, RequestLog, Settings, Tenant, from_app, to_app};
use serde_json::{Value, json};

use crate::app::App;
use crate::incident_board::IncidentBoard;

async fn scenario() -> RequestLog {
    let tenant = Tenant::start();
    let board = IncidentBoard::start(tenant.keys_url()).await;
    board.add_incident("incident-1");
    let app = tenant.install(board.descriptor_url()).await.unwrap();
    tenant
        .wait_for(1, from_app().post(DYNAMIC_MODULES))
        .await
        .unwrap();
    board.open_incident("incident-1").await;
    app.client()
        .get("/rest/nothing?jwt=secret-token")
        .send()
        .await
        .unwrap();
    app.uninstall().await;
    tenant.log()
}

#[tokio::test]
async fn two_runs_give_one_log_in_every_form_that_has_no_times() {
    let (one, other) = (scenario().await, scenario().await);
    assert_eq!(one.to_string(), other.to_string());
    assert_eq!(one.mermaid(), other.mermaid());
    assert_eq!(one.markdown("A life"), other.markdown("A life"));
    // Ports and times differ, and with them what a client computes from them.
    let stable = |log: &RequestLog| {
        let mut value = serde_json::to_value(log).unwrap();
        for exchange in value.as_array_mut().unwrap() {
            exchange.as_object_mut().unwrap().remove("requestHeaders");
            exchange.as_object_mut().unwrap().remove("replyHeaders");
        }
        value
    };
    assert_eq!(stable(&one), stable(&other));
}

#[tokio::test]
async fn no_form_of_the_log_shows_a_secret_or_a_token() {
    let log = scenario().await;
    for text in [
        log.to_string(),
        log.mermaid(),
        log.markdown("A life"),
        log.html("A life"),
        serde_json::to_string(&log).unwrap(),
    ] {
        for hidden in ["ATCO", "eyJ", "secret-token", "127.0.0.1:"] {
            let found = text
                .find(hidden)
                .map(|at| &text[at.saturating_sub(80)..at + 40]);
            assert!(found.is_none(), "{hidden}: {found:?}");
        }
    }
}

#[tokio::test]
async fn a_call_that_ends_inside_a_callback_is_nested_in_it() {
    let log = scenario().await;
    let key = log
        .exchanges()
        .find(|exchange| exchange.path().starts_with("/keys/"))
        .unwrap();
    let installed = log
        .exchanges()
        .find(|exchange| exchange.path() == "/installed")
        .unwrap();
    assert_eq!(key.parent(), Some(installed.id()));
    assert!(log.to_string().contains("\n    app -> tenant  GET /keys/"));
    // The registration outlives `enabled`, which only started it.
    let posted = log.only(from_app().post(DYNAMIC_MODULES));
    assert!(
        posted
            .exchanges()
            .all(|exchange| exchange.parent().is_none())
    );
}

#[tokio::test]
async fn filters_name_exchanges_in_one_vocabulary() {
    let log = scenario().await;
    assert_eq!(
        log.only(to_app().post("/installed")).statuses(),
        [Some(204)]
    );
    assert_eq!(log.only(from_app().path("/keys/*")).len(), 2);
    assert_eq!(
        log.only(from_app().post(DYNAMIC_MODULES).status(400)).len(),
        1
    );
    // The keys it asks for and what the tenant does not serve are its calls, too.
    assert_eq!(
        log.only(from_app().app("incident-board")).statuses(),
        [Some(200), Some(200), Some(400), Some(501), Some(200)]
    );
    assert_eq!(log.without(to_app()).only(to_app()).len(), 0);
    assert_eq!(log.only(to_app().method("get")).len(), 1);
    assert!(log.after(log.len()).is_empty());
    assert_eq!(log.last(1).len(), 1);
}

#[tokio::test]
async fn several_apps_are_told_apart_by_key() {
    let tenant = Tenant::start();
    App::without_backend().key("one").on(&tenant).await;
    App::without_backend().key("two").on(&tenant).await;
    let log = tenant.log().to_string();
    assert!(log.contains("tenant -> one  POST /installed"), "{log}");
    assert!(log.contains("tenant -> two  POST /installed"), "{log}");
    assert!(log.contains("aud {app#2}"), "{log}");
}

#[tokio::test]
async fn waiting_counts_past_exchanges_and_names_its_line_when_it_fails() {
    let tenant = Tenant::start();
    let app = App::without_backend().key("waiting").on(&tenant).await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    let found = tenant
        .wait_for(1, from_app().get(DYNAMIC_MODULES))
        .await
        .unwrap();
    assert_eq!(found.statuses(), [Some(200)]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_ends_in_vain_shows_what_came_instead() {
    let tenant = Tenant::start();
    let app = App::without_backend().key("waiting").on(&tenant).await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    let line = line!() + 2;
    let failed = tenant
        .wait_for(2, from_app().get(DYNAMIC_MODULES))
        .await
        .unwrap_err();
    let text = failed.to_string();
    assert!(text.contains(&format!("log.rs:{line}:")), "{text}");
    assert!(text.contains("1 came"), "{text}");
    assert!(
        text.contains("app -> tenant  GET /wiki/rest/atlassian-connect"),
        "{text}"
    );
    assert_eq!(
        failed.log().len(),
        3,
        "the install, its callback, and the call"
    );
}

#[tokio::test]
async fn a_wait_ends_when_the_exchange_comes_later() {
    let tenant = Tenant::start();
    let app = App::without_backend().key("later").on(&tenant).await;
    let waiting = tokio::spawn(tenant.wait_for(1, from_app().get(DYNAMIC_MODULES)));
    tokio::task::yield_now().await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().len(), 1);
}

#[tokio::test]
async fn the_machine_form_has_claims_without_times() {
    let log = serde_json::to_value(scenario().await).unwrap();
    let installed = log
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["target"] == "/installed");
    let installed = installed.unwrap();
    assert_eq!(installed["direction"], "to-app");
    assert_eq!(installed["outcome"], json!({ "status": 204 }));
    let claims = &installed["claims"];
    assert_eq!(claims["iss"], "clientKey#1");
    assert_eq!(claims["aud"], json!(["{app}"]));
    assert_eq!(claims["lifetime"], 900);
    assert_eq!(claims["iat"], Value::Null);
}

#[tokio::test]
async fn nothing_that_an_app_sends_ends_the_pages_script() {
    let tenant = Tenant::start();
    let app = App::without_backend().on(&tenant).await;
    let evil = json!({ "x": "</script><script>alert(1)</script><!-- {title}" });
    app.client()
        .post(DYNAMIC_MODULES)
        .json(&evil)
        .send()
        .await
        .unwrap();
    let page = tenant.log().html("<b>Tom & Jerry</b>");
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("alert(1)</script>") && page.contains("{title}"));
    assert!(page.contains("<title>&lt;b&gt;Tom &amp; Jerry&lt;/b&gt;</title>"));
    assert!(!page.contains("http://127.0.0.1"), "ports are placeholders");
}

#[tokio::test]
async fn the_archive_has_both_directions_with_their_verdicts_and_no_secret() {
    let archive = scenario().await.har();
    let text = archive.to_string();
    assert!(!text.contains("ATCO") && !text.contains("eyJ") && !text.contains("secret-token"));
    let entries = archive["log"]["entries"].as_array().unwrap();
    let of = |direction: &'static str| {
        entries
            .iter()
            .filter(move |one| one["_connect"]["direction"] == direction)
    };
    assert!(of("to-app").count() > 2 && of("from-app").count() > 2);
    let registration = of("from-app")
        .find(|one| one["request"]["method"] == "POST")
        .unwrap();
    assert_eq!(registration["response"]["status"], 200);
    assert_eq!(registration["_connect"]["token"], "HS256 sharedSecret#1");
    assert!(
        registration["request"]["postData"]["text"]
            .as_str()
            .unwrap()
            .contains("incident-1")
    );
    let not_served = of("from-app")
        .find(|one| one["response"]["status"] == 501)
        .unwrap();
    assert_eq!(
        not_served["request"]["queryString"],
        json!([{ "name": "jwt", "value": "{token}" }])
    );
}

#[tokio::test]
async fn a_run_of_like_exchanges_is_drawn_once() {
    let tenant = Tenant::start();
    let app = App::without_backend().on(&tenant).await;
    let get = |query: u32| {
        let client = app.client();
        async move {
            client
                .get(&format!("{DYNAMIC_MODULES}?page={query}"))
                .send()
                .await
                .unwrap()
        }
    };
    get(1).await;
    get(2).await;
    assert!(!tenant.log().mermaid().contains("loop"), "two are not many");
    get(3).await;
    let drawn = tenant.log().mermaid();
    assert!(
        drawn.contains("    loop 3 times\n    app->>+tenant: GET") && drawn.contains("    end\n"),
        "{drawn}"
    );
    assert_eq!(drawn.matches("->>+tenant").count(), 1);
}

#[tokio::test]
async fn the_oldest_bodies_go_when_there_are_too_many() {
    let tenant = Tenant::builder()
        .settings(Settings::default().limits(Limits::default().log_body_limit(5_000)))
        .start();
    let app = App::without_backend().on(&tenant).await;
    for number in 0..10 {
        let body = json!({ "number": number, "x": "x".repeat(900) });
        app.client()
            .post("/rest/x")
            .json(&body)
            .send()
            .await
            .unwrap();
    }
    let log = tenant.log().only(from_app());
    let bodies: Vec<&str> = log.exchanges().map(|one| one.request_body()).collect();
    let dropped = bodies
        .iter()
        .take_while(|body| body.starts_with("[dropped"))
        .count();
    assert!((1..10).contains(&dropped), "{dropped}");
    assert!(bodies[dropped..].iter().all(|body| body.contains("number")));
    assert_eq!(bodies[0], "[dropped: setting `limits.log_body_limit`]");
    let kept: usize = log
        .exchanges()
        .map(|one| one.request_body().len() + one.reply_body().len())
        .sum();
    assert!(kept < 7_000, "{kept}");
}
