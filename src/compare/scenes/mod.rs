//! What only a tenant can be asked: scenes with an app that is installed, called, and calls back.

mod acting;
mod calls;
mod content;
mod data;
mod descriptors;
mod former;
mod install;
mod joins;
mod limits;
mod loads;
mod neighbours;
mod payloads;
mod scene;
mod signing;
mod stage;
mod verdicts;

pub(super) use scene::Scene;
pub(super) use stage::{Pair, Seen, Stage};
pub(super) use verdicts::{ALL as VERDICTS, Verdict};

/// All scenes, by what they are about.
pub(super) fn tables() -> Vec<&'static [Scene]> {
    vec![
        acting::SCENES,
        calls::SCENES,
        content::SCENES,
        data::SCENES,
        descriptors::SCENES,
        former::SCENES,
        install::SCENES,
        joins::SCENES,
        limits::SCENES,
        loads::SCENES,
        neighbours::SCENES,
        payloads::SCENES,
        signing::SCENES,
    ]
}
