//! `Command`: what the tester did.

use std::fmt;

use serde::Serialize;

use super::forge_command::ForgeCommand;
use crate::clock::ClockMove;
use crate::descriptor::Change;
use crate::site::Licence;

/// What the tester did, whether or not it led to a request. `Display` words it on one line.
///
/// As JSON it is an object whose `command` is the variant, with the facts as fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Command {
    /// An app is installed for the first time, or was asked to be.
    Install(Installation),
    /// An app that was uninstalled is installed again.
    Reinstall(Installation),
    /// An installed app gets another descriptor, or the same once more.
    Upgrade {
        /// Which, and from where.
        #[serde(flatten)]
        installation: Installation,
        /// Where the descriptors differ; none as long as the new one is not read.
        #[serde(skip_serializing_if = "Option::is_none")]
        changes: Option<Vec<Change>>,
    },
    /// An app is uninstalled.
    Uninstall {
        /// Its key.
        app: String,
    },
    /// An app is disabled.
    Disable {
        /// Its key.
        app: String,
    },
    /// An app is enabled.
    Enable {
        /// Its key.
        app: String,
    },
    /// An app gets a new secret.
    RotateSecret {
        /// Its key.
        app: String,
    },
    /// An app gets `installed` once more.
    RepeatInstalled {
        /// Its key.
        app: String,
    },
    /// The site gets another base URL.
    RenameSite {
        /// The new one.
        base_url: String,
    },
    /// The site is imported.
    ImportSite,
    /// The site is made anew.
    RecreateSite,
    /// The tenant signs with another install key.
    RotateInstallKey,
    /// The tenant signs Forge's invocation tokens with another key from now on.
    RotateInvocationKey,
    /// The tenant's clock is moved.
    MoveClock(ClockMove),
    /// An app gets another licence.
    SetLicence {
        /// Its key.
        app: String,
        /// The licence.
        licence: Licence,
    },
    /// Somebody gets an account.
    AddUser {
        /// The account's id.
        account: String,
    },
    /// Somebody may not do something.
    Deny(Permission),
    /// Somebody may do it again.
    Allow(Permission),
    /// A page or a blog post is put there.
    AddContent {
        /// `page` or `blogpost`.
        kind: String,
        /// Its id.
        id: u64,
    },
    /// A space is added, or changed.
    AddSpace {
        /// Its key.
        key: String,
    },
    /// A macro is put on a page.
    AddMacro {
        /// The page's id.
        page: u64,
    },
    /// A whole site is put there from a file.
    AddSite,
    /// A file is put on a page.
    AddAttachment {
        /// The page's id.
        page: u64,
        /// The attachment's id.
        id: u64,
    },
    /// A content property is put on a page.
    AddProperty {
        /// The page's id.
        page: u64,
        /// The property's key.
        key: String,
    },
    /// An event happens.
    Fire {
        /// Its name.
        event: String,
    },
    /// A module of an app is opened.
    Open {
        /// The app's key.
        app: String,
        /// What of it.
        what: String,
        /// Who looks at it; none if nobody is logged in.
        #[serde(rename = "as")]
        account: Option<String>,
    },
    /// Something goes wrong from now on.
    Inject {
        /// The number of the fault.
        number: u32,
        /// What, and on which exchanges.
        fault: String,
    },
    /// A fault is taken back.
    RemoveFault {
        /// The number of the fault.
        number: u32,
    },
    /// All faults are taken back.
    ClearFaults,
    /// Requests are answered by a stub.
    Stub {
        /// What a request has to meet; empty for a plain mock, which keeps that to itself.
        conditions: Vec<String>,
    },
    /// All stubs are taken back.
    ClearStubs,
    /// A text is out of sight from now on.
    Mask {
        /// The number of the text.
        number: usize,
    },
    /// Exchanges are held.
    Hold {
        /// Which.
        exchanges: String,
    },
    /// What was held goes on.
    Release {
        /// Which exchanges were held.
        exchanges: String,
    },
    /// Something of Forge's.
    #[serde(untagged)]
    Forge(ForgeCommand),
}

impl From<ForgeCommand> for Command {
    fn from(command: ForgeCommand) -> Self {
        Self::Forge(command)
    }
}

/// Which app is installed, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Installation {
    /// The app's key; none as long as its descriptor is not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The descriptor's URL; none if it was given as a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Who may do what with which content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Permission {
    /// The account's id.
    pub account: String,
    /// `read`, `update`, `delete` and so on.
    pub operation: String,
    /// The content's id.
    pub content: String,
}

impl Permission {
    pub(crate) fn new(account: &str, operation: impl ToString, content: impl ToString) -> Self {
        Self {
            account: account.to_owned(),
            operation: operation.to_string(),
            content: content.to_string(),
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            account,
            operation,
            content,
        } = self;
        write!(f, "{account} to {operation} content {content}")
    }
}
