//! `mockfluence compare`: a real site against a tenant, or two settings against each other.

use std::io::{BufRead, IsTerminal, Read};
use std::process::ExitCode;
use std::time::Duration;

use mockfluence::Settings;
use mockfluence::binary_support::outside_text;
use mockfluence::compare::{Comparison, LeftBehind, RealSite, compare};
use mockfluence::descriptor::Descriptor;

use super::ask::Run;
use super::failure::{Ended, Failure, unless};
use super::format::{How, say};
use super::removing::Given;
use crate::cli::contract::wording::plainly;
use crate::cli::ending::told_to_end;
use crate::cli::output;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Says what it will send, and asks. It only reads unless --write is given; what it writes it removes\n\
                  again, also when it is interrupted. The secret is read from a variable or from standard input,\n\
                  and is in no output.\n\
                  Exit status: 0 no difference; 1 differences, or something left behind; 2 not understood, or not reached.\n\
                  With --tenant-settings twice no site is asked: two settings are held against each other."
)]
pub(in crate::cli) struct Compare {
    /// The base URL of the site, e.g. https://acme.atlassian.net/wiki
    #[arg(
        long,
        value_name = "URL",
        required_unless_present = "tenant_settings",
        requires = "app_key"
    )]
    site: Option<String>,
    /// The app's key
    #[arg(long, value_name = "KEY")]
    app_key: Option<String>,
    /// The variable that holds the sharedSecret; without it, it is read from standard input
    #[arg(long, value_name = "NAME")]
    secret_env: Option<String>,
    /// The site's clientKey, to be the audience of the tokens
    #[arg(long, value_name = "KEY")]
    client_key: Option<String>,
    /// The descriptor with which the app is installed there
    #[arg(long, value_name = "FILE")]
    descriptor: Option<String>,
    /// Registers modules and writes properties, too, and removes them
    #[arg(long)]
    write: bool,
    /// Only reads, which is so unless --write is given
    #[arg(long, conflicts_with = "write")]
    read_only: bool,
    /// Meets the limit of dynamic modules, too
    #[arg(long, requires = "write")]
    limit: bool,
    /// Does not ask before it sends
    #[arg(long)]
    yes: bool,
    /// The most requests in a second
    #[arg(long, value_name = "NUMBER", default_value_t = 2.0)]
    rate: f64,
    /// A file of certificates (PEM) to trust beside the public ones
    #[arg(long, value_name = "FILE")]
    trust: Option<String>,
    /// The proxy that leads to the site, e.g. http://127.0.0.1:3128
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    /// The tenant's settings; twice, and the two are held against each other
    #[arg(long, value_name = "FILE")]
    tenant_settings: Vec<String>,
    /// Writes what was found into this file, which has nothing of the site but how it answered
    #[arg(long, value_name = "FILE", requires = "site")]
    evidence: Option<String>,
    /// Removes what an earlier comparison left on the site, and does nothing else
    #[arg(long, requires = "site", conflicts_with_all = ["write", "evidence"])]
    clean_up: bool,
    #[command(flatten)]
    how: How,
}

impl Run for Compare {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let settings = self.tenant_settings.iter().map(|file| settings(file));
        let settings = settings.collect::<Result<Vec<Settings>, Failure>>()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
        match (self.site.clone(), &settings[..]) {
            (None, [one, other]) => {
                let drift = runtime.block_on(compare(one, other));
                say(self.how.format, &drift, drift.to_string())?;
                let same = drift.differences.is_empty() && drift.unseen.is_empty();
                Ok(ExitCode::from(unless(same)))
            }
            (Some(site), [] | [_]) => {
                let comparison = self.comparison(&site, settings.first())?;
                match self.clean_up {
                    true => runtime.block_on(self.removed(&site, &comparison)),
                    false => runtime.block_on(self.compared(&site, comparison)),
                }
            }
            _ => Err(Failure::NotUnderstood(
                "--tenant-settings is given once beside --site, or twice without it".into(),
            )),
        }
    }
}

fn read(file: &str) -> Result<String, Failure> {
    let unread = |why: String| Failure::NotUnderstood(format!("{file} cannot be read: {why}"));
    let bytes = std::fs::read(file).map_err(|error| unread(error.to_string()))?;
    let text = outside_text(&bytes).map_err(|_| unread("it is not UTF-8".into()))?;
    Ok(text.to_owned())
}

