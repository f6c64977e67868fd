//! How long a dynamic module lives, what hides it, and how all of them are listed.

use mockfluence::settings::{ForgeModulePage, ForgeModulesOnReinstall};
use mockfluence::{Page, Settings, Webhook, to_app};
use rstest::rstest;
use serde_json::json;

use super::{MODULES, byline, json_of, made, of, with};
use crate::forge_backend::manifest;

#[tokio::test]
async fn a_static_module_hides_a_dynamic_one_and_gives_it_back() {
    let (_tenant, backend, app) = with(Settings::default()).await;
    let key = made(&app, &byline("One")).await;
    let fixed = ("/modules/macro", json!([{ "key": key, "title": "Static" }]));
    app.upgrade_to(manifest(&backend, &[fixed])).await.unwrap();
    assert!(app.dynamic_module_keys().is_empty());
    let all = app.client().get(MODULES).send().await.unwrap();
    assert_eq!(all.text(), "[]");
    assert_eq!(
        app.client().get(&of(&key)).send().await.unwrap().status(),
        404
    );
    app.upgrade_to(manifest(&backend, &[])).await.unwrap();
    assert_eq!(app.dynamic_module_keys(), [key]);
}

#[tokio::test]
async fn a_dynamic_trigger_hears_of_events_from_its_registration_to_its_end() {
    let (tenant, _backend, app) = with(Settings::default()).await;
    let fire = async || {
        let before = tenant.log().only(to_app().path("/forge/life")).len();
        tenant
            .fire(Webhook::page("page_created", Page::new(7, "Seven")))
            .await;
        tenant.log().only(to_app().path("/forge/life")).len() - before
    };
    assert_eq!(fire().await, 0);
    let data = json!({ "endpoint": "life", "events": ["avi:confluence:created:page"] });
    let key = made(&app, &json!({ "type": "trigger", "data": data })).await;
    assert_eq!(fire().await, 1);
    app.client().delete(&of(&key)).send().await.unwrap();
    assert_eq!(fire().await, 0);
}

#[rstest]
#[case(ForgeModulesOnReinstall::Gone, 0)]
#[case(ForgeModulesOnReinstall::Kept, 1)]
#[tokio::test]
async fn a_reinstall_is_another_installation(
    #[case] setting: ForgeModulesOnReinstall,
    #[case] left: usize,
) {
    let settings = Settings::default().forge_modules_on_reinstall(setting);
    let (tenant, backend, app) = with(settings).await;
    let first = made(&app, &byline("One")).await;
    app.uninstall().await;
    let app = tenant.install_forge(manifest(&backend, &[])).await.unwrap();
    assert_eq!(app.dynamic_module_keys().len(), left);
    assert_ne!(made(&app, &byline("One")).await, first);
}

#[rstest]
#[case(ForgeModulePage::Array)]
#[case(ForgeModulePage::Object)]
#[tokio::test]
async fn the_list_is_read_page_by_page(#[case] form: ForgeModulePage) {
    let (_tenant, _backend, app) = with(Settings::default().forge_module_page(form)).await;
    for n in 0..5 {
        made(&app, &byline(&n.to_string())).await;
    }
    let (mut seen, mut next) = (Vec::new(), Some(String::new()));
    while let Some(token) = next {
        let reply = app
            .client()
            .get(&format!("{MODULES}?limit=2{token}"))
            .send()
            .await
            .unwrap();
        let body = json_of(&reply);
        let link = reply.header("link").map(str::to_owned);
        let page = if form == ForgeModulePage::Array {
            &body
        } else {
            &body["modules"]
        };
        let keys = page
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["key"].as_str().unwrap().to_owned());
        seen.extend(keys);
        let token = link.and_then(|link| {
            link.split_once("nextPageToken=")?
                .1
                .split('>')
                .next()
                .map(str::to_owned)
        });
        assert!(
            form == ForgeModulePage::Array || body["nextPageToken"].as_str() == token.as_deref()
        );
        next = token.map(|token| format!("&nextPageToken={token}"));
    }
    assert_eq!(seen, app.dynamic_module_keys());
    for bad in ["limit=0", "limit=x", "nextPageToken=x"] {
        let reply = app
            .client()
            .get(&format!("{MODULES}?{bad}"))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 400, "{bad}");
    }
}

#[rstest]
#[case("GET")]
#[case("POST")]
#[tokio::test]
async fn the_early_access_is_over(#[case] method: &str) {
    let (tenant, _backend, app) = with(Settings::default()).await;
    let path = "/forge/installation/v1/dynamic/module";
    let reply = app.client().request(method, path).send().await.unwrap();
    assert_eq!(reply.status(), 410);
    assert!(
        tenant
            .log()
            .to_string()
            .contains("/forge/installation/v2/dynamic/module")
    );
}
