//! `Entry`: one line of the log.

use std::sync::Arc;

use super::command::Command;
use super::exchange::Exchange;
use super::remark::Remark;
use super::texts::Texts;

/// One line of the log: an exchange, a command, or something that happened without either.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A request and its reply.
    Exchange(Arc<Exchange>),
    /// What the tester did.
    Command {
        /// The id of the exchange that began last before it.
        after: u32,
        /// What it was.
        command: Arc<Command>,
        /// Whether it is still to turn out what it is: an install whose descriptor is not read.
        pending: bool,
    },
    /// What happened without a request: a rollback, for instance.
    Remark {
        /// The id of the exchange that began last before it.
        after: u32,
        /// What happened.
        remark: Arc<Remark>,
    },
}

impl Entry {
    /// The same with every text of others changed.
    pub(super) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Entry::Exchange(exchange) => Entry::Exchange(Arc::new(exchange.map(change))),
            Entry::Command {
                after,
                command,
                pending,
            } => Entry::Command {
                after: *after,
                command: Arc::new(command.map(change)),
                pending: *pending,
            },
            Entry::Remark { after, remark } => Entry::Remark {
                after: *after,
                remark: Arc::new(remark.map(change)),
            },
        }
    }

    /// Whose exchange it is.
    pub(super) fn app(&self) -> Option<&Arc<str>> {
        self.exchange()?.app.as_ref()
    }

    pub(super) fn exchange(&self) -> Option<&Exchange> {
        match self {
            Entry::Exchange(exchange) => Some(exchange),
            Entry::Command { .. } | Entry::Remark { .. } => None,
        }
    }
}