fn settings(file: &str) -> Result<Settings, Failure> {
    let read = serde_json::from_str(&read(file)?);
    read.map_err(|error| Failure::NotUnderstood(format!("{file}: {}", plainly(error))))
}

impl Compare {
    fn comparison(&self, site: &str, settings: Option<&Settings>) -> Result<Comparison, Failure> {
        let misfit = |error: mockfluence::compare::SiteMisfit| error.to_string();
        let key = self.app_key.clone().unwrap_or_default();
        let mut real = RealSite::new(site, key, self.secret()?).map_err(misfit)?;
        if !(0.01..=50.0).contains(&self.rate) {
            return Err(Failure::NotUnderstood(
                "--rate is a number from 0.01 to 50".into(),
            ));
        }
        real = real.pause(Duration::from_secs_f64(1.0 / self.rate));
        if let Some(key) = &self.client_key {
            real = real.client_key(key);
        }
        if let Some(file) = &self.descriptor {
            let descriptor = Descriptor::parse(&read(file)?);
            let descriptor = descriptor.map_err(|error| format!("{file}: {}", error.message()))?;
            if Some(descriptor.key()) != self.app_key.as_deref() {
                let why = format!("{file} is the descriptor of `{}`", descriptor.key());
                return Err(Failure::NotUnderstood(why));
            }
            real = real.descriptor(descriptor);
        }
        if let Some(file) = &self.trust {
            real = real.trust_certificates(&read(file)?).map_err(misfit)?;
        }
        if let Some(url) = &self.proxy {
            real = real.proxy(url).map_err(misfit)?;
        }
        let comparison = Comparison::new(real).writing(self.write).limits(self.limit);
        Ok(match settings {
            Some(settings) => comparison.settings(settings.clone()),
            None => comparison,
        })
    }

    fn secret(&self) -> Result<String, Failure> {
        if let Some(name) = &self.secret_env {
            let value = std::env::var(name);
            return value.map_err(|_| {
                Failure::NotUnderstood(format!("the variable {name} is not set, or is no text"))
            });
        }
        if std::io::stdin().is_terminal() {
            let why =
                "the secret is needed: --secret-env with the name of a variable, or standard input";
            return Err(Failure::NotUnderstood(why.into()));
        }
        let mut text = String::new();
        let input = std::io::stdin()
            .lock()
            .take(10_000)
            .read_to_string(&mut text);
        input.map_err(|error| format!("standard input cannot be read: {error}"))?;
        Ok(text)
    }

    async fn compared(&self, site: &str, comparison: Comparison) -> Ended {
        output::complain(&comparison.plan().to_string());
        if !self.yes && !agreed()? {
            return Err(Failure::NotUnderstood("nothing was sent".into()));
        }
        let told = async {
            told_to_end().await;
            output::complain("ending: what was made on the site is removed first");
        };
        let report = comparison.run_until(told).await;
        let report = report.map_err(|error| error.to_string())?;
        if let Some(file) = &self.evidence {
            let written = std::fs::write(file, report.evidence_of_today().to_text());
            written.map_err(|error| format!("{file} cannot be written: {error}"))?;
        }
        say(self.how.format, &report, report.to_string())?;
        self.tell_left(site, &report.left_behind);
        let well = report.differences.is_empty() && report.stopped.is_none();
        Ok(ExitCode::from(unless(
            well && report.left_behind.is_empty(),
        )))
    }

    async fn removed(&self, site: &str, comparison: &Comparison) -> Ended {
        let left = comparison
            .clean_up()
            .await
            .map_err(|error| error.to_string())?;
        let words = match left.is_empty() {
            true => "what was left is removed".to_owned(),
            false => left.to_string(),
        };
        say(self.how.format, &left, words)?;
        self.tell_left(site, &left);
        Ok(ExitCode::from(unless(left.is_empty())))
    }

    fn tell_left(&self, site: &str, left: &LeftBehind) {
        if left.is_empty() {
            return;
        }
        let given = Given {
            site,
            app_key: self.app_key.as_deref(),
            client_key: self.client_key.as_deref(),
            secret_env: self.secret_env.as_deref(),
            trust: self.trust.as_deref(),
            proxy: self.proxy.as_deref(),
        };
        output::complain(&format!("remove it by: {}", given.command()));
    }
}

/// What somebody at the terminal says.
fn agreed() -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        let why = "nobody is there to be asked: --yes sends without asking";
        return Err(Failure::NotUnderstood(why.into()));
    }
    output::complain("Send it? [y/N]");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
