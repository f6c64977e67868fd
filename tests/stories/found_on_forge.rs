//! The stories of the move to Forge that an order of events brings about, or a token that nobody should take, found by
//! the explorer without being told.

use std::time::Duration;

use mockfluence::Settings;
use mockfluence::explore::{Explorer, Rule};
use rstest::rstest;

use super::moved::{Bug, MovingBoard, keys, manifest};

fn explorer(bug: Option<Bug>) -> Explorer<MovingBoard> {
    Explorer::new(move |tenant| async move { MovingBoard::start(keys(&tenant), bug).await })
        .version("on Connect", |board| board.descriptor_url())
        .manifest("on Forge", manifest)
        .command(
            "open",
            |board| async move { board.open_incident("db-down") },
        )
        .same("sites", |board| async move { sites(&board) })
        .settings(Settings::default().installation_id_on_rename(false))
        .runtime(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .build()
        })
        .quiet(Duration::from_secs(60))
        .one_tenant()
}

/// What the board knows of each site, without what differs from life to life.
fn sites(board: &MovingBoard) -> String {
    let known = board.known_sites();
    let known = known.iter().filter_map(|name| board.site(name));
    let told = known.map(|site| {
        let halves = (site.connect.is_some(), site.installation_id.is_some());
        format!("{halves:?} {:?} {:?}", site.incidents, site.changed_pages)
    });
    told.collect::<Vec<_>>().join("; ")
}

#[rstest]
#[case::token_of_another_forge_app(Bug::AnyAudience, Rule::Forged)]
#[case::uninstalled_verified_with_the_wrong_keys(Bug::OneKeySet, Rule::Genuine)]
#[case::rename_forgets_the_installation(Bug::ForgetsInstallation, Rule::RoundTrip)]
#[case::unknown_event_answered_with_501(Bug::RefusesUnknownEvents, Rule::Crash)]
fn a_bug_of_the_move_is_found_and_its_story_is_none_of_the_careful_board(
    #[case] bug: Bug,
    #[case] rule: Rule,
) {
    let explored = explorer(Some(bug)).plain().lives(400).run();
    let found = explored.found().unwrap_or_else(|| panic!("{explored}"));
    assert!(found.steps() <= 5, "{explored}");
    assert_eq!(found.rule(), rule, "{explored}");
    let careful = explorer(None).replay(found.line());
    careful.assert_passed();
}

#[test]
fn the_careful_board_survives_the_move() {
    let explored = explorer(None).lives(60).run();
    let coverage = explored.coverage().clone();
    explored.assert_passed();
    assert!(coverage.pair("install", "move-to-forge") > 5, "{coverage}");
}
