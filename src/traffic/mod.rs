//! The request log: both directions, as a value that prints.

#[cfg(test)]
mod alike_tests;
mod body;
mod carried;
mod cleaner;
#[cfg(test)]
mod cleaner_tests;
mod command;
mod command_install;
mod command_words;
mod condition;
mod credential;
mod cut;
mod debug;
mod diagram;
mod entry;
mod exchange;
mod expected;
mod filter;
mod filter_values;
mod fits;
mod forge_command;
mod har;
mod headers;
mod json;
mod jwt_form;
mod kept;
mod kept_text;
mod known_secrets;
mod lives;
mod load_query;
mod markdown;
mod masks;
mod note;
mod outcome;
mod placeholders;
mod recorder;
mod refused_by_app;
mod remark;
mod repeated;
mod request_log;
mod text;
mod texts;
pub mod timeline;
mod timestamps;
mod token_ends;
mod token_forms;
mod unescaped;
mod words;

pub use command::{Command, Installation, Permission};
pub use credential::{Credential, Signer};
pub use entry::Entry;
pub use exchange::{Direction, Exchange};
pub use expected::Expected;
pub use filter::{Filter, from_app, to_app};
pub(crate) use fits::BeforeReply;
pub use forge_command::ForgeCommand;
pub(crate) use headers::Headers;
pub use note::Note;
pub use outcome::Outcome;
pub(crate) use recorder::{CommandId, Opening, Recorder};
pub use refused_by_app::RefusedByApp;
pub use remark::{Remark, RolledBack};
pub use request_log::RequestLog;
#[cfg(feature = "explore")]
pub(crate) use token_forms::FOREIGN_SECRET;
