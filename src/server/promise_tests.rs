//! What each row of the table of routes says is what its operation does: scope, permission, events.
//!
//! The calls are made of the table, so that a new row is tried as all others are.

mod examples;
mod scene;

use std::collections::BTreeSet;

use rstest::rstest;

use self::examples::{Example, examples};
use self::scene::{Actor, SPACE, Scene};
use super::route::Needs;
use super::routes::ROUTES;
use crate::descriptor::{events, implies};
use crate::site::ContentOperation::{self, Delete, Read, Update};
use crate::site::Guard;

/// An app that may do everything.
fn full() -> Scene {
    Scene::hearing(&[])
}

fn said(example: &Example) -> String {
    format!("{} {}", example.route.method, example.target)
}

/// Whether what is denied keeps somebody from an operation.
fn lacks(denied: &[ContentOperation], operation: ContentOperation) -> bool {
    denied.contains(&operation) || (operation == Delete && denied.contains(&Update))
}

#[tokio::test]
async fn each_operation_does_what_its_example_says() {
    for example in examples() {
        for who in [Actor::App, Actor::Alice] {
            let answered = full().send(who, &example).await;
            assert_eq!(answered.0, example.good, "{}: {answered:?}", said(&example));
        }
    }
}

#[rstest]
#[tokio::test]
async fn each_operation_takes_its_scope_and_whatever_implies_it(
    #[values(
        "NONE",
        "READ",
        "WRITE",
        "DELETE",
        "SPACE_ADMIN",
        "ADMIN",
        "ACT_AS_USER",
        "ACCESS_EMAIL_ADDRESSES"
    )]
    held: &str,
) {
    for example in examples() {
        let scopes = if held == "NONE" { vec![] } else { vec![held] };
        let (status, body) = Scene::with_scopes(&scopes).send(Actor::App, &example).await;
        let enough = example
            .route
            .scope
            .is_none_or(|wanted| implies(held, wanted));
        let expected = if enough { example.good } else { 403 };
        assert_eq!(status, expected, "{} with {held}: {body}", said(&example));
        if !enough {
            let why = "Request not in an authorized API scope";
            assert_eq!(body["message"], why, "{}", said(&example));
        }
    }
}

#[rstest]
#[tokio::test]
async fn who_is_denied_what_the_row_needs_is_refused(
    #[values(&[Read], &[Update], &[Delete], &[Read, Update])] denied: &[ContentOperation],
    #[values(Actor::App, Actor::Alice)] who: Actor,
) {
    for example in examples() {
        let Some((operation, id)) = example.needs.clone() else {
            continue;
        };
        let scene = full();
        for one in denied {
            scene.deny(who, *one, &id);
        }
        let expected = match lacks(denied, operation) {
            _ if denied.contains(&Read) => example.unseen,
            true => example.refused,
            false => example.good,
        };
        let before = scene.state();
        let (status, body) = scene.send(who, &example).await;
        let call = format!("{} without {denied:?} of {id}: {body}", said(&example));
        assert_eq!(status, expected, "{call}");
        if status > 400 {
            let told = match example.target.contains("/api/v2/") {
                true => &body["errors"][0]["status"],
                false => &body["statusCode"],
            };
            assert_eq!(told, status, "{call}");
            assert_eq!(scene.state(), before, "{call}: nothing has changed");
        }
        // The other one is not concerned.
        let other = match who {
            Actor::App => Actor::Alice,
            Actor::Alice => Actor::App,
        };
        let scene = full();
        for one in denied {
            scene.deny(who, *one, &id);
        }
        assert_eq!(scene.send(other, &example).await.0, example.good, "{call}");
    }
}

/// What hangs on content, and all that is in a space, is not there for whoever does not see that.
#[rstest]
#[tokio::test]
async fn what_is_in_something_unseen_is_unseen(#[values("7", SPACE)] above: &str) {
    const ON_THE_PAGE: [&str; 5] = ["7", "9", "12", "13", "{inline}"];
    for example in examples() {
        let Needs::Named(_) = example.route.needs else {
            continue;
        };
        let within = |id: &str| above == SPACE || ON_THE_PAGE.contains(&id);
        if !example.needs.as_ref().is_some_and(|(_, id)| within(id)) {
            continue;
        }
        let scene = full();
        scene.deny(Actor::Alice, Read, above);
        let (status, body) = scene.send(Actor::Alice, &example).await;
        let call = format!("{} without {above}: {body}", said(&example));
        assert_eq!(status, example.unseen, "{call}");
    }
}

#[tokio::test]
async fn what_needs_nothing_is_refused_to_nobody() {
    for example in examples() {
        if example.route.needs != Needs::Nothing {
            continue;
        }
        let scene = full();
        for id in ["7", "10", SPACE] {
            scene.deny(Actor::App, Read, id);
        }
        let (status, body) = scene.send(Actor::App, &example).await;
        assert_eq!(status, example.good, "{}: {body}", said(&example));
    }
}

#[tokio::test]
async fn each_operation_fires_its_events_and_a_refused_one_none() {
    let all: Vec<String> = events().collect();
    for example in examples() {
        let scene = Scene::hearing(&all);
        let answered = scene.send(Actor::App, &example).await;
        let heard = scene.heard().await;
        assert_eq!(heard, example.events, "{}: {answered:?}", said(&example));
        let Some((operation, id)) = example.needs.clone() else {
            continue;
        };
        let scene = Scene::hearing(&all);
        scene.deny(Actor::App, operation, &id);
        let refused = scene.send(Actor::App, &example).await;
        let heard = scene.heard().await;
        assert!(
            heard.is_empty(),
            "{} refused by {refused:?}: {heard:?}",
            said(&example)
        );
    }
}

#[test]
fn a_row_names_no_event_that_nothing_leads_to() {
    let examples = examples();
    for route in ROUTES.iter() {
        let own = examples
            .iter()
            .filter(|one| std::ptr::eq(one.route, *route));
        let fired: BTreeSet<&str> = own.flat_map(|one| one.events.clone()).collect();
        let named: BTreeSet<&str> = route.events.iter().copied().collect();
        let row = format!("{} {}", route.method, route.paths[0]);
        assert!(named.is_superset(&fired), "{row}: {fired:?}");
        let never: Vec<_> = named.difference(&fired).collect();
        assert!(never.is_empty(), "{row}: {never:?} in no example");
    }
}

/// Whatever a row needs, an example takes it.
#[test]
fn each_row_that_needs_something_has_an_example_that_does() {
    let examples = examples();
    let rest = ROUTES.iter().filter(|route| route.guard == Guard::Rest);
    for route in rest {
        let wanted = match route.needs {
            Needs::Nothing => continue,
            Needs::Named(operation) | Needs::InBody(operation) => operation,
        };
        let own = examples
            .iter()
            .filter(|one| std::ptr::eq(one.route, *route));
        let needs: Vec<_> = own.filter_map(|one| one.needs.as_ref()).collect();
        let shown = needs.iter().any(|(operation, _)| *operation == wanted);
        let row = format!("{} {}", route.method, route.paths[0]);
        assert!(shown || needs.is_empty(), "{row} needs to `{wanted}`");
    }
}
