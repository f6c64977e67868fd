//! Nothing gets below itself, by whichever way its ids are given again.

use mockfluence::{Comment, Page};

use super::site;

#[tokio::test]
async fn ids_that_are_given_again_make_no_circle() {
    let (tenant, app) = site().await;
    let home = || Page::new(1, "Home");
    let below = |id, above| Comment::new(id, home()).reply_to(above);
    tenant.add_comment(Comment::new(20, home()));
    tenant.add_comment(below(21, 20));
    tenant.add_comment(below(22, 21));
    // What 21 answers is gone, and 21 still names it.
    let gone = app
        .client()
        .delete("/api/v2/footer-comments/20")
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 204, "{}", gone.text());
    for (id, above) in [
        (20, 20),
        (20, 21),
        (20, 22),
        (21, 22),
        (21, 21),
        (1, 22),
        (1, 21),
    ] {
        let _ = tenant.try_add_comment(below(id, above));
    }
    for id in [1, 20, 21, 22] {
        let _ = tenant.try_add_page(Page::new(id, format!("Page {id}")).with_parent(5));
    }
    for id in [1, 5, 20, 21, 22] {
        let path = format!("/rest/api/content/{id}?expand=ancestors,container");
        let reply = app.client().get(&path).send().await.unwrap();
        assert!(
            matches!(reply.status(), 200 | 404),
            "{path}: {}",
            reply.text()
        );
    }
}
