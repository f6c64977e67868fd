//! A defect of ours in the midst of a request: 500 with our name on it, told in the log, and nobody else hurt.

use crate::server::test_tenant::{ask, operations, request, site};

#[tokio::test]
async fn a_panic_in_any_resource_is_a_500_in_the_log_and_the_next_request_is_served() {
    let mut panics = 0;
    for (route, target) in operations() {
        let context = site();
        let method = route.method;
        let asked = request(&context, route, method, &target, "{}");
        context.after_holds(1, |_| panic!("a planted defect"));
        let (status, body) = ask(&context, asked).await;
        let log = context.log.log().to_string();
        if !log.contains("a planted defect") {
            continue;
        }
        panics += 1;
        assert_eq!(status, 500, "{method} {target}: {body}");
        assert!(body.contains("mockfluence itself failed"), "{body}");
        assert!(!body.contains("a planted defect"), "{body}");
        assert!(
            log.contains("mockfluence itself failed: a planted defect"),
            "{log}"
        );
        assert!(!log.contains("not answered yet"), "{log}");

        let again = request(&context, route, method, &target, "{}");
        let (status, body) = ask(&context, again).await;
        assert!(
            !body.contains("mockfluence itself failed"),
            "{method} {target}: {status} {body}"
        );
    }
    assert!(panics > 20, "{panics}");
}
