//! What clients send in place of what the resource reads: answered as the host answers, and named in the log.

use rstest::rstest;

use super::*;

#[rstest]
#[case::brackets("?moduleKey[]=a", "`moduleKey[]` is not `moduleKey`")]
#[case::encoded_brackets(
    "?moduleKey%5B%5D=a&moduleKey%5B%5D=b",
    "`moduleKey[]` is not `moduleKey`"
)]
#[case::index("?moduleKey[0]=a", "`moduleKey[0]` is not `moduleKey`")]
#[case::plural("?moduleKeys=a", "`moduleKeys` is not `moduleKey`")]
#[case::lower_case("?modulekey=a", "`modulekey` is not `moduleKey`")]
#[case::snake("?module_key=a", "`module_key` is not `moduleKey`")]
#[case::short("?key=a", "`key` is not `moduleKey`")]
#[tokio::test]
async fn a_parameter_that_looks_like_module_key_names_nothing(
    #[case] query: &str,
    #[case] note: &str,
) {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a", "b"]).to_string()).await;
    delete(&app, query).await;
    assert_eq!(app.dynamic_module_keys(), [""; 0]);
    let notes = last_notes(&tenant);
    let named: Vec<_> = notes.iter().filter(|line| line.contains(note)).collect();
    assert_eq!(named.len(), 1, "{notes:?}");
    assert!(named[0].ends_with("which means all"), "{notes:?}");
}

#[tokio::test]
async fn beside_the_right_parameter_the_wrong_one_is_named_too() {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a", "b", "c"]).to_string()).await;
    delete(&app, "?moduleKey=a&moduleKey[]=b").await;
    assert_eq!(app.dynamic_module_keys(), ["b", "c"]);
    let notes = last_notes(&tenant);
    assert!(
        notes
            .iter()
            .any(|line| line.ends_with("the keys are those of `moduleKey`"))
    );
}

#[tokio::test]
async fn keys_in_the_body_of_a_delete_are_ignored_with_a_note() {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a", "b"]).to_string()).await;
    let request = app.client().delete(DYNAMIC_MODULES);
    let reply = request
        .json(&json!({ "moduleKey": ["a"] }))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 204);
    assert_eq!(app.dynamic_module_keys(), [""; 0]);
    let notes = last_notes(&tenant);
    assert!(
        notes
            .iter()
            .any(|line| line.starts_with("the body of a DELETE is ignored")),
        "{notes:?}"
    );
}

#[tokio::test]
async fn a_removal_without_a_slip_says_nothing_of_one() {
    let (tenant, app) = installed().await;
    register(&app, web_items(&["a"]).to_string()).await;
    for query in ["?moduleKey=a", "?page=1", ""] {
        delete(&app, query).await;
        assert_eq!(last_notes(&tenant).len(), 1, "{query}");
    }
}

#[rstest]
#[case::wrapped(json!({ "modules": web_items(&["a"]) }), "jira.js puts it around")]
#[case::wrapped_list(json!({ "modules": [web_item("a")] }), "jira.js puts it around")]
#[case::wrapped_and_more(json!({ "webItems": [], "modules": {} }), "jira.js puts it around")]
#[case::descriptor(json!({ "key": "app", "baseUrl": "http://app", "modules": web_items(&["a"]) }), "the whole descriptor was sent")]
#[case::list(json!([web_items(&["a"])]), "confluence.js 2 types it")]
#[case::empty_list(json!([]), "confluence.js 2 types it")]
#[case::twice(json!(web_items(&["a"]).to_string()), "made JSON twice")]
#[tokio::test]
async fn a_body_in_a_clients_own_form_is_a_400_that_names_the_client(
    #[case] body: Value,
    #[case] likely: &str,
) {
    let (tenant, app) = installed().await;
    let reply = post(&app, body.to_string()).send().await.unwrap();
    assert_eq!(reply.status(), 400, "{}", reply.text());
    assert_eq!(app.dynamic_module_keys(), [""; 0]);
    let notes = last_notes(&tenant);
    let named = notes.iter().find(|line| line.starts_with("likely: "));
    assert!(named.is_some_and(|line| line.contains(likely)), "{notes:?}");
}

#[tokio::test]
async fn a_form_is_named_as_one() {
    let (tenant, app) = installed().await;
    let reply = post(&app, "webItems=a").send().await.unwrap();
    assert_eq!(reply.status(), 400);
    assert!(
        last_notes(&tenant)
            .iter()
            .any(|line| line.contains("the body is a form"))
    );
}
