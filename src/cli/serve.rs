//! `mockfluence serve`: tenants for a backend in any language.

use std::process::ExitCode;

use clap::Args;
use mockfluence::{Settings, Tenant};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port of the first tenant; a free one by default, and for all others.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// A tenant's name; may be given several times.
    #[arg(long = "tenant", default_value = "acme")]
    tenants: Vec<String>,
    /// What clientKeys and secrets derive from, beside the name.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// A JSON file of settings; the fields are those of `mockfluence::Settings`.
    #[arg(long)]
    settings: Option<std::path::PathBuf>,
    /// Ends when standard input closes: no orphans in CI.
    #[arg(long)]
    exit_with_parent: bool,
}

impl Serve {
    pub(super) fn run(&self) -> ExitCode {
        let ended = self.settings().and_then(|settings| {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build();
            let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
            let ended = runtime.block_on(self.serve(settings));
            // A read of standard input cannot be called off; the process ends without it.
            runtime.shutdown_background();
            ended
        });
        match ended {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("{why}");
                ExitCode::from(2)
            }
        }
    }

    fn settings(&self) -> Result<Settings, String> {
        let Some(file) = &self.settings else {
            return Ok(Settings::default());
        };
        let named = |error: String| format!("--settings {}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| named(error.to_string()))?;
        serde_json::from_str(&text).map_err(|error| named(error.to_string()))
    }

    async fn serve(&self, settings: Settings) -> Result<(), String> {
        let mut tenants = Vec::new();
        for (place, name) in self.tenants.iter().enumerate() {
            let port = if place == 0 { self.port } else { 0 };
            let builder = Tenant::builder().name(name).seed(self.seed).port(port);
            let started = builder.settings(settings.clone()).try_start();
            let failed = |error| format!("tenant `{name}` cannot listen on port {port}: {error}");
            tenants.push(started.map_err(failed)?);
        }
        println!("{}", ready(&tenants));
        self.until_told().await
    }

    async fn until_told(&self) -> Result<(), String> {
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |error: std::io::Error| format!("no signals: {error}");
        let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            () = parent_gone(), if self.exit_with_parent => {}
        }
        Ok(())
    }
}

async fn parent_gone() {
    let mut nowhere = tokio::io::sink();
    let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut nowhere).await;
}

/// The first tenant in the fields of the line; all of them in a list where there are several.
fn ready(tenants: &[Tenant]) -> Value {
    let of = |tenant: &Tenant| {
        json!({
            "baseUrl": tenant.base_url(), "keysUrl": tenant.keys_url(), "tenant": tenant.name()
        })
    };
    let mut line = tenants.first().map_or(json!({}), of);
    line["controlUrl"] = Value::Null;
    line["pid"] = std::process::id().into();
    if tenants.len() > 1 {
        line["tenants"] = tenants.iter().map(of).collect();
    }
    line
}
