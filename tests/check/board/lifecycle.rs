//! The callbacks of the app's life.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::tokens::Asked;
use super::{App, Shared, Site};

const GOOD: StatusCode = StatusCode::NO_CONTENT;
const REFUSED: StatusCode = StatusCode::UNAUTHORIZED;

async fn taken(request: Request) -> Option<(axum::http::request::Parts, Value)> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 64 * 1024).await.ok()?;
    Some((parts, serde_json::from_slice(&body).unwrap_or_default()))
}

fn asked<'a>(place: &'static str, parts: &'a axum::http::request::Parts) -> Asked<'a> {
    Asked {
        place,
        method: "POST",
        uri: &parts.uri,
        headers: &parts.headers,
        in_query: false,
    }
}

pub(super) async fn installed(State(app): Shared, request: Request) -> StatusCode {
    let Some((parts, body)) = taken(request).await else {
        return StatusCode::BAD_REQUEST;
    };
    if app.has("takes-its-time") {
        tokio::time::sleep(std::time::Duration::from_millis(5_500)).await;
    }
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let client_key = text("clientKey");
    let known = client_key.as_deref().and_then(|key| app.tenant(key));
    let unasked = known.is_none() && app.has("first-install-unverified");
    let asked = asked("installed", &parts);
    let claims = match app.signed_install(&asked).await {
        Some(claims) => claims,
        None if unasked => body.clone(),
        None => return REFUSED,
    };
    let named = claims["iss"].as_str().map(str::to_owned);
    let client_key = match (client_key, named) {
        (Some(body), Some(iss)) if body == iss => body,
        (Some(body), Some(_)) if app.has("body-names-the-tenant") => body,
        (Some(body), Some(_)) if app.bug == "installed:issuer" => body,
        (Some(body), None) if unasked || app.bug == "installed:missing-issuer" => body,
        (Some(body), None)
            if app.bug.starts_with("installed:") && claims == serde_json::json!({}) =>
        {
            body
        }
        (None, Some(iss)) if app.has("client-key-of-the-token") => iss,
        _ => return REFUSED,
    };
    let lenient =
        |missing: &str| text(missing).or_else(|| app.has("missing-fields").then(String::new));
    let (Some(secret), Some(base_url)) = (lenient("sharedSecret"), lenient("baseUrl")) else {
        return StatusCode::BAD_REQUEST;
    };
    if app.is_in_the_way(&client_key, &base_url) {
        return StatusCode::CONFLICT;
    }
    app.store(client_key, secret, base_url);
    match app.bug {
        "installed-answers-201" => StatusCode::CREATED,
        _ => GOOD,
    }
}

impl App {
    /// Whether a bug makes a row of before refuse this one.
    fn is_in_the_way(&self, client_key: &str, base_url: &str) -> bool {
        let memory = self.memory();
        let before = memory.tenants.get(client_key);
        let other = || {
            let others = memory
                .tenants
                .values()
                .filter(|one| one.client_key != client_key);
            others.into_iter().any(|one| one.base_url == base_url)
        };
        match self.bug {
            "a-row-is-in-the-way" => before.is_some(),
            "no-way-back" => before.is_some_and(|one| !one.installed),
            "known-by-base-url" => other(),
            "client-key-is-a-uuid" => client_key.matches('-').count() != 4,
            _ => false,
        }
    }

    /// The same with the state of the app on it, which is changed by what came.
    fn marked(&self, site: &Site, change: impl FnOnce(&mut Site)) -> Site {
        let mut memory = self.memory();
        let found = memory.tenants.get_mut(&site.client_key);
        found.map_or_else(
            || site.clone(),
            |found| {
                let before = found.clone();
                change(found);
                before
            },
        )
    }

    fn store(&self, client_key: String, secret: String, base_url: String) {
        let mut memory = self.memory();
        let before = memory.tenants.get(&client_key).cloned();
        let mut former = Vec::new();
        if let Some(before) = &before {
            former.clone_from(&before.former);
            former.push(before.secret.clone());
        }
        let keeps_secret = self.has("first-secret-stays");
        let keeps_url = self.has("first-base-url-stays");
        let or_before = |keeps: bool, new: String, old: fn(&Site) -> &String| match &before {
            Some(before) if keeps => old(before).clone(),
            _ => new,
        };
        let site = Site {
            client_key: client_key.clone(),
            secret: or_before(keeps_secret, secret, |site| &site.secret),
            base_url: or_before(keeps_url, base_url, |site| &site.base_url),
            former,
            installed: true,
            enabled: before
                .as_ref()
                .is_some_and(|one| one.enabled && one.installed),
            was_disabled: false,
        };
        memory.last = Some(client_key.clone());
        memory.tenants.insert(client_key, site);
    }
}

pub(super) async fn enabled(State(app): Shared, request: Request) -> StatusCode {
    let Some((parts, body)) = taken(request).await else {
        return StatusCode::BAD_REQUEST;
    };
    let Some(mut site) = app.signed_by_tenant(&asked("enabled", &parts)) else {
        return REFUSED;
    };
    let named = body["clientKey"].as_str();
    if let Some(other) = named.filter(|_| app.has("acts-for-the-body")) {
        site = app.tenant(other).unwrap_or(site);
    } else if named != Some(site.client_key.as_str()) && app.bug != "enabled:token" {
        return REFUSED;
    }
    let before = app.marked(&site, |site| site.enabled = true);
    let again = app.has("enabled-while-enabled-fails") && before.enabled;
    if again || app.has("enabled-once") && before.was_disabled {
        return StatusCode::CONFLICT;
    }
    // The host waits for the answer, so the work goes on after it.
    tokio::spawn(async move { app.register(&site).await });
    GOOD
}

pub(super) async fn disabled(State(app): Shared, request: Request) -> StatusCode {
    let Some((parts, _)) = taken(request).await else {
        return StatusCode::BAD_REQUEST;
    };
    let Some(site) = app.signed_by_tenant(&asked("disabled", &parts)) else {
        return match app.has("disabled-of-a-row-that-is-gone-fails") {
            true => StatusCode::INTERNAL_SERVER_ERROR,
            false => REFUSED,
        };
    };
    let before = app.marked(&site, |site| {
        site.enabled = false;
        site.was_disabled = true;
    });
    match app.has("disabled-while-disabled-fails") && !before.enabled {
        true => StatusCode::CONFLICT,
        false => GOOD,
    }
}

pub(super) async fn uninstalled(State(app): Shared, request: Request) -> StatusCode {
    let Some((parts, body)) = taken(request).await else {
        return StatusCode::BAD_REQUEST;
    };
    let Some(claims) = app.signed_install(&asked("uninstalled", &parts)).await else {
        return REFUSED;
    };
    let nobody_asked = app.bug.starts_with("uninstalled:") || app.has("body-names-the-tenant");
    if claims["iss"] != body["clientKey"] && !nobody_asked {
        return REFUSED;
    }
    let client_key = body["clientKey"].as_str().unwrap_or_default();
    let mut memory = app.memory();
    match memory.tenants.get_mut(client_key) {
        Some(site) => site.installed = false,
        None if app.has("unknown-uninstall-fails") => return StatusCode::INTERNAL_SERVER_ERROR,
        None => {}
    }
    GOOD
}
