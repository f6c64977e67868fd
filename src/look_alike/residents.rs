//! The tenants of a network, by the hosts of their base URLs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::context::Context;

/// Who lives in a network.
#[derive(Default)]
pub(crate) struct Residents(Mutex<Vec<Arc<Context>>>);

/// By number: one tenant's debug form does not show all its neighbours.
impl std::fmt::Debug for Residents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Residents").field(&self.all().len()).finish()
    }
}

/// A tenant's place; dropped, nobody answers for its host.
#[derive(Debug)]
pub(crate) struct Resident {
    residents: Arc<Residents>,
    context: Arc<Context>,
}

impl Drop for Resident {
    fn drop(&mut self) {
        let mut all = self.residents.all();
        all.retain(|one| !Arc::ptr_eq(one, &self.context));
    }
}

impl Residents {
    fn all(&self) -> MutexGuard<'_, Vec<Arc<Context>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that are there now, in the order in which they came. A tenant is asked outside of the
    /// lock.
    fn present(&self) -> Vec<Arc<Context>> {
        self.all().clone()
    }

    /// Takes a tenant in, unless another answers for its host.
    pub(crate) fn admit(self: &Arc<Self>, host: &str, context: Arc<Context>) -> Option<Resident> {
        let mut all = self.all();
        if all.iter().any(|one| is_at(one, host)) {
            return None;
        }
        all.push(context.clone());
        drop(all);
        Some(Resident {
            residents: self.clone(),
            context,
        })
    }

    /// The tenant whose base URL, of today or before a rename, has this host.
    pub(super) fn of_host(&self, host: &str) -> Option<Arc<Context>> {
        self.present().into_iter().find(|one| is_at(one, host))
    }

    /// The first of which this is true.
    pub(super) fn find(&self, is: impl Fn(&Context) -> bool) -> Option<Arc<Context>> {
        self.present().into_iter().find(|one| is(one))
    }

    /// The tenant in whose name a host that is one for all sites is asked: the one that waits for an
    /// answer of an app, which is what makes apps ask; else the first.
    pub(super) fn asked(&self) -> Option<Arc<Context>> {
        let all = self.present();
        let waits = all.iter().find(|one| one.log.awaits_answer());
        waits.or(all.first()).cloned()
    }

    /// Some of their hosts, for who asked for another.
    pub(super) fn hosts(&self) -> String {
        let all = self.present();
        let of = |one: &Arc<Context>| one.site(|site| site.addresses().host());
        let mut hosts: Vec<String> = all.iter().take(10).map(of).collect();
        match all.len().saturating_sub(hosts.len()) {
            0 if hosts.is_empty() => return "none".to_owned(),
            0 => {}
            more => hosts.push(format!("{more} more")),
        }
        hosts.join(", ")
    }

    /// A line in the log of each: nobody knows whose app it was.
    pub(super) fn remark(&self, text: &str) {
        for one in self.present() {
            one.log.remark(text);
        }
    }
}

fn is_at(context: &Context, host: &str) -> bool {
    context.site(|site| site.addresses().have_host(host))
}
