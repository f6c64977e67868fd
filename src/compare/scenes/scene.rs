//! `Scene`: what a scene is, and the macro by which a table has one.

use std::pin::Pin;

use super::stage::{Seen, Stage};

/// One scene, and the rows that it speaks to.
pub(in crate::compare) struct Scene {
    pub(in crate::compare) id: &'static str,
    pub(in crate::compare) rows: &'static [&'static str],
    pub(in crate::compare) play: fn(Stage) -> Pin<Box<dyn Future<Output = Seen> + Send>>,
}

/// A scene of an async function.
macro_rules! scene {
    ($id:literal, [$($row:literal),+], $play:path) => {
        $crate::compare::scenes::scene::Scene {
            id: $id,
            rows: &[$($row),+],
            play: |stage| Box::pin($play(stage)),
        }
    };
}
pub(super) use scene;
