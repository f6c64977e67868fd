//! The version rules of pages and properties against models that are nothing but a number.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::{Api, Author, ContentRequest, Kind};
use crate::identity::Identity;
use crate::settings::Settings;
use crate::site::query::Query;
use crate::site::{Page, Site};

const ID: u64 = 7;

#[derive(Clone, Debug)]
enum Step {
    Update { version: u64, api: Api },
    Delete { in_trash: bool },
    Put { key: u8, version: Option<u64> },
    Post { key: u8 },
    Drop { key: u8 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let api = prop_oneof![Just(Api::V1), Just(Api::V2)];
    let step = prop_oneof![
        4 => (0..6u64, api).prop_map(|(version, api)| Step::Update { version, api }),
        1 => any::<bool>().prop_map(|in_trash| Step::Delete { in_trash }),
        3 => (0..2u8, proptest::option::of(0..5u64))
            .prop_map(|(key, version)| Step::Put { key, version }),
        1 => (0..2u8).prop_map(|key| Step::Post { key }),
        1 => (0..2u8).prop_map(|key| Step::Drop { key }),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What there is to know: the page's version and place, and the version of each property.
#[derive(Debug)]
struct Model {
    /// `None` once it is purged.
    page: Option<(u64, bool)>,
    properties: BTreeMap<u8, u64>,
}

impl Model {
    /// The status that a step gets.
    fn apply(&mut self, step: &Step) -> u16 {
        let Some((version, trashed)) = self.page else {
            return 404;
        };
        match step {
            Step::Update { version: sent, .. } => {
                if *sent != version + 1 {
                    return 409;
                }
                self.page = Some((version + 1, false));
                200
            }
            Step::Delete { in_trash } if *in_trash != trashed => 404,
            Step::Delete { in_trash: false } => {
                self.page = Some((version, true));
                204
            }
            Step::Delete { in_trash: true } => {
                self.page = None;
                204
            }
            _ if trashed => 404,
            Step::Put { key, version: sent } => {
                let next = match (self.properties.get(key), sent) {
                    (Some(known), Some(sent)) if *sent == known + 1 => *sent,
                    (Some(_), _) => return 409,
                    (None, None | Some(1)) => 1,
                    (None, Some(_)) => return 404,
                };
                self.properties.insert(*key, next);
                200
            }
            Step::Post { key } if self.properties.contains_key(key) => 409,
            Step::Post { key } => {
                self.properties.insert(*key, 1);
                200
            }
            Step::Drop { key } => match self.properties.remove(key) {
                Some(_) => 204,
                None => 404,
            },
        }
    }
}

fn target(api: Api, in_trash: bool) -> ContentRequest {
    ContentRequest {
        api,
        account: "712020:a".into(),
        id: ID.to_string(),
        in_trash,
        query: Query::default(),
    }
}

/// The status that the store gives, and how many events.
fn apply(site: &mut Site, step: &Step) -> (u16, usize) {
    let author = Author {
        account: "712020:a".into(),
        now_millis: 0,
    };
    let here = target(Api::V1, false);
    let decided = match step {
        Step::Update { version, api } => {
            let body = json!({ "id": "7", "version": { "number": version }, "title": "t" });
            site.update_content(&target(*api, false), body.to_string().as_bytes(), &author)
        }
        Step::Delete { in_trash } => site.delete_content(&target(Api::V1, *in_trash), &author),
        Step::Put { key, version } => {
            let mut body = json!({ "value": 1 });
            if let Some(number) = version {
                body["version"] = json!({ "number": number });
            }
            let body = body.to_string();
            site.update_content_property(&here, &key.to_string(), body.as_bytes(), &author)
        }
        Step::Post { key } => {
            let body = json!({ "key": key.to_string(), "value": 1 }).to_string();
            site.create_content_property(&here, body.as_bytes(), &author)
        }
        Step::Drop { key } => site.delete_content_property(&here, &key.to_string()),
    };
    match decided {
        Ok(change) => (change.status, change.events.len()),
        Err(rejection) => (rejection.status, 0),
    }
}

proptest! {
    #[test]
    fn every_answer_is_the_models_and_every_change_one_event(steps in steps()) {
        let identity = Identity::new("acme".into(), 0);
        let settings = Settings::default();
        let mut site = Site::new(identity, settings, "http://x/wiki".into());
        site.add_content(Page::new(ID, "t"), Kind::Page, 0).unwrap();
        let mut model = Model { page: Some((1, false)), properties: BTreeMap::new() };
        for step in &steps {
            let expected = model.apply(step);
            let (status, events) = apply(&mut site, step);
            prop_assert_eq!(status, expected, "{:?}", step);
            prop_assert_eq!(events, usize::from(status < 300), "{:?}", step);
        }
        let version = site.content(ID).map(|page| page.version());
        prop_assert_eq!(version, model.page.filter(|page| !page.1).map(|page| page.0));
    }
}
