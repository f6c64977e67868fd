//! `Way`: how Forge calls a remote, and where.

use std::collections::BTreeSet;

use super::topics::{EVENT, INVOKED};
use crate::check::event::event_of;
use crate::check::topic::Topic;
use crate::manifest::Manifest;
use crate::site::{Webhook, forge_event};
use crate::traffic::{Filter, to_app};

/// A way in which Forge calls a remote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Way {
    /// `avi:forge:installed:app`.
    Installed,
    /// An event of the product, by Forge's name.
    Event(String),
    /// A schedule, by its key.
    Schedule(String),
    /// The app's page calls an endpoint, by its key.
    Invoke(String),
    /// `preUninstall`.
    Leave,
}

/// What the first look saw of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct WaySeen {
    /// The path at which the app is called.
    pub(in crate::check) path: String,
    /// What it answered.
    pub(in crate::check) answered: Option<u16>,
    /// The method by which a page gets an answer from it.
    pub(in crate::check) method: &'static str,
}

pub(super) const INSTALLED: &str = "avi:forge:installed:app";

/// The kinds of ways, as ids of checks have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Installed,
    Trigger,
    Schedule,
    Invoke,
    Leave,
}

impl Place {
    pub(super) const ALL: [Self; 5] = [
        Self::Installed,
        Self::Trigger,
        Self::Schedule,
        Self::Invoke,
        Self::Leave,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Place::Installed => "forge-installed",
            Place::Trigger => "trigger",
            Place::Schedule => "schedule",
            Place::Invoke => "invoke",
            Place::Leave => "pre-uninstall",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Place::Installed => "the event of Forge's install",
            Place::Trigger => "an event of Forge's",
            Place::Schedule => "the call of a schedule",
            Place::Invoke => "a page's call",
            Place::Leave => "`preUninstall`",
        }
    }

    pub(super) fn needs(self) -> &'static str {
        match self {
            Place::Installed => "a trigger with an endpoint for `avi:forge:installed:app`",
            Place::Trigger => "a trigger with an endpoint for an event of the product",
            Place::Schedule => "a schedule with an endpoint",
            Place::Invoke => "a module whose resolver is an endpoint",
            Place::Leave => "a `preUninstall` with an endpoint",
        }
    }

    pub(super) fn topic(self) -> &'static Topic {
        match self {
            Place::Invoke => &INVOKED,
            _ => &EVENT,
        }
    }
}

impl Way {
    /// All that a manifest has, in an order in which one app can go through them.
    pub(super) fn all(manifest: &Manifest) -> Vec<Self> {
        let called = manifest.triggers().filter(|one| one.endpoint().is_some());
        let events: BTreeSet<&str> = called.flat_map(|one| one.events()).collect();
        let mut ways: Vec<Self> = events.into_iter().filter_map(Self::of_event).collect();
        let schedules = manifest.scheduled_triggers();
        let schedules = schedules.filter(|one| one.endpoint().is_some());
        ways.extend(schedules.map(|one| Way::Schedule(one.key().to_owned())));
        ways.extend(resolvers(manifest).into_iter().map(Way::Invoke));
        if manifest
            .pre_uninstalls()
            .any(|one| one.endpoint().is_some())
        {
            ways.push(Way::Leave);
        }
        ways
    }

    /// Events that no run can bring about have no way.
    fn of_event(event: &str) -> Option<Self> {
        match event {
            INSTALLED => Some(Way::Installed),
            _ => product_event(event).map(|_| Way::Event(event.to_owned())),
        }
    }

    pub(super) fn place(&self) -> Place {
        match self {
            Way::Installed => Place::Installed,
            Way::Event(_) => Place::Trigger,
            Way::Schedule(_) => Place::Schedule,
            Way::Invoke(_) => Place::Invoke,
            Way::Leave => Place::Leave,
        }
    }

    /// In words, as a finding has them.
    pub(in crate::check) fn words(&self) -> String {
        match self {
            Way::Installed => format!("the event `{INSTALLED}`"),
            Way::Event(event) => format!("the event `{event}`"),
            Way::Schedule(key) => format!("the schedule `{key}`"),
            Way::Invoke(key) => format!("the endpoint `{key}`"),
            Way::Leave => "`preUninstall`".to_owned(),
        }
    }

    /// The route of the endpoint, below the remote's base URL.
    pub(super) fn route(&self, manifest: &Manifest) -> String {
        let endpoint = match self {
            Way::Installed | Way::Event(_) => {
                let event = self.event().unwrap_or_default();
                let mut triggers = manifest.triggers();
                triggers
                    .find(|one| one.endpoint().is_some() && one.events().contains(&event))
                    .and_then(|one| one.endpoint())
            }
            Way::Schedule(key) => {
                let mut schedules = manifest.scheduled_triggers();
                schedules
                    .find(|one| one.key() == key)
                    .and_then(|one| one.endpoint())
            }
            Way::Invoke(key) => Some(key.as_str()),
            Way::Leave => manifest.pre_uninstalls().find_map(|one| one.endpoint()),
        };
        let endpoint = endpoint.and_then(|key| manifest.endpoint(key));
        let route = endpoint.and_then(|one| one.path()).unwrap_or("/");
        route.to_owned()
    }

    fn event(&self) -> Option<&str> {
        match self {
            Way::Installed => Some(INSTALLED),
            Way::Event(event) => Some(event),
            Way::Schedule(_) | Way::Invoke(_) | Way::Leave => None,
        }
    }

    /// What names these calls among all requests.
    pub(super) fn filter(&self, path: &str) -> Filter {
        let on = to_app().path(path);
        match self.event() {
            Some(event) => on.body_at("/eventType", event),
            None => on,
        }
    }
}

/// The endpoints that pages call.
fn resolvers(manifest: &Manifest) -> BTreeSet<String> {
    let kinds = manifest.value()["modules"].as_object();
    let kinds = kinds.into_iter().flatten();
    let modules = kinds.flat_map(|(_, of_kind)| of_kind.as_array().into_iter().flatten());
    let named = modules.filter_map(|module| module["resolver"]["endpoint"].as_str());
    named.map(str::to_owned).collect()
}

/// An event of the product as the tenant fires it, by Forge's name. None for one that no site has.
pub(super) fn product_event(name: &str) -> Option<Webhook> {
    let (verb, subject) = name.strip_prefix("avi:confluence:")?.split_once(':')?;
    let subject = match subject {
        "blogpost" => "blog",
        "space:V2" => "space",
        subject => subject,
    };
    let by_connect = [format!("{subject}_removed"), format!("{subject}_{verb}")];
    let is_it = |one: &&String| forge_event(one).as_deref() == Some(name);
    event_of(by_connect.iter().find(is_it)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_forges_is_fired_by_the_name_that_connect_has_for_it() {
        let fired = |name| product_event(name).map(|one| one.event().to_owned());
        let known = [
            ("avi:confluence:updated:page", "page_updated"),
            ("avi:confluence:deleted:page", "page_removed"),
            ("avi:confluence:created:blogpost", "blog_created"),
            ("avi:confluence:updated:space:V2", "space_updated"),
            ("avi:confluence:removed:label", "label_removed"),
        ];
        for (forge, connect) in known {
            assert_eq!(fired(forge).as_deref(), Some(connect), "{forge}");
        }
        assert_eq!(fired("avi:jira:created:issue"), None);
        assert_eq!(fired(INSTALLED), None);
    }
}
