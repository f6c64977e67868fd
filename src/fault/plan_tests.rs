//! Which of several faults apply, how often, and for how long.

use std::time::Duration;

use super::kind::Kind;
use super::picked::Picked;
use super::{Fault, FaultTarget, Faults};
use crate::traffic::{BeforeReply, Direction, from_app, to_app};

fn call(method: &'static str) -> BeforeReply<'static> {
    BeforeReply {
        direction: Direction::FromApp,
        method,
        target: "/x",
        body: b"",
        app: None,
    }
}

fn pick(faults: &mut Faults, method: &'static str) -> Picked {
    faults.pick(FaultTarget::FromApp, call(method), 0)
}

fn applied(fault: Fault, exchanges: usize) -> Vec<bool> {
    let mut faults = Faults::new(1);
    faults.inject(fault);
    (0..exchanges)
        .map(|_| pick(&mut faults, "GET") != Picked::default())
        .collect()
}

#[test]
fn counts_say_which_exchanges() {
    let fault = || Fault::status(500).on(from_app().get("/x"));
    assert_eq!(applied(fault(), 3), [true, true, true]);
    assert_eq!(applied(fault().times(2), 3), [true, true, false]);
    assert_eq!(applied(fault().nth(2), 3), [false, true, false]);
    assert_eq!(applied(fault().after(1), 3), [false, true, true]);
    assert_eq!(applied(Fault::status(500).on(to_app()), 2), [false, false]);
}

#[test]
fn chance_repeats_and_is_about_right() {
    let fault = || Fault::close().probability(0.3);
    assert_eq!(applied(fault(), 200), applied(fault(), 200));
    let hits = applied(fault(), 1000)
        .into_iter()
        .filter(|hit| *hit)
        .count();
    assert!((240..360).contains(&hits), "{hits}");
    let mut faults = Faults::new(7);
    faults.inject(Fault::delay_between(
        Duration::from_millis(5),
        Duration::from_millis(9),
    ));
    for _ in 0..100 {
        let delay = pick(&mut faults, "POST").delay.unwrap();
        assert!((5..=9).contains(&delay));
    }
}

#[test]
fn one_fault_a_stage_in_stage_order_and_the_rest_waits() {
    let mut faults = Faults::new(1);
    faults.inject(Fault::status(500).times(1));
    faults.inject(Fault::status(501).times(1));
    faults.inject(Fault::delay(Duration::from_millis(1)).times(1));
    let first = pick(&mut faults, "GET");
    let words: Vec<_> = first.notes().map(|note| note.to_string()).collect();
    assert_eq!(words, ["fault: delay of 1 ms", "fault: status 500"]);
    assert_eq!(faults.left().len(), 1);
    let second = pick(&mut faults, "GET");
    let words: Vec<_> = second.notes().map(|note| note.to_string()).collect();
    assert_eq!(words, ["fault: status 501"]);
    assert!(faults.left().is_empty());
}

#[test]
fn a_limit_holds_until_it_is_over_and_then_comes_again() {
    let limit = Fault::status(429)
        .header("Retry-After", "2")
        .until_retry_after();
    let mut faults = Faults::new(1);
    faults.inject(limit.on(from_app()).times(2));
    let seen: Vec<_> = [0, 500, 1_999, 2_000, 4_001, 4_002]
        .into_iter()
        .map(|now| {
            let picked = faults.pick(FaultTarget::FromApp, call("GET"), now);
            let left = picked.kinds.first().and_then(Kind::retry_after);
            (left, picked.early)
        })
        .collect();
    let expected = [
        (Some(2), false),
        (Some(2), true),
        (Some(1), true),
        (Some(2), false),
        (None, false),
        (None, false),
    ];
    assert_eq!(seen, expected);
    assert!(faults.left().is_empty());
}
