//! What differs from one real site to the next in what an app is sent, and can be set by a test.

use mockfluence::settings::{Audience, Payload};
use mockfluence::{DYNAMIC_MODULES, Fault, InstalledApp, Settings, Tamper, Tenant, to_app};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::{Received, ScriptedApp};

async fn installed(settings: Settings) -> (Tenant, InstalledApp, ScriptedApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let backend = ScriptedApp::start().await;
    let app = tenant.install(backend.descriptor_url()).await.unwrap();
    (tenant, app, backend)
}

const EVENTS: [&str; 4] = ["installed", "enabled", "disabled", "uninstalled"];

/// The payloads of a whole life.
async fn life(settings: Settings) -> Vec<(&'static str, Received)> {
    let (_, app, backend) = installed(settings).await;
    app.disable().await;
    app.uninstall().await;
    let all = EVENTS.map(|event| (event, backend.all(&format!("/{event}"))));
    let all = all.into_iter();
    all.filter_map(|(event, calls)| Some((event, calls.into_iter().next()?)))
        .collect()
}

/// A name-based UUID, and the two forms of before.
#[rstest]
#[case("Confluence:8179004655")]
#[case("jira:12345678")]
#[case("acme.example.com")]
#[case("app")]
#[tokio::test]
async fn a_client_key_may_be_any_string(#[case] key: &str) {
    let settings = || Settings::default().client_key(key);
    for (event, call) in life(settings()).await {
        assert_eq!(call.json()["clientKey"], key, "{event}");
        assert_eq!(call.claims()["iss"], key, "{event}");
    }
    let (tenant, app, _) = installed(settings()).await;
    assert_eq!(tenant.client_key(), key);
    let reply = app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let token = app.context_token(None, json!({})).sign().unwrap().unwrap();
    let claims = mockfluence::jwt::decode(&token).unwrap().claims;
    assert_eq!(claims["iss"], key);
    assert!(tenant.log().to_string().contains("scripted-app") || key == "app");
    tenant.import_site().await;
    assert_ne!(tenant.client_key(), key);
}

#[rstest]
#[case(Payload::Captured)]
#[case(Payload::Documented)]
#[case(Payload::ConnectOnForge)]
#[tokio::test]
async fn a_custom_domain_is_the_display_url_and_leaves_the_base_url(#[case] payload: Payload) {
    let domain = "https://wiki.example.com";
    let settings = Settings::default().payload(payload).display_url(domain);
    let calls = life(settings).await;
    assert!(calls.len() >= 2);
    for (event, call) in calls {
        let body = call.json();
        assert_eq!(body["displayUrl"], domain, "{event}");
        let base_url = body["baseUrl"].as_str().unwrap();
        assert!(base_url.ends_with("/wiki") && base_url.contains("127.0.0.1"));
    }
}

/// The key that the tenant serves by an id, as its bytes.
async fn served(tenant: &Tenant, kid: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    let reply = reqwest::get(format!("{}/{kid}", tenant.keys_url()))
        .await
        .unwrap();
    if reply.status() != 200 {
        return None;
    }
    let pem = reply.text().await.unwrap();
    let lines = pem.lines().filter(|line| !line.starts_with("---"));
    let der = base64::engine::general_purpose::STANDARD
        .decode(lines.collect::<String>())
        .unwrap();
    // An SPKI of 2048 bits has 24 bytes before the key itself.
    Some(der[24..].to_vec())
}

fn is_signed_by(call: &Received, key: &[u8]) -> bool {
    use base64::Engine;
    let token = call.header("authorization").unwrap();
    let (message, signature) = token.trim_start_matches("JWT ").rsplit_once('.').unwrap();
    let signature = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(signature)
        .unwrap();
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key)
        .verify(message.as_bytes(), &signature)
        .is_ok()
}

