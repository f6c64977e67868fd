//! The request log: both directions, as a value that prints.

mod body;
mod command;
mod command_words;
mod credential;
mod diagram;
mod entry;
mod exchange;
mod filter;
mod filter_values;
mod har;
mod headers;
mod json;
mod load_query;
mod markdown;
mod names;
mod note;
mod recorder;
mod remark;
mod repeated;
mod request_log;
mod text;
mod texts;
pub mod timeline;

use body::KEPT;
pub(crate) use body::kept;
pub use command::{Command, Installation, Permission};
pub use credential::{Credential, Signer};
pub use entry::Entry;
pub use exchange::{Direction, Exchange, Outcome};
pub use filter::{Filter, from_app, to_app};
pub(crate) use headers::Headers;
pub use note::Note;
pub(crate) use recorder::{CommandId, Opening, Recorder};
pub use remark::{Remark, RolledBack};
pub use request_log::RequestLog;
