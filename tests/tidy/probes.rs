//! The law sees what the compiler sees: each of these trees breaks it, or does not, in one way.

use rstest::rstest;

use crate::law;
use crate::tokens::File;
use crate::tree::Tree;

const LIB: &str = "mod clock;\nmod site;\npub mod server;\nmod tenant;\npub use tenant::Tenant;\n\
                   pub use server::TenantRouting as Routing;";

/// The layers of `LIB`, each with two files, and one more text.
fn tree(path: &str, text: &str) -> Tree {
    let plain = [
        ("lib.rs", LIB),
        ("clock.rs", "pub struct Clock;"),
        (
            "site/mod.rs",
            "mod state; mod licence; pub use state::Site;",
        ),
        ("site/state.rs", "pub struct Site;"),
        (
            "site/licence.rs",
            "pub struct Licence; pub(in crate::site) fn renew() {}",
        ),
        (
            "server/mod.rs",
            "mod accept; mod wire; pub struct TenantRouting; pub fn listen() {}",
        ),
        ("server/accept.rs", ""),
        ("server/wire.rs", "pub fn wire() {}"),
        (
            "tenant/mod.rs",
            "mod handle; pub use handle::{Tenant, Tenant as Same};",
        ),
        ("tenant/handle.rs", "pub struct Tenant;"),
    ];
    let others = plain.iter().filter(|(other, _)| *other != path);
    Tree::of(
        others
            .chain([&(path, text)])
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
}

#[rstest]
#[case::plain("use crate::tenant::Tenant;")]
#[case::braces("use crate::{clock, server};")]
#[case::deep_braces("use crate::{clock::{self, Clock}, server::{self as s}};")]
#[case::over_lines("use crate::{\n    clock,\n    tenant,\n};")]
#[case::through_the_root("use crate::Tenant;")]
#[case::renamed_at_the_root("use crate::Routing;")]
#[case::in_braces_of_the_root("use crate::{Tenant as Other, clock};")]
#[case::two_up("use super::super::tenant;")]
#[case::up_and_braces("use super::{super::server, state::Site};")]
#[case::inside_a_function("fn f() { use crate::server::listen; listen() }")]
#[case::without_use("fn f() -> crate::Tenant { todo() }")]
#[case::in_a_field("struct S { tenant: crate::Tenant }")]
#[case::in_an_argument("fn f(tenant: &crate::tenant::Tenant) {}")]
#[case::in_generics("type T = Vec<crate::Tenant>;")]
#[case::in_a_turbofish("fn f() { g::<crate::Tenant>() }")]
#[case::in_a_macro("fn f() { println!(\"{}\", crate::server::listen()) }")]
#[case::in_a_macro_of_its_own("macro_rules! m { () => { $crate::server::listen() } }")]
#[case::in_an_attribute("struct S { #[serde(with = \"crate::server::listen\")] x: u8 }")]
#[case::inside_a_module("mod inner { use super::super::super::tenant; }")]
#[case::for_tests("#[cfg(test)] mod tests { use crate::tenant; }")]
#[case::all("use crate::tenant::*; type T = Tenant;")]
#[case::the_root_itself("use crate as all;")]
#[case::the_root_from_below("use super::super as all;")]
#[case::after_a_comment("/* crate */ use /* :: */ crate::tenant;")]
fn what_stands_below_is_seen(#[case] text: &str) {
    let wrong = law::against_the_layers(&tree("site/licence.rs", text), &law::layers(LIB));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with("site::licence (line "), "{wrong:?}");
}