#[tokio::test]
async fn an_install_key_is_served_by_whatever_id_it_has() {
    let ids = ["prod/abc/1", "no-uuid", "a.b_c~d"].map(str::to_owned);
    let settings = Settings::default().install_key_ids(ids.to_vec());
    let (tenant, app, backend) = installed(settings).await;
    for (rotation, id) in ids.iter().enumerate() {
        if rotation > 0 {
            assert_eq!(served(&tenant, id).await, None, "not before it is used");
            tenant.rotate_install_key();
            app.repeat_installed().await.unwrap();
        }
        let call = backend.last("/installed");
        assert_eq!(call.token_header()["kid"], id.as_str());
        for used in &ids[..=rotation] {
            assert!(served(&tenant, used).await.is_some(), "{used}");
        }
        assert!(is_signed_by(&call, &served(&tenant, id).await.unwrap()));
        // A foreign key is foreign, whatever the own one is called.
        tenant.inject(
            Fault::token(Tamper::WrongKey)
                .on(to_app().post("/installed"))
                .times(1),
        );
        app.repeat_installed().await.unwrap();
        let forged = backend.last("/installed");
        assert_eq!(forged.token_header()["kid"], id.as_str());
        assert!(!is_signed_by(&forged, &served(&tenant, id).await.unwrap()));
    }
    tenant.rotate_install_key();
    app.repeat_installed().await.unwrap();
    let kid = backend.last("/installed").token_header()["kid"].clone();
    assert_eq!(
        kid.as_str().unwrap().len(),
        36,
        "a UUID where the settings have no more"
    );
}

#[tokio::test]
async fn the_audience_is_a_list_or_a_text() {
    for (audience, is_list) in [(Audience::List, true), (Audience::Text, false)] {
        let calls = life(Settings::default().audience(audience)).await;
        for (event, call) in calls {
            let signed_by_key = matches!(event, "installed" | "uninstalled");
            let aud = call.claims()["aud"].clone();
            let base_url = match &aud {
                Value::Array(list) => list[0].clone(),
                other => other.clone(),
            };
            assert_eq!(aud.is_array(), is_list && signed_by_key, "{event}: {aud}");
            let is_there = base_url
                .as_str()
                .is_some_and(|url| url.starts_with("http://127"));
            assert_eq!(is_there, signed_by_key, "{event}: {aud}");
        }
    }
}

#[rstest]
#[case(Payload::Captured)]
#[case(Payload::Documented)]
#[tokio::test]
async fn a_payload_has_more_other_and_fewer_fields(#[case] payload: Payload) {
    let names = |call: &Received| {
        let text = String::from_utf8(call.body.to_vec()).unwrap();
        let members: Vec<String> = text
            .split('"')
            .skip(1)
            .step_by(4)
            .map(str::to_owned)
            .collect();
        members
    };
    let plain = life(Settings::default().payload(payload)).await;
    let settings = Settings::default()
        .payload(payload)
        .payload_field("capabilitySet", "capabilityStandard")
        .payload_field("serverVersion", "7000")
        .payload_field("description", Value::Null)
        .payload_field("never-there", Value::Null);
    for ((event, plain), (_, changed)) in plain.iter().zip(life(settings).await) {
        let mut expected = names(plain);
        expected.retain(|name| name != "description");
        expected.push("capabilitySet".into());
        assert_eq!(names(&changed), expected, "{event}");
        assert_eq!(changed.json()["serverVersion"], "7000");
        assert_eq!(changed.json()["capabilitySet"], "capabilityStandard");
    }
}

#[test]
fn the_values_of_a_site_can_stand_in_a_file() {
    let file = json!({
        "client-key": "Confluence:8179004655",
        "display-url": "https://wiki.example.com",
        "install-key-ids": ["prod/abc/1"],
        "audience": "text",
        "payload-fields": { "entitlementId": null, "capabilitySet": "capabilityStandard" },
        "base-url-join": "one-slash",
        "module-fragment": "dropped",
    });
    let settings: Settings = serde_json::from_value(file.clone()).unwrap();
    let written = serde_json::to_value(&settings).unwrap();
    for (name, value) in file.as_object().unwrap() {
        assert_eq!(&written[name], value);
    }
}
