//! What is called without an event: by the clock, and before an uninstall.

use super::installation::ForgeInstallation;
use super::listeners::Unreached;
use crate::site::Site;
use crate::site::callback::Callback;
use crate::site::installation::Status;
use crate::slip::did_you_mean;

/// A call whose body is to have a context token, and the app's own account, which that names.
#[derive(Debug)]
pub(crate) struct Tick {
    pub(crate) call: Callback,
    pub(crate) account: String,
}

impl Site {
    /// A schedule's call, or why there is none.
    pub(crate) fn schedule_call(
        &self,
        app_id: &str,
        key: &str,
        gateway: &str,
    ) -> Result<Tick, String> {
        let app = self.forge_app(app_id);
        let app = app.filter(|app| app.status == Status::Enabled);
        let app = app.ok_or_else(|| format!("`{app_id}` is not installed: nothing to run"))?;
        let schedules = || app.manifest.scheduled_triggers();
        let found = schedules().find(|schedule| schedule.key() == key);
        let schedule = found.ok_or_else(|| {
            let known: Vec<&str> = schedules().map(|one| one.key()).collect();
            let all = match known.is_empty() {
                true => "it has none".to_owned(),
                false => format!("it has `{}`", known.join("`, `")),
            };
            let meant = did_you_mean(key, known);
            format!("the manifest has no scheduled trigger `{key}`: {all}{meant}")
        })?;
        if schedule.wants_licence() && !app.is_licensed() {
            return Err(format!(
                "the schedule `{key}` is not run: the app has no active licence, and `appIsLicensed` is on"
            ));
        }
        if let Some(function) = schedule.function() {
            return Err(format!(
                "the schedule `{key}` calls the function `{function}`, which runs on Forge and nowhere else"
            ));
        }
        let tick = self.tick(app, "scheduledTrigger", key, schedule.endpoint(), gateway);
        tick.ok_or_else(|| format!("the schedule `{key}` has no endpoint with a remote and a path"))
    }

    /// What an app is to be told before it is uninstalled.
    pub(crate) fn farewell_calls(
        &self,
        app_id: &str,
        gateway: &str,
    ) -> (Vec<Tick>, Vec<Unreached>) {
        let (mut ticks, mut unreached) = (Vec::new(), Vec::new());
        let Some(app) = self.forge_app(app_id) else {
            return (ticks, unreached);
        };
        for one in app.manifest.pre_uninstalls() {
            if let Some(function) = one.function() {
                unreached.push(Unreached::by_function("preUninstall", one.key(), function));
            }
            let mut tick = self.tick(app, "preUninstall", one.key(), one.endpoint(), gateway);
            if let Some(tick) = &mut tick {
                tick.call.deadline = Some(self.settings().pre_uninstall_deadline);
            }
            ticks.extend(tick);
        }
        (ticks, unreached)
    }

    fn tick(
        &self,
        app: &ForgeInstallation,
        kind: &str,
        key: &str,
        endpoint: Option<&str>,
        gateway: &str,
    ) -> Option<Tick> {
        let endpoint = app.manifest.endpoint(endpoint?)?;
        let module = self.event_module(kind, key);
        let body = serde_json::Value::Null;
        Some(Tick {
            call: self.event_call(app, gateway, module, endpoint, &body)?,
            account: self.forge_account(app.manifest.app_id()),
        })
    }
}
