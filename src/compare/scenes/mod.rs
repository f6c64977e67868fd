//! What only a tenant can be asked: scenes with an app that is installed, called, and calls back.

mod acting;
mod calls;
mod content;
mod data;
mod descriptors;
mod forge_calls;
mod forge_life;
mod former;
mod install;
mod joins;
mod limits;
mod loads;
mod neighbours;
mod on_forge;
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
        forge_calls::SCENES,
        forge_life::SCENES,
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
