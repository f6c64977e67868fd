//! `renderingMethod` of a static macro: a form in place of a query.

use super::received::{assert_hash, expected, names};
use super::table::{Way, in_form, install, module};

#[tokio::test]
async fn a_static_macro_is_posted_when_its_rendering_method_says_so_in_either_case() {
    for (method, posted) in [
        ("get", false),
        ("GET", false),
        ("post", true),
        ("POST", true),
    ] {
        let mut module = module("staticContentMacros", "/url", "/p?own={macro.body}#top");
        module["renderingMethod"] = method.into();
        module["bodyType"] = "plain-text".into();
        let (_, app, backend) = install(in_form("staticContentMacros", module)).await;
        let long = "x".repeat(200);
        let load = app.open("m").variable("macro.body", &long);
        let url = load.url().unwrap();
        load.send().await.unwrap();
        let received = backend.last("/p");
        let form = String::from_utf8(received.body.to_vec()).unwrap();
        let query = received.query.clone().unwrap_or_default();
        assert_hash(&received);
        if posted {
            assert_eq!(url, format!("{}/p#top", backend.base_url()));
            assert_eq!((received.method.as_str(), query.as_str()), ("POST", ""));
            assert_eq!(names(&form), expected(Way::Form));
            let kind = received.header("content-type").unwrap();
            assert_eq!(kind, "application/x-www-form-urlencoded");
            // A form has room for the whole body.
            assert!(form.starts_with(&format!("own={long}&xdm_e=")), "{form}");
        } else {
            assert_eq!((received.method.as_str(), form.as_str()), ("GET", ""));
            assert_eq!(names(&query), expected(Way::Fetch));
        }
    }
}

#[tokio::test]
async fn the_name_of_2016_for_the_rendering_method_means_nothing() {
    let mut module = module("staticContentMacros", "/url", "/p");
    module["method"] = "POST".into();
    let (_, app, backend) = install(in_form("staticContentMacros", module)).await;
    app.open("m").send().await.unwrap();
    assert_eq!(backend.last("/p").method, "GET");
}
