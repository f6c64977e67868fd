//! Apps on a tenant: install, and everything an admin does to them.

use std::sync::Arc;

use mockfluence::{Callbacks, DescriptorSource, InstalledApp, Licence, Status, Upgrade};
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Problem};
use super::farm::Farm;

pub(super) async fn list(farm: Arc<Farm>, call: Call) -> Outcome {
    let apps: Vec<Value> = call.tenant(&farm)?.apps().iter().map(shown).collect();
    Answer::json(200, &json!({ "apps": apps }))
}

pub(super) async fn show(farm: Arc<Farm>, call: Call) -> Outcome {
    Answer::json(200, &shown(&call.app(&farm)?))
}

fn shown(app: &InstalledApp) -> Value {
    let descriptor = app.descriptor();
    let descriptor = descriptor.as_ref();
    json!({
        "key": app.key(),
        "name": descriptor.and_then(|one| one.name().map(str::to_owned)),
        "version": descriptor.and_then(|one| one.version().map(str::to_owned)),
        "baseUrl": descriptor.map(|one| one.base_url().to_owned()),
        "status": app.status(),
        "sharedSecret": app.shared_secret(),
        "licence": app.licence(),
        "staticModules": descriptor.and_then(|one| one.value().get("modules").cloned()),
        "dynamicModules": app.dynamic_modules(),
        "effectiveModuleKeys": app.effective_module_keys(),
    })
}

/// A descriptor by its URL, or as a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Given {
    descriptor_url: Option<String>,
    descriptor: Option<Value>,
    /// Callbacks are recorded, and nothing is sent.
    #[serde(default)]
    without_backend: bool,
}

impl Given {
    fn source(self) -> Result<Option<DescriptorSource>, Problem> {
        let source = match (self.descriptor_url, self.descriptor) {
            (Some(_), Some(_)) => {
                return Err(Problem::new(
                    400,
                    "either descriptorUrl or descriptor, not both",
                ));
            }
            (Some(url), None) => DescriptorSource::from(url),
            (None, Some(value)) => DescriptorSource::from(value),
            (None, None) => return Ok(None),
        };
        Ok(Some(match self.without_backend {
            true => source.without_backend(),
            false => source,
        }))
    }
}

pub(super) async fn install(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let source = call.json::<Given>()?.source()?;
    let source =
        source.ok_or_else(|| Problem::new(400, "descriptorUrl or descriptor is needed"))?;
    let app = tenant.install(source).await?;
    Answer::json(201, &shown(&app))
}

/// With a descriptor to that one, without to what its URL gives now.
pub(super) async fn upgrade(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let upgrade: Upgrade = match call.json::<Given>()?.source()? {
        Some(source) => app.upgrade_to(source).await?,
        None => app.upgrade().await?,
    };
    let body = json!({
        "app": shown(&app),
        "removedModules": upgrade.removed_modules(),
        "conflicts": upgrade.conflicts(),
    });
    Answer::json(200, &body)
}

pub(super) async fn disable(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let sent = app.disable().await;
    done(&app, &sent)
}

pub(super) async fn enable(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let sent = app.enable().await;
    done(&app, &sent)
}

pub(super) async fn uninstall(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let sent = app.clone().uninstall().await;
    done(&app, &sent)
}

fn done(app: &InstalledApp, sent: &Callbacks) -> Outcome {
    Answer::json(
        200,
        &json!({ "status": app.status(), "callbacks": callbacks(sent) }),
    )
}

pub(super) fn callbacks(sent: &Callbacks) -> Vec<Value> {
    let one = |(path, status): &(String, Option<u16>)| json!({ "path": path, "status": status });
    sent.iter().map(one).collect()
}

pub(super) async fn rotate_secret(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    app.rotate_secret().await?;
    Answer::json(200, &shown(&app))
}

pub(super) async fn repeat_installed(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    app.repeat_installed().await?;
    Answer::json(200, &shown(&app))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LicenceChange {
    licence: Licence,
}

pub(super) async fn set_licence(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    app.set_licence(call.json::<LicenceChange>()?.licence);
    Answer::json(200, &shown(&app))
}

/// A request that the tester sends in the app's place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenFor {
    method: String,
    /// Path and query, below the base URL or with `/wiki`.
    path: String,
}

pub(super) async fn token(farm: Arc<Farm>, call: Call) -> Outcome {
    let app = call.app(&farm)?;
    let wanted: TokenFor = call.json()?;
    if !wanted.path.starts_with('/') {
        return Err(Problem::new(400, "`path` begins with a slash"));
    }
    if app.status() == Status::Uninstalled {
        return Err(Problem::new(
            409,
            "the app is uninstalled, so no token of it is good",
        ));
    }
    let request = app.client().request(&wanted.method, &wanted.path);
    let token = request
        .signed_token()
        .ok_or_else(|| Problem::new(409, "the app has no sharedSecret (authentication none)"))?;
    Answer::json(
        200,
        &json!({ "token": token, "authorization": format!("JWT {token}") }),
    )
}
