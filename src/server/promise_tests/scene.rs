//! A site with one of each thing that a path can name, an app on it and a user in front of its pages.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Request};
use http_body_util::Full;
use serde_json::{Value, json};

use super::examples::Example;
use crate::context::Context;
use crate::descriptor::Descriptor;
use crate::identity::Identity;
use crate::server::answer::Answer;
use crate::server::passage::serve;
use crate::server::test_tenant::{APP, signed};
use crate::settings::Settings;
use crate::site::{
    ASKING_APP, Api, AttachedFile, Author, ContentKind, ContentOperation, ContentRequest, Location,
    Macro, Query, SESSION, Site, Source, Translations,
};
use crate::traffic::to_app;
use crate::{Comment, Page, User};

pub(super) const SPACE: &str = "20000001";
pub(super) const ALICE: &str = "712020:alice";

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    /// The app itself.
    App,
    /// Alice, by a page of the app in her browser.
    Alice,
}

/// The status and the body of an answer.
pub(super) type Answered = (u16, Value);

pub(super) struct Scene {
    pub(super) context: Arc<Context>,
    session: String,
    /// What the texts of the examples have in braces.
    names: Vec<(&'static str, String)>,
}

impl Scene {
    /// With these scopes, and deaf for events.
    pub(super) fn with_scopes(scopes: &[&str]) -> Self {
        Self::new(scopes, &[])
    }

    /// Of an app that may do everything, and listens to these events.
    pub(super) fn hearing(events: &[String]) -> Self {
        Self::new(&["DELETE", "ACCESS_EMAIL_ADDRESSES"], events)
    }

    fn new(scopes: &[&str], events: &[String]) -> Self {
        let settings = Settings::default().approved_for_email(vec![APP.to_owned()]);
        let base_url = "http://tenant/wiki".to_owned();
        let mut site = Site::new(Identity::new("acme".into(), 0), settings.clone(), base_url);
        let hook = |event: &String| json!({ "event": event, "url": format!("/heard/{event}") });
        let hooks: Vec<Value> = events.iter().map(hook).collect();
        let descriptor = json!({
            "key": APP, "baseUrl": "http://app", "authentication": { "type": "jwt" },
            "scopes": scopes, "lifecycle": { "installed": "/installed" },
            "modules": { "webhooks": hooks },
        });
        let source = Source {
            reachable: false,
            ..Source::default()
        };
        let install = site.begin_install(Descriptor::from_value(descriptor).unwrap(), source);
        site.commit(install, Some(Translations::new())).unwrap();
        let names = stock(&mut site);
        let session = site.log_in(ALICE).expose().to_owned();
        let origin = "http://tenant".to_owned();
        let context = Context::new(site, settings, origin.clone(), origin, 0);
        Self {
            context: Arc::new(context),
            session,
            names,
        }
    }

    pub(super) fn deny(&self, who: Actor, operation: ContentOperation, id: &str) {
        let id = self.filled(id).parse().unwrap();
        self.context.site(|site| {
            let account = match who {
                Actor::App => site.app_user(APP),
                Actor::Alice => ALICE.to_owned(),
            };
            site.deny(&account, operation, id);
        });
    }

    /// The text with what its braces stand for.
    fn filled(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, value) in &self.names {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        filled
    }

    pub(super) async fn send(&self, who: Actor, example: &Example) -> Answered {
        let target = self.filled(&example.target);
        let mut request = self.request(who, example.route.method, &target);
        *request.body_mut() = Full::new(Bytes::from(self.filled(&example.body)));
        if example.body.starts_with("--") {
            let form = HeaderValue::from_static("multipart/form-data; boundary=x");
            request.headers_mut().insert("content-type", form);
            let token = HeaderValue::from_static("no-check");
            request.headers_mut().insert("x-atlassian-token", token);
        }
        match serve(self.context.clone(), request).await {
            Answer::Whole(response) => {
                let body = serde_json::from_slice(response.body()).unwrap_or_default();
                (response.status().as_u16(), body)
            }
            other => panic!("{other:?}"),
        }
    }

    fn request(&self, who: Actor, method: &str, target: &str) -> Request<Full<Bytes>> {
        let mut request = signed(&self.context, method, target, "");
        if who == Actor::Alice {
            let headers = request.headers_mut();
            headers.remove("authorization");
            headers.insert(ASKING_APP, HeaderValue::from_static(APP));
            let cookie = format!("{SESSION}={}", self.session);
            headers.insert("cookie", HeaderValue::from_str(&cookie).unwrap());
        }
        request
    }

