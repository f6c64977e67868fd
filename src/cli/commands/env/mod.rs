//! `mockfluence env`: the lines that make an app trust the tenant.

mod files;
mod formats;
mod network;
mod runtime;
mod trust_store;

use std::path::PathBuf;
use std::process::ExitCode;

use http::Uri;
use mockfluence::binary_support;

use self::files::Files;
use self::formats::{Lines, printed};
use self::network::variables;
use self::runtime::App;
use super::ask::Run;
use super::failure::{Ended, Failure, REFUSED};
use super::places::Site;
use super::remote::Remote;
use crate::cli::contract::network::Network;
use crate::cli::contract::{Nothing, Operation};
use crate::cli::control::routes;
use crate::cli::output;

/// Name and value of each.
type Variables = Vec<(&'static str, String)>;

/// Where the keys of installs are, and those of invocation tokens.
const KEYS: &str = "CONNECT_KEYS_CDN_URL";
const JWKS: &str = "FORGE_JWKS_URL";

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Where a tenant looks like a real one (`serve --look-alike`), these are the variables by which any app meets\n\
                  it, whatever it is written in; what they name is written into --dir. Elsewhere they name the key\n\
                  hosts of Connect and of Forge and the gateway of Forge, and where a framework has no setting for it, the way out is said on standard error."
)]
pub(in crate::cli) struct Env {
    /// The app's framework, or what it is written in
    #[arg(long = "for", value_name = "WHICH", value_enum, default_value_t = App::Other)]
    app: App,
    /// How the lines are printed
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Lines::Sh)]
    format: Lines,
    /// The app's own base URL
    #[arg(long, value_name = "URL", default_value = "http://localhost:3000")]
    app_url: String,
    /// Instead of asking a running server
    #[arg(long, value_name = "URL")]
    keys_url: Option<String>,
    /// Where the files for the look-alike are written; by default where this user's commands keep theirs
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// By which URL the app reaches the proxy of the look-alike, where that is not as on the server's machine
    #[arg(long, value_name = "URL")]
    proxy_url: Option<String>,
    #[command(flatten)]
    site: Site,
}

