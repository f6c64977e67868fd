//! What an event is fired in vain for: told by type, and in the log.

use mockfluence::{Attachment, Comment, Page, Space, Tenant, Webhook, WebhookWarning};
use rstest::rstest;
use serde_json::json;

use crate::app::App;

fn page(id: u64) -> Page {
    Page::new(id, format!("Page {id}"))
}

fn missing(ids: &[u64]) -> Vec<WebhookWarning> {
    ids.iter()
        .map(|id| WebhookWarning::NoSuchContent(*id))
        .collect()
}

/// Page 1 is there, as the blog post 2; 7, 8 and 9 are not.
#[rstest]
#[case::page(Webhook::page("page_updated", page(7)), &[7])]
#[case::page_there(Webhook::page("page_updated", page(1)), &[])]
#[case::trashed(Webhook::page("page_trashed", page(7)), &[])]
#[case::removed(Webhook::page("page_removed", page(7)), &[])]
#[case::blog(Webhook::blog("blog_created", page(7)), &[7])]
#[case::blog_there(Webhook::blog("blog_created", page(2)), &[])]
#[case::moved(Webhook::page_moved(page(1), page(8), page(9)), &[8, 9])]
#[case::reordered(Webhook::children_reordered(page(7), vec![page(8)], vec![page(9)]), &[7, 9])]
#[case::comment(Webhook::comment("comment_created", Comment::new(3, page(7))), &[7])]
#[case::attachment(Webhook::attachments("attachment_created", page(7), vec![Attachment::new(4, "a")]), &[7])]
#[case::label(Webhook::label("label_added", "x", page(7)), &[7])]
#[case::space(Webhook::space("space_created", Space::new(5, "A", "A")), &[])]
#[case::user(Webhook::user("user_removed", "712020:a"), &[])]
#[case::raw(Webhook::raw("my_event", json!({ "page": { "id": 7 } })), &[])]
#[tokio::test]
async fn an_event_about_what_is_not_there_is_told(#[case] event: Webhook, #[case] ids: &[u64]) {
    let tenant = Tenant::start();
    tenant.add_page(page(1));
    tenant.add_blog_post(page(2));
    let nobody = vec![WebhookWarning::NobodyListens(event.event().to_owned())];
    assert_eq!(
        tenant.webhook_warnings(&event),
        [nobody, missing(ids)].concat()
    );
    let hook = json!([{ "event": event.event(), "url": "/hook" }]);
    let app = App::without_backend()
        .modules(json!({ "webhooks": hook }))
        .on(&tenant)
        .await;
    assert_eq!(tenant.webhook_warnings(&event), missing(ids));
    tenant.fire(event.clone()).await;
    let log = tenant.log().to_string();
    for id in ids {
        assert!(
            log.contains(&format!(
                "the event speaks of {id}, which is not on the site"
            )),
            "{log}"
        );
    }
    assert_eq!(
        log.contains("which is not on the site"),
        !ids.is_empty(),
        "{log}"
    );
    app.disable().await;
    tenant.fire(event.clone()).await;
    let told = format!(
        "`{}` fired: no enabled app has a webhook for it",
        event.event()
    );
    assert!(tenant.log().to_string().contains(&told));
}
