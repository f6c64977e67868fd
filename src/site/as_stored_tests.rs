//! Each event that has a subject carries that of the store, by its id alone.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::descriptor::events;
use crate::identity::Identity;
use crate::settings::Settings;
use crate::site::content::Kind;
use crate::site::{Attachment, Comment, Page, Site, Space, Webhook};

/// Page 7, blog post 8 and comment 9, file 12 and the space `OPS`, none of them as a builder has it
/// from the start.
fn site() -> Site {
    let identity = Identity::new("acme".into(), 0);
    let base_url = "http://tenant/wiki".to_owned();
    let mut site = Site::new(identity, Settings::default(), base_url);
    let ops = Space::new(41, "OPS", "Operations").personal();
    for (id, kind) in [
        (7, Kind::Page),
        (8, Kind::BlogPost),
        (5, Kind::Page),
        (6, Kind::Page),
    ] {
        let page = Page::new(id, format!("Stored {id}"))
            .with_space(ops.clone())
            .with_version(4)
            .with_creator("712020:maker")
            .with_last_modifier("712020:changer");
        site.add_content(page, kind, 1_000).expect("a new page");
    }
    let comment = Comment::new(9, Page::new(7, "")).creator("712020:speaker");
    site.add_comment(&comment, 1_000).expect("a comment on it");
    {
        let file = crate::site::AttachedFile::new("a.txt", "four")
            .with_comment("said")
            .with_id(12);
        let added = site.add_file(7, file, 1_000).expect("a file on it");
        added.expect("a new file");
    }
    site
}

fn body(site: &Site, webhook: Webhook) -> Value {
    webhook.into_stored(site).body(site, 5_000)
}

fn is_stored_page(shown: &Value, id: u64) {
    assert_eq!(shown["title"], format!("Stored {id}"), "{shown}");
    assert_eq!(shown["version"], 4, "{shown}");
    assert_eq!(
        (&shown["spaceKey"], &shown["spaceId"]),
        (&"OPS".into(), &41.into())
    );
    assert_eq!(shown["creatorAccountId"], "712020:maker", "{shown}");
    assert_eq!(shown["lastModifierAccountId"], "712020:changer", "{shown}");
    assert_eq!(shown["creationDate"], 1_000, "{shown}");
}

fn of(id: u64) -> Page {
    Page::of_id(id)
}

/// Whether the event of this name and family carries what is stored; false if it has no subject.
fn carries(site: &Site, family: &str, name: &str) -> bool {
    match (family, name) {
        (_, "page_moved") => {
            let shown = body(site, Webhook::page_moved(of(7), of(5), of(6)));
            is_stored_page(&shown["page"], 7);
            is_stored_page(&shown["oldParent"], 5);
            is_stored_page(&shown["newParent"], 6);
        }
        (_, "page_children_reordered") => {
            let order = Webhook::children_reordered(of(7), vec![of(5), of(6)], vec![of(6), of(5)]);
            let shown = body(site, order);
            is_stored_page(&shown["page"], 7);
            is_stored_page(&shown["newSortedChildren"][0], 6);
            is_stored_page(&shown["oldSortedChildren"][0], 5);
        }
        ("page", _) => is_stored_page(&body(site, Webhook::page(name, of(7)))["page"], 7),
        ("blog", _) => is_stored_page(&body(site, Webhook::blog(name, of(8)))["blog"], 8),
        ("label", _) => {
            let shown = body(site, Webhook::label(name, "ops", of(7)));
            is_stored_page(&shown["labeled"], 7);
        }
        ("comment", _) => {
            let comment = Comment::new(9, of(1));
            let shown = body(site, Webhook::comment(name, comment));
            assert_eq!(shown["comment"]["creatorAccountId"], "712020:speaker");
            is_stored_page(&shown["comment"]["parent"], 7);
        }
        ("attachment", _) => is_stored_file(site, name),
        ("space", _) => {
            let shown = body(site, Webhook::space(name, Space::new(41, "", "")));
            let space = &shown["space"];
            assert_eq!(
                (&space["key"], &space["title"]),
                (&"OPS".into(), &"Operations".into())
            );
            assert_eq!(space["isPersonalSpace"], true);
        }
        // About a person, or with a body of their own.
        _ => return false,
    }
    true
}

fn is_stored_file(site: &Site, name: &str) {
    let file = Attachment::new(12, "");
    let shown = body(site, Webhook::attachments(name, of(7), vec![file]));
    is_stored_page(&shown["attachedTo"], 7);
    {
        let file = &shown["attachments"][0];
        assert_eq!(
            (&file["fileName"], &file["fileSize"]),
            (&"a.txt".into(), &4.into())
        );
        assert_eq!(file["comment"], "said");
    }
}

#[test]
fn every_event_about_something_in_the_store_carries_it() {
    let site = site();
    let mut families = BTreeSet::new();
    for event in events() {
        let family = event.split('_').next().unwrap();
        if carries(&site, family, &event) {
            families.insert(family.to_owned());
        }
    }
    let expected = ["attachment", "blog", "comment", "label", "page", "space"];
    assert_eq!(families.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn what_a_test_says_of_it_is_as_it_says() {
    let site = site();
    let said = Page::new(7, "Said")
        .with_version(9)
        .with_space(Space::new(1, "ELSE", "Elsewhere"))
        .with_creator("712020:other");
    let shown = &body(&site, Webhook::page("page_updated", said))["page"];
    assert_eq!(
        (&shown["title"], &shown["version"]),
        (&"Said".into(), &9.into())
    );
    assert_eq!(
        (&shown["spaceKey"], &shown["creatorAccountId"]),
        (&"ELSE".into(), &"712020:other".into())
    );
    assert_eq!(shown["lastModifierAccountId"], "712020:changer");
    let file = Attachment::new(1, "a.txt").file_size(9).version(3);
    let files = Webhook::attachments("attachment_updated", Page::of_id(7), vec![file]);
    let shown = &body(&site, files)["attachments"][0];
    assert_eq!(
        (&shown["fileSize"], &shown["version"]),
        (&9.into(), &3.into())
    );
    assert_eq!(shown["id"], 12, "found by its name");
}

#[test]
fn what_is_not_there_is_as_it_was_given() {
    let site = site();
    let shown = &body(&site, Webhook::page("page_created", Page::new(77, "New")))["page"];
    assert_eq!(
        (&shown["title"], &shown["version"]),
        (&"New".into(), &1.into())
    );
    assert_eq!(shown["spaceKey"], "ENG");
    let shown = &body(&site, Webhook::page("page_created", Page::of_id(77)))["page"];
    assert_eq!(shown["title"], "A page");
    // An id of something else is no page.
    let shown = &body(&site, Webhook::page("page_created", Page::new(9, "New")))["page"];
    assert_eq!(shown["version"], 1);
}
