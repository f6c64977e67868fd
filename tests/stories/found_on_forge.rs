//! The stories of the move to Forge that an order of events brings about, or a token that nobody should take, found by
//! the explorer without being told.

use std::time::Duration;

use mockfluence::explore::{Explorer, Rule};
use mockfluence::manifest::Manifest;
use mockfluence::settings::ForgeContract;
use mockfluence::{Licence, Settings, Tenant};
use rstest::rstest;

use super::explored;
use super::moved::{Bug, MovingBoard, keys, manifest};
use super::moving_board::MANIFEST;

/// The board, and the tenant of its life.
#[derive(Clone)]
struct Moving {
    board: MovingBoard,
    tenant: Tenant,
}

impl Moving {
    async fn start(tenant: Tenant, bug: Option<Bug>) -> Self {
        let board = MovingBoard::start(keys(&tenant), bug).await;
        Self { board, tenant }
    }

    /// Whether the front end is answered, where the board has moved.
    async fn shown_to_users(self) -> Result<(), String> {
        for app in self.tenant.forge_apps() {
            let seen = app.invoke("board").path("/forge/board").send().await;
            if seen.status() != Some(200) {
                return Err(format!("{:?}", seen.status()));
            }
        }
        Ok(())
    }
}

fn explorer(bug: Option<Bug>) -> Explorer<Moving> {
    Explorer::new(move |tenant| Moving::start(tenant, bug))
        .version("on Connect", |app| app.board.descriptor_url())
        .manifest("on Forge", |app| manifest(&app.board))
        .command(
            "open",
            |app| async move { app.board.open_incident("db-down") },
        )
        .same("sites", |app| async move { sites(&app.board) })
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

/// What a story has besides: commands and an invariant of its own, or another host.
fn explorer_of(story: Bug, careless: bool) -> Explorer<Moving> {
    let explorer = explorer(careless.then_some(story));
    match story {
        Bug::WantsIsActive => explorer
            .settings(Settings::default().forge_contract(ForgeContract::November2026))
            .command("buy", |app| async move {
                for app in app.tenant.forge_apps() {
                    app.set_licence(Licence::Active);
                }
            })
            .invariant("users see the board", |app| app.shown_to_users()),
        Bug::KeepsFirstToken => explorer.command("work at night", |app| async move {
            app.tenant.clock().advance(Duration::from_secs(5 * 60 * 60));
            app.board.work_at_night(&app.tenant.cloud_id()).await;
        }),
        // It takes a forger, and he is among the faults, which even the careful board does not stand.
        Bug::ReadsUnverified => return explorer.without(Rule::SameEnd),
        _ => explorer,
    }
    .plain()
}

#[rstest]
#[case("17-token-of-another-forge-app", Bug::AnyAudience)]
#[case("18-installed-read-without-verifying", Bug::ReadsUnverified)]
#[case("19-uninstalled-verified-with-the-wrong-keys", Bug::OneKeySet)]
#[case("20-rename-forgets-the-forge-installation", Bug::ForgetsInstallation)]
#[case("21-licence-field-renamed", Bug::WantsIsActive)]
#[case("22-data-filed-by-installation-id", Bug::FilesByInstallation)]
#[case("23-unknown-event-answered-with-501", Bug::RefusesUnknownEvents)]
#[case("24-token-of-installed-kept", Bug::KeepsFirstToken)]
fn a_bug_of_the_move_is_found_and_its_story_is_none_of_the_careful_board(
    #[case] page: &str,
    #[case] bug: Bug,
) {
    explored::found(page, &format!("{bug:?}"), |careless| {
        explorer_of(bug, careless)
    });
}

/// A manifest names its production, where nobody is to explore.
#[test]
fn a_manifest_that_is_put_nowhere_is_called_where_the_descriptor_says_that_the_app_is() {
    let in_production = |_: &Moving| Manifest::from_yaml(MANIFEST).unwrap();
    let explorer = explorer(Some(Bug::AnyAudience)).manifest("in production", in_production);
    let story = r#"install "on Connect"; move-to-forge "in production""#;
    let found = explorer.replay(story).found().map(|found| found.rule());
    assert_eq!(found, Some(Rule::Forged));
}

#[test]
fn the_careful_board_survives_the_move() {
    let explored = explorer(None).lives(60).run();
    let coverage = explored.coverage().clone();
    explored.assert_passed();
    assert!(coverage.pair("install", "move-to-forge") > 5, "{coverage}");
}
