//! The event of a name, with a body of its kind.

use serde_json::json;

use super::place::PAGE_ID;
use crate::site::{Attachment, Comment, Page, Space, Webhook};

/// The event as the host tells it, about the page that stands on every site.
/// None for a name that is a slip of the pen: no host has such an event.
pub(super) fn event_of(name: &str) -> Option<Webhook> {
    let page = || Page::new(PAGE_ID, "Runbook").with_version(2);
    let parent = |id, title: &str| Page::new(id, title);
    // One of a name that the host does not know goes out as its descriptor has it.
    if Webhook::misfit(name, true).is_some() {
        return None;
    }
    if Webhook::misfit(name, false).is_some() {
        return Some(Webhook::raw(name, json!({})));
    }
    Some(match name.split('_').next().unwrap_or_default() {
        _ if name == "page_moved" => Webhook::page_moved(
            page(),
            parent(PAGE_ID.saturating_add(1), "Before"),
            parent(PAGE_ID.saturating_add(2), "After"),
        ),
        _ if name == "page_children_reordered" => {
            Webhook::children_reordered(page(), vec![page()], vec![page()])
        }
        "page" => Webhook::page(name, page()),
        "blog" => Webhook::blog(name, page()),
        "comment" => Webhook::comment(name, Comment::new(PAGE_ID.saturating_add(3), page())),
        "attachment" => Webhook::attachments(
            name,
            page(),
            vec![Attachment::new(PAGE_ID.saturating_add(4), "plan.png")],
        ),
        "label" => Webhook::label(name, "runbook", page()),
        "space" => Webhook::space(
            name,
            Space::new(PAGE_ID.saturating_add(5), "OPS", "Operations"),
        ),
        "user" => Webhook::user(name, "712020:alice"),
        _ => Webhook::raw(name, json!({})),
    })
}
