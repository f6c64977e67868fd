//! Two apps on one site: what they may not share, however it comes there.

use mockfluence::{DYNAMIC_MODULES, InstalledApp, Reply, Settings, Tenant};
use rstest::rstest;
use serde_json::{Value, json};

use crate::app::App;

fn one_macro(kind: &str, key: &str, aliases: &[&str]) -> Value {
    json!({ kind: [{ "key": key, "name": { "value": key }, "url": "/m", "aliases": aliases }] })
}

fn app(key: &str) -> App {
    App::without_backend().key(key)
}

async fn register(app: &InstalledApp, modules: &Value) -> Reply {
    let request = app.client().post(DYNAMIC_MODULES).json(modules);
    request.send().await.unwrap()
}

/// The site has the macro `chart`, alias `graph`, of the app `first`, static or dynamic.
async fn with_first(settings: Settings, kind: &str, is_dynamic: bool) -> (Tenant, InstalledApp) {
    let tenant = Tenant::builder().settings(settings).start();
    let chart = one_macro(kind, "chart", &["graph"]);
    if is_dynamic {
        let first = app("first").on(&tenant).await;
        assert_eq!(register(&first, &chart).await.status(), 200);
        return (tenant, first);
    }
    let first = app("first").modules(chart).on(&tenant).await;
    (tenant, first)
}

#[rstest]
#[tokio::test]
async fn a_macro_name_is_one_apps_on_a_site(
    #[values("dynamicContentMacros", "staticContentMacros")] kind: &str,
    #[values(false, true)] first_is_dynamic: bool,
    #[values("install", "upgrade", "register")] way: &str,
    #[values(
        ("chart", vec![]),
        ("graph", vec![]),
        ("mine", vec!["graph"]),
        ("mine", vec!["chart"])
    )]
    (key, aliases): (&str, Vec<&str>),
) {
    let (tenant, first) = with_first(Settings::default(), kind, first_is_dynamic).await;
    let mine = one_macro("dynamicContentMacros", key, &aliases);
    let (taken, message) = match way {
        "register" => {
            let second = app("second").on(&tenant).await;
            let refused = register(&second, &mine).await;
            assert_eq!(refused.status(), 400);
            assert!(second.dynamic_module_keys().is_empty());
            (None, refused.json()["message"].as_str().unwrap().to_owned())
        }
        "upgrade" => {
            let second = app("second").on(&tenant).await;
            let error = second
                .upgrade_to(app("second").modules(mine.clone()).source())
                .await;
            assert!(second.descriptor().unwrap().modules().is_empty());
            (Some(second), error.unwrap_err().message().to_owned())
        }
        _ => {
            let error = tenant
                .install(app("second").modules(mine.clone()).source())
                .await;
            assert_eq!(tenant.apps().len(), 1);
            (None, error.unwrap_err().message().to_owned())
        }
    };
    let name = aliases.first().unwrap_or(&key);
    let text = format!("that another app on this site uses: [{name}]");
    assert!(message.contains(&text), "{message}");
    assert!(!tenant.log().to_string().contains("second  POST /enabled"));
    // An app may keep its own, and what is gone is free.
    first
        .upgrade_to(app("first").modules(mine.clone()).source())
        .await
        .ok();
    first.uninstall().await;
    match taken {
        Some(second) => drop(
            second
                .upgrade_to(app("second").modules(mine).source())
                .await
                .unwrap(),
        ),
        None => drop(app("third").modules(mine).on(&tenant).await),
    }
}

#[tokio::test]
async fn a_disabled_app_keeps_its_names_and_a_reinstall_meets_those_of_others() {
    let (tenant, first) = with_first(Settings::default(), "dynamicContentMacros", true).await;
    first.disable().await;
    let chart = one_macro("dynamicContentMacros", "chart", &[]);
    let second = || app("second").modules(chart.clone()).source();
    assert!(tenant.install(second()).await.is_err());
    first.uninstall().await;
    tenant.install(second()).await.unwrap();
    // The first one's dynamic macro would come back with it.
    let error = tenant.install(app("first").source()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`chart` is a macro of the app `second`"),
        "{error}"
    );
}

#[tokio::test]
async fn other_modules_other_tenants_and_the_setting_share_names() {
    let (tenant, _) = with_first(Settings::default(), "dynamicContentMacros", false).await;
    let page =
        json!({ "generalPages": [{ "key": "chart", "name": { "value": "C" }, "url": "/c" }] });
    app("second").modules(page).on(&tenant).await;
    let chart = one_macro("dynamicContentMacros", "chart", &[]);
    app("first")
        .modules(chart.clone())
        .on(&Tenant::named("globex"))
        .await;
    let free = Settings::default().unique_macro_names(false);
    let (tenant, _) = with_first(free, "dynamicContentMacros", false).await;
    app("second").modules(chart).on(&tenant).await;
}

#[rstest]
#[case::by_default(false, true)]
#[case::by_the_setting(true, false)]
#[tokio::test]
async fn a_base_url_is_shared_unless_a_setting_forbids_it(
    #[case] unique: bool,
    #[case] both: bool,
) {
    let settings = Settings::default().unique_base_url(unique);
    let tenant = Tenant::builder().settings(settings).start();
    let first = app("first").on(&tenant).await;
    let second = || {
        app("second")
            .with("baseUrl", json!("http://First.invalid/"))
            .source()
    };
    let outcome = tenant.install(second()).await;
    assert_eq!(outcome.is_ok(), both);
    if let Err(error) = outcome {
        assert!(
            error.to_string().contains("`first` has this base URL"),
            "{error}"
        );
        first.uninstall().await;
        tenant.install(second()).await.unwrap();
    }
}
