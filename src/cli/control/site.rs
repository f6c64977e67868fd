//! What happens on the site without the app's doing: events, users, permissions, pages.

use mockfluence::binary_support::event_misfit;
use mockfluence::{Attachment, ContentOperation, Macro, Page, Space, User, Webhook};
use serde_json::Value;

use super::call::Call;
use super::comments::comment;
use super::forgeries::Since;
use super::loads::warning;
use super::spaces::{clash, space_of};
use crate::cli::contract::Nothing;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::site::{self as given, Deliveries, Delivery, Event, ShownPage};

const SPACE_ID: u64 = 20_000_001;

fn page(given: given::Page) -> Page {
    let mut page = Page::new(given.id, given.title);
    if let Some(version) = given.version {
        page = page.with_version(version);
    }
    if let Some(creator) = given.creator {
        page = page.with_creator(creator);
    }
    if let Some(modifier) = given.last_modifier {
        page = page.with_last_modifier(modifier);
    }
    if let Some(key) = given.space_key {
        let name = given.space_name.unwrap_or_else(|| key.clone());
        page = page.with_space(Space::new(given.space_id.unwrap_or(SPACE_ID), key, name));
    }
    if let Some(parent) = given.parent {
        page = page.with_parent(parent);
    }
    let labels = given.labels.iter();
    let page = labels.fold(page, |page, label| page.with_label(label));
    page.with_body(given.body.unwrap_or_default())
}

fn attachment(given: given::Attachment) -> Attachment {
    let mut file = Attachment::new(given.id, given.file_name);
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

fn space(given: given::Space) -> Space {
    let space = Space::new(given.id, given.key, given.name);
    match given.personal {
        true => space.personal(),
        false => space,
    }
}

fn unclear() -> Problem {
    let why = "what is the event about? One of `page` (alone, or with one of `comment`, \
               `attachments`, `label`, `moved` and `reordered`), `space`, `user` and `body` is needed";
    Problem::new(400, why)
}

/// An event on a page: what hangs on it decides which.
fn on_page(event: &mut Event, on: given::Page) -> Result<Webhook, Problem> {
    let name = event.event.clone();
    let is_blog = on.blog_post || name.starts_with("blog_");
    let on = page(on);
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
            page(moved.old_parent),
            page(moved.new_parent),
        )),
        (None, None, None, None, Some(order)) if name == "page_children_reordered" => {
            let pages = |given: Vec<given::Page>| given.into_iter().map(page).collect();
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

fn webhook(mut event: Event) -> Result<Webhook, Problem> {
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
        (None, Some(given), None, None) => Webhook::space(event.event, space(given)),
        (None, None, Some(user), None) => Webhook::user(event.event, user),
        (None, None, None, Some(body)) => Webhook::raw(event.event, Value::Object(body)),
        _ => return Err(unclear()),
    };
    if let Some(by) = event.by {
        webhook = webhook.by(by);
    }
    let extra = event.with.into_iter();
    Ok(extra.fold(webhook, |webhook, (field, value)| {
        webhook.with(field, value)
    }))
}

pub(super) async fn fire(call: Call, event: Event) -> Result<Deliveries, Problem> {
    let tenant = call.tenant()?;
    let webhook = webhook(event)?;
    let warnings = tenant.webhook_warnings(&webhook);
    let since = Since::now(&tenant);
    let deliveries = tenant.fire(webhook).await;
    let deliveries = deliveries.as_slice().iter().map(|one| Delivery {
        delivered: one.is_delivered(),
        app: one.app.clone(),
        path: one.path.clone(),
        status: one.status,
    });
    Ok(Deliveries {
        deliveries: deliveries.collect(),
        warnings: warnings.iter().map(warning).collect(),
        accepted_forgeries: since.accepted(None),
    })
}

pub(super) async fn add_user(call: Call, user: User) -> Result<Nothing, Problem> {
    call.tenant()?.add_user(user);
    Ok(Nothing {})
}

pub(super) async fn set_permission(
    call: Call,
    given: given::Permission,
) -> Result<Nothing, Problem> {
    let tenant = call.tenant()?;
    let content_id = given.content_id.parse().map_err(|_| {
        let why = format!(
            "`contentId` is the number of a page, and `{}` is none",
            given.content_id
        );
        Problem::new(400, why)
    })?;
    let operation = match given.operation {
        given::ContentOperation::Read => ContentOperation::Read,
        given::ContentOperation::Update => ContentOperation::Update,
        given::ContentOperation::Delete => ContentOperation::Delete,
    };
    match given.allowed {
        true => tenant.allow(&given.account_id, operation, content_id),
        false => tenant.deny(&given.account_id, operation, content_id),
    }
    Ok(Nothing {})
}

pub(super) async fn add_page(call: Call, given: given::Page) -> Result<Nothing, Problem> {
    let tenant = call.tenant()?;
    let is_post = given.blog_post;
    let page = match &given.space_key {
        Some(key) => {
            let known = given.space_name.clone();
            let space = space_of(&tenant, key, given.space_id, known);
            page(given).with_space(space)
        }
        None => page(given),
    };
    let put = match is_post {
        true => tenant.try_add_blog_post(page),
        false => tenant.try_add_page(page),
    };
    put.map_err(clash)?;
    Ok(Nothing {})
}

pub(super) fn stored(call: &Call) -> Result<Page, Problem> {
    let id = call.id()?;
    let page = call.tenant()?.page(id);
    page.ok_or_else(|| {
        let why = format!("there is no page {id}, or it is in the trash; put one there first");
        Problem::new(404, why)
    })
}

pub(super) async fn show_page(call: Call, _: Nothing) -> Result<ShownPage, Problem> {
    let page = stored(&call)?;
    Ok(ShownPage {
        id: page.id(),
        title: page.title().to_owned(),
        version: page.version(),
        body: page.body().to_owned(),
    })
}

pub(super) async fn add_macro(call: Call, given: given::Macro) -> Result<Nothing, Problem> {
    let page = stored(&call)?.id();
    let one = Macro::new(given.id, given.name).body(given.body);
    let parameters = given.parameters.into_iter();
    let one = parameters.fold(one, |one, (name, value)| one.parameter(name, value));
    call.tenant()?.add_macro(page, one);
    Ok(Nothing {})
}

pub(super) async fn add_property(call: Call, given: given::Property) -> Result<Nothing, Problem> {
    let page = stored(&call)?.id();
    call.tenant()?.add_property(page, given.key, given.value);
    Ok(Nothing {})
}

pub(super) async fn add_comment(call: Call, given: given::Comment) -> Result<Nothing, Problem> {
    let on = stored(&call)?;
    let put = call.tenant()?.try_add_comment(comment(given, on));
    put.map_err(clash)?;
    Ok(Nothing {})
}
