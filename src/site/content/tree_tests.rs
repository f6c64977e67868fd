//! The tree of pages, its lists and their parts against a naive model, over random sequences of calls.

mod lists;
mod model;
mod pair;
mod searches;

use proptest::prelude::*;

use self::model::Spot;
use self::pair::Pair;

/// Few of each, so that they meet often.
const TITLES: [&str; 6] = ["a", "B", "b", "c", "D", "e"];
const SPACES: [(&str, u64); 2] = [("ENG", 20_000_001), ("OPS", 20_000_002)];

/// A call; pages by the order in which they were made.
#[derive(Clone, Debug)]
enum Call {
    Make(usize, Option<usize>, usize),
    Shift(usize, Spot, usize),
    Edit(usize, usize),
    Revert(usize, usize),
    Trash(usize),
    Purge(usize),
    Restore(usize),
}

fn call() -> impl Strategy<Value = Call> {
    let page = || 0..8_usize;
    let title = || 0..TITLES.len();
    let spot = prop_oneof![Just(Spot::Before), Just(Spot::After), Just(Spot::Append)];
    prop_oneof![
        6 => (0..2_usize, prop::option::of(page()), title())
            .prop_map(|(space, parent, title)| Call::Make(space, parent, title)),
        6 => (page(), spot, page()).prop_map(|(one, spot, other)| Call::Shift(one, spot, other)),
        2 => (page(), title()).prop_map(|(one, title)| Call::Edit(one, title)),
        1 => (page(), 0..4_usize).prop_map(|(one, number)| Call::Revert(one, number)),
        2 => page().prop_map(Call::Trash),
        1 => page().prop_map(Call::Purge),
        2 => page().prop_map(Call::Restore),
    ]
}

fn calls(most: usize) -> impl Strategy<Value = Vec<Call>> {
    prop::collection::vec(call(), 1..most)
}

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(few(200))]

    #[test]
    fn the_tree_is_the_models_after_every_call(calls in calls(30)) {
        let mut pair = Pair::new();
        for call in &calls {
            pair.run(call);
            pair.compare_pages();
        }
    }

    /// So often that there is no number left between two of them.
    #[test]
    fn siblings_keep_their_order_however_often_they_are_moved(
        moves in prop::collection::vec((1..5_usize, any::<bool>(), 1..5_usize), 40..60),
    ) {
        let mut pair = Pair::new();
        pair.run(&Call::Make(0, None, 0));
        for title in [1, 3, 4, 5] {
            pair.run(&Call::Make(0, Some(0), title));
        }
        for (one, before, other) in moves {
            let spot = if before { Spot::Before } else { Spot::After };
            pair.run(&Call::Shift(one, spot, other));
        }
        pair.compare_pages();
    }
}

proptest! {
    #![proptest_config(few(30))]

    #[test]
    fn each_list_is_the_models_whole_and_in_parts(calls in calls(30)) {
        let mut pair = Pair::new();
        for call in &calls {
            pair.run(call);
        }
        pair.compare_lists();
        pair.compare_searches();
    }

    #[test]
    fn a_walk_by_cursors_meets_what_stays_once_and_in_order(
        before in calls(30),
        between in calls(20),
        limit in 1..4_usize,
    ) {
        let mut pair = Pair::new();
        for call in &before {
            pair.run(call);
        }
        pair.walk_while(&between, limit);
    }
}
