//! What both directions need: the site, the log, the clock, the key and the settings.

use std::sync::{Mutex, PoisonError};

use crate::clock::Clock;
use crate::jwt::InstallKey;
use crate::settings::Settings;
use crate::site::Site;
use crate::traffic::Recorder;

/// Shared by everything that serves or drives one tenant.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    pub(crate) settings: Settings,
    pub(crate) log: Recorder,
    pub(crate) install_key: InstallKey,
    /// Where the tenant listens: scheme, host and port, without a path.
    pub(crate) origin: String,
    /// One lifecycle command at a time. A permit, not a lock on state: the app may call the
    /// tenant while a command waits for it, and no route takes it.
    pub(crate) turn: tokio::sync::Mutex<()>,
    /// Held for the length of one closure, which cannot wait.
    site: Mutex<Site>,
}

impl Context {
    pub(crate) fn new(site: Site, settings: Settings, origin: String) -> Self {
        let log = Recorder::new();
        log.names(|names| {
            names.add_tenant(&origin);
            names.add_client_key(site.client_key());
        });
        Self {
            clock: Clock::default(),
            settings,
            log,
            install_key: InstallKey::embedded(),
            origin,
            turn: tokio::sync::Mutex::new(()),
            site: Mutex::new(site),
        }
    }

    /// Reads or changes the site. A closure, so that nobody holds the lock in one half of an
    /// expression and asks for it in the other, or carries it across an await.
    pub(crate) fn site<R>(&self, with: impl FnOnce(&mut Site) -> R) -> R {
        with(&mut self.site.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
