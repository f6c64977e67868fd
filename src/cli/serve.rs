//! `mockfluence serve`: tenants for a backend in any language, and the control API.

use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;

use mockfluence::{Settings, SharedListener, Tenant, ToldApart};
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::NOT_UNDERSTOOD;
use super::arguments::{Choice, Given, flag, value};
use super::control::{self, Defaults, Farm, Wanted};

pub(super) const OPTIONS: &[Choice] = &[
    value(
        "port",
        "N",
        "the port of the first tenant; a free one by default, and for all others",
    ),
    value(
        "one-port",
        "path|host",
        "puts all tenants behind one port: at /NAME/wiki, or at NAME.localhost",
    ),
    value(
        "control-port",
        "N",
        "the port of the control API; a free one by default",
    ),
    value(
        "bind",
        "ADDRESS",
        "where to listen; 127.0.0.1 by default, 0.0.0.0 in a container",
    ),
    value(
        "public-url",
        "URL",
        "the base URL by which apps find the tenant, e.g. http://host:8080/wiki",
    ),
    value(
        "tenant",
        "NAME",
        "a tenant's name, acme by default; may be given several times",
    ),
    value(
        "seed",
        "N",
        "what clientKeys and secrets derive from, beside the name; 0 by default",
    ),
    value(
        "settings",
        "FILE",
        "a JSON file of settings; the fields are those of mockfluence::Settings",
    ),
    value(
        "control-token",
        "TOKEN",
        "what control requests must bring; else $MOCKFLUENCE_CONTROL_TOKEN",
    ),
    flag(
        "exit-with-parent",
        "ends when standard input closes: no orphans in CI",
    ),
];

pub(super) const MORE: &str = "\
Prints one line of JSON on standard output when ready, and nothing else there:
{\"baseUrl\",\"keysUrl\",\"controlUrl\",\"tenant\",\"pid\"}, with \"controlToken\" where control requests need
one: whenever it listens beyond loopback. Ends on SIGTERM and SIGINT. With RUST_LOG=mockfluence=debug
in the environment every exchange is told on standard error.";

/// What was asked for, read and checked.
struct Plan {
    tenants: Vec<Wanted>,
    defaults: Defaults,
    control_port: u16,
    token: Option<String>,
    exit_with_parent: bool,
    /// The port that all tenants share, if they share one, and how they are told apart.
    one_port: Option<(u16, ToldApart)>,
}

pub(super) fn run(given: &Given) -> ExitCode {
    let ended = plan(given).and_then(|plan| {
        super::tell::tell_on_standard_error();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
        let ended = runtime.block_on(serve(plan));
        // A read of standard input cannot be called off; the process ends without it.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(NOT_UNDERSTOOD)
        }
    }
}

fn plan(given: &Given) -> Result<Plan, String> {
    let address: IpAddr = match given.get("bind") {
        Some(text) => text
            .parse()
            .map_err(|_| format!("--bind {text}: not an IP address"))?,
        None => IpAddr::from([127, 0, 0, 1]),
    };
    let names = match given.all("tenant") {
        [] => vec!["acme".to_owned()],
        names => names.to_vec(),
    };
    if names.len() > 1 && given.has("public-url") {
        return Err(
            "--public-url is for one tenant; give the others theirs by the control API \
                    (POST /tenants with publicUrl)"
                .into(),
        );
    }
    let mut tenants: Vec<Wanted> = names.iter().map(|name| Wanted::named(name)).collect();
    let port = given.number("port")?.unwrap_or(0);
    let one_port = one_port(given)?;
    if one_port.is_none() {
        tenants[0].port = port;
    }
    tenants[0].public_url = given.get("public-url").map(str::to_owned);
    let token = given.get("control-token").map(str::to_owned);
    let token = token.or_else(|| std::env::var("MOCKFLUENCE_CONTROL_TOKEN").ok());
    let token = token.filter(|token| !token.is_empty());
    Ok(Plan {
        tenants,
        control_port: given.number("control-port")?.unwrap_or(0),
        token: match (token, address.is_loopback()) {
            (None, false) => Some(random_token()?),
            (token, _) => token,
        },
        exit_with_parent: given.has("exit-with-parent"),
        defaults: Defaults {
            address,
            seed: given.number("seed")?.unwrap_or(0),
            settings: settings(given.get("settings"))?,
            listener: None,
        },
        one_port: one_port.map(|by| (port, by)),
    })
}

fn one_port(given: &Given) -> Result<Option<ToldApart>, String> {
    match given.get("one-port") {
        None => Ok(None),
        Some("path") => Ok(Some(ToldApart::ByPath)),
        Some("host") => Ok(Some(ToldApart::ByHostName)),
        Some(other) => Err(format!("--one-port {other}: `path` or `host`")),
    }
}

/// Not from the seed: it guards the door.
fn random_token() -> Result<String, String> {
    let mut bytes = [0; 24];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| "no randomness for a control token; give --control-token".to_owned())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn settings(file: Option<&str>) -> Result<Settings, String> {
    let Some(file) = file else {
        return Ok(Settings::default());
    };
    let named = |error: String| format!("--settings {file}: {error}");
    let text = std::fs::read_to_string(file).map_err(|error| named(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| named(error.to_string()))
}

async fn serve(plan: Plan) -> Result<(), String> {
    let address = plan.defaults.address;
    let mut defaults = plan.defaults;
    if let Some((port, by)) = plan.one_port {
        let listener = SharedListener::try_start(address, port, by);
        let failed = |error| format!("tenants cannot share {address}:{port}: {error}");
        defaults.listener = Some(listener.map_err(failed)?);
    }
    let farm = Arc::new(Farm::new(defaults));
    let mut tenants = Vec::new();
    for wanted in plan.tenants {
        let failed = |problem: control::Problem| problem.words();
        tenants.push(farm.start(wanted).map_err(failed)?);
    }
    let port = plan.control_port;
    let failed = |error| format!("the control API cannot listen on {address}:{port}: {error}");
    let listener = TcpListener::bind((address, port)).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let router = control::router(farm.clone(), plan.token.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    println!("{}", ready(&tenants, bound.port(), plan.token.as_deref()));
    until_told(plan.exit_with_parent).await
}

async fn until_told(with_parent: bool) -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let failed = |error: std::io::Error| format!("no signals: {error}");
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = parent_gone(), if with_parent => {}
    }
    Ok(())
}

async fn parent_gone() {
    let mut nowhere = tokio::io::sink();
    let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut nowhere).await;
}

/// The first tenant in the fields of the line; all of them in a list where there are several.
fn ready(tenants: &[Tenant], control_port: u16, token: Option<&str>) -> Value {
    let of = |tenant: &Tenant| {
        json!({
            "baseUrl": tenant.base_url(), "keysUrl": tenant.keys_url(), "tenant": tenant.name()
        })
    };
    let mut line = tenants.first().map_or(json!({}), of);
    line["controlUrl"] = format!("http://127.0.0.1:{control_port}").into();
    line["pid"] = std::process::id().into();
    if let Some(token) = token {
        line["controlToken"] = token.into();
    }
    if tenants.len() > 1 {
        line["tenants"] = tenants.iter().map(of).collect();
    }
    line
}
