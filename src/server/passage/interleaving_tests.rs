//! An app that is gone while its call is served: served before, or refused after, nothing between.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use rstest::rstest;

use super::{Answer, serve};
use crate::context::Context;
use crate::server::DYNAMIC_MODULES;
use crate::server::test_tenant::{APP, signed, tenant};
use crate::site::Site;

const PROPERTY: &str = "/wiki/rest/atlassian-connect/1/addons/app/properties/k";
const ADDON: &str = "/wiki/rest/atlassian-connect/1/addons/app";
const CURRENT: &str = "/wiki/rest/api/user/current";

async fn status(context: &Arc<Context>, request: Request<Full<Bytes>>) -> u16 {
    match serve(context.clone(), request).await {
        Answer::Whole(response) => response.status().as_u16(),
        other => panic!("{other:?}"),
    }
}

fn uninstall(site: &mut Site) {
    site.begin_uninstall(APP);
    site.finish_uninstall(APP);
}

fn import(site: &mut Site) {
    site.import();
}

#[rstest]
#[case::list("GET", DYNAMIC_MODULES, "", 200)]
#[case::register("POST", DYNAMIC_MODULES, r#"{"webItems": [{"key": "a", "name": {"value": "a"}, "url": "/", "location": "system.header/left"}]}"#, 200)]
#[case::remove("DELETE", DYNAMIC_MODULES, "", 204)]
#[case::addon("GET", ADDON, "", 200)]
#[case::write("PUT", PROPERTY, "1", 201)]
#[case::rest("GET", CURRENT, "", 200)]
#[tokio::test]
async fn between_the_check_and_the_deed_no_app_can_go(
    #[case] method: &str,
    #[case] path: &str,
    #[case] body: &'static str,
    #[case] served: u16,
    #[values(uninstall, import)] goes: fn(&mut Site),
) {
    let before = tenant();
    let request = signed(&before, method, path, body);
    before.site(goes);
    assert_eq!(status(&before, request).await, 401);
    let notes = before.log.log().to_string();
    assert!(
        notes.contains("the issuer is an app that may call"),
        "{notes}"
    );

    // Whatever comes after the first hold of the site comes after the whole call.
    let after = tenant();
    let request = signed(&after, method, path, body);
    after.after_holds(1, goes);
    assert_eq!(status(&after, request).await, served);
    let notes = after.log.log().to_string();
    let done = served != 200 || method != "POST" || notes.contains("1 module registered");
    assert!(done, "{notes}");
}
