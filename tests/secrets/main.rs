//! A whole life with known secrets, and every output searched for them: whole, in part, encoded.
//!
//! In a process of its own, as it listens to `tracing`.

#[path = "../it/scripted_app.rs"]
mod scripted_app;

mod calls;
mod life;
mod search;

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use life::Life;
use search::Search;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test(flavor = "current_thread")]
async fn no_output_has_a_secret_or_a_part_of_one() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("trace"))
        .with_writer(lines.clone())
        .without_time()
        .with_ansi(false)
        .finish();
    let default = tracing::subscriber::set_default(subscriber);
    let mut life = Life::lived().await;
    drop(default);
    let traced = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
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
