//! Tenants: start, look at, rename, import, stop; and their clock.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use mockfluence::{Clock, Tenant};
use serde::Deserialize;
use serde_json::{Value, json};

use super::apps::callbacks;
use super::call::{Answer, Call, Outcome, Problem};
use super::farm::{Farm, Wanted};

/// How far a clock may be moved, in milliseconds: some three thousand years.
const FAR: i64 = 100_000_000_000_000;

pub(super) async fn health(_: Arc<Farm>, _: Call) -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    Answer::json(
        200,
        &json!({ "status": "up", "version": version, "pid": std::process::id() }),
    )
}

pub(super) async fn list(farm: Arc<Farm>, _: Call) -> Outcome {
    let tenants: Vec<Value> = farm.tenants().iter().map(shown).collect();
    Answer::json(200, &json!({ "tenants": tenants }))
}

pub(super) async fn start(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = farm.start(call.json::<Wanted>()?)?;
    Answer::json(201, &shown(&tenant))
}

pub(super) async fn show(farm: Arc<Farm>, call: Call) -> Outcome {
    Answer::json(200, &shown(&call.tenant(&farm)?))
}

/// Its port closes, its apps hear nothing.
pub(super) async fn stop(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    farm.stop(&tenant.name());
    Answer::none()
}

pub(super) fn shown(tenant: &Tenant) -> Value {
    let apps: Vec<String> = tenant
        .apps()
        .iter()
        .map(|app| app.key().to_owned())
        .collect();
    json!({
        "name": tenant.name(), "baseUrl": tenant.base_url(), "keysUrl": tenant.keys_url(),
        "clientKey": tenant.client_key(), "port": tenant.port(), "apps": apps,
        "authorizationServer": tenant.authorization_server(), "admin": tenant.admin(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Rename {
    base_url: String,
}

pub(super) async fn rename_site(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let Rename { base_url } = call.json()?;
    Tenant::check_base_url(&base_url).map_err(|why| Problem::new(400, why))?;
    let sent = tenant.rename_site(base_url).await;
    Answer::json(200, &json!({ "callbacks": callbacks(&sent) }))
}

pub(super) async fn import_site(farm: Arc<Farm>, call: Call) -> Outcome {
    let tenant = call.tenant(&farm)?;
    let gone = tenant.import_site().await;
    Answer::json(
        200,
        &json!({ "removedApps": gone, "clientKey": tenant.client_key() }),
    )
}

pub(super) async fn rotate_install_key(farm: Arc<Farm>, call: Call) -> Outcome {
    call.tenant(&farm)?.rotate_install_key();
    Answer::none()
}

pub(super) async fn clock(farm: Arc<Farm>, call: Call) -> Outcome {
    told(&call.tenant(&farm)?.clock())
}

fn told(clock: &Clock) -> Outcome {
    Answer::json(200, &json!({ "offsetMillis": clock.offset_millis() }))
}

/// One of the three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ClockChange {
    advance_millis: Option<i64>,
    offset_millis: Option<i64>,
    /// Milliseconds since 1970.
    time_millis: Option<i64>,
}

pub(super) async fn set_clock(farm: Arc<Farm>, call: Call) -> Outcome {
    let clock = call.tenant(&farm)?.clock();
    let far = |millis: i64| match millis.unsigned_abs() <= FAR.unsigned_abs() {
        true => Ok(millis),
        false => Err(Problem::new(
            400,
            format!("{millis} ms is out of range: at most {FAR}"),
        )),
    };
    let ahead = match call.json()? {
        ClockChange {
            advance_millis: Some(by),
            offset_millis: None,
            time_millis: None,
        } => far(clock.offset_millis().saturating_add(far(by)?))?,
        ClockChange {
            advance_millis: None,
            offset_millis: Some(to),
            time_millis: None,
        } => far(to)?,
        ClockChange {
            advance_millis: None,
            offset_millis: None,
            time_millis: Some(time),
        } => {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            let now = now.map_or(0, |now| i64::try_from(now.as_millis()).unwrap_or(FAR));
            far(time)? - now
        }
        _ => {
            let why = "one of advanceMillis, offsetMillis and timeMillis is needed";
            return Err(Problem::new(400, why));
        }
    };
    clock.reset();
    let by = Duration::from_millis(ahead.unsigned_abs());
    if ahead < 0 {
        clock.rewind(by);
    } else {
        clock.advance(by);
    }
    told(&clock)
}
