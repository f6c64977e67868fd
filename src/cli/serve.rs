//! `mockfluence serve`: tenants for a backend in any language, and the control API.

use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use mockfluence::TenantRouting;
use mockfluence::binary_support::{HostNames, local_origin, random_number, shared_listener};
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::commands::ask::Run;
use super::commands::failure::{Ended, Failure};
use super::commands::look_alike::LookAlike;
use super::commands::reach::Reach;
use super::commands::values;
use super::contract::tenants::NewTenant;
use super::control::{self, Defaults, Farm, Gate, NetworkPlan};
use super::ending::ending;
use super::output;
use super::ready::{ControlToken, ready};
use super::settings_from::settings_from;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Prints one line of JSON on standard output when ready, and nothing else there:\n\
                  {\"baseUrl\",\"keysUrl\",\"jwksUrl\",\"gatewayUrl\",\"controlUrl\",\"pageUrl\",\"tenant\",\"pid\"}, with \"controlToken\" where it made one\n\
                  itself, and \"proxyUrl\" and \"ca\" (PEM) with --look-alike. Control requests bring it as `Authorization: Bearer`; the commands of the same user find it in a\n\
                  file that only he can read. pageUrl is a link to the live page, good for once. Ends on SIGTERM and\n\
                  SIGINT. With RUST_LOG=mockfluence=debug in the environment every exchange is told on standard error."
)]
pub(super) struct Serve {
    /// The port of the first tenant; a free one by default, and for all others
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Puts all tenants behind one port: at /NAME/wiki, or at NAME.localhost
    #[arg(long, value_name = "WHICH", value_enum)]
    one_port: Option<By>,
    /// The port of the control API; a free one by default
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    control_port: u16,
    /// Where to listen; 0.0.0.0 in a container
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The base URL by which apps find the tenant, e.g. http://host:8080/wiki
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    #[command(flatten)]
    look_alike: LookAlike,
    /// A tenant's name, acme by default; may be given several times
    #[arg(
        long = "tenant",
        value_name = "NAME",
        env = "MOCKFLUENCE_TENANT",
        hide_env_values = true
    )]
    tenants: Vec<String>,
    /// What clientKeys and secrets derive from, beside the name; drawn at random by default, as whoever knows both knows the secrets
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// One of the hosts that `mockfluence settings hosts` lists
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// What `mockfluence compare --evidence` found at a site: tenants answer as that site did
    #[arg(long, value_name = "FILE", value_parser = values::object_in_file, conflicts_with = "host")]
    evidence: Option<Map<String, Value>>,
    /// A JSON file of settings, on top of the host's or the site's; `mockfluence settings list` names them
    #[arg(long, value_name = "FILE", value_parser = values::object_in_file)]
    settings: Option<Map<String, Value>>,
    /// A JSON file of what is on the site from the start; `mockfluence site sample` prints one
    #[arg(long, value_name = "FILE", value_parser = values::object_in_file)]
    site: Option<Map<String, Value>>,
    /// The base URL of a server that answers what the tenants do not
    #[arg(long, value_name = "URL")]
    fallback: Option<String>,
    /// A file of certificates (PEM) to trust at an app's https:// address
    #[arg(long, value_name = "FILE", value_parser = values::file)]
    trust: Option<String>,
    /// What control requests must bring; made at random by default. A command line shows in `ps`, the variable does not
    #[arg(
        long,
        value_name = "TOKEN",
        env = "MOCKFLUENCE_CONTROL_TOKEN",
        hide_env_values = true
    )]
    control_token: Option<String>,
    /// Lets every program that reaches the control port drive the tenants and read their secrets
    #[arg(long)]
    no_token: bool,
    #[command(flatten)]
    reach: Reach,
    /// Ends when standard input closes: no orphans in CI
    #[arg(long)]
    exit_with_parent: bool,
}

/// How tenants behind one port are told apart.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Path,
    Host,
}

impl From<By> for TenantRouting {
    fn from(by: By) -> Self {
        match by {
            By::Path => TenantRouting::ByPath,
            By::Host => TenantRouting::ByHostName,
        }
    }
}

