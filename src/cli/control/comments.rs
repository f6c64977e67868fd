//! Comments on pages, for events that speak of them and for the site that keeps them.

use mockfluence::{Comment, Page};

use crate::cli::contract::site as given;

pub(super) fn comment(given: given::Comment, on: Page) -> Comment {
    let mut comment = Comment::new(given.id, on);
    if let Some(parent) = given.reply_to {
        comment = comment.reply_to(parent);
    }
    if let Some(body) = given.body {
        comment = comment.body(body);
    }
    match given.creator {
        Some(creator) => comment.creator(creator),
        None => comment,
    }
}
