//! Tenants and apps in debug form: on one line, so that a failed `unwrap_err` can be read.

use std::fmt;

use super::handle::Tenant;
use super::installed_app::InstalledApp;

/// Its name, where it is, and behind which listener, if it is behind one.
impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tenant = f.debug_struct("Tenant");
        tenant.field("name", &self.name());
        tenant.field("base_url", &self.base_url());
        if let Some(listener) = self.inner.hosted.listener() {
            tenant.field("behind", listener);
        }
        tenant.finish()
    }
}

#[cfg(feature = "forge")]
impl fmt::Debug for super::forge_app::ForgeApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForgeApp")
            .field("id", &self.id())
            .field("status", &self.status())
            .field("tenant", &self.tenant().name())
            .finish()
    }
}

impl fmt::Debug for InstalledApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstalledApp")
            .field("key", &self.key())
            .field("status", &self.status())
            .field("tenant", &self.tenant().name())
            .finish()
    }
}
