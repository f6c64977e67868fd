//! The stories that an order of events alone brings about, found by the explorer without being told.

use std::time::Duration;

use mockfluence::explore::{Explorer, Rule};
use mockfluence::settings::Payload;
use mockfluence::{Settings, Tenant};
use rstest::rstest;

use super::backend::{APP_KEY, Backend, Habit, Stored};
use super::explored;

/// The backend, and the tenant of its life.
#[derive(Clone)]
struct Board {
    backend: Backend,
    tenant: Tenant,
}

impl Board {
    async fn start(tenant: Tenant, habit: Option<Habit>) -> Self {
        let backend = match habit {
            Some(habit) => Backend::careless(tenant.keys_url(), habit).await,
            None => Backend::careful(tenant.keys_url()).await,
        };
        Self { backend, tenant }
    }
}

fn explorer(habit: Option<Habit>) -> Explorer<Board> {
    Explorer::new(move |tenant| Board::start(tenant, habit))
        .version("1", |app| release(&app.backend, false, None))
        .version("2", |app| release(&app.backend, true, None))
        .version("3", |app| release(&app.backend, false, Some("monday")))
        .command("post monday", |app| async move {
            app.backend.post_notice("monday").await;
        })
        .command("post tuesday", |app| async move {
            app.backend.post_notice("tuesday").await;
        })
        .same("tenants", |app| async move { tenants(&app.backend) })
        .runtime(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .build()
        })
        .quiet(Duration::from_secs(60))
        .one_tenant()
        .plain()
        .without_event("import-site")
}

/// Releases a version, and gives its descriptor's URL.
fn release(backend: &Backend, broken: bool, fixed: Option<&str>) -> String {
    backend.release_broken(broken);
    backend.inner.memory().static_notice = fixed.map(str::to_owned);
    backend.descriptor_url()
}

/// What the backend keeps, without what differs from life to life.
fn tenants(backend: &Backend) -> String {
    let memory = backend.inner.memory();
    let told = |(_, tenant): (&String, &Stored)| {
        let on_forge = tenant.installation_id.is_some();
        format!("active: {}, on Forge: {on_forge}", tenant.active)
    };
    let told: Vec<String> = memory.tenants.iter().map(told).collect();
    told.join("; ")
}

/// What a story has besides: commands of its own, or another host.
fn explorer_of(story: Habit, careless: bool) -> Explorer<Board> {
    let explorer = explorer(careless.then_some(story));
    match story {
        Habit::StoresThenFails => explorer
            .command("a new secret without a database", |app| async move {
                app.backend.database_down(true);
                if let Some(installed) = app.tenant.app(APP_KEY) {
                    let _ = installed.rotate_secret().await;
                }
                app.backend.database_down(false);
            })
            // A backend without its database has nothing better to say than 500.
            .without(Rule::Crash),
        Habit::ForgetsInstallation => {
            let on_forge = Settings::default().payload(Payload::ConnectOnForge);
            explorer.settings(on_forge.installation_id_on_rename(false))
        }
        Habit::LeavesConnectModules => explorer
            .command("move to Forge", |app| async move {
                app.backend.move_to_forge().await;
            })
            .invariant(
                "nothing of Connect's is left after the move",
                |app| async move {
                    let left = app.backend.left_on_connect().await;
                    match left.is_empty() {
                        true => Ok(()),
                        false => Err(left.join(", ")),
                    }
                },
            ),
        _ => explorer,
    }
}

#[rstest]
#[case("03-modules-vanish-after-an-update", Habit::RegistersOnce)]
#[case("07-registered-too-early", Habit::RegistersInInstalled)]
#[case("08-installed-without-enabled", Habit::WaitsForEnabled)]
#[case("10-secret-stored-and-installed-failed", Habit::StoresThenFails)]
#[case("11-left-disabled-by-an-upgrade", Habit::BreaksTranslations)]
#[case("12-known-by-base-url", Habit::KnowsByBaseUrl)]
#[case("14-rename-without-installation-id", Habit::ForgetsInstallation)]
#[case("15-modules-left-behind-on-forge", Habit::LeavesConnectModules)]
fn a_bad_habit_is_found_and_its_story_is_none_of_the_careful_backend(
    #[case] page: &str,
    #[case] habit: Habit,
) {
    explored::found(page, &format!("{habit:?}"), |careless| {
        explorer_of(habit, careless)
    });
}

#[test]
fn an_app_that_expects_another_audience_is_told_of_at_once() {
    let habit = Habit::TwoBaseUrls;
    let explored = explorer(Some(habit)).lives(1).run();
    let why = explored.undecided().unwrap();
    let told = "the app cannot be installed, with nothing wrong";
    assert!(why.starts_with(told), "{why}");
    explored::told_at_once("13-another-audience", &format!("{habit:?}"), told);
}

#[test]
fn the_careful_backend_survives_plain_orders() {
    explorer(None).lives(40).run().assert_passed();
}
