//! The bug stories that developers told, sixteen of Connect and eight of the move to Forge: each against a careless backend, which
//! has the bug, and a careful one, which has not. The pages in `src/cookbook/stories` tell them.

mod backend;
#[cfg(feature = "forge")]
mod every_forge_host;
#[cfg(all(feature = "explore", feature = "forge"))]
mod explored;
#[cfg(all(feature = "explore", feature = "forge"))]
mod found_by_the_explorer;
#[cfg(all(feature = "explore", feature = "forge"))]
mod found_on_forge;
mod handlers;
mod host_client;
#[cfg(feature = "forge")]
mod moved;
#[cfg(feature = "forge")]
#[path = "../../examples/moving_board/mod.rs"]
mod moving_board;
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
#[cfg(feature = "forge")]
mod s17_token_of_another_forge_app;
#[cfg(feature = "forge")]
mod s18_installed_read_without_verifying;
#[cfg(feature = "forge")]
mod s19_uninstalled_verified_with_the_wrong_keys;
#[cfg(feature = "forge")]
mod s20_rename_forgets_the_forge_installation;
#[cfg(feature = "forge")]
mod s21_licence_field_renamed;
#[cfg(feature = "forge")]
mod s22_data_filed_by_installation_id;
#[cfg(feature = "forge")]
mod s23_unknown_event_answered_with_501;
#[cfg(feature = "forge")]
mod s24_token_of_installed_kept;
