//! Every way to spoil a token, on every kind of request that carries one.

mod accepted;
mod expected;
mod scene;

use mockfluence::jwt::decode;
use mockfluence::{Fault, OtherTenant, Tamper, Tenant, from_app, to_app};
use rstest::rstest;
use serde_json::json;

use self::expected::assert_spoilt;
use self::scene::{Scene, Way, misfits, parts, token, verifies};
use crate::scripted_app::ScriptedApp;

#[rstest]
#[tokio::test]
async fn each_way_spoils_one_thing_and_the_log_says_which(
    #[values(
        Way::Installed,
        Way::Enabled,
        Way::Webhook,
        Way::Page,
        Way::StaticMacro,
        Way::PostedMacro
    )]
    way: Way,
) {
    let scene = Scene::new().await;
    let mut spoilt = 0;
    for tamper in Tamper::ALL {
        let good = scene.send(way, None).await.unwrap();
        let sent = scene.send(way, Some(tamper)).await;
        if misfits(way).contains(tamper) {
            let why = sent.unwrap_err();
            assert!(why.contains("does not apply"), "{way:?} {tamper}: {why}");
            continue;
        }
        let sent = sent.unwrap();
        assert_spoilt(&scene, way, tamper, &good, &sent);
        assert_eq!(sent.body, good.body.clone(), "{way:?} {tamper}");
        let log = scene.tenant.log().only(to_app().path(way.path()));
        let note = format!("fault: {}", tamper.description());
        let text = log.to_string();
        let notes: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("! fault: "))
            .collect();
        spoilt += 1;
        assert_eq!(notes.len(), spoilt, "{way:?} {tamper}: {text}");
        assert!(
            notes[spoilt - 1].ends_with(&note),
            "{way:?} {tamper}: {text}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn another_tenants_token_is_genuine_by_its_own_secret_and_the_body_stays(
    #[values(Way::Installed, Way::Enabled, Way::Webhook, Way::Page)] way: Way,
) {
    let scene = Scene::new().await;
    let second = Tenant::builder().name("globex").start();
    let other = second
        .install(scene.backend.descriptor_url())
        .await
        .unwrap();
    let genuine = other.as_other_tenant();
    let good = scene.send(way, None).await.unwrap();
    let sent = scene.send(way, Some(&genuine)).await.unwrap();
    assert_eq!(parts(&sent).claims["iss"], json!(second.client_key()));
    assert_eq!(sent.body, good.body);
    if !way.is_rs256() {
        let raw = token(&sent).unwrap();
        let key = other.shared_secret().unwrap();
        let now = std::time::SystemTime::now();
        assert_eq!(mockfluence::jwt::verify(&raw, &key, None, now), Ok(()));
        assert!(!verifies(&scene, way, &raw));
    }
    // By name alone, the signature is that of the tenant that sends.
    let named = Tamper::OtherTenant(OtherTenant::new(second.client_key()));
    let sent = scene.send(way, Some(&named)).await.unwrap();
    assert_eq!(parts(&sent).claims["iss"], json!(second.client_key()));
    assert!(verifies(&scene, way, &token(&sent).unwrap()));
}

#[rstest]
#[case::base_url(Fault::no_base_url(), "baseUrl")]
#[case::client_key(Fault::no_client_key(), "clientKey")]
#[case::shared_secret(Fault::no_shared_secret(), "sharedSecret")]
#[tokio::test]
async fn a_body_goes_without_one_field_and_its_token_is_good(
    #[case] fault: Fault,
    #[case] field: &str,
) {
    let scene = Scene::new().await;
    let good = scene.send(Way::Installed, None).await.unwrap();
    let fault = fault.on(to_app().post("/installed")).times(1);
    scene.tenant.inject(fault);
    scene.app.repeat_installed().await.unwrap();
    let sent = scene.backend.last("/installed");
    let mut body = good.json();
    assert!(body.as_object_mut().unwrap().remove(field).is_some());
    assert_eq!(sent.json(), body);
    let good = String::from_utf8(good.body.to_vec()).unwrap();
    let sent_text = String::from_utf8(sent.body.to_vec()).unwrap();
    let order = |text: &str| text.find("pluginsVersion") < text.find("productType");
    assert_eq!(
        order(&good),
        order(&sent_text),
        "fields stay in their order"
    );
    assert!(verifies(&scene, Way::Installed, &token(&sent).unwrap()));
    let log = scene.tenant.log().to_string();
    assert!(
        log.contains(&format!("fault: body without {field}")),
        "{log}"
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_at_once_and_left_where_it_shows_later() {
    let scene = Scene::new().await;
    for (fault, path, why) in [
        (Fault::no_shared_secret(), "/enabled", "no `sharedSecret`"),
        (Fault::no_client_key(), "/page-created", "no `clientKey`"),
        (Fault::token(Tamper::NoKid), "/disabled", "no key id"),
        (Fault::reorder(), "/installed", "before its answer"),
    ] {
        let refused = scene.tenant.try_inject(fault.on(to_app().post(path)));
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    let wrong_way = scene
        .tenant
        .try_inject(Fault::token(Tamper::Expired).on(from_app()));
    assert!(wrong_way.unwrap_err().to_string().contains("app -> tenant"));
    // Before the app is there nobody knows what its paths are for.
    let tenant = Tenant::start();
    let fault = Fault::token(Tamper::NoAudience).on(to_app().post("/enabled"));
    tenant.inject(fault);
    tenant
        .install(scene.backend.descriptor_url())
        .await
        .unwrap();
    assert_eq!(tenant.faults_left().len(), 1);
    let log = tenant.log().to_string();
    assert!(
        log.contains("! no fault: no audience: the token is HS256"),
        "{log}"
    );
}

#[tokio::test]
async fn an_unsigned_request_has_no_token_to_spoil() {
    let tenant = Tenant::start();
    let backend = ScriptedApp::start().await;
    let mut descriptor = backend.descriptor();
    descriptor["authentication"] = json!({ "type": "none" });
    descriptor["modules"] = json!({ "generalPages": [
        { "key": "board", "name": { "value": "x" }, "url": "/board" }
    ]});
    backend.serve_descriptor(descriptor);
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    for tamper in Tamper::ALL {
        let load = app.open("board").tamper(tamper.clone());
        let why = load.url().unwrap_err().to_string();
        assert!(
            why.contains("the host sends no token with this"),
            "{tamper}: {why}"
        );
        let fault = Fault::token(tamper.clone()).on(to_app().post("/installed"));
        assert!(tenant.try_inject(fault).is_err(), "{tamper}");
    }
}

#[tokio::test]
async fn a_replay_needs_an_earlier_token_and_repeats_the_last_one_sent() {
    let scene = Scene::new().await;
    let load = || scene.app.open("board").tamper(Tamper::Replayed);
    let why = load().send().await.unwrap_err().to_string();
    assert!(why.contains("no token has gone to this path"), "{why}");
    scene.app.open("board").send().await.unwrap();
    let first = token(&scene.backend.last("/board"));
    scene
        .tenant
        .clock()
        .advance(std::time::Duration::from_secs(5));
    for _ in 0..2 {
        load().send().await.unwrap();
        assert_eq!(token(&scene.backend.last("/board")), first);
    }
}

#[tokio::test]
async fn a_context_token_is_spoilt_in_the_same_ways() {
    let scene = Scene::new().await;
    let token = |tamper: &Tamper| {
        let token = scene.app.context_token(Some("712020:a"), json!({}));
        token.tamper(tamper.clone()).sign()
    };
    let mut refused = Vec::new();
    for tamper in Tamper::ALL {
        match token(tamper) {
            Err(_) => refused.push(tamper.name()),
            Ok(None) => assert_eq!(*tamper, Tamper::Unsigned),
            Ok(Some(text)) if *tamper == Tamper::Garbage => assert_eq!(text, "no-token"),
            Ok(Some(text)) => assert!(decode(&text).is_ok(), "{tamper}"),
        }
    }
    assert_eq!(
        refused,
        [
            "unknown-kid",
            "no-kid",
            "wrong-audience",
            "no-audience",
            "context-qsh",
            "replayed",
            "in-query",
            "other-app",
            "forge-context-token",
            "connect-token",
            "mixed-installations",
            "mixed-sites",
            "no-installation",
            "dangerous-label"
        ]
    );
    let other = Tamper::OtherTenant(OtherTenant::new("key-b").shared_secret("secret-b"));
    let text = token(&other).unwrap().unwrap();
    let now = std::time::SystemTime::now();
    assert_eq!(
        mockfluence::jwt::verify(&text, "secret-b", None, now),
        Ok(())
    );
}
