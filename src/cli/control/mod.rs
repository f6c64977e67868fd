//! The control API: what the library does, over HTTP, for a test in any language.

mod apps;
mod attachments;
mod call;
mod comments;
mod disturb;
mod events;
mod farm;
mod forge;
mod forge_calls;
mod forgeries;
mod gate;
#[cfg(test)]
mod gate_tests;
mod given_request;
mod headers;
mod keys;
mod listen;
mod live;
mod loads;
mod log;
mod networks;
mod openapi;
mod page_requests;
#[cfg(test)]
mod panic_tests;
mod route;
pub(super) mod routes;
#[cfg(test)]
mod routes_tests;
mod settings;
mod site;
mod spaces;
mod stubs;
mod tenants;
mod whole_site;

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawPathParams, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use mockfluence::binary_support::{FAILED, Panicked, caught};

use crate::cli::contract::problem::Problem;
use call::{Call, Content};
pub(super) use farm::{Defaults, Farm};
pub(super) use gate::Gate;
pub(super) use keys::Keys;
pub(super) use listen::listen;
pub(super) use networks::NetworkPlan;
use route::Route;
use routes::ROUTES;

/// The largest body of a control request, in bytes.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// The API as a service, behind its gate.
pub(super) fn router(farm: &Arc<Farm>, gate: &Arc<Gate>) -> Router {
    router_of(ROUTES, farm, gate)
}

fn router_of(routes: &'static [Route], farm: &Arc<Farm>, gate: &Arc<Gate>) -> Router {
    let mut router = Router::new();
    for route in routes {
        let (farm, gate) = (farm.clone(), gate.clone());
        let handler = move |params: RawPathParams, request: Request| async move {
            let answered = caught(answer(&farm, &gate, route, &params, request)).await;
            answered.unwrap_or_else(|panicked| failed(&panicked))
        };
        let method = MethodFilter::try_from(route.method.clone());
        router = router.route(
            route.path,
            on(method.expect("the table has common methods"), handler),
        );
    }
    let gate = gate.clone();
    let guarded = move |request: Request, next: Next| {
        let gate = gate.clone();
        async move {
            headers::guarded(match gate.stop(&request) {
                Some(refusal) => refusal.into_response(),
                None => next.run(request).await,
            })
        }
    };
    router
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_route)
        .layer(from_fn(guarded))
}

async fn answer(
    farm: &Arc<Farm>,
    gate: &Arc<Gate>,
    route: &Route,
    params: &RawPathParams,
    request: Request,
) -> Response {
    let content = match content(farm, request).await {
        Ok(content) => content,
        Err(problem) => return problem.into_response(),
    };
    let path = params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let call = Call {
        farm: farm.clone(),
        gate: gate.clone(),
        path: path.collect(),
    };
    match (route.run)(call, content).await {
        Ok(answer) => answer.into_response(),
        Err(problem) => {
            debug_assert!(
                route.may_refuse_with(problem.status),
                "the row {} has no {}",
                route.name,
                problem.status
            );
            problem.into_response()
        }
    }
}

/// No tenant's log has control requests; it is told to whoever listens, and on standard error.
fn failed(panicked: &Panicked) -> Response {
    let why = panicked.to_string();
    tracing::error!(target: "mockfluence", why, "a control request failed");
    Problem::new(500, FAILED).into_response()
}

async fn content(farm: &Farm, request: Request) -> Result<Content, Problem> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = Limited::new(request.into_body(), BODY_LIMIT);
    let deadline = farm.patience().request;
    let Ok(collected) = tokio::time::timeout(deadline, body.collect()).await else {
        let why = format!(
            "the body did not arrive whole within {deadline:?} (setting `limits.request-deadline`)"
        );
        return Err(Problem::new(408, why));
    };
    match collected {
        Ok(body) => Ok(Content {
            query,
            body: body.to_bytes(),
        }),
        Err(error) if error.is::<LengthLimitError>() => {
            let why = format!("the body is larger than {BODY_LIMIT} bytes");
            Err(Problem::new(413, why))
        }
        Err(error) => Err(Problem::new(400, format!("the body broke off: {error}"))),
    }
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
