//! What both directions need: the site, the log, the clock, the key and the settings.

#[cfg(feature = "forge")]
mod elapsed;
#[cfg(feature = "look-alike")]
mod gateway;
mod keys;
mod neighbourhood;
#[cfg(feature = "forge")]
mod retries;
mod site_lock;
mod stub_server;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::clock::Clock;
use crate::door::Door;
use crate::fault::{FaultTarget, Faults, Picked};
use crate::host_names::HostNames;
use crate::scene::{HELD_FOR, Passed, Scenes};
use crate::secret::Secret;
use crate::settings::Settings;
use crate::site::{Callback, Site};
use crate::traffic::{BeforeReply, Note, Recorder};
use crate::unhandled::{Errors, Failure, Unhandled};
pub(crate) use neighbourhood::{Neighbourhood, are_one};
#[cfg(feature = "forge")]
pub(crate) use retries::{Retries, Retry};
use site_lock::SiteLock;
pub(crate) use stub_server::{Elsewhere, StubServer};

/// Shared by everything that serves or drives one tenant.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    started: tokio::time::Instant,
    pub(crate) settings: Settings,
    pub(crate) log: Recorder,
    /// The errors that the test has had from the tenant.
    pub(crate) errors: Arc<Errors>,
    pub(crate) scenes: Scenes,
    /// In whose words a message says what to do.
    pub(crate) door: Door,
    /// Where the tenant listens: scheme, host and port, without a path.
    pub(crate) origin: String,
    /// What apps find `/wiki` and `/keys` below: the origin, unless a proxy stands before it.
    pub(crate) root: String,
    /// By which names it may be called, beside the hosts of its addresses.
    pub(crate) names: HostNames,
    /// Whether UPM's REST answers here.
    pub(crate) upm_is_open: bool,
    /// The look-alike network that it is in.
    pub(crate) neighbourhood: Option<Arc<Neighbourhood>>,
    /// What a path begins with before `/wiki` where many tenants share the origin; else empty.
    pub(crate) mount: String,
    #[cfg(feature = "tls")]
    pub(crate) trusted: crate::outgoing::Trusted,
    /// One lifecycle command at a time. A permit, not a lock on state: the app may call the
    /// tenant while a command waits for it, and no route takes it.
    pub(crate) turn: tokio::sync::Mutex<()>,
    /// Told when an install that was asked for over REST ends.
    pub(crate) task_ended: tokio::sync::Notify,
    /// These are held for the length of one closure, which cannot wait.
    site: SiteLock,
    targets: Mutex<HostNames>,
    faults: Mutex<Faults>,
    install_key_rotations: AtomicUsize,
    invocation_key_rotations: AtomicUsize,
    deliveries: Mutex<Deliveries>,
    /// The events of Forge's that wait to be tried again.
    #[cfg(feature = "forge")]
    pub(crate) retries: Retries,
    /// Who answers what neither the tenant serves nor a stub: a base URL.
    pub(crate) fallback: Option<String>,
    /// The stubs of the test, from the first one on.
    stubs: OnceLock<Arc<dyn StubServer>>,
}

/// What the next callback has to know of those before it.
#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    /// The last good token sent to an app's path.
    pub(crate) tokens: BTreeMap<(String, String), Secret>,
    /// How many calls of Forge's have gone to an app's path.
    pub(crate) invocations: BTreeMap<(String, String), usize>,
    /// Callbacks that wait for the next one to go out first.
    pub(crate) postponed: Vec<(Callback, Picked)>,
}

