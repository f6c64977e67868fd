//! `Remark`: what the tenant did or found without a request.

use std::fmt;

use serde::Serialize;

use super::texts::Texts;
use crate::descriptor::Violation;
use crate::site::WebhookWarning;

/// What happened without a request, and what no command says. `Display` words it on one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Remark {
    /// The descriptor breaks a rule.
    Violation(Box<Violation>),
    /// The app refused `installed`, and everything is as it was.
    RolledBack {
        /// What that means for the app.
        to: RolledBack,
    },
    /// An upgrade removed the app's dynamic modules.
    ModulesRemoved {
        /// Their keys.
        keys: Vec<String>,
        /// The keys that are static in the new version.
        conflicts: Vec<String>,
    },
    /// The apps are gone, and the site has another clientKey.
    Imported {
        /// The apps that were installed.
        apps: Vec<String>,
    },
    /// The site is made anew: the same, as far as apps can tell.
    Recreated {
        /// The apps that were installed.
        apps: Vec<String>,
    },
    /// Nobody hears of an event, or what it is about is not there.
    Webhook {
        /// Which.
        warning: WebhookWarning,
    },
    /// Anything else, in words.
    Text {
        /// The words.
        text: String,
    },
}

/// What an app has after an `installed` that it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RolledBack {
    /// Nothing: it is not installed.
    Nothing,
    /// The old version, its secret and its modules.
    OldVersion,
    /// What it had when it was uninstalled.
    Uninstalled,
    /// The old secret.
    OldSecret,
}

impl Texts for Remark {
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Remark::Violation(violation) => violation.texts(),
            Remark::RolledBack { .. } => Vec::new(),
            Remark::ModulesRemoved { keys, conflicts } => {
                keys.iter_mut().chain(conflicts).collect()
            }
            Remark::Imported { apps } | Remark::Recreated { apps } => apps.iter_mut().collect(),
            Remark::Webhook { warning } => match warning {
                WebhookWarning::NobodyListens(event) => vec![event],
                WebhookWarning::NoSuchContent(_) => Vec::new(),
            },
            Remark::Text { text } => vec![text],
        }
    }
}

impl From<&str> for Remark {
    fn from(text: &str) -> Self {
        Remark::Text { text: text.into() }
    }
}

impl From<String> for Remark {
    fn from(text: String) -> Self {
        Remark::Text { text }
    }
}

impl From<Violation> for Remark {
    fn from(violation: Violation) -> Self {
        Remark::Violation(Box::new(violation))
    }
}

impl From<WebhookWarning> for Remark {
    fn from(warning: WebhookWarning) -> Self {
        Remark::Webhook { warning }
    }
}

impl From<RolledBack> for Remark {
    fn from(to: RolledBack) -> Self {
        Remark::RolledBack { to }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::Violation(violation) => violation.fmt(f),
            Remark::RolledBack { to } => f.write_str(match to {
                RolledBack::Nothing => "rolled back: the app is not installed",
                RolledBack::OldVersion => {
                    "rolled back: the old version, its secret and its modules stay"
                }
                RolledBack::Uninstalled => "rolled back: the app stays uninstalled",
                RolledBack::OldSecret => "rolled back: the old secret stays",
            }),
            Remark::ModulesRemoved { keys, conflicts } => write!(
                f,
                "{} dynamic {} removed: {}; `{}` is static in the new version; the app is not told",
                keys.len(),
                if keys.len() == 1 { "module" } else { "modules" },
                keys.join(", "),
                conflicts.join("`, `"),
            ),
            Remark::Imported { apps } => recovered(f, "imported", apps),
            Remark::Recreated { apps } => recovered(f, "made anew", apps),
            Remark::Webhook { warning } => warning.fmt(f),
            Remark::Text { text } => f.write_str(text),
        }
    }
}

fn recovered(f: &mut fmt::Formatter<'_>, how: &str, apps: &[String]) -> fmt::Result {
    let apps = match apps.is_empty() {
        true => "none was installed".to_owned(),
        false => apps.join(", "),
    };
    write!(
        f,
        "site {how}: apps removed without a callback: {apps}; new clientKey"
    )
}
