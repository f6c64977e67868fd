//! The control API: what the library does, over HTTP, for a test in any language.

mod apps;
mod call;
mod disturb;
mod farm;
mod live;
mod log;
mod openapi;
mod stubs;
mod tenants;
mod visit;

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{RawPathParams, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use http_body_util::{BodyExt, LengthLimitError, Limited};

pub(super) use call::Problem;
use call::{Call, Outcome};
pub(super) use farm::{Defaults, Farm, Wanted};

/// The largest body of a control request, in bytes.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

type Running = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// One operation: its method, its path, and what runs.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    run: fn(Arc<Farm>, Call) -> Running,
}

macro_rules! routes {
    ($($method:literal $path:literal => $run:path,)*) => {
        /// The whole API on one page; `openapi.json` says the same with its schemas.
        pub(super) const ROUTES: &[Route] = &[$(Route {
            method: $method,
            path: $path,
            run: |farm, call| Box::pin($run(farm, call)),
        },)*];
    };
}

routes! {
    "GET" "/" => live::show,
    "GET" "/health" => tenants::health,
    "GET" "/openapi.json" => openapi::document,
    "GET" "/tenants" => tenants::list,
    "POST" "/tenants" => tenants::start,
    "GET" "/tenants/{tenant}" => tenants::show,
    "DELETE" "/tenants/{tenant}" => tenants::stop,
    "POST" "/tenants/{tenant}/rename-site" => tenants::rename_site,
    "POST" "/tenants/{tenant}/import-site" => tenants::import_site,
    "POST" "/tenants/{tenant}/rotate-install-key" => tenants::rotate_install_key,
    "GET" "/tenants/{tenant}/clock" => tenants::clock,
    "PUT" "/tenants/{tenant}/clock" => tenants::set_clock,
    "GET" "/tenants/{tenant}/apps" => apps::list,
    "POST" "/tenants/{tenant}/apps" => apps::install,
    "GET" "/tenants/{tenant}/apps/{app}" => apps::show,
    "POST" "/tenants/{tenant}/apps/{app}/upgrade" => apps::upgrade,
    "POST" "/tenants/{tenant}/apps/{app}/disable" => apps::disable,
    "POST" "/tenants/{tenant}/apps/{app}/enable" => apps::enable,
    "POST" "/tenants/{tenant}/apps/{app}/uninstall" => apps::uninstall,
    "POST" "/tenants/{tenant}/apps/{app}/rotate-secret" => apps::rotate_secret,
    "POST" "/tenants/{tenant}/apps/{app}/repeat-installed" => apps::repeat_installed,
    "PUT" "/tenants/{tenant}/apps/{app}/licence" => apps::set_licence,
    "POST" "/tenants/{tenant}/apps/{app}/token" => apps::token,
    "POST" "/tenants/{tenant}/apps/{app}/page-token" => visit::page_token,
    "POST" "/tenants/{tenant}/apps/{app}/open" => visit::open,
    "POST" "/tenants/{tenant}/events" => visit::fire,
    "POST" "/tenants/{tenant}/users" => visit::add_user,
    "PUT" "/tenants/{tenant}/permissions" => visit::set_permission,
    "POST" "/tenants/{tenant}/pages" => visit::add_page,
    "GET" "/tenants/{tenant}/faults" => disturb::faults,
    "POST" "/tenants/{tenant}/faults" => disturb::inject,
    "DELETE" "/tenants/{tenant}/faults" => disturb::clear,
    "DELETE" "/tenants/{tenant}/faults/{id}" => disturb::remove,
    "POST" "/tenants/{tenant}/holds" => disturb::hold,
    "POST" "/tenants/{tenant}/holds/{id}/release" => disturb::release,
    "GET" "/tenants/{tenant}/log" => log::show,
    "POST" "/tenants/{tenant}/log/wait" => log::wait,
    "POST" "/tenants/{tenant}/stubs" => stubs::mount,
    "DELETE" "/tenants/{tenant}/stubs" => stubs::clear,
    "GET" "/tenants/{tenant}/stubs/report" => stubs::report,
}

/// The API as a service; with a token only for those who bring it.
pub(super) fn router(farm: Arc<Farm>, token: Option<String>) -> Router {
    let token: Option<Arc<str>> = token.map(Into::into);
    let mut router = Router::new();
    for route in ROUTES {
        let (farm, token) = (farm.clone(), token.clone());
        let method = MethodFilter::try_from(
            http::Method::from_bytes(route.method.as_bytes()).unwrap_or_default(),
        );
        let handler = move |params: RawPathParams, request: Request| async move {
            answer(&farm, token.as_deref(), route, &params, request).await
        };
        if let Ok(method) = method {
            router = router.route(route.path, on(method, handler));
        }
    }
    router
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_route)
}

async fn answer(
    farm: &Arc<Farm>,
    token: Option<&str>,
    route: &Route,
    params: &RawPathParams,
    request: Request,
) -> Response {
    let token = token.filter(|_| route.path != "/");
    if let Some(refusal) = token.and_then(|token| unauthorized(token, &request)) {
        return refusal.into_response();
    }
    let query = pairs(request.uri().query().unwrap_or_default());
    let body = Limited::new(request.into_body(), BODY_LIMIT)
        .collect()
        .await;
    let body = match body {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            let why = format!("the body is larger than {BODY_LIMIT} bytes");
            return Problem::new(413, why).into_response();
        }
        Err(error) => {
            return Problem::new(400, format!("the body broke off: {error}")).into_response();
        }
    };
    let path = params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let call = Call {
        path: path.collect(),
        query,
        body,
    };
    match (route.run)(farm.clone(), call).await {
        Ok(answer) => answer.into_response(),
        Err(problem) => problem.into_response(),
    }
}

fn unauthorized(token: &str, request: &Request) -> Option<Problem> {
    let header = request.headers().get("authorization");
    let brought = header.and_then(|value| value.to_str().ok());
    let good = brought.and_then(|value| value.strip_prefix("Bearer ")) == Some(token);
    (!good).then(|| {
        let why = "the control API needs `Authorization: Bearer <controlToken>`; the token is in \
                   the line that `serve` printed";
        Problem::new(401, why)
    })
}

fn pairs(query: &str) -> BTreeMap<String, String> {
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced)
            .decode_utf8_lossy()
            .into_owned()
    };
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

async fn wrong_method(request: Request) -> Problem {
    let why = format!(
        "{} is no method of {}",
        request.method(),
        request.uri().path()
    );
    Problem::new(405, why)
}

async fn no_route(request: Request) -> Problem {
    let path = request.uri().path().to_owned();
    Problem::new(
        404,
        format!("no route {path}; /openapi.json lists them all"),
    )
}
