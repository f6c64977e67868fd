//! `SceneApp`: an app that answers as a scene tells it, and remembers what it was sent.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::listener::{Answer, Asked, Listener};
use crate::jwt::{Decoded, decode};

type Within = Arc<dyn Fn(Asked) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

#[derive(Default)]
struct Script {
    replies: HashMap<String, (u16, String)>,
    delays: HashMap<String, Duration>,
    within: HashMap<String, Within>,
    received: Vec<Asked>,
    /// What began and what ended, in its order.
    events: Vec<String>,
}

/// An app on loopback; what no scene says otherwise is 204.
pub(super) struct SceneApp {
    listener: Listener,
    script: Arc<Mutex<Script>>,
}

fn locked(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

fn path_of(asked: &Asked) -> String {
    asked
        .target
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned()
}

impl SceneApp {
    pub(super) async fn start() -> Result<Self, String> {
        let script = Arc::<Mutex<Script>>::default();
        let answering = script.clone();
        let handler = Arc::new(move |asked| {
            let script = answering.clone();
            Box::pin(async move { answer(&script, asked).await }) as super::listener::Answering
        });
        let listener = Listener::start(0, handler).await;
        let listener =
            listener.map_err(|error| format!("the app of a scene cannot listen: {error}"))?;
        Ok(Self { listener, script })
    }

    pub(super) fn url(&self) -> String {
        self.listener.url()
    }

    pub(super) fn reply(&self, path: &str, status: u16, body: impl Into<String>) {
        locked(&self.script)
            .replies
            .insert(path.to_owned(), (status, body.into()));
    }

    pub(super) fn delay(&self, path: &str, time: Duration) {
        locked(&self.script).delays.insert(path.to_owned(), time);
    }

    /// Runs this inside of a request, before it is answered.
    pub(super) fn within<F: Future<Output = ()> + Send + 'static>(
        &self,
        path: &str,
        act: impl Fn(Asked) -> F + Send + Sync + 'static,
    ) {
        let act: Within = Arc::new(move |asked| Box::pin(act(asked)));
        locked(&self.script).within.insert(path.to_owned(), act);
    }

    /// The paths that it was called at.
    pub(super) fn paths(&self) -> Vec<String> {
        locked(&self.script).received.iter().map(path_of).collect()
    }

    pub(super) fn events(&self) -> Vec<String> {
        locked(&self.script).events.clone()
    }

    /// The last request to a path.
    pub(super) fn last(&self, path: &str) -> Option<Asked> {
        let script = locked(&self.script);
        script
            .received
            .iter()
            .rfind(|asked| path_of(asked) == path)
            .cloned()
    }

    pub(super) fn count(&self, path: &str) -> usize {
        self.paths().iter().filter(|one| *one == path).count()
    }

    /// The descriptor of an app here, with all four callbacks.
    pub(super) fn descriptor(&self) -> Value {
        descriptor(&self.url())
    }
}

/// A descriptor of an app with this base URL.
pub(super) fn descriptor(base_url: &str) -> Value {
    json!({
        "key": "mockfluence-probe", "name": "A probe", "version": "1.0.0", "baseUrl": base_url,
        "authentication": { "type": "jwt" }, "scopes": ["READ"], "modules": {},
        "lifecycle": {
            "installed": "/installed", "enabled": "/enabled",
            "disabled": "/disabled", "uninstalled": "/uninstalled",
        },
    })
}

async fn answer(script: &Mutex<Script>, asked: Asked) -> Answer {
    let path = path_of(&asked);
    let (reply, delay, within) = {
        let mut script = locked(script);
        script.received.push(asked.clone());
        script.events.push(format!("{path} begins"));
        let reply = script.replies.get(&path).cloned();
        let delay = script.delays.get(&path).copied();
        (reply, delay, script.within.get(&path).cloned())
    };
    if let Some(act) = within {
        act(asked).await;
    }
    if let Some(time) = delay {
        tokio::time::sleep(time).await;
    }
    locked(script).events.push(format!("{path} ends"));
    let (status, body) = reply.unwrap_or((204, String::new()));
    Answer::text(status, body)
}

impl Asked {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(super) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// Its token, from the header.
    pub(super) fn token(&self) -> Option<Decoded> {
        let header = self.headers.get("authorization")?.to_str().ok()?;
        decode(header.split_once(' ')?.1).ok()
    }
}
