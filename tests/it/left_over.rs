//! What a test prepared and nothing came to: told when asked, and by a strict tenant without being
//! asked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mockfluence::{DYNAMIC_MODULES, Fault, Settings, Tenant, from_app};

use crate::app::installed;

fn lines(tenant: &Tenant) -> Vec<String> {
    let left = tenant.nothing_left_over();
    left.err()
        .map_or_else(Vec::new, |left| left.lines().to_vec())
}

#[tokio::test]
async fn what_nothing_came_to_is_named_until_it_comes() {
    let (tenant, app) = installed(Settings::default()).await;
    assert_eq!(lines(&tenant), [] as [String; 0]);
    tenant.inject(
        Fault::status(503)
            .on(from_app().get(DYNAMIC_MODULES))
            .times(2),
    );
    let hold = tenant.hold(from_app().get(DYNAMIC_MODULES));
    let left = lines(&tenant);
    assert!(
        left[0].starts_with("the fault has not applied: "),
        "{left:?}"
    );
    assert!(
        left[1].starts_with("the hold of app -> tenant GET "),
        "{left:?}"
    );
    assert!(left[1].contains("tests/it/left_over.rs:"), "{left:?}");
    assert!(left[1].ends_with("nothing reached it"), "{left:?}");
    // A hold that is dropped and never held anything is left over all the same.
    drop(hold);
    assert_eq!(lines(&tenant).len(), 2);
    tenant.clear_faults();
    assert_eq!(lines(&tenant).len(), 1);
    let hold = tenant.hold(from_app().get("/rest/api/user/current"));
    let asked = tokio::spawn(app.client().get("/rest/api/user/current").send());
    hold.reached().await;
    hold.release();
    asked.await.unwrap().unwrap();
    assert_eq!(
        lines(&tenant).len(),
        1,
        "the one that was reached is not among them"
    );
}

#[cfg(feature = "stubs")]
#[tokio::test]
async fn a_stub_is_left_over_until_it_is_asked_as_often_as_it_expects() {
    use mockfluence::wiremock::{ResponseTemplate, matchers::path};
    let (tenant, app) = installed(Settings::default()).await;
    // With and without `/wiki`, as everywhere.
    for place in ["/wiki/rest/api/contentbody/1", "/rest/api/contentbody/2"] {
        let stub = mockfluence::Stub::given(path(place));
        tenant.stub(stub.respond_with(ResponseTemplate::new(200)).expect(1));
    }
    assert_eq!(lines(&tenant).len(), 2);
    for place in ["/rest/api/contentbody/1", "/rest/api/contentbody/2"] {
        let reply = app.client().get(place).send().await.unwrap();
        assert_eq!(reply.status(), 200, "{place}");
    }
    assert_eq!(lines(&tenant), [] as [String; 0]);
    app.client()
        .get("/rest/api/contentbody/1")
        .send()
        .await
        .unwrap();
    let left = lines(&tenant);
    assert!(left[0].contains("expected 1, and 2 came"), "{left:?}");
}

#[test]
fn a_strict_tenant_fails_its_test_and_never_a_test_that_has_failed() {
    let start = || Tenant::builder().strict().own_thread().start();
    let unused = || Fault::status(503).on(from_app().get("/nothing"));
    let panic = catch_unwind(|| drop_with(start(), unused())).unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert!(
        said.starts_with("the strict tenant `acme`: the test has prepared"),
        "{said}"
    );
    assert!(said.contains("/nothing"), "{said}");
    // Two of them, and a panic of the test itself: one panic each, or the process would be gone.
    let two = catch_unwind(|| {
        let (one, other) = (start(), start());
        one.inject(unused());
        other.inject(unused());
    });
    assert!(
        two.unwrap_err()
            .downcast_ref::<String>()
            .unwrap()
            .contains("strict")
    );
    let own = catch_unwind(AssertUnwindSafe(|| {
        let tenant = start();
        tenant.inject(unused());
        panic!("the test's own");
    }));
    assert_eq!(
        own.unwrap_err().downcast_ref::<&str>(),
        Some(&"the test's own")
    );
    // Nothing is left over, or nobody asked.
    drop(start());
    drop_with(Tenant::start_blocking(), unused());
}

fn drop_with(tenant: Tenant, fault: Fault) {
    tenant.inject(fault);
}
