//! Apps that are given nothing but what `mockfluence env` prints, and meet the tenant at its real name.

use std::process::Command;

use serde_json::{Value, json};

use crate::MODULES;
use crate::client::{App, Client};
use crate::server::Server;

const ALICE: &str = "712020:alice";
const PAGE: &str = "https://acme.atlassian.net/_edge/tenant_info";

fn looking_alike() -> Server {
    Server::start_with(&["--look-alike", "acme.atlassian.net"])
}

/// The app on a server, refused once with a forgery and then installed.
async fn installed(client: Client) -> (Server, App) {
    let server = looking_alike();
    let app = App::start_in(client, &server.env());
    let forged = json!({ "kind": "wrong-signature", "on": { "direction": "to-app", "path": "/installed" }, "times": 1 });
    server.post("/faults", forged).await;
    let source = json!({ "descriptorUrl": app.descriptor_url() });
    let refused = server.post("/apps", source.clone()).await;
    assert!(refused["subCode"].is_string(), "{refused}");
    let installed = server.post("/apps", source).await;
    assert_eq!(installed["status"], "enabled", "{installed}");
    (server, app)
}

async fn client_key(server: &Server) -> String {
    server.get("").await["clientKey"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Whatever the app sent came by the proxy, the key of its install from the real host's name, and nothing went
/// elsewhere.
async fn came_by_proxy(server: &Server) {
    let log = server.get("/log?format=json").await;
    let entries = log["entries"].as_array().unwrap();
    let from_app = entries
        .iter()
        .filter(|entry| entry["direction"] == "from-app");
    let direct: Vec<&Value> = from_app.filter(|entry| entry["byProxy"] != true).collect();
    assert!(direct.is_empty(), "{direct:#?}");
    let text = log.to_string();
    assert!(text.contains("asked as https://"), "{text}");
    assert!(!text.contains("wanted to reach"), "{text}");
}

async fn calls_the_tenant(client: Client) -> (Server, App) {
    let (server, app) = installed(client).await;
    let key = client_key(&server).await;
    let (status, body) = app.ask(&key, "get", MODULES, json!(true)).await;
    assert_eq!(status, 200, "{body}");
    came_by_proxy(&server).await;
    (server, app)
}

async fn acts_as_alice(server: &Server, app: &App) {
    server
        .post(
            "/users",
            json!({ "accountId": ALICE, "displayName": "Alice" }),
        )
        .await;
    let key = client_key(server).await;
    let current = "/rest/api/user/current";
    let (status, body) = app.ask_as(&key, ALICE, "get", current, json!(true)).await;
    let log = server.get("/log?format=text").await.to_string();
    assert_eq!(
        (status, &body["accountId"]),
        (200, &json!(ALICE)),
        "{body}: {log}"
    );
    let asked = "asked as https://oauth-2-authorization-server.services.atlassian.com/oauth2/token";
    assert!(log.contains(asked), "{log}");
    came_by_proxy(server).await;
}

#[tokio::test]
#[ignore = "needs Node"]
async fn ace_acts_as_a_user() {
    let (server, app) = calls_the_tenant(Client::Ace).await;
    acts_as_alice(&server, &app).await;
}

/// Node's own `fetch` and the package's client, neither of which knows a proxy.
#[tokio::test]
#[ignore = "needs Node"]
async fn fastify_acts_as_a_user() {
    let (server, app) = calls_the_tenant(Client::Fastify).await;
    acts_as_alice(&server, &app).await;
}

#[tokio::test]
#[ignore = "needs Python"]
async fn flask_lives_there() {
    calls_the_tenant(Client::Flask).await;
}

#[tokio::test]
#[ignore = "needs Python"]
async fn python_lives_there_by_urllib_alone() {
    calls_the_tenant(Client::Urllib).await;
}

#[tokio::test]
#[ignore = "needs Go"]
async fn go_lives_there_by_its_standard_library_alone() {
    calls_the_tenant(Client::Go).await;
}

#[tokio::test]
#[ignore = "needs a JDK"]
async fn java_lives_there_by_its_own_client() {
    calls_the_tenant(Client::Java).await;
}

/// It is installed at another base URL, and nobody calls the one that its descriptor names.
#[tokio::test]
#[ignore = "needs Node"]
async fn an_app_with_a_production_descriptor_calls_nobody() {
    let server = looking_alike();
    let app = App::start_in(Client::Fastify, &server.env());
    let text = reqwest::get(app.descriptor_url())
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let mut descriptor: Value = serde_json::from_str(&text).unwrap();
    descriptor["baseUrl"] = json!("https://confluence.example.com");
    let source = json!({ "descriptor": descriptor, "baseUrl": app.base_url });
    let installed = server.post("/apps", source).await;
    assert_eq!(installed["status"], "enabled", "{installed}");
    server.registrations(1).await;
    came_by_proxy(&server).await;
    let log = server.get("/log?format=text").await.to_string();
    assert!(!log.contains("confluence.example.com"), "{log}");
}

/// What a client prints that is given the variables of a server.
fn printed(server: &Server, mut command: Command) -> String {
    let out = command.envs(server.env()).output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        out.status.success(),
        "{command:?}: {text}{}",
        String::from_utf8_lossy(&out.stderr)
    );
    text
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

#[tokio::test]
#[ignore = "needs curl, Ruby and PHP"]
async fn clients_of_one_line_find_the_tenant() {
    let server = looking_alike();
    let ruby = "require 'net/http'; puts Net::HTTP.get(URI(ARGV[0]))";
    let php = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/bare/get.php");
    for command in [
        command("curl", &["-sS", "--fail", PAGE]),
        command("curl", &["-sS", "--fail", "--http1.1", PAGE]),
        command("ruby", &["-e", ruby, PAGE]),
        command("php", &[php, PAGE]),
    ] {
        let text = printed(&server, command);
        assert!(text.contains("cloudId"), "{text}");
    }
    let log = server.get("/log?format=json").await;
    let entries = log["entries"].as_array().unwrap();
    assert!(
        entries.iter().all(|entry| entry["byProxy"] == true),
        "{log}"
    );
}

#[tokio::test]
#[ignore = "builds reqwest twice"]
async fn rust_finds_the_tenant_on_rustls_and_on_native_tls() {
    let server = looking_alike();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/rust");
    for tls in ["rustls", "native"] {
        let target = format!("{}/rust-client-{tls}", env!("CARGO_TARGET_TMPDIR"));
        let build = Command::new("cargo")
            .args(["build", "--quiet", "--locked", "--features", tls])
            .args(["--target-dir", &target])
            .current_dir(folder)
            .status();
        assert!(build.unwrap().success(), "{tls}");
        let program = format!("{target}/debug/mockfluence-rust-client");
        let text = printed(&server, command(&program, &[PAGE]));
        assert!(text.contains("cloudId"), "{tls}: {text}");
    }
}

/// The certificates of one run are worth nothing in the next.
#[tokio::test]
#[ignore = "needs curl"]
async fn another_run_refuses_the_first_ones_certificates() {
    let (first, second) = (looking_alike(), looking_alike());
    let mut env = first.env();
    env.insert("HTTPS_PROXY".into(), second.text("proxyUrl"));
    env.insert("https_proxy".into(), second.text("proxyUrl"));
    let out = command("curl", &["-sS", PAGE]).envs(env).output().unwrap();
    assert!(!out.status.success(), "{out:?}");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("certificate"), "{said}");
}