/// What was asked for, read and checked.
struct Plan {
    tenants: Vec<NewTenant>,
    site: Option<Value>,
    defaults: Defaults,
    control_port: u16,
    token: ControlToken,
    names: HostNames,
    exit_with_parent: bool,
    network: NetworkPlan,
    /// The port that all tenants share, if they share one, and how they are told apart.
    one_port: Option<(u16, TenantRouting)>,
}

impl Run for Serve {
    fn operations() -> Vec<&'static str> {
        Vec::new()
    }

    fn run(self) -> Ended {
        let plan = self.plan()?;
        let telling = super::tell::tell_on_standard_error();
        let told = ending(plan.exit_with_parent)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
        let ended = runtime.block_on(serve(plan, told));
        // A read of standard input cannot be called off; the process ends without it.
        runtime.shutdown_background();
        drop(telling);
        ended.map(|()| ExitCode::SUCCESS)
    }
}

impl Serve {
    fn plan(self) -> Result<Plan, Failure> {
        let mut names = self.tenants;
        names.retain(|name| !name.is_empty());
        self.look_alike.name_tenants(&mut names);
        if names.is_empty() {
            names.push("acme".to_owned());
        }
        if names.len() > 1 && self.public_url.is_some() {
            let why = "--public-url is for one tenant; start the others with one of their own by \
                       `mockfluence start NAME --public-url URL`";
            return Err(why.to_owned().into());
        }
        let mut tenants: Vec<NewTenant> = names.iter().map(|name| NewTenant::named(name)).collect();
        self.look_alike.place(&mut tenants);
        for tenant in &mut tenants {
            tenant.fallback.clone_from(&self.fallback);
            tenant.trust_certificates.clone_from(&self.trust);
        }
        if self.one_port.is_none() {
            tenants[0].port = self.port;
        }
        tenants[0].public_url = self.public_url;
        let names = self
            .reach
            .control_names(self.bind, tenants[0].public_url.as_deref())?;
        Ok(Plan {
            tenants,
            site: self.site.map(Value::Object),
            network: self.look_alike.plan(self.bind),
            control_port: self.control_port,
            token: ControlToken::of(self.control_token, self.no_token)?,
            names,
            exit_with_parent: self.exit_with_parent,
            defaults: Defaults {
                address: self.bind,
                seed: self.seed,
                secret_seed: random_number().map_err(|error| format!("{error}; give --seed"))?,
                reach: self.reach,
                settings: settings_from(
                    self.host.as_deref(),
                    self.evidence.as_ref(),
                    self.settings,
                )?,
                listener: None,
            },
            one_port: self.one_port.map(|by| (self.port, by.into())),
        })
    }
}

async fn serve(plan: Plan, told: oneshot::Receiver<()>) -> Result<(), Failure> {
    let address = plan.defaults.address;
    let mut defaults = plan.defaults;
    if let Some((port, by)) = plan.one_port {
        let listener = shared_listener(address, port, by);
        let failed = |error| format!("tenants cannot share {address}:{port}: {error}");
        defaults.listener = Some(listener.map_err(failed)?);
    }
    let farm = Arc::new(Farm::new(defaults, plan.network));
    let mut tenants = Vec::new();
    for wanted in plan.tenants {
        let tenant = farm.start(&wanted).map_err(|problem| problem.error)?;
        let put = plan.site.iter().try_for_each(|site| tenant.add_site(site));
        put.map_err(|error| format!("--site: {error}"))?;
        tenants.push(tenant);
    }
    let port = plan.control_port;
    let failed = |error| format!("the control API cannot listen on {address}:{port}: {error}");
    let listener = TcpListener::bind((address, port)).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let gate = Arc::new(Gate {
        names: plan.names,
        keys: plan.token.keys()?,
        control_url: local_origin(bound),
    });
    let _file = plan.token.keep(bound);
    let router = control::router(&farm, &gate);
    let serving = farm.clone();
    tokio::spawn(async move { control::listen(listener, &serving, router).await });
    let line =
        ready(&tenants, farm.network(), &gate, &plan.token).map_err(|problem| problem.error)?;
    match output::print_line(&line.to_string()) {
        // Whoever started it does not want to know: the ports are known in another way.
        Err(error) if output::is_closed(&error) => {}
        written => written?,
    }
    // Nobody tells where signals cannot be had: it goes on until the system ends it.
    if told.await.is_err() {
        std::future::pending::<()>().await;
    }
    Ok(())
}
