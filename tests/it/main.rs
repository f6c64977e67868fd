//! The tenant seen from outside: every test over real HTTP, all in one binary.

#[path = "../../examples/incident_board/mod.rs"]
mod incident_board;
mod scripted_app;

mod authentication;
mod bad_app;
mod bad_descriptor;
mod bad_requests;
mod dynamic_modules;
mod examples;
mod install;
mod lifecycle;
mod log;
mod runtimes;
mod settings;
mod translations;
