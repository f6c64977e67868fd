//! The sixteen bug stories that Connect developers told: each against a careless backend, which
//! has the bug, and a careful one, which has not. The pages in `src/cookbook/stories` tell them.

mod backend;
mod handlers;
mod host_client;
mod page;
mod self_registration;
#[path = "../../examples/incident_board/tokens.rs"]
mod tokens;

/// What the token code shared with the example expects here.
mod descriptor {
    pub(crate) const APP_KEY: &str = "notice-board";
}

mod s01_macro_browser_shows_it_later;
mod s02_raw_i18n_key_as_name;
mod s03_modules_vanish_after_an_update;
mod s04_everything_registered_again;
mod s05_deleted_and_not_registered_again;
mod s06_silence_taken_for_no;
mod s07_registered_too_early;
mod s08_installed_without_enabled;
mod s09_disabled_after_uninstalled;
mod s10_secret_stored_and_installed_failed;
mod s11_left_disabled_by_an_upgrade;
mod s12_known_by_base_url;
mod s13_another_audience;
mod s14_rename_without_installation_id;
mod s15_modules_left_behind_on_forge;
mod s16_slow_install_task;
