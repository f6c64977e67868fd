//! The request log: both directions, as a value that prints.

mod body;
mod diagram;
mod exchange;
mod filter;
mod har;
mod markdown;
mod names;
mod note;
mod recorder;
mod repeated;
mod request_log;
mod text;
pub mod timeline;

use body::KEPT;
pub(crate) use body::kept;
pub use exchange::{Direction, Exchange, Outcome};
pub use filter::{Filter, from_app, to_app};
pub use note::Note;
pub(crate) use recorder::{Opening, Recorder};
pub use request_log::{Entry, RequestLog};
