//! Calls of Forge's to an app that has moved, genuine and spoilt, and what it answers.

use serde_json::json;

use super::way::{Way, WaySeen, product_event};
use crate::check::shown::Shown;
use crate::check::site::{Answered, Site, is_good};
use crate::check::verdict::Stop;
use crate::fault::Fault;
use crate::jwt::Tamper;
use crate::manifest::Manifest;
use crate::tenant::{ForgeApp, Invoke};

impl Site {
    /// The app on Forge, and its manifest.
    pub(super) fn moved(&self) -> Result<(ForgeApp, Manifest), Stop> {
        let manifest = self.subject.manifest.clone();
        let moved = self.forge.clone().zip(manifest);
        moved.ok_or_else(|| Stop::not_applicable("the app has not moved to Forge"))
    }

    /// Has Forge call the app so, and gives what was answered.
    pub(in crate::check) async fn forge_call(&self, way: &Way) -> Result<Answered, Stop> {
        let seen = self.way(way)?;
        let before = self.tenant.log().only(way.filter(&seen.path)).len();
        self.bring_about(way, seen.method).await?;
        let sent = self.tenant.log().only(way.filter(&seen.path));
        let answered: Vec<Answered> = sent.statuses().into_iter().skip(before).collect();
        let bad = answered.iter().find(|one| !is_good(**one));
        let told = bad.or(answered.first()).copied();
        told.ok_or_else(|| Stop::undecided(format!("no call came of {}", way.words())))
    }

    /// Does what makes Forge call the app so, by this method where a page calls.
    pub(super) async fn bring_about(&self, way: &Way, method: &str) -> Result<(), Stop> {
        let (forge, manifest) = self.moved()?;
        match way {
            Way::Installed => {
                forge.uninstall().await;
                self.install_on_forge(manifest).await?;
            }
            Way::Event(name) => {
                let fired = product_event(name);
                let fired =
                    fired.ok_or_else(|| Stop::not_applicable("no site has such an event"))?;
                drop(self.tenant.fire(fired).await);
            }
            Way::Schedule(key) => drop(forge.run_schedule(key).await),
            Way::Invoke(key) => {
                let sent = self.page_call(key, method)?.try_send().await;
                sent.map_err(|error| Stop::undecided(error.to_string()))?;
            }
            Way::Leave => drop(forge.uninstall().await),
        }
        Ok(())
    }

    /// What a page sends to an endpoint: to its route, with an empty object where it has a body.
    fn page_call(&self, endpoint: &str, method: &str) -> Result<Invoke, Stop> {
        let (forge, manifest) = self.moved()?;
        let route = Way::Invoke(endpoint.to_owned()).route(&manifest);
        let call = forge.invoke(endpoint).method(method).path(route);
        Ok(match method {
            "GET" => call,
            _ => call.json(&json!({})),
        })
    }

    /// Installs the app on Forge again, after it was uninstalled.
    pub(super) async fn install_on_forge(&self, manifest: Manifest) -> Result<ForgeApp, Stop> {
        let installed = self.tenant.install_forge(manifest).await;
        installed.map_err(|error| {
            let why = error.message();
            Stop::undecided(format!("it could not be installed on Forge again: {why}"))
        })
    }

    /// The call with its token spoilt so, and what was answered.
    pub(super) async fn forged_call(&self, way: &Way, tamper: Tamper) -> Result<Answered, Stop> {
        let seen = self.way(way)?;
        self.spoil(Fault::token(tamper), way.filter(&seen.path))?;
        let answered = self.forge_call(way).await;
        self.tenant.clear_faults();
        answered
    }

    /// What a page gets from an endpoint, with its token spoilt or as it is.
    pub(super) async fn shown(
        &self,
        endpoint: &str,
        tamper: Option<Tamper>,
    ) -> Result<Shown, Stop> {
        let method = self.way(&Way::Invoke(endpoint.to_owned()))?.method;
        let call = self.page_call(endpoint, method)?;
        let call = match tamper {
            Some(tamper) => call.tamper(tamper),
            None => call,
        };
        let invoked = call.try_send().await;
        let invoked = invoked.map_err(|error| Stop::undecided(error.to_string()))?;
        Ok(Shown::of_reply(invoked.reply(), &self.tenant))
    }

    /// What the first look saw of such calls.
    pub(super) fn way(&self, way: &Way) -> Result<WaySeen, Stop> {
        let seen = self.subject.seen.ways.get(way).cloned();
        seen.ok_or_else(|| Stop::undecided(format!("nothing came of {}", way.words())))
    }
}
