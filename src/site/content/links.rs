//! Where a browser finds content.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Kind, State, Stored};
use crate::clock::Utc;

/// Where a browser finds it, below the base URL.
pub(super) fn web_ui(stored: &Stored, container: &Stored) -> String {
    let page = &container.page;
    let title = utf8_percent_encode(&page.title, NON_ALPHANUMERIC).to_string();
    let title = title.replace("%20", "+");
    let (key, id) = (&page.space.key, page.id);
    let place = match container.kind {
        Kind::BlogPost => {
            let day = Utc::of_millis(page.created_millis.unwrap_or_default()).iso();
            let day = day.get(..10).unwrap_or_default().replace('-', "/");
            format!("/spaces/{key}/blog/{day}/{id}/{title}")
        }
        _ => format!("/spaces/{key}/pages/{id}/{title}"),
    };
    match (stored.kind, stored.state) {
        (Kind::Comment, _) => format!("{place}?focusedCommentId={}", stored.id()),
        (Kind::Attachment, _) => {
            format!(
                "/pages/viewpageattachments.action?pageId={}",
                container.id()
            )
        }
        (_, State::Draft) => format!("/pages/resumedraft.action?draftId={id}"),
        _ => place,
    }
}

/// The short link of content: its id in base64, lowest byte first.
pub(super) fn tiny_ui(id: u64) -> String {
    let bytes = id.to_le_bytes();
    let used = bytes.iter().rposition(|byte| *byte != 0);
    let used = used.map_or(1, |last| last.saturating_add(1));
    let code = URL_SAFE_NO_PAD.encode(&bytes[..used]);
    format!("/x/{}", code.trim_end_matches('A'))
}
