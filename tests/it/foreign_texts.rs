//! What others write (claims, headers, paths, names, bodies, errors) makes no line, heading, fence, cell,
//! arrow or element of its own, in any form.

use mockfluence::{DYNAMIC_MODULES, DescriptorSource, InstalledApp, RequestLog, Tenant, User};
use rstest::rstest;
use serde_json::{Value, json};

use crate::scripted_app::ScriptedApp;

mod forms;

use forms::{html_holds, markdown_holds, mermaid_holds, text_holds};

/// Each ends what it stands in, in some form; the mark tells what a form made of it.
const PAYLOADS: [&str; 30] = [
    "x\r\nMARK",
    "x\nMARK",
    "x\rMARK",
    "x\u{2028}MARK",
    "x\u{2029}MARK",
    "x\u{85}MARK",
    "x\u{b}MARK\u{c}",
    "x\napp -> tenant  POST /MARK  200  HS256 sharedSecret#1\n    ! MARK",
    "\u{1b}[2J\u{1b}[1;31mMARK",
    "\u{1b}]0;MARK\u{7}",
    "\u{9b}2JMARK",
    "MARK\u{8}\u{8}\u{8}\u{7f}",
    "\u{202e}MARK\u{202c}",
    "\u{2066}MARK\u{2069}\u{200f}",
    "`MARK`",
    "x``` MARK",
    "x\n```\n# MARK\n",
    "x\n``````````\n# MARK\n",
    "~~~\nMARK",
    "\n# MARK\n\n- MARK\n\n> MARK",
    "| MARK | MARK |\n|---|---|\n",
    "<img src=x onerror=MARK()>",
    "</script><script>MARK()</script>",
    "</pre><h1>MARK</h1><!--",
    "[MARK](javascript:MARK) ![MARK](http://MARK) **MARK** _MARK_",
    "&lt;MARK&gt; &#10; MARK",
    "x; MARK: end\nend\nNote over tenant: MARK",
    "%%{init: {\"theme\":\"MARK\"}}%% #59; $$MARK$$",
    "x\ntenant->>app: MARK<br/>MARK",
    "\u{0}MARK\u{feff}",
];

/// A life in which the text stands wherever somebody outside may put it.
async fn life(text: &str) -> RequestLog {
    let app = ScriptedApp::start().await;
    let tenant = Tenant::start();
    let descriptor = json!({
        "key": "my-app", "name": text, "description": text, "baseUrl": app.base_url(),
        "vendor": { "name": text, "url": text }, "version": text,
        "authentication": { "type": "jwt" }, "scopes": ["READ"],
        "lifecycle": { "installed": "/installed", "enabled": "/enabled" },
        "modules": { "generalPages": [{ "key": "page", "url": "/page", "name": { "value": text } }] },
    });
    app.reply("/page", 200, text);
    app.reply("/enabled", 500, text);
    let source = DescriptorSource::from(descriptor.clone());
    let _ = tenant.install(source).await;
    let mut refused = descriptor.clone();
    refused["scopes"] = json!([text]);
    refused[text] = json!(1);
    let _ = tenant.install(DescriptorSource::from(refused)).await;
    let mut other = descriptor;
    other["key"] = json!("other-app");
    other["lifecycle"] = json!({ "installed": "/installed" });
    other["name"] = json!("Other");
    for field in ["description", "vendor", "version", "modules"] {
        other.as_object_mut().unwrap().remove(field);
    }
    let handle = tenant.install(DescriptorSource::from(other)).await.unwrap();
    tenant.add_user(User::new(text).name(text));
    call(&handle, text).await;
    call_with_headers(&tenant, text).await;
    tenant.log()
}

/// Paths, bodies and claims.
async fn call(app: &InstalledApp, text: &str) {
    let client = app.client();
    let modules = json!({ "webItems": [{
        "key": text, "url": text, "name": { "value": text }, "location": text
    }], text: [{ "key": text }] });
    client
        .post(DYNAMIC_MODULES)
        .json(&modules)
        .send()
        .await
        .unwrap();
    let encoded = encoded(text);
    let path =
        format!("/rest/atlassian-connect/1/addons/other-app/properties/{encoded}?jsonValue=true");
    client
        .put(&path)
        .body(text.to_owned())
        .send()
        .await
        .unwrap();
    client
        .delete(&format!(
            "{DYNAMIC_MODULES}?moduleKey={encoded}&{encoded}=1"
        ))
        .send()
        .await
        .unwrap();
    client
        .get(&format!("/rest/api/{encoded}?{encoded}={encoded}"))
        .send()
        .await
        .unwrap();
    let change: [fn(&mut mockfluence::jwt::Claims, String); 5] = [
        |claims, text| claims.iss = Some(text),
        |claims, text| claims.sub = Some(text),
        |claims, text| claims.qsh = Some(text),
        |claims, text| claims.aud = Some(text.into()),
        |claims, text| drop(claims.other.insert(text.clone(), text.into())),
    ];
    for change in change {
        let request = client.get(DYNAMIC_MODULES);
        let request = request.claims(|claims| change(claims, text.to_owned()));
        request.send().await.unwrap();
    }
}

/// Credentials, other headers, and the form of the token endpoint.
async fn call_with_headers(tenant: &Tenant, text: &str) {
    let http = reqwest::Client::new();
    let url = format!("{}/rest/api/content", tenant.base_url());
    http.get(&url)
        .basic_auth(text, Some("x"))
        .send()
        .await
        .unwrap();
    for name in ["authorization", "user-agent", "x-said"] {
        // What HTTP allows of it.
        let value: Vec<u8> = text
            .bytes()
            .filter(|byte| *byte >= b' ' && *byte != 0x7f)
            .collect();
        let request = http.get(&url).header(name, value.as_slice());
        request.send().await.unwrap();
    }
    let encoded = encoded(text);
    let form = format!("grant_type={encoded}&assertion={encoded}&{encoded}={encoded}");
    let token = http.post(format!("{}/oauth2/token", tenant.authorization_server()));
    let token = token.header("content-type", "application/x-www-form-urlencoded");
    token.body(form).send().await.unwrap();
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[rstest]
#[tokio::test]
async fn a_text_of_somebody_else_stays_one_text(#[values(0, 1, 2, 3, 4, 5)] part: usize) {
    for payload in PAYLOADS.iter().skip(part).step_by(6) {
        let log = life(payload).await;
        assert!(log.exchanges().count() > 10, "{payload:?}: {log}");
        text_holds(payload, &log.to_string());
        markdown_holds(payload, &log.markdown(payload));
        mermaid_holds(payload, &log.mermaid());
        html_holds(payload, &log.html(payload), &log);
        assert!(serde_json::from_str::<Value>(&log.har().to_string()).is_ok());
    }
}
