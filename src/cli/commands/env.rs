//! `mockfluence env`: the lines that make an app trust the tenant.

use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::ask::Run;
use super::failure::{Ended, Failure, REFUSED};
use super::places::Site;
use super::remote::Remote;
use crate::cli::contract::Operation;
use crate::cli::control::routes;
use crate::cli::output;

/// The app's framework.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Framework {
    /// atlassian-connect-express
    Ace,
    /// atlassian-jwt with Flask
    Flask,
    /// atlassian-connect-play
    Play,
    /// atlassian-connect-spring-boot
    Spring,
    Other,
}

/// How the lines are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lines {
    /// For `eval` in a shell
    Sh,
    /// Without `export`
    Dotenv,
    Json,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Asks the running server for the tenant's addresses, unless --keys-url is given. Where a framework\n\
                  has no setting for the key host, the way out is said on standard error."
)]
pub(in crate::cli) struct Env {
    /// The app's framework
    #[arg(long = "for", value_name = "WHICH", value_enum, default_value_t = Framework::Other)]
    framework: Framework,
    /// How the lines are printed
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Lines::Sh)]
    format: Lines,
    /// The app's own base URL
    #[arg(long, value_name = "URL", default_value = "http://localhost:3000")]
    app_url: String,
    /// Instead of asking a running server
    #[arg(long, value_name = "URL")]
    keys_url: Option<String>,
    #[command(flatten)]
    site: Site,
}

impl Run for Env {
    fn operations() -> Vec<&'static str> {
        vec![routes::ListTenants::NAME]
    }

    fn run(self) -> Ended {
        let keys_url = match &self.keys_url {
            Some(url) => url.clone(),
            None => self.asked()?,
        };
        let (lines, advice) = lines(self.framework, &keys_url, &self.app_url);
        if let Some(advice) = advice {
            output::complain(advice);
        }
        if lines.is_empty() {
            return Ok(ExitCode::from(REFUSED));
        }
        output::print(&printed(&lines, self.format))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Env {
    fn asked(&self) -> Result<String, Failure> {
        let at = self.site.at();
        Ok(Remote::of(&at)?.tenant(&at)?.keys_url)
    }
}

/// The variables of a framework, and what no variable can do.
fn lines(
    framework: Framework,
    keys_url: &str,
    app_url: &str,
) -> (Vec<(&'static str, String)>, Option<&'static str>) {
    match framework {
        Framework::Ace => {
            let lines = vec![
                ("CONNECT_KEYS_CDN_URL", keys_url.to_owned()),
                ("AC_LOCAL_BASE_URL", app_url.to_owned()),
            ];
            (lines, None)
        }
        Framework::Play => {
            let option = format!("-Datlassian.connect.publicKeyHostBaseUrl={keys_url}");
            let advice = "or in application.conf: atlassian.connect.publicKeyHostBaseUrl";
            (vec![("JAVA_OPTS", option)], Some(advice))
        }
        Framework::Spring => {
            let advice = "no setting of atlassian-connect-spring-boot for the key host is known \
                          to us: give the app a key host of its own, or a TLS proxy that answers \
                          for connect-install-keys.atlassian.com";
            (Vec::new(), Some(advice))
        }
        Framework::Flask => {
            let advice = "atlassian-jwt leaves `installed` to your own code: fetch the key from \
                          $CONNECT_KEYS_CDN_URL/<kid> there";
            (
                vec![("CONNECT_KEYS_CDN_URL", keys_url.to_owned())],
                Some(advice),
            )
        }
        Framework::Other => {
            let advice = "let your app fetch install keys from $CONNECT_KEYS_CDN_URL/<kid> in \
                          place of https://connect-install-keys.atlassian.com/<kid>";
            (
                vec![("CONNECT_KEYS_CDN_URL", keys_url.to_owned())],
                Some(advice),
            )
        }
    }
}

fn printed(lines: &[(&str, String)], format: Lines) -> String {
    let one = |start: &str, (name, value): &(&str, String)| {
        format!("{start}{name}='{}'\n", value.replace('\'', r"'\''"))
    };
    match format {
        Lines::Json => {
            let object: Map<String, Value> = lines
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
                .collect();
            format!("{}\n", Value::Object(object))
        }
        Lines::Dotenv => lines.iter().map(|line| one("", line)).collect(),
        Lines::Sh => lines.iter().map(|line| one("export ", line)).collect(),
    }
}
