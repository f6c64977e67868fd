//! The first look at an app: one plain life, which shows what can be asked of it, or why nothing can.

use std::time::Duration;

use super::error::{CheckError, Unjudged};
use super::event::event_of;
use super::opening::Opening;
use super::place::Place;
use super::seen::{Seen, Trigger, calls};
use super::subject::Subject;
use crate::door::Door;
use crate::jwt::Tamper;
use crate::manifest::Manifest;
use crate::settings::Settings;
use crate::tenant::{DescriptorSource, InstalledApp, Tenant};
use crate::traffic::{RequestLog, from_app, to_app};

/// What a battery was given.
pub(super) struct Given {
    pub(super) source: DescriptorSource,
    pub(super) place: Place,
    pub(super) seed: u64,
    pub(super) door: Door,
    pub(super) key_host: Option<Tenant>,
    pub(super) manifest: Option<Manifest>,
}

/// How many modules are opened.
const MODULES: usize = 24;
/// How long nothing goes either way before what follows a step is over.
const QUIET: Duration = Duration::from_millis(250);
/// The same after a page or a webhook, whose calls mostly come before the answer.
const SHORT: Duration = Duration::from_millis(60);
/// How long that is waited for.
const LIMIT: Duration = Duration::from_secs(10);

/// Looks at the app.
pub(super) async fn look(given: Given) -> Result<Subject, CheckError> {
    let Given {
        source,
        place,
        seed,
        door,
        key_host,
        manifest,
    } = given;
    let tenant = place.start("first-look", seed, Settings::default(), door);
    let tenant = tenant.map_err(|error| CheckError::new(Unjudged::NoSite, error.to_string()))?;
    let asked = || {
        let known = key_host
            .iter()
            .any(|keys| !keys.log().only(from_app()).is_empty());
        known || !tenant.log().only(from_app()).is_empty()
    };
    let installed = tenant.install(source.clone()).await;
    let app =
        installed.map_err(|error| CheckError::of_install(&error, &tenant.log(), asked(), door))?;
    let descriptor = app.descriptor().ok_or_else(|| {
        CheckError::new(
            Unjudged::NoSite,
            "the app was gone as soon as it was installed",
        )
    })?;
    let mut seen = Seen {
        asked_for_keys: asked(),
        calls_after_install: settled(&tenant, QUIET, 0).await,
        dynamic_modules: app.dynamic_module_keys(),
        ..Seen::default()
    };
    let mut look = Look {
        tenant: &tenant,
        app: &app,
        seen: &mut seen,
    };
    look.install_again().await;
    look.enable_again().await;
    look.open_modules().await;
    look.hear_events().await;
    app.uninstall().await;
    seen.callbacks = callbacks(&tenant.log());
    let manifest = manifest.map(|manifest| manifest.at(descriptor.base_url()));
    super::moved::look(Subject {
        source,
        descriptor,
        manifest,
        seen,
        place,
        seed,
        door,
        key_host,
    })
    .await
}

/// Waits until nothing goes on, and gives how many calls there are beyond so many.
async fn settled(tenant: &Tenant, quiet: Duration, before: usize) -> usize {
    // An app that is never quiet calls without an end: what came until then is what is known.
    let _ = tenant.wait_for_quiet_within(LIMIT, quiet).await;
    tenant.log().only(calls()).len().saturating_sub(before)
}

fn callbacks(log: &RequestLog) -> std::collections::BTreeMap<String, String> {
    let sent = log.only(to_app().method("POST"));
    let named = sent.exchanges().filter_map(|one| {
        let event = one.request_json()?.get("eventType")?.as_str()?.to_owned();
        ["installed", "uninstalled", "enabled", "disabled"]
            .contains(&event.as_str())
            .then(|| (event, one.path().to_owned()))
    });
    named.collect()
}

/// The app on its first site.
struct Look<'a> {
    tenant: &'a Tenant,
    app: &'a InstalledApp,
    seen: &'a mut Seen,
}

impl Look<'_> {
    fn calls(&self) -> usize {
        self.tenant.log().only(calls()).len()
    }

    /// A new secret comes by an `installed` and nothing else.
    async fn install_again(&mut self) {
        let before = self.calls();
        // What an app does not take here is found by checks of its own.
        drop(self.app.rotate_secret().await);
        if settled(self.tenant, SHORT, before).await > 0 {
            self.seen.calls_on.insert(Trigger::Installed);
        }
    }

    async fn enable_again(&mut self) {
        self.app.disable().await;
        let before = self.calls();
        self.app.enable().await;
        self.seen.calls_after_enabled = settled(self.tenant, QUIET, before).await;
        if self.seen.calls_after_enabled > 0 {
            self.seen.calls_on.insert(Trigger::Enabled);
        }
    }

    async fn open_modules(&mut self) {
        for opening in Opening::all(self.app).into_iter().take(MODULES) {
            let load = opening.load(self.app);
            let Ok(forgeries) = load.forgeries() else {
                continue;
            };
            let in_header = forgeries.contains(&Tamper::InQuery);
            if forgeries.is_empty() {
                continue;
            }
            let before = self.calls();
            let status = load.send().await.map(|reply| reply.status());
            match status {
                Ok(200..=299) if in_header => self.seen.fetched.push(opening.clone()),
                Ok(200..=299) => self.seen.pages.push(opening.clone()),
                other => {
                    let gave = other.map_or_else(|_| "no reply".to_owned(), |one| one.to_string());
                    let unopened = &mut self.seen.unopened;
                    unopened.insert(opening.clone(), format!("`{opening}` {gave}"));
                }
            }
            if settled(self.tenant, SHORT, before).await > 0 {
                self.seen.calls_on.insert(Trigger::Page(opening));
            }
        }
    }

    async fn hear_events(&mut self) {
        for event in self.events() {
            let Some(webhook) = event_of(&event) else {
                continue;
            };
            let before = self.calls();
            let sent = self.tenant.fire(webhook).await;
            if sent.all(|one| matches!(one.status, Some(200..=299))) {
                self.seen.events.insert(event.clone());
            }
            if settled(self.tenant, SHORT, before).await > 0 {
                self.seen.calls_on.insert(Trigger::Event(event));
            }
        }
    }

    /// The events of all webhooks, static and dynamic.
    fn events(&self) -> std::collections::BTreeSet<String> {
        let of = |module: &serde_json::Value| module.get("event")?.as_str().map(str::to_owned);
        let descriptor = self.app.descriptor();
        let fixed = descriptor
            .iter()
            .flat_map(|descriptor| descriptor.modules().iter());
        let fixed = fixed.filter(|(kind, _)| *kind == "webhooks");
        let fixed = fixed.filter_map(|(_, module)| of(module.value()));
        let dynamic = self.app.dynamic_modules();
        let dynamic = dynamic.get("webhooks").and_then(|all| all.as_array());
        let dynamic = dynamic.into_iter().flatten().filter_map(of);
        fixed.chain(dynamic).collect()
    }
}
