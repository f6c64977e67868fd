//! For tests: a tenant with one app on it, without a socket, and requests to all it serves as the app signs them.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderValue, Request};
use http_body_util::Full;
use serde_json::json;

use super::answer::Answer;
use super::passage::serve;
use super::route::Route;
use super::routes::ROUTES;
use crate::context::Context;
use crate::descriptor::Descriptor;
use crate::identity::Identity;
use crate::jwt::{CanonicalRequest, Claims, sign_hs256};
use crate::settings::Settings;
use crate::site::{Guard, Site, Source, Translations};

/// The app's key.
pub(super) const APP: &str = "app";

pub(super) fn tenant() -> Arc<Context> {
    tenant_with(Settings::default())
}

pub(super) fn tenant_with(settings: Settings) -> Arc<Context> {
    let base_url = "http://tenant/wiki".to_owned();
    let mut site = Site::new(Identity::new("acme".into(), 0), settings.clone(), base_url);
    let descriptor = json!({
        "key": APP, "baseUrl": "http://app", "authentication": { "type": "jwt" },
        "scopes": ["READ", "WRITE", "DELETE"], "lifecycle": { "installed": "/installed" },
    });
    let source = Source {
        reachable: false,
        ..Source::default()
    };
    let install = site.begin_install(Descriptor::from_value(descriptor).unwrap(), source);
    site.commit(install, Some(Translations::new())).unwrap();
    let origin = "http://tenant".to_owned();
    Arc::new(Context::new(site, settings, origin.clone(), origin, 0))
}

/// The request as the app signs it.
pub(super) fn signed(
    context: &Context,
    method: &str,
    path: &str,
    body: &'static str,
) -> Request<Full<Bytes>> {
    let secret = context.site(|site| site.installation(APP).unwrap().secret.clone().unwrap());
    let now = context.clock.now_millis() / 1000;
    let claims = Claims {
        iss: Some(APP.into()),
        iat: Some(now),
        exp: Some(now + 180),
        qsh: Some(CanonicalRequest::from_app(method, path, "/wiki").qsh()),
        ..Claims::default()
    };
    let token = sign_hs256(secret.expose(), &claims);
    Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("JWT {token}"))
        .body(Full::new(Bytes::from_static(body.as_bytes())))
        .unwrap()
}

/// Each operation with each of its paths, the places filled.
pub(super) fn operations() -> impl Iterator<Item = (&'static Route, String)> {
    let paths = |route: &'static Route| route.paths.iter().map(move |path| (route, filled(path)));
    ROUTES.iter().copied().flat_map(paths)
}

fn filled(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment {
        "{version}" => "1",
        "{type}" => "page",
        "{appKey}" => "app",
        "{plugin}" => "app-key",
        place if place.starts_with('{') => "7",
        segment => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

pub(super) fn site() -> Arc<Context> {
    stocked(tenant())
}

/// With a page that the paths name.
pub(super) fn stocked(context: Arc<Context>) -> Arc<Context> {
    #[cfg(feature = "content")]
    context
        .site(|site| {
            site.add_content(
                crate::Page::new(7, "Runbook"),
                crate::site::ContentKind::Page,
                0,
            )
        })
        .unwrap();
    context
}

/// The request with the credential that the resource asks for.
pub(super) fn request(
    context: &Context,
    route: &Route,
    method: &str,
    target: &str,
    body: &'static str,
) -> Request<Full<Bytes>> {
    let mut request = signed(context, method, target, body);
    let headers = request.headers_mut();
    match route.guard {
        Guard::Public => drop(headers.remove("authorization")),
        Guard::Administrator => {
            let basic = format!("Basic {}", STANDARD.encode("admin:admin"));
            headers.insert("authorization", HeaderValue::from_str(&basic).unwrap());
        }
        _ => {}
    }
    request
}

pub(super) async fn ask(context: &Arc<Context>, request: Request<Full<Bytes>>) -> (u16, String) {
    match serve(context.clone(), request).await {
        Answer::Whole(response) => {
            let body = String::from_utf8_lossy(response.body()).into_owned();
            (response.status().as_u16(), body)
        }
        other => panic!("{other:?}"),
    }
}
