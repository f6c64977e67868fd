//! What is on the site without the app's doing: users, permissions, pages.

use mockfluence::{ContentOperation, Macro, Page, Space, User};

use super::call::Call;
use super::comments::comment;
use super::spaces::{clash, space_of};
use crate::cli::contract::Nothing;
use crate::cli::contract::problem::Problem;
use crate::cli::contract::site::{self as given, ShownPage};

const SPACE_ID: u64 = 20_000_001;

pub(super) fn page(given: given::Page) -> Page {
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
