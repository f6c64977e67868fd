//! What a test does to a tenant's traffic: faults, holds, another install key.

use std::panic::Location;

use super::handle::Tenant;
use super::hold::Hold;
use crate::callback;
use crate::fault::{Fault, FaultError, FaultId};
use crate::traffic::{Command, Filter};

impl Tenant {
    /// Makes something go wrong from now on; see [`Fault`].
    ///
    /// # Panics
    /// If the fault can never apply to what its filter names: see
    /// [`try_inject`](Self::try_inject).
    #[track_caller]
    pub fn inject(&self, fault: Fault) -> FaultId {
        match self.try_inject(fault) {
            Ok(id) => id,
            Err(misfit) => panic!("{misfit}: see the docs of Fault for what it is for"),
        }
    }

    /// The same for faults that come from outside.
    ///
    /// # Errors
    /// If the fault can never apply to what its filter names: it is for the other direction, or
    /// for a kind of token or body that none of the named callbacks of the installed apps has.
    pub fn try_inject(&self, fault: Fault) -> Result<FaultId, FaultError> {
        let callbacks = self.context().site(|site| site.foreseeable());
        let with_target = |callback| {
            let target = callback::target(&callback);
            (callback, target)
        };
        let known: Vec<_> = callbacks.into_iter().map(with_target).collect();
        fault.check_against(&known)?;
        if self.context().neighbourhood.is_none() {
            fault.check_without_tls(self.context().door)?;
        }
        let words = fault.to_string();
        let injected = self.context().faults(|faults| faults.inject(fault));
        self.did(&Command::Inject {
            number: injected.number(),
            fault: words,
        });
        Ok(injected)
    }

    /// Takes a fault back; false if it is gone already.
    pub fn remove_fault(&self, id: FaultId) -> bool {
        self.did(&Command::RemoveFault {
            number: id.number(),
        });
        self.context().faults(|faults| faults.remove(id))
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.did(&Command::ClearFaults);
        self.context().faults(crate::fault::Faults::clear);
    }

    /// The faults that have not applied as often as they should; those without a count, if they
    /// have not applied at all.
    #[must_use]
    pub fn faults_left(&self) -> Vec<(FaultId, Fault)> {
        self.context().faults(|faults| faults.left())
    }

    /// Stops every exchange that `filter` names until the [`Hold`] is released or dropped.
    ///
    /// # Panics
    /// For a filter of what is not known when an exchange begins: its status, a closure, the app
    /// that makes a call.
    #[track_caller]
    pub fn hold(&self, filter: Filter) -> Hold {
        if let Some(why) = filter.too_early() {
            panic!("an exchange cannot be held so: {why}");
        }
        let exchanges = filter.to_string();
        self.did(&Command::Hold { exchanges });
        let place = Location::caller();
        let words = format!(" (at {place})");
        let words = self.context().door.words(&words, "").to_owned();
        let gate = self.context().scenes.hold(filter, words);
        Hold::new(self.clone(), gate, place)
    }

    /// Signs `installed` and `uninstalled` with another key from now on, of another id. Both are
    /// served, by every tenant of the process: the real key host is one for all.
    pub fn rotate_install_key(&self) {
        self.did(&Command::RotateInstallKey);
        self.context().rotate_install_key();
    }
}