    /// All that the site knows.
    pub(super) fn state(&self) -> String {
        self.context.site(|site| format!("{site:?}"))
    }

    /// The events that went out, in their order, once nothing is left to be sent.
    pub(super) async fn heard(&self) -> Vec<String> {
        // To an app without a backend nothing is waited for: one turn of each task is all.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        let log = self.context.log.log().only(to_app());
        let paths = log.exchanges().map(|one| one.path().to_owned());
        let events = paths.filter_map(|path| Some(path.rsplit_once("/heard/")?.1.to_owned()));
        events.collect()
    }
}

fn request(api: Api, id: &str) -> ContentRequest {
    ContentRequest {
        api,
        account: ALICE.to_owned(),
        id: id.to_owned(),
        in_trash: false,
        query: Query::new("/wiki/x", Vec::new()),
    }
}

/// What the examples are about, and its names.
fn stock(site: &mut Site) -> Vec<(&'static str, String)> {
    site.add_user(User::new(ALICE).email("alice@example.com"));
    site.create_user_property(ALICE, "k", br#"{"value": {}}"#, 0)
        .unwrap();
    let runbook = Page::new(7, "Runbook").with_label("last");
    let pages = [runbook, Page::new(8, "Other"), Page::new(21, "Old")];
    for page in pages.map(|page| page.with_label("ops")) {
        site.add_content(page, ContentKind::Page, 0).unwrap();
    }
    for (id, title) in [(20, "First"), (25, "Second")] {
        let page = Page::new(id, title).with_parent(7);
        site.add_content(page, ContentKind::Page, 0).unwrap();
    }
    for (id, title) in [(10, "News"), (22, "Olds")] {
        let post = Page::new(id, title).with_label("ops");
        site.add_content(post, ContentKind::BlogPost, 0).unwrap();
    }
    let page = Page::new(7, "Runbook");
    site.add_comment(&Comment::new(9, page), 0).unwrap();
    for (id, name) in [(12, "a.txt"), (13, "old.txt")] {
        let file = AttachedFile::new(name, "bytes").with_id(id);
        site.add_file(7, file, 0).unwrap().unwrap();
    }
    site.add_macro(7, Macro::new("m", "graph"));
    for id in [7, 9, 10, 12] {
        site.add_property(id, "k".into(), json!(1), 0);
    }
    changed(site)
}

/// What is there once somebody has used the site.
fn changed(site: &mut Site) -> Vec<(&'static str, String)> {
    let author = Author {
        account: ALICE.to_owned(),
        now_millis: 0,
    };
    for id in ["21", "22", "13"] {
        site.delete_content(&request(Api::V1, id), &author).unwrap();
    }
    for id in ["20", "10", "9"] {
        let body = br#"{"version": {"number": 2}}"#;
        site.update_content(&request(Api::V1, id), body, &author)
            .unwrap();
    }
    let body = br#"{"pageId": "7", "body": {"representation": "storage", "value": "x"},
        "inlineCommentProperties": {"textSelection": "x"}}"#;
    let inline = site.create_comment_v2(&request(Api::V2, ""), Location::Inline, body, &author);
    let first = |listed: crate::site::Decided| {
        let body = listed.unwrap().body.unwrap();
        body["results"][0]["id"].as_str().unwrap().to_owned()
    };
    let space = br#"{"key": "GONE", "name": "Gone"}"#;
    site.create_space(&request(Api::V1, ""), space, &author)
        .unwrap();
    let task = site.delete_space(&request(Api::V1, ""), "GONE", &author);
    site.settle_tasks(0);
    let id_of = |made: crate::site::Decided| {
        let body = made.unwrap().body.unwrap();
        body["id"].as_str().unwrap().to_owned()
    };
    let properties =
        |id: &str| first(site.list_content_properties(&request(Api::V2, id), Some("k")));
    vec![
        ("property", properties("7")),
        ("post-property", properties("10")),
        ("comment-property", properties("9")),
        ("file-property", properties("12")),
        ("label", first(site.list_labels(&request(Api::V2, "10")))),
        ("inline", id_of(inline)),
        ("task", id_of(task)),
    ]
}
