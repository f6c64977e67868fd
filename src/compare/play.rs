//! Plays probes at a site: at its rate, patient where the site asks for it, and tidy whatever happens.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::Instant;

use super::anonymous::Anonymous;
use super::ask::{ADDON, Ask, DYNAMIC};
use super::body::facts;
use super::host::RealSite;
use super::left_behind::LeftBehind;
use super::look::PREFIX;
use super::observed::Observed;
use super::probe::Probe;
use crate::outgoing::Incoming;

/// How often a request is sent again where the site is busy.
const AGAIN: u32 = 3;
/// The longest that a site may ask to wait; beyond it the comparison ends.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How many keys go into one DELETE.
const AT_ONCE: usize = 25;

/// Why playing ends before its end; without anything that the site sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble(pub(super) String);

/// One comparison's connection to a site.
pub(super) struct Play<'a> {
    site: &'a RealSite,
    pub(super) anonymous: Anonymous,
    /// What may be there because of us: known before the request goes out that makes it.
    ours: LeftBehind,
    next: Instant,
    /// Whether somebody wants it to end: between two requests, so that of each is known what it did.
    told: watch::Receiver<bool>,
}

/// What a comparison says that was told to stop.
pub(super) const STOPPED: &str = "it was told to stop";

impl<'a> Play<'a> {
    pub(super) fn at(site: &'a RealSite, told: watch::Receiver<bool>) -> Self {
        Self {
            site,
            anonymous: site.anonymous(),
            ours: LeftBehind::default(),
            next: Instant::now(),
            told,
        }
    }

    /// All requests of a probe; a few times more from its beginning where a connection broke.
    pub(super) async fn probe(&mut self, probe: &Probe) -> Result<Vec<Observed>, Trouble> {
        let mut attempt = 0;
        loop {
            match self.once(probe).await {
                Err(_) if attempt < AGAIN && !self.is_told() => {
                    attempt += 1;
                    tokio::time::sleep(self.site.pause * 2_u32.pow(attempt)).await;
                    self.tidy().await;
                }
                ended => return ended,
            }
        }
    }

    async fn once(&mut self, probe: &Probe) -> Result<Vec<Observed>, Trouble> {
        let mut seen = Vec::new();
        for ask in &probe.asks {
            seen.push(self.ask(ask).await?);
        }
        if !self.ours.is_empty() {
            self.tidy().await;
        }
        Ok(seen)
    }

    /// One request, and what was seen.
    pub(super) async fn ask(&mut self, ask: &Ask) -> Result<Observed, Trouble> {
        self.until_it_is_time().await?;
        self.ours.modules.extend(ask.registers());
        self.ours.properties.extend(ask.writes());
        let reply = self.patiently(ask).await?;
        let whole = (reply.status, &reply.headers, &reply.body[..]);
        let look = ask.look_at(reply.status);
        Ok(facts(ask.line(), whole, look, &self.anonymous))
    }

    fn is_told(&self) -> bool {
        *self.told.borrow()
    }

    /// Waits as the rate wants it, or until it is to end.
    async fn until_it_is_time(&mut self) -> Result<(), Trouble> {
        tokio::select! {
            biased;
            Ok(_) = self.told.wait_for(|told| *told) => Err(Trouble(STOPPED.into())),
            () = tokio::time::sleep_until(self.next) => Ok(()),
        }
    }

    /// The reply, once the site has time for it.
    async fn patiently(&mut self, ask: &Ask) -> Result<Incoming, Trouble> {
        for _ in 0..=AGAIN {
            tokio::time::sleep_until(self.next).await;
            let sent = self.site.send(ask, &self.anonymous).await;
            self.next = Instant::now() + self.site.pause;
            let reply = sent.map_err(|error| Trouble(self.anonymous.text(&error.to_string())))?;
            match reply.status {
                429 => self.next = Instant::now() + asked_wait(&reply)?,
                502..=504 => return Err(Trouble(format!("the site answers {}", reply.status))),
                _ => return Ok(reply),
            }
        }
        Err(Trouble("the site answers 429, again and again".into()))
    }

    /// Removes what may be there because of us; what is left is remembered.
    pub(super) async fn tidy(&mut self) {
        for attempt in 0..=AGAIN {
            if self.ours.is_empty() {
                return;
            }
            if attempt > 0 {
                tokio::time::sleep(self.site.pause * 2_u32.pow(attempt)).await;
            }
            self.remove_modules().await;
            self.remove_properties().await;
        }
    }

    async fn remove_modules(&mut self) {
        let keys: Vec<String> = self.ours.modules.iter().cloned().collect();
        for keys in keys.chunks(AT_ONCE) {
            // Never without a key: that would remove all that the app has.
            let query: Vec<String> = keys.iter().map(|key| format!("moduleKey={key}")).collect();
            let delete = Ask::new("DELETE", format!("{DYNAMIC}?{}", query.join("&")));
            if !matches!(self.patiently(&delete).await, Ok(reply) if reply.status == 204) {
                return;
            }
        }
        // Said to be gone, and seen to be.
        if let Some(there) = self.own_modules().await {
            self.ours.modules = there;
        }
    }

    async fn remove_properties(&mut self) {
        for key in self.ours.properties.clone() {
            let delete = Ask::new("DELETE", format!("{ADDON}/properties/{key}"));
            if matches!(self.patiently(&delete).await, Ok(reply) if matches!(reply.status, 204 | 404))
            {
                self.ours.properties.remove(&key);
            }
        }
    }

    async fn own_modules(&mut self) -> Option<BTreeSet<String>> {
        let listed = self.json(&Ask::get(DYNAMIC)).await?;
        let modules = listed
            .as_object()?
            .values()
            .filter_map(Value::as_array)
            .flatten();
        Some(modules.filter_map(own_key).collect())
    }

    /// What an earlier comparison left, too.
    pub(super) async fn find_left(&mut self) -> Result<(), Trouble> {
        let unread = || Trouble("what is on the site cannot be read".into());
        self.ours.modules = self.own_modules().await.ok_or_else(unread)?;
        let listed = self
            .json(&Ask::get(format!("{ADDON}/properties")))
            .await
            .ok_or_else(unread)?;
        let keys = listed["keys"].as_array().into_iter().flatten();
        self.ours.properties = keys.filter_map(own_key).collect();
        Ok(())
    }

    /// Whether the app has registered modules of its own there.
    pub(super) async fn has_modules(&mut self) -> bool {
        let listed = self.json(&Ask::get(DYNAMIC)).await;
        listed.is_none_or(|listed| listed.as_object().is_none_or(|types| !types.is_empty()))
    }

    async fn json(&mut self, ask: &Ask) -> Option<Value> {
        let reply = self.patiently(ask).await.ok()?;
        (reply.status == 200).then_some(())?;
        serde_json::from_slice(&reply.body).ok()
    }

    pub(super) fn left_behind(&self) -> LeftBehind {
        self.ours.clone()
    }
}

/// A key that a probe may have made: nothing else is removed, and nothing else is shown.
fn own_key(one: &Value) -> Option<String> {
    let key = one["key"].as_str()?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (key.starts_with(PREFIX) && key.bytes().all(fits)).then(|| key.to_owned())
}

/// How long the site asks to be left alone.
fn asked_wait(reply: &Incoming) -> Result<Duration, Trouble> {
    let asked = reply.headers.get("retry-after");
    let seconds = asked.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let wait = Duration::from_secs(seconds.unwrap_or(1));
    match wait > LONGEST_WAIT {
        true => Err(Trouble(format!(
            "the site asks to be left alone for {} s",
            wait.as_secs()
        ))),
        false => Ok(wait),
    }
}
