//! The tests that the others run: those that fail, each in its way, and those that do not.

use std::error::Error;
use std::time::Duration;

use mockfluence::{DYNAMIC_MODULES, DescriptorSource, InstalledApp, Tenant, Webhook, from_app};
use serde_json::json;

use crate::app::App;

type Ended = Result<(), Box<dyn Error>>;

async fn asked(tenant: &Tenant) -> InstalledApp {
    let app = App::without_backend().on(tenant).await;
    app.client().get(DYNAMIC_MODULES).send().await.unwrap();
    app
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn a_failure() {
    let tenant = Tenant::start();
    asked(&tenant).await;
    let secret = tenant.app("app").unwrap().shared_secret().unwrap();
    panic!("on <purpose>, {secret}");
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_a_wait() -> Ended {
    let tenant = Tenant::start();
    asked(&tenant).await;
    let wait = tenant.wait_within(Duration::from_millis(1), 9, from_app().get("/nothing"));
    wait.await?;
    Ok(())
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_an_install() -> Ended {
    let tenant = Tenant::start();
    tenant
        .install(DescriptorSource::from(json!({ "key": "app" })))
        .await?;
    Ok(())
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_a_load() -> Ended {
    let tenant = Tenant::start();
    asked(&tenant).await.open("no-such-page").send().await?;
    Ok(())
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_a_client() -> Ended {
    let tenant = Tenant::start();
    let client = asked(&tenant).await.client();
    client.request("NO METHOD", DYNAMIC_MODULES).send().await?;
    Ok(())
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_an_event() -> Ended {
    let tenant = Tenant::start();
    asked(&tenant).await;
    tenant
        .fire(Webhook::user("user_followed", "712020:a"))
        .await
        .sent()?;
    Ok(())
}

#[cfg(feature = "stubs")]
#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_error_of_a_stub() -> Ended {
    use mockfluence::wiremock::{ResponseTemplate, matchers::method};
    let tenant = Tenant::start();
    let stub = mockfluence::Stub::given(method("GET"));
    tenant.stub(stub.respond_with(ResponseTemplate::new(200)).expect(1));
    tenant.verify_stubs().await?;
    Ok(())
}

#[tokio::test]
#[ignore = "fails on purpose"]
async fn an_unwrapped_wait() {
    let tenant = Tenant::start();
    asked(&tenant).await;
    let wait = tenant.wait_within(Duration::from_millis(1), 9, from_app().get("/nothing"));
    wait.await.unwrap();
}

#[tokio::test]
#[ignore = "fails on purpose"]
#[should_panic(expected = "another word")]
async fn a_panic_of_the_wrong_words() {
    let _tenant = Tenant::start();
    panic!("on purpose");
}

#[test]
#[ignore = "fails on purpose"]
fn two_tenants_of_one_name() {
    let _tenants = [Tenant::start(), Tenant::start()];
    panic!("on purpose");
}

#[tokio::test]
#[ignore = "for the tests below"]
async fn good_ends_well() {
    let tenant = Tenant::start();
    asked(&tenant).await;
}

/// An error that the test has looked at and let go.
#[tokio::test]
#[ignore = "for the tests below"]
async fn good_has_looked_at_an_error() -> Ended {
    let tenant = Tenant::start();
    let app = asked(&tenant).await;
    let wait = tenant.wait_within(Duration::from_millis(1), 9, from_app().get("/nothing"));
    let error = wait.await.unwrap_err();
    assert!(error.summary().contains("/nothing"));
    app.open("no-such-page").url().unwrap_err();
    let fired = tenant
        .fire(Webhook::user("user_followed", "712020:a"))
        .await;
    fired.sent().unwrap_err();
    Ok(())
}

#[tokio::test]
#[ignore = "for the tests below"]
#[should_panic(expected = "on purpose")]
async fn good_panics_as_it_should() {
    let _tenant = Tenant::start();
    panic!("this is on purpose");
}
