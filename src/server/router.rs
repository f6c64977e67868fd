//! The one page that lists every route.

use std::sync::LazyLock;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

#[cfg(feature = "content")]
use super::content;
use super::{
    addons, app_properties, consumer_info, dynamic_modules, fallback, install_keys, oauth, people,
    recorder, upm,
};

/// Every path the tenant serves itself, for the router and for the hint to a lost request.
pub(super) const ROUTES: &[&str] = &[
    dynamic_modules::DYNAMIC_MODULES,
    dynamic_modules::LATEST,
    addons::PATH,
    app_properties::LIST,
    app_properties::ONE,
    install_keys::PATH,
    upm::ROOT,
    upm::SETTINGS,
    upm::TASK,
    upm::PENDING,
    upm::PLUGIN,
    consumer_info::PATH,
    oauth::PATH,
    people::USER,
    people::CURRENT,
    people::ANONYMOUS,
    people::CHECK,
];

/// One for all tenants, which differ by the `Context` that each request carries: to put it together
/// takes longer than all else that a tenant's start does.
pub(super) fn router() -> Router {
    static ROUTER: LazyLock<Router> = LazyLock::new(assembled);
    ROUTER.clone()
}

fn assembled() -> Router {
    let modules = get(dynamic_modules::list)
        .post(dynamic_modules::register)
        .delete(dynamic_modules::remove)
        .fallback(fallback::wrong_method);
    let router = Router::new()
        .route(dynamic_modules::DYNAMIC_MODULES, modules.clone())
        .route(dynamic_modules::LATEST, modules)
        .route(
            addons::PATH,
            get(addons::show).fallback(fallback::wrong_method),
        )
        .route(
            app_properties::LIST,
            get(app_properties::list).fallback(fallback::wrong_method),
        )
        .route(
            app_properties::ONE,
            get(app_properties::read)
                .put(app_properties::write)
                .delete(app_properties::remove)
                .fallback(fallback::wrong_method),
        )
        .route(
            install_keys::PATH,
            get(install_keys::show).fallback(fallback::wrong_method),
        )
        .route(
            oauth::PATH,
            post(oauth::grant).fallback(fallback::wrong_method),
        )
        .route(
            consumer_info::PATH,
            get(consumer_info::show).fallback(fallback::wrong_method),
        );
    let router = upm::routes(people::routes(router));
    #[cfg(feature = "content")]
    let router = content::routes(router);
    router
        .fallback(fallback::not_served)
        .layer(from_fn(recorder::record))
}
