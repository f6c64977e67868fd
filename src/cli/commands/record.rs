//! `mockfluence record` and `mockfluence replay`: a life between a host and an app, written down and played again.

use std::process::ExitCode;

use mockfluence::RequestLog;
use mockfluence::compare::{Recording, replay};

use super::ask::Run;
use super::failure::{Ended, Failure, unless};
use crate::cli::ending::told_to_end;
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Stands between a host and an app until it is told to end, by Ctrl-C. The app's own base URL, and the\n\
                  baseUrl of its descriptor, are the address that is printed; the app calls the site by what\n\
                  `installed` brings. Secrets and tokens are in no file."
)]
pub(in crate::cli) struct Record {
    /// The base URL of the host, e.g. http://127.0.0.1:8080/wiki
    #[arg(long, value_name = "URL")]
    site: String,
    /// Where the app is
    #[arg(long, value_name = "URL")]
    app: String,
    /// The port at which the host calls the app; a free one by default
    #[arg(
        long,
        value_name = "PORT",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: u16,
    /// The port at which the app calls the host; a free one by default
    #[arg(
        long,
        value_name = "PORT",
        default_value_t = 0,
        hide_default_value = true
    )]
    site_port: u16,
    /// Writes the log as JSON into this file
    #[arg(long, value_name = "FILE")]
    out: String,
    /// Writes an HTTP archive, too
    #[arg(long, value_name = "FILE")]
    har: Option<String>,
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    Ok(runtime.map_err(|error| format!("no runtime: {error}"))?)
}

fn write(file: &str, text: &str) -> Result<(), Failure> {
    let written = std::fs::write(file, text);
    written.map_err(|error| Failure::NotUnderstood(format!("{file} cannot be written: {error}")))
}

fn in_json(log: &RequestLog) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(log).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

impl Run for Record {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        runtime()?.block_on(async {
            // What cannot be written is told before there is something to lose.
            for file in [Some(&self.out), self.har.as_ref()].into_iter().flatten() {
                write(file, "")?;
            }
            let ports = (self.port, self.site_port);
            let recording = Recording::start(&self.site, &self.app, ports).await;
            let recording = recording.map_err(|error| error.to_string())?;
            let (app, site) = (recording.app_url(), recording.site_url());
            output::print_line(&format!("the app is at {app}\nthe site is at {site}"))?;
            told_to_end().await;
            let log = recording.log();
            write(&self.out, &in_json(&log)?)?;
            if let Some(file) = &self.har {
                write(file, &log.har().to_string())?;
            }
            Ok(ExitCode::SUCCESS)
        })
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The file is a log as JSON, of `record` or of `mockfluence log --format json`, or an HTTP archive, also\n\
                  of a browser or another proxy. Tokens are signed anew; the app finds the keys of installs at\n\
                  http://127.0.0.1:PORT/keys. Exit status: 0 as recorded; 1 otherwise."
)]
pub(in crate::cli) struct Replay {
    /// What was recorded
    file: String,
    /// Where the app is
    #[arg(long, value_name = "URL")]
    app: String,
    /// The port at which the host of the file answers; a free one by default
    #[arg(
        long,
        value_name = "PORT",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: u16,
    /// Writes the log of the replay as JSON into this file
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

impl Run for Replay {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let text = std::fs::read_to_string(&self.file);
        let text = text.map_err(|error| format!("{} cannot be read: {error}", self.file))?;
        let played = runtime()?.block_on(replay(&text, &self.app, self.port));
        let played = played.map_err(|error| error.to_string())?;
        if let Some(file) = &self.out {
            write(file, &in_json(&played.log)?)?;
        }
        output::print_line(&played.log.to_string())?;
        for told in played.not_played.iter().chain(&played.differences) {
            output::complain(told);
        }
        Ok(ExitCode::from(unless(played.differences.is_empty())))
    }
}
