//! Events: what they are about, and who hears of them.

use mockfluence::binary_support::event_misfit;
use mockfluence::{Attachment, Page, Space, Tenant, Webhook};
use serde_json::Value;

use super::call::Call;
use super::comments::comment;
use super::forgeries::Since;
use super::loads::warning;
use super::site::page;
use super::spaces::space_of;
use crate::cli::contract::events::{
    Attachment as GivenAttachment, Deliveries, Delivery, Event, EventPage, EventSpace,
};
use crate::cli::contract::problem::Problem;
use crate::cli::contract::site as given;

/// The page of an event, of which the site may know more.
fn event_page(given: EventPage) -> Page {
    page(given::Page {
        id: given.id,
        title: given.title.unwrap_or_default(),
        version: given.version,
        creator: given.creator,
        last_modifier: given.last_modifier,
        space_id: given.space_id,
        space_key: given.space_key,
        space_name: given.space_name,
        ..given::Page::default()
    })
}

fn attachment(given: GivenAttachment) -> Attachment {
    let mut file = Attachment::new(given.id, given.file_name.unwrap_or_default());
    if let Some(bytes) = given.file_size {
        file = file.file_size(bytes);
    }
    if let Some(version) = given.version {
        file = file.version(version);
    }
    match given.comment {
        Some(comment) => file.comment(comment),
        None => file,
    }
}

fn space(tenant: &Tenant, given: EventSpace) -> Result<Space, Problem> {
    let key = match (given.key, given.id) {
        (Some(key), _) => key,
        (None, id) => {
            let spaces = tenant.spaces();
            let known = spaces.iter().find(|space| Some(space.id()) == id);
            let why = "the space of an event has a `key`, or the `id` of one that is on the site";
            let known = known.ok_or_else(|| Problem::new(400, why))?;
            known.key().to_owned()
        }
    };
    let space = space_of(tenant, &key, given.id, given.name);
    Ok(match given.personal {
        true => space.personal(),
        false => space,
    })
}

fn unclear() -> Problem {
    let why = "what is the event about? One of `page` (alone, or with one of `comment`, \
               `attachments`, `label`, `moved` and `reordered`), `space`, `user` and `body` is needed";
    Problem::new(400, why)
}

/// An event on a page: what hangs on it decides which.
fn on_page(event: &mut Event, on: EventPage) -> Result<Webhook, Problem> {
    let name = event.event.clone();
    let is_blog = on.blog_post || name.starts_with("blog_");
    let on = event_page(on);
    let hanging = (
        event.comment.take(),
        event.attachments.take(),
        event.label.take(),
        event.moved.take(),
        event.reordered.take(),
    );
    match hanging {
        (None, None, None, None, None) if is_blog => Ok(Webhook::blog(name, on)),
        (None, None, None, None, None) => Ok(Webhook::page(name, on)),
        (Some(one), None, None, None, None) => Ok(Webhook::comment(name, comment(one, on))),
        (None, Some(files), None, None, None) => {
            let files = files.into_iter().map(attachment).collect();
            Ok(Webhook::attachments(name, on, files))
        }
        (None, None, Some(label), None, None) => Ok(Webhook::label(name, label, on)),
        (None, None, None, Some(moved), None) if name == "page_moved" => Ok(Webhook::page_moved(
            on,
            event_page(moved.old_parent),
            event_page(moved.new_parent),
        )),
        (None, None, None, None, Some(order)) if name == "page_children_reordered" => {
            let pages = |given: Vec<EventPage>| given.into_iter().map(event_page).collect();
            let (before, after) = (pages(order.before), pages(order.after));
            Ok(Webhook::children_reordered(on, before, after))
        }
        (None, None, None, Some(_), None) => Err(only_for("moved", "page_moved")),
        (None, None, None, None, Some(_)) => Err(only_for("reordered", "page_children_reordered")),
        _ => Err(unclear()),
    }
}

fn only_for(field: &str, event: &str) -> Problem {
    Problem::new(400, format!("`{field}` is for the event {event}"))
}

fn webhook(tenant: &Tenant, mut event: Event) -> Result<Webhook, Problem> {
    let about = (
        event.page.take(),
        event.space.take(),
        event.user.take(),
        event.body.take(),
    );
    let hangs_on_page = event.comment.is_some()
        || event.attachments.is_some()
        || event.label.is_some()
        || event.moved.is_some()
        || event.reordered.is_some();
    if let Some(why) = event_misfit(&event.event, about.3.is_some()) {
        return Err(Problem::new(400, why));
    }
    let mut webhook = match about {
        (Some(page), None, None, None) => on_page(&mut event, page)?,
        _ if hangs_on_page => return Err(unclear()),
        (None, Some(given), None, None) => Webhook::space(event.event, space(tenant, given)?),
        (None, None, Some(user), None) => Webhook::user(event.event, user),
        (None, None, None, Some(body)) => Webhook::raw(event.event, Value::Object(body)),
        _ => return Err(unclear()),
    };
    if let Some(by) = event.by {
        webhook = webhook.by(by);
    }
    if let Some(app) = event.made_by {
        webhook = webhook.made_by_app(app);
    }
    let extra = event.with.into_iter();
    Ok(extra.fold(webhook, |webhook, (field, value)| {
        webhook.with(field, value)
    }))
}

pub(super) async fn fire(call: Call, event: Event) -> Result<Deliveries, Problem> {
    let tenant = call.tenant()?;
    let webhook = webhook(&tenant, event)?;
    let warnings = tenant.webhook_warnings(&webhook);
    let since = Since::now(&tenant);
    let deliveries = tenant.fire(webhook).await;
    let deliveries = deliveries.as_slice().iter().map(|one| Delivery {
        delivered: one.is_delivered(),
        app: one.app.clone(),
        path: one.path.clone(),
        status: one.status,
        trigger: one.trigger.clone(),
    });
    Ok(Deliveries {
        deliveries: deliveries.collect(),
        warnings: warnings.iter().map(warning).collect(),
        accepted_forgeries: since.accepted(None),
    })
}
