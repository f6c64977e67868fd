//! Any server can answer what neither the tenant serves nor a stub.

use mockfluence::{Stub, Tenant};
use wiremock::ResponseTemplate;
use wiremock::matchers::path;

use crate::app::App;
use crate::scripted_app::ScriptedApp;

const PAGE: &str = "/wiki/api/v2/pages/1";
const CONVERSION: &str = "/wiki/rest/api/contentbody/convert/view";

async fn status(app: &mockfluence::InstalledApp, path: &str) -> u16 {
    app.client().get(path).send().await.unwrap().status()
}

#[tokio::test]
async fn any_server_can_be_the_fallback() {
    let other = ScriptedApp::start().await;
    other.reply(PAGE, 418, "short and stout");
    let tenant = Tenant::builder().fallback(other.base_url()).start();
    let app = App::without_backend().on(&tenant).await;
    let reply = app
        .client()
        .get(&format!("{PAGE}?a=b%20c"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (reply.status(), reply.text().as_str()),
        (418, "short and stout")
    );
    assert_eq!(other.last(PAGE).query.as_deref(), Some("a=b%20c"));
    assert!(
        other
            .last(PAGE)
            .header("authorization")
            .unwrap()
            .starts_with("JWT ")
    );
}

#[tokio::test]
async fn what_no_stub_is_for_goes_on_to_the_fallback() {
    let other = ScriptedApp::start().await;
    other.reply(PAGE, 418, "short and stout");
    other.reply(CONVERSION, 418, "short and stout");
    let tenant = Tenant::builder().fallback(other.base_url()).start();
    let app = App::without_backend().on(&tenant).await;
    tenant.stub(Stub::given(path(CONVERSION)).respond_with(ResponseTemplate::new(200)));
    assert_eq!(status(&app, CONVERSION).await, 200);
    assert_eq!(status(&app, PAGE).await, 418);
    tenant.clear_stubs();
    assert_eq!(status(&app, CONVERSION).await, 418);
    assert_eq!(other.calls(), [PAGE, CONVERSION]);
}

#[tokio::test]
async fn a_fallback_that_is_down_is_named() {
    let closed = crate::raw::closed_port().await;
    let tenant = Tenant::builder()
        .fallback(format!("http://{closed}"))
        .start();
    let app = App::without_backend().on(&tenant).await;
    let reply = app.client().get(PAGE).send().await.unwrap();
    assert_eq!(reply.status(), 502);
    assert!(reply.text().contains("gave no reply"), "{}", reply.text());
}
