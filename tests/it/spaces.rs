//! The content store is as strict as the host: spaces that exist, and titles that are there once.

use mockfluence::{ContentClash, Page, Settings, Space, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::acting::Actor;

const TAKEN: &str = "A page with this title already exists: A page already exists with the same \
                     TITLE in this space";

/// The two APIs: how each makes and changes a page.
#[derive(Clone, Copy, Debug)]
enum Api {
    V1,
    V2,
}

impl Api {
    async fn make(self, app: &Actor, title: &str, space: &Space) -> (u16, Value) {
        let (path, body) = match self {
            Api::V1 => (
                "/rest/api/content",
                json!({ "type": "page", "title": title, "space": { "key": space.key() } }),
            ),
            Api::V2 => (
                "/api/v2/pages",
                json!({ "title": title, "spaceId": space.id().to_string() }),
            ),
        };
        app.send("POST", path, &body.to_string()).await
    }

    async fn update(self, app: &Actor, id: u64, body: &Value) -> (u16, Value) {
        let path = match self {
            Api::V1 => format!("/rest/api/content/{id}"),
            Api::V2 => format!("/api/v2/pages/{id}"),
        };
        app.send("PUT", &path, &body.to_string()).await
    }

    fn says(self, body: &Value, code: &str, text: &str) {
        match self {
            Api::V1 => {
                let message = body["message"].as_str().unwrap_or_default();
                assert!(message.ends_with(&format!("Exception: {text}")), "{body}");
            }
            Api::V2 => {
                let error = &body["errors"][0];
                assert_eq!(
                    (&error["code"], &error["title"]),
                    (&json!(code), &json!(text))
                );
            }
        }
    }
}

fn engineering() -> Space {
    Space::new(20_000_001, "ENG", "Engineering")
}

async fn site() -> (Tenant, Actor) {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    (tenant, app)
}

#[rstest]
#[tokio::test]
async fn an_empty_store_answers_for_ids_and_takes_pages(#[values(Api::V1, Api::V2)] api: Api) {
    let (tenant, app) = site().await;
    let (missing, _) = api
        .update(&app, 7, &json!({ "version": { "number": 2 } }))
        .await;
    assert_eq!(missing, 404);
    let (made, page) = api.make(&app, "First", &engineering()).await;
    assert_eq!(made, 200, "{page}");
    let id = page["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(tenant.page(id).unwrap().title(), "First");
}

#[rstest]
#[case("Runbook")]
#[case("runBOOK")]
#[case(" Runbook ")]
#[tokio::test]
async fn a_title_is_once_in_a_space(#[case] title: &str, #[values(Api::V1, Api::V2)] api: Api) {
    let (tenant, app) = site().await;
    tenant.add_page(Page::new(7, "Runbook"));
    tenant.add_page(Page::new(8, "Other"));
    let (status, body) = api.make(&app, title, &engineering()).await;
    assert_eq!(status, 400, "{body}");
    api.says(&body, "BAD_REQUEST", TAKEN);
    let rename = json!({ "id": "8", "title": title, "version": { "number": 2 } });
    let (status, body) = api.update(&app, 8, &rename).await;
    assert_eq!(status, 400, "{body}");
    api.says(&body, "BAD_REQUEST", TAKEN);
    assert_eq!(tenant.page(8).unwrap().version(), 1);
    assert!(tenant.log().to_string().contains("the title of page 7"));
    // Its own title is no page's rival, nor is that of a page elsewhere, or of a post.
    let own = json!({ "id": "7", "title": title, "version": { "number": 2 } });
    assert_eq!(api.update(&app, 7, &own).await.0, 200);
    let operations = Space::new(3, "OPS", "Operations");
    tenant.add_space(operations.clone());
    assert_eq!(api.make(&app, title, &operations).await.0, 200);
    tenant.add_blog_post(Page::new(9, "Post"));
    assert_eq!(api.make(&app, "Post", &engineering()).await.0, 200);
}

#[rstest]
#[tokio::test]
async fn the_trash_gives_a_title_free_and_does_not_get_it_back(
    #[values(Api::V1, Api::V2)] api: Api,
) {
    let (tenant, app) = site().await;
    tenant.add_page(Page::new(7, "Runbook"));
    app.send("DELETE", "/rest/api/content/7", "").await;
    assert_eq!(api.make(&app, "Runbook", &engineering()).await.0, 200);
    let restore = json!({ "id": "7", "status": "current", "version": { "number": 2 } });
    let (status, body) = api.update(&app, 7, &restore).await;
    assert_eq!(status, 409, "{body}");
    let text = "Cannot restore content with id ContentId{id=7}: newer Content exists in space ENG \
                with title Runbook. You must either remove that new content, or update the title \
                of the trashed content before restoring it.";
    api.says(&body, "CONFLICT", text);
}

#[rstest]
#[tokio::test]
async fn there_is_no_page_in_a_space_that_does_not_exist(#[values(Api::V1, Api::V2)] api: Api) {
    let (tenant, app) = site().await;
    let operations = Space::new(3, "OPS", "Operations");
    let (status, body) = api.make(&app, "New", &operations).await;
    assert_eq!(status, 403, "{body}");
    api.says(
        &body,
        "FORBIDDEN",
        "Could not create content with type page",
    );
    assert!(
        tenant
            .log()
            .to_string()
            .contains("tenant.add_space(Space::new(…))")
    );
    tenant.add_space(operations.clone());
    let (status, page) = api.make(&app, "New", &operations).await;
    assert_eq!(status, 200, "{page}");
}

#[rstest]
#[case("/rest/api/content", json!({ "type": "page", "title": "x" }), "You must specify a space for new content.")]
#[case("/api/v2/pages", json!({ "title": "x" }), "You must specify a space for new content.")]
#[case("/api/v2/pages", json!({ "title": "x", "spaceId": "ENG" }), "Provided value {ENG} for 'spaceId' is not the correct type. Expected type is Long")]
#[tokio::test]
async fn new_content_names_its_space(#[case] path: &str, #[case] body: Value, #[case] text: &str) {
    let (_tenant, app) = site().await;
    let (status, said) = app.send("POST", path, &body.to_string()).await;
    assert_eq!(status, 400);
    assert!(said.to_string().contains(text), "{said}");
}

#[rstest]
#[case(Api::V1, json!({ "space": { "key": "OPS" } }))]
#[case(Api::V1, json!({ "space": { "key": "NONE" } }))]
#[case(Api::V2, json!({ "spaceId": "3" }))]
#[case(Api::V2, json!({ "spaceId": "4" }))]
#[tokio::test]
async fn an_update_does_not_move_a_page(#[case] api: Api, #[case] space: Value) {
    let (tenant, app) = site().await;
    tenant.add_space(Space::new(3, "OPS", "Operations"));
    tenant.add_page(Page::new(7, "Runbook"));
    let mut body = json!({ "id": "7", "title": "New", "version": { "number": 2 } });
    for (name, value) in space.as_object().unwrap() {
        body[name] = value.clone();
    }
    let (status, said) = api.update(&app, 7, &body).await;
    assert_eq!(status, 400, "{said}");
    api.says(
        &said,
        "INVALID_REQUEST_PARAMETER",
        "You can't change an existing page's space.",
    );
    assert_eq!(tenant.page(7).unwrap().title(), "Runbook");
    // Its own space may be named.
    body["space"] = json!({ "key": "ENG" });
    body["spaceId"] = json!("20000001");
    assert_eq!(api.update(&app, 7, &body).await.0, 200);
}

#[test]
fn a_test_cannot_put_up_a_site_that_no_host_has() {
    let tenant = Tenant::start_blocking();
    assert_eq!(tenant.spaces(), [engineering()]);
    tenant.add_page(Page::new(7, "Runbook"));
    let again = tenant.try_add_page(Page::new(8, "runbook"));
    assert_eq!(again, Err(ContentClash::Title { other: 7 }));
    // The page of an id is replaced, its title with it.
    tenant.add_page(Page::new(7, "Runbook"));
    let other = Space::new(20_000_001, "OPS", "Operations");
    let clash = tenant.try_add_space(other.clone()).unwrap_err();
    assert!(
        clash.to_string().contains("`ENG` has the id 20000001"),
        "{clash}"
    );
    assert_eq!(
        tenant.try_add_page(Page::new(9, "x").with_space(other)),
        Err(clash)
    );
    // A page brings its space, and a space is changed by its key, for its pages too.
    tenant.add_page(Page::new(9, "x").with_space(Space::new(3, "OPS", "Operations")));
    tenant.add_space(Space::new(4, "ENG", "Engineering II"));
    let ids: Vec<u64> = tenant.spaces().iter().map(Space::id).collect();
    assert_eq!(ids, [4, 3]);
    assert_eq!(
        tenant.try_add_page(Page::new(8, "Runbook")),
        Err(ContentClash::Title { other: 7 })
    );
}

#[test]
#[should_panic(expected = "add_page: page 7 has this title in the same space")]
fn a_title_that_is_there_is_misuse() {
    let tenant = Tenant::start_blocking();
    tenant.add_page(Page::new(7, "Runbook"));
    tenant.add_page(Page::new(8, "Runbook"));
}
