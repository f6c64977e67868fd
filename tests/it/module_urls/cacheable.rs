//! `cacheable`, wherever the schema has it: the URL is opened as it is written.

use std::collections::BTreeSet;

use mockfluence::Tamper;
use serde_json::Value;

use super::received::token_of;
use super::table::{ROWS, in_form, install, module, put, schema};

/// Where the schema has `cacheable`: module type, and what it stands beside.
fn cacheables() -> BTreeSet<(String, String)> {
    let schema = schema();
    let mut found = BTreeSet::new();
    let types = schema["properties"]["modules"]["properties"]
        .as_object()
        .unwrap();
    for (kind, shape) in types {
        let shape = if shape.get("items").is_some() {
            &shape["items"]
        } else {
            shape
        };
        let object = resolved(&schema, shape);
        for (name, property) in object["properties"].as_object().unwrap() {
            if name == "cacheable" {
                found.insert((kind.clone(), String::new()));
            }
            let inner = resolved(&schema, property);
            if inner["properties"].get("cacheable").is_some() {
                found.insert((kind.clone(), format!("/{name}")));
            }
        }
    }
    found
}

fn resolved<'a>(schema: &'a Value, shape: &'a Value) -> &'a Value {
    match shape["$ref"].as_str() {
        Some(reference) => schema.pointer(reference.trim_start_matches('#')).unwrap(),
        None => shape,
    }
}

#[tokio::test]
async fn to_a_cacheable_url_nothing_is_added_whichever_module_it_is() {
    let cacheables = cacheables();
    assert!(cacheables.len() > 12, "{cacheables:?}");
    for (kind, beside) in cacheables {
        let row = ROWS
            .iter()
            .find(|row| row.kind == kind && row.pointer == format!("{beside}/url"))
            .unwrap_or_else(|| panic!("no row for {kind} {beside}"));
        for (cacheable, url) in [
            (true, "/p?own=1"),
            (true, "/p?own={space.key}#top"),
            (false, "/p"),
        ] {
            let mut module = module(&kind, row.pointer, url);
            put(
                &mut module,
                &format!("{beside}/cacheable"),
                cacheable.into(),
            );
            let (_, app, backend) = install(in_form(&kind, module)).await;
            let load = (row.opened)(&app);
            let whole = format!("{}{url}", backend.base_url());
            assert_eq!(load.url().unwrap() == whole, cacheable, "{kind} {beside}");
            assert_eq!(
                load.token().unwrap().is_none(),
                cacheable,
                "{kind} {beside}"
            );
            let spoilt = load.clone().tamper(Tamper::Expired).url();
            assert_eq!(spoilt.is_err(), cacheable, "{kind} {beside}");
            load.send().await.unwrap();
            let received = backend.last("/p");
            assert_eq!(token_of(&received).is_none(), cacheable, "{kind} {beside}");
        }
    }
}
