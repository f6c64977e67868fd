//! A site whose every answer has names in it, compared: none is in the evidence, nor in what is shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::response::Response;
use mockfluence::compare::{CompareError, Comparison, RealSite, Report};
use serde_json::{Value, json};

/// What no output may have, in small letters.
const MARKERS: [&str; 7] = [
    "marker",
    "7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42",
    "5b10a2844c20165700100200",
    "557058",
    "10.20.30.40",
    "8179004655",
    "127.0.0.1",
];

const MESSAGE: &str = "no space 'Marker Payroll' [MARKER] at https://intranet.marker.example/x?a=Marker of \
    anna@marker.example, account 557058:marker-1 or 5b10a2844c20165700100200, of the cloud \
    7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42 and 8179004655 at db-1.marker.internal:5432 and 10.20.30.40, \
    which Anna Markerson and ‘Marker’ may read at SITE/spaces/MARKER/pages/1/Marker+Plans";

fn with_names(way: usize, site: &str) -> (u16, &'static str, String) {
    let message = MESSAGE.replace("SITE", site);
    let fields = json!({
        "title": message, "message": message, "error": { "reason": message, "code": "NOT_FOUND" },
        "MARKER": "x", "Marker Payroll": 1, "anna@marker.example": {}, "557058:marker-1": { "title": message },
    });
    let module = json!({
        "key": "mockfluence-probe-life", "addon": "Marker Ltd", "Marker": "x", "url": "https://app.marker.example/y",
        "name": { "value": "Marker" },
    });
    let page = format!(
        "<html><HEAD><Title lang=x> Marker Wiki, {message}\n</title></HEAD>{message}</html>"
    );
    match way % 6 {
        0 => (403, "text/html; name=\"Marker\"; charset=Marker Set", page),
        1 => (400, "application/json", fields.to_string()),
        2 => (200, "application/json", fields.to_string()),
        3 => (200, "text/plain", message),
        4 => (500, "text/marker plain", message),
        _ => (
            200,
            "application/json",
            json!({ "webItems": [module], "Marker": [module] }).to_string(),
        ),
    }
}

fn answered(count: usize, path: &str, site: &str) -> Response {
    let (status, kind, body) = if path.ends_with("/addons/my-app") {
        let vendor = json!({ "name": "Marker Ltd", "url": "https://marker.example" });
        let contacts = json!([{ "displayName": "Anna Markerson", "email": "anna@marker.example" }]);
        let app = json!({ "key": "my-app", "name": "The Marker App", "vendor": vendor, "contacts": contacts });
        (200, "application/json", app.to_string())
    } else {
        with_names(count, site)
    };
    let location = [
        "/wiki/spaces/MARKER/overview?user=Marker&x=1#Marker",
        "https://sso.marker.example/Marker",
    ];
    let own = format!("{site}/display/MARKER/Plans+of+Marker?x=Marker");
    Response::builder()
        .status(status)
        .header("content-type", kind)
        .header(
            "location",
            if count.is_multiple_of(3) {
                &own
            } else {
                location[count % 2]
            },
        )
        .header(
            "www-authenticate",
            "JWT realm=\"Marker Realm\", OAuth realm=Marker, MarkerScheme",
        )
        .header("cache-control", "no-store, x-marker=Marker, marker")
        .header("allow", "GET, MARKER")
        .body(body.into())
        .unwrap()
}

async fn site_with_names() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/wiki", listener.local_addr().unwrap());
    let (site, count) = (url.clone(), Arc::new(AtomicUsize::new(0)));
    let app = axum::Router::new().fallback(move |request: axum::extract::Request| {
        let count = count.fetch_add(1, Ordering::Relaxed);
        let answer = answered(count, request.uri().path(), &site);
        async move { answer }
    });
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

fn outputs(report: &Report) -> String {
    let evidence = report.evidence("2026-11-26").to_text();
    format!(
        "{report} {report:?} {evidence} {}",
        serde_json::to_string(report).unwrap()
    )
}

fn assert_nameless(shown: &str) {
    let lower = shown.to_lowercase();
    for marker in MARKERS {
        let at = lower.find(marker).unwrap_or(0);
        let near = shown.get(at.saturating_sub(200)..(at + 200).min(shown.len()));
        assert!(!lower.contains(marker), "{marker}: {near:?}");
    }
}

/// More than once, so that each probe is answered in each way.
#[tokio::test]
async fn no_name_of_the_site_is_in_evidence_or_report() {
    let url = site_with_names().await;
    for _ in 0..6 {
        let site = RealSite::new(&url, "my-app", "a-secret-of-some-length").unwrap();
        let site = site.pause(Duration::ZERO);
        let comparison = Comparison::new(site).writing(true).limits(true);
        let report = comparison.run().await.unwrap();
        assert!(report.played() > 60, "{report}");
        let shown = outputs(&report);
        assert_nameless(&shown);
        for kept in [
            "no space '{quoted}' [{quoted}]",
            "{email}",
            "{account}",
            "{uuid}",
            "{host}",
            "{another title}",
        ] {
            assert!(shown.contains(kept), "{kept}: {shown}");
        }
    }
}

/// Of a site that does not admit the app, and of one that breaks off in the middle.
#[tokio::test]
async fn no_name_of_the_site_is_in_an_error() {
    let refusing = axum::Router::new().fallback(|| async {
        let body = json!({ "message": MESSAGE.replace("SITE", "/wiki") });
        (axum::http::StatusCode::FORBIDDEN, body.to_string())
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/wiki", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, refusing).await });
    let compared = async || {
        let site = RealSite::new(&url, "my-app", "a-secret-of-some-length").unwrap();
        Comparison::new(site.pause(Duration::ZERO))
            .run()
            .await
            .unwrap_err()
    };
    let refused = compared().await;
    assert!(
        matches!(&refused, CompareError::NotAdmitted { said, .. } if said.contains("{quoted}")),
        "{refused}"
    );
    let told: Value = json!(refused.to_string().replace("Anna Markerson", ""));
    assert_nameless(&told.to_string());
    serving.abort();
    let _ = serving.await;
    assert_nameless(&compared().await.to_string());
}
