//! What the app sends: secrets and tokens wherever a client may put them.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode};
use mockfluence::{AppClient, DYNAMIC_MODULES, InstalledApp, Tenant};
use serde_json::{Value, json};

use crate::life::{ALICE, Life};

const PATH: &str = "/rest/api/nothing";

/// By header and value, and what of it is secret.
const HEADERS: [(&str, &str, &str); 4] = [
    (
        "cookie",
        "session=c00kie-of-the-developer",
        "c00kie-of-the-developer",
    ),
    (
        "proxy-authorization",
        "Basic cHJveHk6cHIweHktcGFzc3dvcmQ=",
        "cHJveHk6cHIweHktcGFzc3dvcmQ=",
    ),
    (
        "x-api-key",
        "k3y-0f-an-0ther-service",
        "k3y-0f-an-0ther-service",
    ),
    (
        "authorization",
        "0paque-credential-of-mine x",
        "0paque-credential-of-mine",
    ),
];

impl Life {
    pub(crate) async fn call_with_secrets(&mut self, acme: &Tenant, app: &InstalledApp) {
        let client = app.client();
        let secrets: Vec<String> = self
            .secrets
            .iter()
            .map(|(_, secret)| secret.clone())
            .collect();
        for secret in &secrets {
            write_a_secret(&client, secret).await;
        }
        // A part that only this tenant can know for one.
        client
            .get(&format!("{PATH}?a={}", &secrets[0][50..80]))
            .send()
            .await
            .unwrap();
        let token = client.get(DYNAMIC_MODULES).signed_token().unwrap();
        self.know_token("the app's own token", &token);
        for query in [
            format!("access={}", token.replace('.', "%2E")),
            format!("jwt={token}"),
        ] {
            client.get(&format!("{PATH}?{query}")).send().await.unwrap();
        }
        let referer = format!("http://localhost/?jwt={token}");
        client
            .get(PATH)
            .header("referer", referer)
            .send()
            .await
            .unwrap();
        for (name, value, secret) in HEADERS {
            self.know(name, secret);
            client.get(PATH).header(name, value).send().await.unwrap();
        }
        self.spoil_tokens(&client, token).await;
        self.debug("the log while it runs", &acme.log());
    }

    async fn spoil_tokens(&mut self, client: &AppClient, token: String) {
        let signed = client
            .get(DYNAMIC_MODULES)
            .signed_with("a-secret-that-is-not-the-apps");
        self.know(
            "another secret to sign with",
            "a-secret-that-is-not-the-apps",
        );
        self.debug("a request signed with another secret", &signed);
        let reply = signed.send().await.unwrap();
        self.debug("a reply", &reply);
        let raw = client.get(DYNAMIC_MODULES).token(token);
        self.debug("a request with a token", &raw);
    }

    pub(crate) async fn act_as_a_user(&mut self, acme: &Tenant, app: &InstalledApp) {
        let log = acme.log();
        let installed = log
            .exchanges()
            .find(|one| one.path() == "/installed")
            .unwrap();
        let payload: Value = serde_json::from_str(installed.request_body()).unwrap();
        let id = payload["oauthClientId"].as_str().unwrap();
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let server = acme.authorization_server();
        let claims = json!({
            "iss": format!("urn:atlassian:connect:clientid:{id}"),
            "sub": format!("urn:atlassian:connect:useraccountid:{ALICE}"),
            "tnt": acme.base_url(), "aud": server, "iat": now, "exp": now + 60,
        });
        let key = EncodingKey::from_secret(app.shared_secret().unwrap().as_bytes());
        let assertion = encode(&Header::default(), &claims, &key).unwrap();
        self.know_token("the assertion", &assertion);
        let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
        let http = reqwest::Client::new();
        let request = http
            .post(format!("{server}/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("grant_type={grant}&assertion={assertion}"));
        let reply: Value = request.send().await.unwrap().json().await.unwrap();
        let token = reply["access_token"].as_str().unwrap();
        self.know("the access token", token);
        for path in [
            "/rest/api/user/current",
            &format!("/rest/nothing?token={token}&x={token}"),
        ] {
            let url = format!("{}{path}", acme.base_url());
            let request = http.get(url).bearer_auth(token).body(String::new());
            request.send().await.unwrap();
        }
    }
}

async fn write_a_secret(client: &AppClient, secret: &str) {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let escaped: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for written in [secret, &secret[..40], &hex, &escaped] {
        let url = format!("{PATH}/{written}?a={written}");
        client.get(&url).send().await.unwrap();
        let body = json!({ "said": written, "in": [format!("words: {written}.")] });
        let request = client.post(PATH).header("x-said", written).json(&body);
        request.send().await.unwrap();
    }
    // Where the log cuts a body.
    let long = format!("{}{secret}", " ".repeat(64 * 1024 - 50));
    client.post(PATH).body(long).send().await.unwrap();
}
