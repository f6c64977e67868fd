//! The tenant seen from outside: every test over real HTTP, all in one binary.

// Each example brings its own copy of the app, as it must stand alone.
#![allow(clippy::duplicate_mod)]

#[cfg(feature = "content")]
mod access_token;
#[cfg(feature = "content")]
mod acting;
mod app;
#[cfg(feature = "compare")]
mod asking_app;
#[path = "../../examples/incident_board/mod.rs"]
mod incident_board;
mod raw;
mod scripted_app;

mod app_data;
mod app_refuses;
mod app_requests;
#[cfg(feature = "attachments")]
mod attachments;
#[cfg(feature = "attachments")]
mod attachments_v2;
mod bad_app;
mod bad_descriptor;
mod bad_requests;
mod base_urls;
mod callback_faults;
mod calling_back;
#[cfg(feature = "forge")]
mod captured_tokens;
#[cfg(feature = "compare")]
mod compare;
#[cfg(feature = "compare")]
mod compare_leaks;
#[cfg(feature = "compare")]
mod compare_names;
#[cfg(feature = "compare")]
mod compare_release;
#[cfg(feature = "content")]
mod content;
mod descriptor_sources;
#[cfg(feature = "stubs")]
mod edge;
#[cfg(feature = "rstest")]
mod every_host;
mod examples;
#[cfg(feature = "content")]
mod expands;
mod expectations;
mod failure_report;
#[cfg(feature = "stubs")]
mod fallback;
mod fault_values;
mod faults;
mod foreign_texts;
#[cfg(feature = "forge")]
mod forge_apps;
#[cfg(feature = "forge")]
mod forge_backend;
#[cfg(all(feature = "content", feature = "forge"))]
mod forge_events;
#[cfg(feature = "forge")]
mod forge_gateway;
#[cfg(feature = "forge")]
mod forge_modules;
#[cfg(feature = "forge")]
mod forge_move;
#[cfg(feature = "forge")]
mod forge_recovery;
#[cfg(feature = "forge")]
mod forge_refusals;
#[cfg(feature = "forge")]
mod forge_remote;
#[cfg(feature = "forge")]
mod forge_retries;
#[cfg(feature = "forge")]
mod forge_uninstalls;
mod forge_updates;
mod forgeries;
#[cfg(feature = "stubs")]
mod former_address;
#[cfg(feature = "content")]
mod gone;
mod host_names;
mod hosts;
#[cfg(feature = "content")]
mod included;
mod install;
mod invocation_keys;
#[cfg(feature = "content")]
mod kept_tokens;
mod keys;
mod left_disabled;
mod left_over;
mod lifecycle;
mod likely;
mod limits;
#[cfg(feature = "content")]
mod lists;
mod log;
mod log_bound;
mod log_commands;
mod log_facts;
#[cfg(all(feature = "content", feature = "forge"))]
mod log_forge;
#[cfg(feature = "look-alike")]
mod look_alike;
#[cfg(feature = "content")]
mod masks;
mod mistakes;
mod module_loads;
mod module_reach;
mod module_urls;
#[cfg(feature = "content")]
mod module_variables;
mod neighbours;
mod nonsense;
#[cfg(feature = "content")]
mod not_served;
mod oauth;
#[cfg(feature = "attachments")]
mod one_log;
mod outside_texts;
#[cfg(feature = "content")]
mod page_requests;
mod people;
#[cfg(feature = "content")]
mod permissions;
#[cfg(feature = "compare")]
mod recorded;
mod registrations;
mod repeat;
#[cfg(feature = "stubs")]
mod respond;
#[cfg(feature = "attachments")]
mod rest_spaces;
#[cfg(feature = "content")]
mod restricted;
mod routing;
mod runtimes;
mod scopes;
#[cfg(feature = "content")]
mod search;
mod settings;
mod shared_listener;
mod silence;
mod site_values;
mod slips;
#[cfg(feature = "content")]
mod spaces;
#[cfg(feature = "stubs")]
mod stubs;
mod tampered_tokens;
mod targets;
mod tenant_info;
mod token_checks;
mod translations;
#[cfg(feature = "content")]
mod tree;
#[cfg(feature = "content")]
mod unheard;
#[cfg(feature = "attachments")]
mod uploads;
mod upm;
#[cfg(feature = "content")]
mod user_lists;
mod user_lookup;
#[cfg(feature = "content")]
mod user_properties;
mod waits;
mod webhooks;
#[cfg(feature = "stubs")]
mod who_may_ask;
#[cfg(feature = "attachments")]
mod whole_site;
