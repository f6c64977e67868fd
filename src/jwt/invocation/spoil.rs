//! What is done to the claims of an invocation token so that an app has to refuse it.

use serde_json::Value;

use crate::jwt::{Claims, Tamper};

const OTHER_APP: &str = "7e1d4b60-3c85-4f92-b0a7-29d6e8f5c143";
const OTHER_INSTALLATION: &str =
    "ari:cloud:ecosystem::installation/f3a96c27-84de-4b15-9d70-c5e2a1b84069";
const OTHER_CLOUD_ID: &str = "d94f2e83-6b1a-47c5-8f20-a37e5c9b0d16";
const OTHER_ACCOUNT: &str = "712020:somebody-else";

/// Put into a host name as it is, it makes another host of it.
const DANGEROUS_LABEL: &str = "orange.attacker.invalid/";

/// Spoils the claims in a way that invocation tokens have a form of their own for; false for the
/// others.
pub(in crate::jwt) fn spoil(claims: &mut Claims, tamper: &Tamper) -> bool {
    match tamper {
        Tamper::UnknownIssuer => claims.iss = Some("forge/another-token".into()),
        Tamper::WrongAudience => claims.aud = Some(other_app().into()),
        Tamper::OtherApp => become_another_apps(claims),
        Tamper::MixedInstallations => {
            app(claims)["installation"]["id"] = OTHER_INSTALLATION.into();
        }
        Tamper::MixedSites => mix_sites(claims),
        Tamper::NoInstallation => {
            if let Some(app) = app(claims).as_object_mut() {
                app.remove("installation");
                app.remove("installationId");
            }
        }
        Tamper::DangerousLabel => {
            let label = DANGEROUS_LABEL.into();
            claims.other.insert("icLabel".into(), label);
        }
        _ => return false,
    }
    true
}

/// The claims of somebody else's call.
pub(in crate::jwt) fn name_another_user(claims: &mut Claims) {
    let account = Value::from(OTHER_ACCOUNT);
    if let Some(context) = &mut claims.context {
        context["accountId"] = account.clone();
    }
    claims.other.insert("principal".into(), account);
}

fn other_app() -> String {
    format!("ari:cloud:ecosystem::app/{OTHER_APP}")
}

fn app(claims: &mut Claims) -> &mut Value {
    claims.other.entry("app").or_insert(Value::Null)
}

/// All that names the app is the other one's; it is a token that Forge could have made.
fn become_another_apps(claims: &mut Claims) {
    claims.aud = Some(other_app().into());
    let app = app(claims);
    app["id"] = other_app().into();
    app["installationId"] = OTHER_INSTALLATION.into();
    app["installation"]["id"] = OTHER_INSTALLATION.into();
    let environment = app["environment"]["id"].as_str().unwrap_or_default();
    let environment = environment.rsplit('/').next().unwrap_or_default();
    let environment = format!("ari:cloud:ecosystem::environment/{OTHER_APP}/{environment}");
    app["environment"]["id"] = environment.into();
}

/// The first that names a site beside `apiBaseUrl` names another.
fn mix_sites(claims: &mut Claims) {
    if let Some(id) = claims
        .context
        .as_mut()
        .and_then(|all| all.get_mut("cloudId"))
    {
        *id = OTHER_CLOUD_ID.into();
        return;
    }
    let context = &mut app(claims)["installation"]["contexts"][0];
    match context.get_mut("cloudId") {
        Some(id) => *id = OTHER_CLOUD_ID.into(),
        None => {
            let url = context["apiBaseUrl"].as_str().unwrap_or_default();
            let (base, _) = url.rsplit_once('/').unwrap_or((url, ""));
            context["apiBaseUrl"] = format!("{base}/{OTHER_CLOUD_ID}").into();
        }
    }
}
