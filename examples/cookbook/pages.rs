//! The test of each page of the cookbook; written by `just pages`.

mod acting_as_a_user;
mod app_properties;
mod attachments;
mod before_confluence;
mod conflicting_upgrade;
mod content_with_versions;
mod debug_a_qsh;
mod document_a_flow;
mod failing_tests;
mod flaky_tenant;
mod forged_tokens;
mod identifiers;
mod install_handler;
mod module_loads;
mod moving_from_hand_signed_mocks;
mod page_requests;
mod permissions;
mod production_descriptor;
mod reinstall;
mod rotated_secret;
mod scopes;
mod secrets_in_the_log;
mod stub_replies;
mod time;
mod waiting;
mod webhooks;
