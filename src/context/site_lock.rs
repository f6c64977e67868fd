//! The lock of a site, which nobody has for long.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::site::Site;

/// How often the site is asked for before a thread goes to sleep for it.
const SPINS: usize = 1_000;

#[derive(Debug)]
pub(super) struct SiteLock {
    site: Mutex<Site>,
    /// What happens to the site between two holds of it, for tests of what must not come apart.
    #[cfg(test)]
    between: Mutex<Option<Between>>,
}

/// After how many more holds of the site something is done to it.
#[cfg(test)]
type Between = (usize, fn(&mut Site));

impl SiteLock {
    pub(super) fn new(site: Site) -> Self {
        Self {
            site: Mutex::new(site),
            #[cfg(test)]
            between: Mutex::default(),
        }
    }

    /// A closure, so that nobody holds the lock in one half of an expression and asks for it in the
    /// other, or carries it across an await.
    pub(super) fn with<R>(&self, with: impl FnOnce(&mut Site) -> R) -> R {
        let mut site = self.held();
        let answer = with(&mut site);
        #[cfg(test)]
        self.come_between(&mut site);
        answer
    }

    /// Whoever has it is done within microseconds, and to sleep until then takes longer.
    fn held(&self) -> MutexGuard<'_, Site> {
        for _ in 0..SPINS {
            match self.site.try_lock() {
                Ok(site) => return site,
                Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => std::hint::spin_loop(),
            }
        }
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn after_holds(&self, holds: usize, act: fn(&mut Site)) {
        *self.between.lock().unwrap() = Some((holds, act));
    }

    #[cfg(test)]
    fn come_between(&self, site: &mut Site) {
        let due = {
            let mut between = self.between.lock().unwrap();
            match between.as_mut() {
                Some((holds, _)) if *holds > 1 => {
                    *holds -= 1;
                    None
                }
                _ => between.take(),
            }
        };
        // Outside of the lock: it may panic, for tests of what becomes of a panic.
        if let Some((_, act)) = due {
            act(site);
        }
    }
}
