//! The table of routes against what is said of it elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use super::nearest::hint;
use super::router::{by_path, find};
use super::routes::ROUTES;
use crate::site::{Guard, needed_scope};

fn below(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The path with something in its places.
fn filled(path: &str) -> String {
    let parts = path.split('/');
    let parts = parts.map(|part| if part.starts_with('{') { "7" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn each_scope_is_that_of_the_api_descriptions() {
    for route in ROUTES.iter() {
        for path in route.paths {
            let wanted = needed_scope(route.method, &filled(path));
            assert_eq!(route.scope, wanted, "{} {path}", route.method);
        }
    }
}

#[test]
fn the_operations_of_a_path_have_one_guard_and_one_rank() {
    for (path, operations) in by_path() {
        let first = operations[0];
        for other in &operations[1..] {
            assert_eq!(first.guard, other.guard, "{path}");
            assert_eq!(first.stubs_first, other.stubs_first, "{path}");
            assert!(std::ptr::fn_addr_eq(first.yields, other.yields), "{path}");
        }
        let mut methods: Vec<_> = operations.iter().map(|one| one.method).collect();
        methods.sort_unstable();
        methods.dedup();
        assert_eq!(methods.len(), operations.len(), "{path}");
    }
}

#[test]
fn stubs_outrank_just_confluences_own_rest() {
    for route in ROUTES.iter() {
        // Of GraphQL one mutation is served, and a test's stub may answer the others.
        let expected = route.guard == Guard::Rest || route.paths == ["/graphql"];
        assert_eq!(route.stubs_first, expected, "{route:?}");
    }
}

#[test]
fn each_path_leads_to_its_own_operations() {
    for (path, operations) in by_path() {
        let found = find(&filled(path)).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(found.operations.len(), operations.len(), "{path}");
        let same = |(one, other): (&&_, &&_)| std::ptr::eq(*one, *other);
        assert!(found.operations.iter().zip(&operations).all(same), "{path}");
        let places: Vec<_> = path
            .split('/')
            .filter(|part| part.starts_with('{'))
            .map(|part| part.trim_matches(['{', '}', '*']).to_owned())
            .collect();
        let found: Vec<_> = found.places.unwrap().into_iter().collect();
        assert!(found.iter().all(|(_, value)| value == "7"), "{path}");
        let names: Vec<_> = found.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, places);
    }
}

#[test]
fn places_are_decoded_and_no_utf8_is_refused() {
    let found = find("/wiki/rest/atlassian-connect/1/addons/a%2Fb/properties/%C3%A4").unwrap();
    let places = found.places.unwrap();
    assert_eq!(places[1], ("appKey".to_owned(), "a/b".to_owned()));
    assert_eq!(places[2], ("key".to_owned(), "ä".to_owned()));
    let found = find("/wiki/rest/atlassian-connect/1/addons/a/properties/%FF").unwrap();
    assert_eq!(found.places, Err("%FF".to_owned()));
}

#[test]
fn a_lost_request_is_shown_the_way() {
    assert!(hint("/wiki/wiki/rest/api").contains("`/rest/api`"));
    assert!(hint("/rest/atlassian-connect/1/x").contains("`/wiki/rest/atlassian-connect/1/x`"));
    assert!(hint("/wiki/rest/atlassian-connect/1/app/module/dynamics").contains("nearest"));
    assert!(hint("/wiki/rest/atlassian-connect/1/x").contains("nearest"));
    for (path, _) in by_path() {
        let hint = hint(&format!("{path}/x"));
        let near = hint.split('`').nth(1).unwrap_or_default();
        let known = path.split('/').count() < 3 || path.starts_with(near) || near.starts_with(path);
        assert!(known, "{path}: {hint}");
    }
}

/// A resource has the name of the rule that it drives, so that one leads to the other.
#[test]
fn a_resource_is_named_like_its_rule() {
    // No rule beside them: they show the clientKey, and keys of the tenant. Forge's have theirs in `forge` and `gateway`.
    let without = [
        "consumer_info",
        "install_keys",
        "invocation_keys",
        "forge_modules",
        "graphql",
        "mod",
    ];
    for entry in fs::read_dir(below("src/server/resources")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let rule = below("src/site").join(name);
        let there = rule.is_dir() || rule.with_extension("rs").is_file();
        assert!(there || without.contains(&name), "{name}");
    }
}

#[cfg(feature = "attachments")]
fn caller(route: &crate::server::route::Route) -> &'static str {
    // Their rules ask for the token themselves, in words of their own.
    if ["/forge/", "/graphql"]
        .iter()
        .any(|of| route.paths[0].starts_with(of))
    {
        return "an app on Forge";
    }
    match route.guard {
        Guard::Public => "anybody",
        Guard::DynamicModules | Guard::AppData => "an app",
        Guard::Rest => "an app, an app as a user, a user",
        Guard::Administrator => "a user",
        Guard::PassedOn => unreachable!("the guard of what is not in the table"),
    }
}

/// The README's list of what is served: one line for the operations of the same paths.
#[cfg(feature = "attachments")]
fn listed() -> String {
    let mut lines = vec!["| path | methods | for | scope |".to_owned()];
    lines.push("|---|---|---|---|".into());
    let groups = ROUTES.chunk_by(|one, other| one.paths == other.paths);
    for group in groups {
        let paths = group[0].paths.iter().map(|path| format!("`{path}`"));
        let methods: Vec<_> = group.iter().map(|route| route.method).collect();
        let scopes: Vec<_> = group.iter().filter_map(|route| route.scope).collect();
        lines.push(format!(
            "| {} | {} | {} | {} |",
            paths.collect::<Vec<_>>().join(", "),
            methods.join(", "),
            caller(group[0]),
            scopes.join(", "),
        ));
    }
    lines.join("\n")
}

#[cfg(feature = "attachments")]
#[test]
fn the_readme_lists_what_is_served() {
    let readme = below("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (before, rest) = text.split_once("<!-- routes -->\n").unwrap();
    let (list, after) = rest.split_once("\n<!-- end of routes -->").unwrap();
    let wanted = listed();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        let text = format!("{before}<!-- routes -->\n{wanted}\n<!-- end of routes -->{after}");
        fs::write(readme, text).unwrap();
    } else {
        assert_eq!(list, wanted, "UPDATE_PAGES=1 cargo test writes it");
    }
}
