//! Modules opened as the host would open them, and tokens of the app's own page.

use std::fmt::Display;

use mockfluence::{InstalledApp, Load, LoadError};
use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use super::forgeries::Since;
use crate::cli::contract::loads::{
    MacroPart, Opened, Opening, PageToken, PageTokenFor, Tampered, TokenKind, Warning,
};
use crate::cli::contract::problem::Problem;

/// Which module or part of one, by one of the ways to name it.
fn named(app: &InstalledApp, opening: &Opening) -> Result<Load, Problem> {
    let beside = (&opening.render_mode, opening.part);
    let instead = (&opening.blueprint_context, &opening.condition);
    match (&opening.module, beside, instead) {
        (Some(module), (None, None), (None, None)) => Ok(app.open(module)),
        (Some(module), (Some(mode), None), (None, None)) => Ok(app.render(module, mode)),
        (Some(module), (None, Some(part)), (None, None)) => Ok(match part {
            MacroPart::Editor => app.editor(module),
            MacroPart::PropertyPanel => app.property_panel(module),
            MacroPart::ImagePlaceholder => app.image_placeholder(module),
        }),
        (None, (None, None), (Some(blueprint), None)) => Ok(app.blueprint_context(blueprint)),
        (None, (None, None), (None, Some(url))) => Ok(app.condition(url)),
        _ => {
            let why = "one of `module` (by itself, or with `renderMode` or `part`), \
                       `blueprintContext` and `condition` is needed";
            Err(Problem::new(400, why))
        }
    }
}

/// A warning about a load or an event, as the library writes it.
pub(super) fn warning(warning: &(impl Serialize + Display)) -> Warning {
    let written = serde_json::to_value(warning).unwrap_or_default();
    let text = |name: &str| match &written[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Warning {
        kind: text("kind"),
        name: text("name"),
        text: warning.to_string(),
    }
}

fn load(app: &InstalledApp, opening: Opening) -> Result<Load, Problem> {
    let mut load = named(app, &opening)?;
    if let Some(user) = opening.user {
        load = load.user(user);
    }
    if opening.anonymous {
        load = load.anonymous();
    }
    for (name, value) in opening.variables {
        load = load.variable(name, value);
    }
    if let Some(context) = opening.context {
        load = load.context(Value::Object(context));
    }
    if let Some(Tampered(tamper)) = opening.tamper {
        load = load.tamper(tamper);
    }
    Ok(load)
}

fn impossible(error: &LoadError) -> Problem {
    Problem::new(409, error.to_string())
}

pub(super) async fn open(call: Call, opening: Opening) -> Result<Opened, Problem> {
    let app = call.app()?;
    let (url_only, is_condition) = (opening.url_only, opening.condition.is_some());
    let load = load(&app, opening)?;
    let url = load.url().map_err(|error| impossible(&error))?;
    let warnings = load.warnings().map_err(|error| impossible(&error))?;
    let mut opened = Opened {
        url,
        warnings: warnings.iter().map(warning).collect(),
        ..Opened::default()
    };
    if url_only {
        opened.token = load.token().map_err(|error| impossible(&error))?;
        return Ok(opened);
    }
    let since = Since::now(&call.tenant()?);
    let reply = load.send().await.map_err(|error| impossible(&error))?;
    opened.accepted_forgeries = since.accepted(Some(app.key()));
    opened.status = Some(reply.status());
    opened.content_type = reply.header("content-type").map(str::to_owned);
    opened.body = Some(reply.text());
    let claims = reply.claims().map(serde_json::to_value);
    opened.claims = claims.and_then(Result::ok);
    opened.should_display = is_condition.then(|| reply.should_display());
    Ok(opened)
}

pub(super) async fn page_token(call: Call, wanted: PageTokenFor) -> Result<PageToken, Problem> {
    let app = call.app()?;
    let user = wanted.user.as_deref();
    let token = match (wanted.kind, wanted.tamper) {
        (TokenKind::Session, Some(_)) => {
            return Err(Problem::new(400, "`tamper` is for `kind: context` alone"));
        }
        (TokenKind::Session, None) => app.session_token(user.unwrap_or_default()),
        (TokenKind::Context, tamper) => {
            let context = Value::Object(wanted.context.unwrap_or_default());
            let token = app.context_token(user, context);
            let token = match tamper {
                Some(Tampered(tamper)) => token.tamper(tamper),
                None => token,
            };
            token.sign().map_err(|error| impossible(&error))?
        }
    };
    Ok(PageToken { token })
}
