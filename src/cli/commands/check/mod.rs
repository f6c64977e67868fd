//! `mockfluence check`: judges an app.

mod explore;
mod moved;
mod network;
mod options;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use mockfluence::binary_support::{battery, builder};
use mockfluence::check::{Battery, Finding, Report};
use mockfluence::{DescriptorSource, Tenant};

use self::network::Neighbours;
use self::options::{Baseline, Form};
use super::ask::Run;
use super::failure::{Ended, Failure, NOT_UNDERSTOOD, REFUSED};
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The app must trust this run: start it with the key host of --port N, http://127.0.0.1:N/keys, or that of any\n\
                  `mockfluence serve`, as all sign with one key; or with --look-alike and the variables that it prints.\n\
                  `mockfluence check --list` names the checks; what each finds is told in the cookbook, page `findings`.\n\
                  Exit status: 0 nothing failed, 1 something did, 2 the app could not be judged."
)]
pub(in crate::cli) struct Check {
    /// The URL of the app's descriptor, or a file
    #[arg(required_unless_present = "list")]
    descriptor: Option<String>,
    /// The app is called there, whatever its descriptor says
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    moved: moved::Moved,
    /// Lists the checks, and judges nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    which: options::Which,
    /// How the report is printed
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Writes the report into a file, in place of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
    /// A file of checks that are known to fail, one a line; what follows a # is for readers
    #[arg(long, value_name = "FILE", value_parser = options::baseline)]
    baseline: Option<Baseline>,
    /// The port of the key host of this run; without it the app asks another, as that of a running server
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// What the sites' clientKeys and secrets derive from
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    seed: u64,
    /// How many checks go on at once
    #[arg(long, value_name = "N", default_value_t = 12)]
    at_once: usize,
    /// How long one check may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 40)]
    deadline: u64,
    /// Waits so many seconds for the app to serve its descriptor: for one that is started with what this prints
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 0,
        hide_default_value = true
    )]
    wait: u64,
    /// Says nothing on standard error while it runs
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    network: network::Options,
    #[command(flatten)]
    explore: explore::Explore,
}

impl Run for Check {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        if self.list {
            return options::list(&self.which);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
        if self.explore.explore {
            return self.explore(&runtime);
        }
        let (format, output) = (self.format, self.output.clone());
        let judged = runtime.block_on(self.judge());
        // What an app has left open ends with the process.
        runtime.shutdown_background();
        let Some(report) = judged? else {
            return Ok(ExitCode::from(NOT_UNDERSTOOD));
        };
        let text = format.of(&report)?;
        match output {
            None => output::print(&text)?,
            Some(file) => std::fs::write(&file, text)
                .map_err(|error| format!("{} cannot be written: {error}", file.display()))?,
        }
        Ok(ExitCode::from(if report.passed() { 0 } else { REFUSED }))
    }
}

impl Check {
    /// The report; nothing where the app cannot be judged, which is told by then.
    async fn judge(self) -> Result<Option<Report>, Failure> {
        let given = self.descriptor.clone().unwrap_or_default();
        let source = self.source(&given);
        let manifest = self.moved.manifest()?;
        let keys = self.key_host()?;
        let neighbours = self.network.start()?;
        self.wait_for(&given).await;
        let mut battery = self.battery(source, keys.as_ref(), &neighbours);
        if let Some(manifest) = manifest {
            battery = battery.manifest(manifest);
        }
        match battery.await {
            Ok(report) => Ok(Some(report)),
            Err(error) => {
                output::complain(&error.to_string());
                Ok(None)
            }
        }
    }

    fn source(&self, from: &str) -> DescriptorSource {
        let source = match from.contains("://") {
            true => DescriptorSource::from(from),
            false => DescriptorSource::file(from),
        };
        match &self.base_url {
            Some(url) => source.with_base_url(url),
            None => source,
        }
    }

    /// What `--explore` does in place of checks.
    fn explore(&self, runtime: &tokio::runtime::Runtime) -> Ended {
        self.network.refuse_for_explore()?;
        let descriptor = self.descriptor.as_deref().unwrap_or_default();
        let within = runtime.enter();
        let keys = self.key_host()?;
        drop(within);
        runtime.block_on(self.wait_for(descriptor));
        let ended = self.explore.run(&explore::Given {
            source: &|from| self.source(from),
            descriptor,
            manifest: self.moved.manifest()?,
            seed: self.seed,
            at_once: self.at_once,
            quiet: self.quiet,
            form: self.format,
            output: self.output.clone(),
        });
        drop(keys);
        ended
    }

    /// The tenant that answers for keys, where a port was given for it.
    fn key_host(&self) -> Result<Option<Tenant>, Failure> {
        let Some(port) = self.port else {
            return Ok(None);
        };
        let keys = builder().name("key-host").port(port).try_start();
        let keys = keys.map_err(|error| format!("--port {port}: {error}"))?;
        if !self.quiet {
            output::complain(&format!("the key host of this run is {}", keys.keys_url()));
        }
        Ok(Some(keys))
    }

    /// Until the app serves its descriptor, or the time is over: what is wrong then, the run says.
    async fn wait_for(&self, url: &str) {
        let end = Instant::now() + Duration::from_secs(self.wait.min(3600));
        while Instant::now() < end {
            let url = url.to_owned();
            let read = tokio::task::spawn_blocking(move || super::validate::read(&url));
            if matches!(read.await, Ok(Ok(_))) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn battery(
        self,
        source: DescriptorSource,
        keys: Option<&Tenant>,
        neighbours: &Neighbours,
    ) -> Battery {
        let mut battery = self
            .which
            .choose(battery(source))
            .seed(self.seed)
            .at_once(self.at_once)
            .deadline(Duration::from_secs(self.deadline.clamp(1, 3600)));
        if let Some(Baseline(known)) = self.baseline {
            battery = battery.baseline(known);
        }
        if let Some(keys) = keys {
            battery = battery.key_host(keys);
        }
        if !self.quiet {
            battery = battery.on_progress(tell);
        }
        neighbours.settle(battery)
    }
}

/// What failed, as it comes, and now and then how far it is.
fn tell(done: usize, of: usize, finding: &Finding) {
    let id = finding.check().id();
    if finding.verdict().is_failed() {
        let severity = finding.check().severity();
        output::complain(&format!("{done}/{of}  {id} failed ({severity})"));
    } else if done.is_multiple_of(50) || done == of {
        output::complain(&format!("{done}/{of}"));
    }
}
