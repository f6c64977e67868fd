//! Two runs give one log, whatever the time is and wherever the tenant listens: every list and piece
//! of content with times in it.

use std::time::Duration;

use mockfluence::{AttachedFile, Comment, Page, Settings, Tenant, from_app};

use crate::acting::Actor;

const READ: &[&str] = &[
    "/rest/api/content?expand=version,history,body.storage,metadata.labels",
    "/rest/api/content/7?expand=version,history.lastUpdated,space,ancestors",
    "/rest/api/content/7/history",
    "/rest/api/content/7/version",
    "/rest/api/content/7/child/comment?expand=version",
    "/rest/api/content/7/child/attachment?expand=version",
    "/rest/api/content/search?cql=type%3Dpage",
    "/rest/api/search?cql=type%3Dpage",
    "/rest/api/space?expand=homepage",
    "/api/v2/pages?body-format=storage",
    "/api/v2/pages?limit=1",
    "/api/v2/pages/7/versions",
    "/api/v2/pages/7/footer-comments",
    "/api/v2/pages/7/attachments",
    "/api/v2/spaces",
    "/wiki/download/attachments/7/a.txt",
];

async fn run(later: Duration) -> String {
    let (tenant, [app, _]): (Tenant, _) = Actor::both(Settings::default()).await;
    tenant.clock().advance(later);
    let page = Page::new(7, "Runbook").with_label("ops");
    tenant.add_page(page.clone());
    tenant.add_page(Page::new(8, "Below").with_parent(7));
    tenant.add_comment(Comment::new(9, page).body("<p>Hm</p>"));
    tenant.add_attachment(7, AttachedFile::new("a.txt", "a"));
    for path in READ {
        let (status, body) = app.send("GET", path, "").await;
        assert!(status < 400, "{path}: {status} {body}");
    }
    // Without the command that moves the clock.
    let log = tenant.log().only(from_app());
    format!(
        "{log}{}{}",
        log.markdown("one"),
        serde_json::to_string(&log).unwrap()
    )
}

#[tokio::test]
async fn whatever_the_time_is() {
    let now = run(Duration::ZERO).await;
    let later = run(Duration::from_secs(100_000)).await;
    for (one, other) in now.lines().zip(later.lines()) {
        assert_eq!(one, other);
    }
    assert_eq!(now.len(), later.len());
}
