//! A whole life with known secrets, and every output searched for them: whole, in part, encoded.
//!
//! In a process of its own, as it listens to `tracing`.

#[path = "../it/scripted_app.rs"]
mod scripted_app;

mod calls;
#[cfg(feature = "forge")]
mod forge;
mod life;
mod search;
mod traced;

use life::Life;
use search::Search;
use traced::Lines;

#[tokio::test(flavor = "current_thread")]
async fn no_output_has_a_secret_or_a_part_of_one() {
    let (lines, default) = Lines::told("trace");
    let mut life = Life::lived().await;
    drop(default);
    let traced = lines.text();
    assert!(traced.contains("mockfluence: begun id="), "{traced}");
    life.show("tracing", traced);
    assert!(life.secrets.len() >= 20 && life.outputs.len() >= 35);
    let search = Search::of(&life.secrets);
    let mut found = Vec::new();
    for (name, output) in &life.outputs {
        found.extend(search.find(output).map(|what| format!("{name}: {what}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}
