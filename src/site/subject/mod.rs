//! What an event is about: pages, comments, attachments, spaces, as webhooks show them.

mod about;
mod hanging;
mod label;
mod page;
mod space;

pub(in crate::site) use about::About;
pub(crate) use about::LARGEST;
pub use hanging::{Attachment, Comment};
#[cfg(feature = "content")]
pub(in crate::site) use label::Label;
pub use page::Page;
pub use space::Space;
