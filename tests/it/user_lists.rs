//! Lists of what belongs to a user: groups, and the keys of properties.

use mockfluence::{Settings, User};
use serde_json::{Value, json};

use crate::acting::Actor;

#[tokio::test]
async fn groups_are_those_of_the_site_and_what_a_test_adds() {
    let (tenant, [app, _]) = Actor::both(Settings::default()).await;
    tenant.add_user(User::new("712020:bob").group("writers").admin());
    let names = async |account: &str, more: &str| -> Vec<String> {
        let path = format!("/rest/api/user/memberof?accountId={account}{more}");
        let (status, list) = app.send("GET", &path, "").await;
        assert_eq!((status, &list["start"].is_number()), (200, &true), "{list}");
        let groups = list["results"].as_array().unwrap().iter();
        groups
            .map(|group| group["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let site = tenant.name();
    let (users, admins) = (
        format!("confluence-users-{site}"),
        format!("confluence-admins-{site}"),
    );
    assert_eq!(
        names("712020:bob", "").await,
        [admins, users.clone(), "writers".into()]
    );
    assert_eq!(names("712020:bob", "&limit=1&start=2").await, ["writers"]);
    assert_eq!(names("712020:alice", "").await, [users]);
    assert!(
        names(&app.account, "").await.is_empty(),
        "an app is in none"
    );
    assert_eq!(app.send("GET", "/rest/api/user/memberof", "").await.0, 400);
    assert_eq!(
        app.send("GET", "/rest/api/user/memberof?accountId=x", "")
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn keys_are_listed_a_part_at_a_time() {
    let (_tenant, [app, _]) = Actor::both(Settings::default()).await;
    let path = "/rest/api/user/712020:alice/property";
    for key in ["b", "a", "c"] {
        let (status, _) = app
            .send("POST", &format!("{path}/{key}"), r#"{"value": 1}"#)
            .await;
        assert_eq!(status, 201);
    }
    let (status, list) = app.send("GET", &format!("{path}?limit=2"), "").await;
    assert_eq!(
        (status, &list["results"]),
        (200, &json!([{ "key": "a" }, { "key": "b" }]))
    );
    let next = list["_links"]["next"].as_str().unwrap();
    let (_, rest) = app.send("GET", next, "").await;
    assert_eq!(
        (&rest["results"], rest["_links"].get("next")),
        (&json!([{ "key": "c" }]), None::<&Value>)
    );
    assert_eq!(
        app.send("GET", "/rest/api/user/nobody/property", "")
            .await
            .0,
        404
    );
}
