//! GET, POST and DELETE of the dynamic modules resource.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Request;

use super::answer::answer;
use super::authenticate::Door;
use super::form::query;
use super::recorder::ExchangeId;
use super::reply::Reply;
use crate::context::Context;
use crate::descriptor::Modules;
use crate::settings::ModuleKeyList;
use crate::site::{Cause, Rejection};

/// The path of the dynamic modules resource, for [`from_app`](crate::from_app) and for clients.
pub const DYNAMIC_MODULES: &str = "/wiki/rest/atlassian-connect/1/app/module/dynamic";

/// The same by the alias that the host gives its one version.
pub(super) const LATEST: &str = "/wiki/rest/atlassian-connect/latest/app/module/dynamic";

const DOOR: Door = Door::DynamicModules;

type Id = Extension<ExchangeId>;

pub(super) async fn list(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    request: Request,
) -> Reply {
    answer(&context, id.0.0, request, DOOR, |caller, _| {
        Ok(Reply::json(
            200,
            context.site(|site| site.modules_json(caller)),
        ))
    })
    .await
}

pub(super) async fn register(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    request: Request,
) -> Reply {
    answer(&context, id.0.0, request, DOOR, |caller, asked| {
        let modules = read_modules(asked.body)?;
        let now = context.clock.now_millis();
        let new = context.site(|site| site.register_modules(caller, modules, now))?;
        context
            .log
            .note(id.0.0, format!("{} registered", count(new.count)));
        for warning in &new.warnings {
            context.log.note(id.0.0, warning);
        }
        Ok(Reply::empty(200))
    })
    .await
}

pub(super) async fn remove(
    Extension(context): Extension<Arc<Context>>,
    id: Id,
    request: Request,
) -> Reply {
    answer(&context, id.0.0, request, DOOR, |caller, asked| {
        let keys = module_keys(&context, asked.target);
        let gone = context.site(|site| site.remove_modules(caller, keys.as_deref()));
        let which = if gone.is_empty() {
            String::new()
        } else {
            format!(": {}", gone.join(", "))
        };
        context
            .log
            .note(id.0.0, format!("{} removed{which}", count(gone.len())));
        Ok(Reply::empty(204))
    })
    .await
}

fn count(modules: usize) -> String {
    format!(
        "{modules} {}",
        if modules == 1 { "module" } else { "modules" }
    )
}

fn read_modules(body: &[u8]) -> Result<Modules, Rejection> {
    let check = "the body is a JSON object of module lists by type";
    let expected = r#"{"webItems": [{"key": …}]}"#;
    let text = std::str::from_utf8(body).map_err(|error| {
        let cause = Cause::new(check, expected, format!("invalid UTF-8: {error}"));
        Rejection::bad_modules("Invalid request body: it is not UTF-8.", cause)
    })?;
    Modules::parse(text).map_err(|error| {
        Rejection::bad_modules(
            error.message(),
            Cause::new(check, expected, error.to_string()),
        )
    })
}

/// The keys that `?moduleKey=` names; `None` without the parameter, which means all.
fn module_keys(context: &Context, target: &str) -> Option<Vec<String>> {
    let values: Vec<String> = query(target)
        .into_iter()
        .filter(|(name, _)| name == "moduleKey")
        .map(|(_, value)| value)
        .collect();
    if values.is_empty() {
        return None;
    }
    let commas = context.settings.module_key_list == ModuleKeyList::Commas;
    let split = |value: String| match commas {
        true => value.split(',').map(str::to_owned).collect(),
        false => vec![value],
    };
    Some(values.into_iter().flat_map(split).collect())
}