#[rstest]
#[case::above("use crate::{clock, clock::Clock}; use super::Site;")]
#[case::a_comment("// use crate::tenant;\n/* use crate::tenant; */ /// crate::tenant\nstruct S;")]
#[case::a_text("const S: &str = \"use crate::tenant;\"; const R: &str = r#\"crate::tenant::x\"#;")]
#[case::a_visibility("pub(in crate::tenant) struct S; pub(crate) struct T;")]
#[case::another_crate("use server::thing; use tenant::other; use other::crates::server;")]
#[case::a_name_like_it("use crate::clock::tenant;")]
#[case::captures("fn f<'a>() -> impl Fn() + use<'a> { || {} }")]
fn what_stands_above_may_be_needed(#[case] text: &str) {
    let wrong = law::against_the_layers(&tree("site/licence.rs", text), &law::layers(LIB));
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// `accept` needs `wire`, by one way or the other; this is how `wire` needs `accept`.
#[rstest]
#[case::sideways("use super::accept;")]
#[case::by_name("use super::accept::Served;")]
#[case::by_the_crate("fn f() { crate::server::accept::serve() }")]
#[case::by_what_the_folder_passes_on("use super::Served;")]
#[case::by_the_folder_from_outside("use crate::server::Served as S;")]
#[case::all("use super::*; fn f() -> Served { todo() }")]
fn a_circle_inside_a_folder_is_seen(#[case] text: &str) {
    let mut sources = vec![
        ("lib.rs", "mod server;"),
        (
            "server/mod.rs",
            "mod accept; mod wire; pub use accept::Served;",
        ),
        (
            "server/accept.rs",
            "use super::wire::wire; pub struct Served;",
        ),
        ("server/wire.rs", text),
    ];
    let tree = |sources: &[(&str, &str)]| {
        Tree::of(
            sources
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
        )
    };
    let found = law::circles(&tree(&sources));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].members, ["server::accept", "server::wire"]);
    // Without the way back it is none.
    sources[2].1 = "pub struct Served;";
    assert_eq!(law::circles(&tree(&sources)), []);
}

#[rstest]
#[case::a_folders_own_code("fn f() { wire::wire() }", "use super::f;", 1)]
#[case::what_it_only_passes_on("pub use wire::wire;", "use super::wire;", 0)]
#[case::needed_by_tests_alone(
    "fn f() { wire::wire() }",
    "#[cfg(test)] mod tests { use super::super::f; }",
    0
)]
fn a_folders_own_file_is_one_of_the_circle(
    #[case] own: &str,
    #[case] child: &str,
    #[case] circles: usize,
) {
    let own = format!("mod wire; {own}");
    let sources = [
        ("lib.rs", "mod server;"),
        ("server/mod.rs", &own),
        ("server/wire.rs", child),
    ];
    let tree = Tree::of(sources.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert_eq!(law::circles(&tree).len(), circles);
}

#[test]
fn a_circle_through_two_folders_is_seen() {
    let sources = [
        ("lib.rs", "mod site;"),
        ("site/mod.rs", "mod rules; mod pages;"),
        ("site/rules.rs", "use super::pages::Page;"),
        (
            "site/pages/mod.rs",
            "mod store; mod other; pub use store::Page;",
        ),
        ("site/pages/store.rs", "use super::other; pub struct Page;"),
        ("site/pages/other.rs", "use super::super::rules;"),
    ];
    let tree = Tree::of(sources.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let found = law::circles(&tree);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].members,
        ["site::pages::other", "site::pages::store", "site::rules"]
    );
}

#[test]
fn functions_are_measured_from_their_name_to_their_end() {
    let file = File::read(
        "impl S {\n    fn a<T>(x: T) -> u8\n    where\n        T: Copy,\n    {\n        fn b() {}\n    }\n}\ntrait T { fn c(); }",
    );
    let lengths: Vec<_> = file
        .functions
        .iter()
        .map(|one| (&*one.name, one.lines))
        .collect();
    assert_eq!(lengths, [("a", 6), ("b", 1)]);
}

#[rstest]
#[case::braces("use std::{fmt, net::TcpStream};")]
#[case::the_module("use std::net;")]
#[case::without_use("fn f() { ::std::net::TcpStream::connect(x) }")]
#[case::tokio("use {serde::Serialize, tokio::sync::Mutex};")]
#[case::the_clock("fn f() { let now = std::time::Instant::now(); }")]
#[case::time_of_day("use std::time::SystemTime; fn f() { SystemTime::now() }")]
#[case::an_async_function("async fn f() {}")]
#[case::an_await("fn f() { m!(x.await) }")]
fn what_a_rule_must_not_touch_is_seen(#[case] text: &str) {
    assert_eq!(law::impure(&File::read(text)).len(), 1, "{text}");
}

#[test]
fn times_may_be_compared_by_a_rule() {
    let text =
        "use std::time::{Duration, SystemTime}; /* async */ const S: &str = \"tokio::spawn\";";
    assert!(law::impure(&File::read(text)).is_empty());
}