impl Context {
    pub(crate) fn new(
        site: Site,
        settings: Settings,
        origin: String,
        root: String,
        seed: u64,
    ) -> Self {
        let clock = Clock::default();
        let log = Recorder::new(clock.clone(), settings.limits.log_body_limit);
        log.names(|names| {
            names.add_tenant(&root);
            names.add_same_tenant(&origin);
            // One that a test chose is known to it, and may be a word that stands elsewhere.
            if settings.client_key.is_none() {
                names.add_client_key(site.client_key());
            }
        });
        Self {
            clock,
            started: tokio::time::Instant::now(),
            settings,
            log,
            errors: Arc::default(),
            scenes: Scenes::default(),
            door: Door::default(),
            origin,
            root,
            names: HostNames::of_network(),
            upm_is_open: true,
            neighbourhood: None,
            mount: String::new(),
            #[cfg(feature = "tls")]
            trusted: crate::outgoing::Trusted::default(),
            turn: tokio::sync::Mutex::new(()),
            task_ended: tokio::sync::Notify::new(),
            targets: Mutex::new(HostNames::bound_to(Ipv4Addr::LOCALHOST.into())),
            site: SiteLock::new(site),
            faults: Mutex::new(Faults::new(seed)),
            install_key_rotations: AtomicUsize::new(0),
            invocation_key_rotations: AtomicUsize::new(0),
            deliveries: Mutex::default(),
            #[cfg(feature = "forge")]
            retries: Retries::default(),
            fallback: None,
            stubs: OnceLock::new(),
        }
    }

    /// The path of the root, before `/wiki`; usually none.
    pub(crate) fn public_prefix(&self) -> &str {
        let authority = self.root.split_once("://").map_or("", |(_, rest)| rest);
        authority.find('/').map_or("", |at| &authority[at..])
    }

    /// Reads or changes the site.
    pub(crate) fn site<R>(&self, with: impl FnOnce(&mut Site) -> R) -> R {
        self.site.with(with)
    }

    /// Does this to the site when it has been held so many times from now on.
    #[cfg(test)]
    pub(crate) fn after_holds(&self, holds: usize, act: fn(&mut Site)) {
        self.site.after_holds(holds, act);
    }

    /// What an error keeps of the tenant, so that a test which ends by it is known to have failed.
    pub(crate) fn unhandled(&self, failure: Failure) -> Unhandled {
        self.errors.keep(failure, self.log.len())
    }

    /// The faults for an exchange that begins now.
    pub(crate) fn pick(&self, target: FaultTarget<'_>, known: BeforeReply<'_>) -> Picked {
        // The test's time and the tenant's clock: a `Retry-After` is over by either.
        let elapsed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let now = elapsed.saturating_add(self.clock.offset_millis());
        self.faults(|faults| faults.pick(target, known, now))
    }

    pub(crate) fn faults<R>(&self, with: impl FnOnce(&mut Faults) -> R) -> R {
        with(&mut self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads or adds to the hosts that may be called.
    pub(crate) fn targets<R>(&self, with: impl FnOnce(&mut HostNames) -> R) -> R {
        with(&mut self.targets.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn deliveries<R>(&self, with: impl FnOnce(&mut Deliveries) -> R) -> R {
        let deliveries = self.deliveries.lock();
        with(&mut deliveries.unwrap_or_else(PoisonError::into_inner))
    }

    /// Where the stubs of the test answer, if it has any.
    pub(crate) async fn stub_server(&self) -> Option<Elsewhere> {
        match self.stubs.get() {
            Some(stubs) => Some(stubs.place().await),
            None => None,
        }
    }

    pub(crate) fn has_stubs(&self) -> bool {
        self.stubs.get().is_some()
    }

    #[cfg(feature = "stubs")]
    pub(crate) fn set_stubs(&self, stubs: Arc<dyn StubServer>) {
        self.stubs.get_or_init(|| stubs);
    }

    /// Holds and delays an exchange that has begun, and says in the log what applied.
    pub(crate) async fn hold_and_delay(&self, id: u32, known: BeforeReply<'_>, picked: &Picked) {
        for note in picked.notes() {
            self.log.note(id, note);
        }
        match self.scenes.pass(known).await {
            Passed::Freely => {}
            Passed::Held => self.log.note(id, Note::Held),
            Passed::AtTheDeadline => {
                let seconds = HELD_FOR.as_secs();
                self.log.note(id, Note::LetGo { seconds });
            }
        }
        if let Some(delay) = picked.delay {
            tokio::time::sleep(std::time::Duration::from_millis(delay)).await;
        }
    }
}
