//! An app in another language as a process of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

/// The apps of `tests/clients`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Client {
    /// atlassian-connect-express on Node.
    Ace,
    /// @atlassian/atlassian-jwt, atlassian-oauth2 and Fastify on Node.
    Fastify,
    /// atlassian-jwt and Flask on Python.
    Flask,
    /// Python without a package: urllib.
    Urllib,
    /// Go without a package: net/http.
    Go,
    /// Java without a library: java.net.http.
    Java,
}

impl Client {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Client::Ace => "ace-app",
            Client::Fastify => "fastify-app",
            Client::Flask => "flask-app",
            Client::Urllib | Client::Go | Client::Java => "bare-app",
        }
    }

    fn command(self) -> Command {
        let folder = |name: &str| format!("{}/tests/clients/{name}", env!("CARGO_MANIFEST_DIR"));
        let (program, script, folder) = match self {
            Client::Ace => ("node".to_owned(), "app.js", folder("ace")),
            Client::Fastify => ("node".to_owned(), "app.js", folder("fastify")),
            Client::Flask => {
                let folder = folder("flask");
                (format!("{folder}/venv/bin/python"), "app.py", folder)
            }
            Client::Urllib => ("python3".to_owned(), "app.py", folder("bare")),
            Client::Go => ("go".to_owned(), "app.go", folder("bare")),
            Client::Java => ("java".to_owned(), "App.java", folder("bare")),
        };
        let mut command = Command::new(program);
        if matches!(self, Client::Go) {
            command.arg("run");
        }
        command.arg(script).current_dir(folder);
        command
    }
}

/// The process; it ends with the test.
pub(crate) struct App {
    child: Child,
    pub(crate) base_url: String,
}

/// The process of an app that is started again whenever it ends.
pub(crate) struct Kept {
    ended: Arc<AtomicBool>,
    pub(crate) base_url: String,
    keeper: Option<JoinHandle<()>>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = self.keeper.take().map(JoinHandle::join);
    }
}

impl App {
    /// Starts it again when it ends, as what runs apps does. Its packages are the same, so the first
    /// start has shown that it comes up.
    pub(crate) fn kept(self, client: Client, env: BTreeMap<String, String>) -> Kept {
        let (ended, base_url) = (Arc::<AtomicBool>::default(), self.base_url.clone());
        let (told, url, port) = (
            ended.clone(),
            base_url.clone(),
            base_url.rsplit(':').next().unwrap().to_owned(),
        );
        let keeper = std::thread::spawn(move || {
            let mut app = self;
            while !told.load(Ordering::Relaxed) {
                if app.child.try_wait().unwrap().is_some() {
                    let mut command = client.command();
                    command.env_remove("CONNECT_KEYS_CDN_URL").envs(&env);
                    command.env("PORT", &port).env("AC_LOCAL_BASE_URL", &url);
                    app.child = command
                        .stdout(Stdio::null())
                        .stderr(Stdio::null())
                        .spawn()
                        .unwrap();
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Kept {
            ended,
            base_url,
            keeper: Some(keeper),
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl App {
    /// Starts the app and waits until it listens.
    pub(crate) fn start(client: Client, keys_url: &str) -> Self {
        Self::start_with(client, keys_url, &[])
    }

    pub(crate) fn start_with(client: Client, keys_url: &str, env: &[(&str, &str)]) -> Self {
        let mut command = client.command();
        command
            .env("CONNECT_KEYS_CDN_URL", keys_url)
            .envs(env.iter().copied());
        Self::run(client, command)
    }

    /// Starts the app with these variables and nothing that says where its tenant is.
    pub(crate) fn start_in(client: Client, env: &BTreeMap<String, String>) -> Self {
        let mut command = client.command();
        command.env_remove("CONNECT_KEYS_CDN_URL").envs(env);
        Self::run(client, command)
    }

    /// Another program may take a free port before the app does: then it ends, and gets another one.
    fn run(client: Client, mut command: Command) -> Self {
        let app = (0..3).find_map(|_| Self::tried(client, &mut command));
        app.unwrap_or_else(|| {
            panic!("{client:?} ended; are its packages installed? See the top of this test")
        })
    }

    fn tried(client: Client, command: &mut Command) -> Option<Self> {
        let port = free_port();
        let base_url = format!("http://127.0.0.1:{port}");
        let mut child = command
            .env("PORT", port.to_string())
            .env("AC_LOCAL_BASE_URL", &base_url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{client:?}: {error}; see the top of this test"));
        let out = BufReader::new(child.stdout.take().unwrap());
        let app = Self { child, base_url };
        let mut lines = out.lines().map_while(Result::ok);
        lines.any(|line| line == "ready").then(|| {
            // Whatever it prints from now on must not fill the pipe.
            std::thread::spawn(move || lines.for_each(drop));
            app
        })
    }

    pub(crate) fn descriptor_url(&self) -> String {
        format!("{}/atlassian-connect.json", self.base_url)
    }

    /// Has the app call the tenant by its own HTTP client; gives status and body.
    pub(crate) async fn ask(
        &self,
        client_key: &str,
        method: &str,
        url: &str,
        json: Value,
    ) -> (u64, Value) {
        let driver = format!("{}/do/{client_key}", self.base_url);
        Self::drive(driver, method, url, json).await
    }

    /// The same as a user.
    pub(crate) async fn ask_as(
        &self,
        client_key: &str,
        user: &str,
        method: &str,
        url: &str,
        json: Value,
    ) -> (u64, Value) {
        let driver = format!("{}/do/{client_key}/as/{user}", self.base_url);
        Self::drive(driver, method, url, json).await
    }

    async fn drive(driver: String, method: &str, url: &str, json: Value) -> (u64, Value) {
        let asked = json!({ "method": method, "url": url, "json": json });
        let reply = reqwest::Client::new().post(driver).json(&asked).send();
        let answer: Value = reply.await.unwrap().json().await.unwrap();
        (answer["status"].as_u64().unwrap(), answer["body"].clone())
    }

    /// The status of the page that asks for a token.
    pub(crate) async fn protected(&self, token: Option<&str>) -> u16 {
        let mut url = format!("{}/protected", self.base_url);
        if let Some(token) = token {
            url.push_str(&format!("?jwt={token}"));
        }
        reqwest::get(url).await.unwrap().status().as_u16()
    }

    /// Ends the process as an operator does, so that it can say goodbye.
    pub(crate) fn terminate(&mut self) {
        let pid = self.child.id().to_string();
        Command::new("kill").arg(&pid).status().unwrap();
        self.child.wait().unwrap();
    }
}
