//! The bugs that the board of edits can be started with, each with the check that is meant to find it.

use crate::board::Bug;

macro_rules! bugs {
    ($($name:literal => $check:literal,)*) => {
        /// Bug against check.
        pub(crate) const BUGS: &[Bug] = &[$(Bug { name: $name, check: $check },)*];
    };
}

bugs! {
    // What is forgotten of a page's call.
    "board:token" => "invoke.forged.unsigned",
    "board:garbage" => "invoke.forged.garbage",
    "board:signature" => "invoke.forged.signature",
    "board:none-algorithm" => "invoke.forged.none-algorithm",
    "board:algorithm" => "invoke.forged.public-key-as-secret",
    "board:unknown-kid" => "invoke.forged.unknown-kid",
    "board:kid" => "invoke.forged.no-kid",
    "board:expiry" => "invoke.forged.expired",
    "board:missing-expiry" => "invoke.forged.no-expiry",
    "board:not-before" => "invoke.forged.not-yet-valid",
    "board:issuer" => "invoke.forged.unknown-issuer",
    "board:missing-issuer" => "invoke.forged.no-issuer",
    "board:audience" => "invoke.forged.audience",
    "board:missing-audience" => "invoke.forged.no-audience",
    "board:query" => "invoke.forged.in-query",
    "board:connect-token" => "invoke.forged.connect-token",
    "board:installations" => "invoke.forged.mixed-installations",
    "board:sites" => "invoke.forged.mixed-sites",
    // Of events.
    "edits:token" => "trigger.forged.unsigned",
    "edits:audience" => "trigger.forged.other-app",
    "edits:signature" => "trigger.forged.changed-claims",
    "edits:context-token" => "trigger.forged.forge-context-token",
    "edits:expiry" => "trigger.forged.expired",
    // Of the app's own life.
    "life:token" => "forge-installed.forged.unsigned",
    "life:signature" => "forge-installed.forged.key",
    "life:audience" => "forge-installed.forged.audience",
    "life:no-installation" => "forge-installed.forged.no-installation",
    "leave:token" => "pre-uninstall.forged.unsigned",
    "leave:audience" => "pre-uninstall.forged.other-app",
    // Of a schedule.
    "sync:token" => "schedule.forged.garbage",
    "sync:none-algorithm" => "schedule.forged.none-algorithm",
    // Of keys.
    "key-set-read-once" => "move.key-rotation",
    "no-key-no-check" => "move.forged.key-set-down",
    // Of its life.
    "refuses-unknown-events" => "move.takes-its-calls",
    "an-event-comes-once" => "move.event-twice",
    "upgrade-is-unknown" => "move.major-upgrade",
    "one-key-set" => "move.connect-uninstalled",
    "uninstalled-comes-last" => "move.uninstalled-first",
    "no-way-back" => "move.reinstall",
    "filed-under-the-installation" => "move.installation-id",
    "board:licence" => "move.contract-2026-11",
    "asks-the-gateway-for-ever" => "rest.always-503",
}