impl Run for Env {
    fn operations() -> Vec<&'static str> {
        vec![routes::ListTenants::NAME, routes::ShowNetwork::NAME]
    }

    fn run(self) -> Ended {
        let network = match self.keys_url {
            Some(_) => None,
            None => self.network()?,
        };
        if let Some(network) = network {
            return self.by_network(&network);
        }
        let found = match &self.keys_url {
            Some(url) => vec![(KEYS, url.clone())],
            None => self.asked()?,
        };
        let (lines, advice) = lines(self.app, found, &self.app_url);
        if let Some(advice) = advice {
            output::complain(advice);
        }
        if lines.is_empty() {
            return Ok(ExitCode::from(REFUSED));
        }
        output::print(&printed(&lines, self.format, None)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Env {
    fn asked(&self) -> Result<Variables, Failure> {
        let at = self.site.at();
        let tenant = Remote::of(&at)?.tenant(&at)?;
        Ok(binary_support::variables(
            &tenant.keys_url,
            &tenant.jwks_url,
            &tenant.gateway_url,
        ))
    }

    /// The look-alike network of the server, if it has one.
    fn network(&self) -> Result<Option<Network>, Failure> {
        let remote = Remote::of(&self.site.at())?;
        remote.ask_for::<routes::ShowNetwork>(routes::ShowNetwork::PATH, &Nothing {})
    }

    fn by_network(&self, network: &Network) -> Ended {
        let url = self.proxy_url.as_deref().unwrap_or(&network.proxy_url);
        let place = proxy_of(url).ok_or_else(|| {
            "--proxy-url: give http://<host>:<port>, without a name and a path".to_owned()
        })?;
        let proxy = (place.0.as_str(), place.1);
        if self.format == Lines::DockerCompose && self.proxy_url.is_none() {
            output::complain(
                "inside of a container 127.0.0.1 is the container: give the proxy's address there by \
                 --proxy-url, and have the server listen there by `serve --bind 0.0.0.0`",
            );
        }
        let files = Files::write(self.dir.as_deref(), network, proxy);
        let files =
            files.map_err(|error| format!("no files for the look-alike: {error}; give --dir"))?;
        let has = |name: &str| std::env::var(name).ok();
        let lines = variables(proxy, &files, self.app.runtime(), has);
        let folder = files.folder().display().to_string();
        output::print(&printed(&lines, self.format, Some(&folder))?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What an app needs to meet a network, as a POSIX shell reads it; the files that it names are written.
#[cfg(feature = "look-alike")]
pub(super) fn of_network(network: &Network) -> Result<String, Failure> {
    let url = &network.proxy_url;
    let place = proxy_of(url).ok_or_else(|| format!("the proxy {url} has no place"))?;
    let proxy = (place.0.as_str(), place.1);
    let files = Files::write(None, network, proxy)
        .map_err(|error| format!("no files for the look-alike: {error}"))?;
    let lines = variables(proxy, &files, App::Other.runtime(), |name| {
        std::env::var(name).ok()
    });
    let folder = files.folder().display().to_string();
    printed(&lines, Lines::Sh, Some(&folder))
}

/// Host and port of a proxy's URL.
fn proxy_of(url: &str) -> Option<(String, u16)> {
    let uri: Uri = url.parse().ok()?;
    let plain = uri.scheme_str() == Some("http") && uri.path() == "/" && uri.query().is_none();
    let host = uri.host()?.trim_matches(['[', ']']);
    let named = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let fits = plain && !host.is_empty() && host.chars().all(named);
    fits.then(|| (host.to_owned(), uri.port_u16().unwrap_or(80)))
}

/// The variables of a framework, and what no variable can do. Of the tenant's those of Forge may be missing.
fn lines(app: App, found: Variables, app_url: &str) -> (Variables, Option<&'static str>) {
    let value = |wanted: &str| {
        let mut known = found.iter().filter(|(name, _)| *name == wanted);
        known.next().map(|(_, value)| value.clone())
    };
    match app {
        App::Ace => {
            let keys = value(KEYS).into_iter().map(|url| (KEYS, url));
            let lines = keys.chain([("AC_LOCAL_BASE_URL", app_url.to_owned())]);
            let advice = "atlassian-connect-express asks the real host for the keys of Forge's invocation \
                          tokens and has no setting for it: for an app on Forge start the server with \
                          --look-alike acme.atlassian.net";
            (lines.collect(), Some(advice))
        }
        App::Play => {
            let settings = [
                ("atlassian.connect.publicKeyHostBaseUrl", value(KEYS)),
                ("atlassian.forge.remote.jwkSetProductionUrl", value(JWKS)),
            ];
            let options = settings
                .iter()
                .filter_map(|(name, url)| Some(format!("-D{name}={}", url.as_ref()?)));
            let options = options.collect::<Vec<_>>().join(" ");
            let advice = "or in application.conf: atlassian.connect.publicKeyHostBaseUrl, and for an app on Forge \
                          atlassian.forge.remote.jwkSetProductionUrl";
            (vec![("JAVA_OPTS", options)], Some(advice))
        }
        App::Spring => {
            let advice = "no setting of atlassian-connect-spring-boot for the key host is known \
                          to us: give the app a key host of its own, or start the server with \
                          --look-alike acme.atlassian.net";
            (Vec::new(), Some(advice))
        }
        App::Flask => {
            let advice = "atlassian-jwt leaves `installed` to your own code: fetch the key from \
                          $CONNECT_KEYS_CDN_URL/<kid> there, and on Forge the keys of invocation tokens from \
                          $FORGE_JWKS_URL";
            (found, Some(advice))
        }
        _ => {
            let advice = "let your app fetch install keys from $CONNECT_KEYS_CDN_URL/<kid> in \
                          place of https://connect-install-keys.atlassian.com/<kid>, and on Forge the keys of \
                          invocation tokens from $FORGE_JWKS_URL";
            (found, Some(advice))
        }
    }
}
