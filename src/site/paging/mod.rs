//! Lists a part at a time: by `start` and `limit` in the REST API v1, by `limit` and a cursor in
//! v2. Both take from an iterator what they show and one more, never all of it.

mod cursor;
mod cut;
mod window;

pub(in crate::site) use cursor::{CursorPage, Place, Sortable};
pub(in crate::site) use window::Window;
