//! How to do it: one page per task, and the bug stories that Connect developers told.
//!
//! Each page is held to a test of this crate: its lines and its log are what the test runs and
//! gives. [`fidelity`] says of every behaviour how we know it.

macro_rules! tasks {
    ($($name:ident)*) => {$(
        #[doc = include_str!(concat!(stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}

tasks! {
    install_handler forged_tokens judge_an_app findings production_descriptor reinstall identifiers conflicting_upgrade rotated_secret
    flaky_tenant waiting time failing_tests
    webhooks module_loads module_properties page_requests acting_as_a_user permissions scopes
    app_properties content_with_versions tree_and_lists search spaces users attachments site_file stub_replies
    document_a_flow secrets_in_the_log debug_a_qsh before_confluence compared_with_a_site record_and_replay moving_from_hand_signed_mocks
    other_languages containers many_tenants fidelity
}

#[cfg(feature = "forge")]
#[doc = include_str!("moving_to_forge.md")]
pub mod moving_to_forge {}

#[cfg(feature = "forge")]
#[doc = include_str!("forge_remote.md")]
pub mod forge_remote {}

#[cfg(feature = "forge")]
#[doc = include_str!("forge_apps.md")]
pub mod forge_apps {}

#[cfg(feature = "explore")]
#[doc = include_str!("every_order.md")]
pub mod every_order {}

#[cfg(feature = "look-alike")]
#[doc = include_str!("look_alike.md")]
pub mod look_alike {}

/// Bugs of real apps, each with the lines that reproduce it, the log they give, and the fix.
pub mod stories {
    macro_rules! pages {
        ($($name:ident = $file:literal;)*) => {$(
            #[doc = include_str!(concat!("stories/", $file, ".md"))]
            pub mod $name {}
        )*};
    }

    pages! {
        s01_macro_browser_shows_it_later = "01-macro-browser-shows-it-later";
        s02_raw_i18n_key_as_name = "02-raw-i18n-key-as-name";
        s03_modules_vanish_after_an_update = "03-modules-vanish-after-an-update";
        s04_everything_registered_again = "04-everything-registered-again";
        s05_deleted_and_not_registered_again = "05-deleted-and-not-registered-again";
        s06_silence_taken_for_no = "06-silence-taken-for-no";
        s07_registered_too_early = "07-registered-too-early";
        s08_installed_without_enabled = "08-installed-without-enabled";
        s09_disabled_after_uninstalled = "09-disabled-after-uninstalled";
        s10_secret_stored_and_installed_failed = "10-secret-stored-and-installed-failed";
        s11_left_disabled_by_an_upgrade = "11-left-disabled-by-an-upgrade";
        s12_known_by_base_url = "12-known-by-base-url";
        s13_another_audience = "13-another-audience";
        s14_rename_without_installation_id = "14-rename-without-installation-id";
        s15_modules_left_behind_on_forge = "15-modules-left-behind-on-forge";
        s16_slow_install_task = "16-slow-install-task";
        s17_token_of_another_forge_app = "17-token-of-another-forge-app";
        s18_installed_read_without_verifying = "18-installed-read-without-verifying";
        s19_uninstalled_verified_with_the_wrong_keys = "19-uninstalled-verified-with-the-wrong-keys";
        s20_rename_forgets_the_forge_installation = "20-rename-forgets-the-forge-installation";
        s21_licence_field_renamed = "21-licence-field-renamed";
        s22_data_filed_by_installation_id = "22-data-filed-by-installation-id";
        s23_unknown_event_answered_with_501 = "23-unknown-event-answered-with-501";
        s24_token_of_installed_kept = "24-token-of-installed-kept";
    }
}
