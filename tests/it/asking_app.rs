//! An app that calls back: for its modules, once it is enabled.

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::jwt::CanonicalRequest;
use serde_json::json;

use crate::scripted_app::ScriptedApp;

/// An app that asks for its modules once it is enabled, at the base URL and by the secret of the last `installed`.
pub(crate) async fn asking() -> ScriptedApp {
    let app = ScriptedApp::start().await;
    let own = app.clone();
    app.call_from("/enabled", move |_| {
        let installed = own.last("/installed").json();
        async move {
            let text = |name: &str| installed[name].as_str().unwrap().to_owned();
            let target = mockfluence::DYNAMIC_MODULES;
            let now = std::time::SystemTime::now();
            let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
            let claims = json!({
                "iss": text("key"), "iat": now, "exp": now + 60,
                "qsh": CanonicalRequest::from_app("GET", target, "/wiki").qsh(),
            });
            let key = EncodingKey::from_secret(text("sharedSecret").as_bytes());
            let token = encode(&Header::default(), &claims, &key).unwrap();
            let url = format!("{}{}", text("baseUrl"), target.trim_start_matches("/wiki"));
            let request = reqwest::Client::new()
                .get(url)
                .header("authorization", format!("JWT {token}"));
            request.send().await.unwrap();
        }
    });
    app
}
