//! A call of Forge's to a remote, as data: where to, with which token, and what comes after it.

use std::time::Duration;

use serde_json::Value;

use super::installation::ForgeInstallation;
use crate::jwt::{Environment, Invocation, InvocationContext, InvocationLicence, InvokedBy};
use crate::manifest::{Endpoint, ForgeEnvironment, Manifest};
use crate::site::Site;
use crate::site::base_url::Join;
use crate::site::callback::{Callback, Carried, Signature, TokenAt};
use crate::site::licence::{ENTITLEMENT_ID, ENTITLEMENT_NUMBER, Licence};

/// Two dates, in milliseconds since 1970: one that no test gets to, and one before all of them.
const FAR: i64 = 4_102_444_800_000;
const LONG_AGO: i64 = 1_735_689_600_000;

impl Site {
    /// What a call of this app's module claims.
    pub(crate) fn invocation(
        &self,
        app: &ForgeInstallation,
        gateway: &str,
        module: InvokedBy,
        context: InvocationContext,
        principal: Option<String>,
    ) -> Invocation {
        let manifest = &app.manifest;
        Invocation {
            app: manifest.app_id().to_owned(),
            version: app.version.to_string(),
            build: app.build,
            installation: self.forge_installation_id(app),
            environment: Environment {
                kind: manifest.environment().token_name().to_owned(),
                id: self.forge_environment_id(manifest),
            },
            module,
            cloud_id: self.cloud_id(),
            api_base_url: gateway.to_owned(),
            licence: invocation_licence(app),
            context,
            principal,
            ic_label: None,
            contract: self.settings().forge_contract,
        }
    }

    /// The bare id of the app's environment, which is the same on every site.
    pub(super) fn forge_environment_id(&self, manifest: &Manifest) -> String {
        let environment = manifest.environment().token_name();
        self.identity()
            .forge_environment(manifest.app_id(), environment)
    }

    /// A POST to an endpoint without a user: an event, a schedule or what comes before an uninstall. None if the
    /// manifest has no address for it.
    pub(super) fn event_call(
        &self,
        app: &ForgeInstallation,
        gateway: &str,
        module: InvokedBy,
        endpoint: Endpoint<'_>,
        body: &Value,
    ) -> Option<Callback> {
        let manifest = &app.manifest;
        let remote = manifest.remote(endpoint.remote()?)?;
        let base_url = remote.base_url(self.settings().region.as_deref())?;
        let path = endpoint.path()?.to_owned();
        let call = self.invocation(app, gateway, module, InvocationContext::Trigger, None);
        Some(Callback {
            method: "POST",
            app_key: app.log_key().to_owned(),
            base_url: base_url.to_owned(),
            path,
            join: Join::OneSlash,
            payload: body.to_string(),
            content_type: Some("application/json"),
            headers: Vec::new(),
            carries: match endpoint.has_system_token() {
                true => vec![Carried::System],
                false => Vec::new(),
            },
            deadline: Some(self.settings().event_deadline),
            subject: None,
            about: Value::Null,
            lifetime: Duration::ZERO,
            token_at: TokenAt::Header,
            tamper: None,
            may_wait: true,
            signature: Signature::Invocation(Box::new(call)),
            issuer: String::new(),
            reachable: manifest.reachable,
            event: None,
        })
    }

    /// How the token of an event names what called.
    pub(super) fn event_module(&self, kind: &str, key: &str) -> InvokedBy {
        InvokedBy::without_a_page(kind, key, self.settings().trigger_module_type)
    }
}

/// Only a paid app has one, and in production alone.
fn invocation_licence(app: &ForgeInstallation) -> Option<InvocationLicence> {
    let manifest = &app.manifest;
    let is_paid = manifest.value()["app"]["licensing"]["enabled"] == true;
    let in_production = manifest.environment() == ForgeEnvironment::Production;
    let licence = app.licence;
    let told = is_paid && in_production && licence != Licence::None;
    told.then(|| InvocationLicence {
        active: licence.is_active(),
        evaluation: licence == Licence::Evaluation,
        subscription_ends: if licence.is_active() { FAR } else { LONG_AGO },
        trial_ends: LONG_AGO,
        entitlement_id: ENTITLEMENT_ID.to_owned(),
        entitlement_number: ENTITLEMENT_NUMBER.to_owned(),
    })
}
