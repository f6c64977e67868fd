//! What judges apps, judged: a careful app fails nothing, and each bug is found by the check that is meant for it.

mod board;
mod findings;
mod forms;
#[path = "../../examples/incident_board/mod.rs"]
mod incident_board;
mod judged;
mod moved;
#[path = "../../examples/moving_board/mod.rs"]
mod moving_board;
mod mutants;
#[path = "../stories/page.rs"]
#[allow(dead_code)]
mod page;
mod remote;
#[path = "../it/scripted_app.rs"]
mod scripted_app;
