//! The fixed list of probes.

mod modules;
mod paths;
mod properties;
mod reads;
mod rest;
mod tokens;

use super::probe::Probe;

/// All of them, those that only read first.
pub(super) fn all() -> Vec<Probe> {
    [
        reads::all(),
        tokens::all(),
        paths::all(),
        rest::all(),
        properties::all(),
        modules::all(),
    ]
    .concat()
}
