//! A whole site put there from a file, and taken out into one.

use serde_json::Value;

use super::handle::Tenant;
use crate::site::SiteError;
use crate::traffic::Command;

impl Tenant {
    /// Puts a whole site there, without an event: people, spaces, pages and blog posts with
    /// labels, properties, macros, former versions, comments and files, the archive and the trash,
    /// and what is denied. What is there already and has other ids stays. The account
    /// `site:admin` is the site's administrator, `app:KEY` that of the app of this key. [`SAMPLE_SITE`](crate::SAMPLE_SITE) shows all that such a file can have.
    ///
    /// ```
    /// use mockfluence::{SAMPLE_SITE, Tenant};
    /// let tenant = Tenant::start_blocking();
    /// tenant.add_site(&serde_json::from_str(SAMPLE_SITE)?)?;
    /// assert_eq!(tenant.spaces().len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SiteError`]: the first thing that is wrong with the file, and where; what stands before
    /// it is there.
    pub fn add_site(&self, site: &Value) -> Result<(), SiteError> {
        let context = self.context();
        let now = context.clock.now_millis();
        self.did(&Command::AddSite);
        context.site(|locked| locked.add_site(site, now))
    }

    /// What is on the site now, for [`add_site`](Self::add_site): exported from that tenant, it is
    /// the same text. Times are no part of it, for a site begins when its file is read; nor are
    /// installations, and what apps keep for users and for themselves.
    #[must_use]
    pub fn export_site(&self) -> Value {
        self.context().site(|site| site.export_site())
    }
}
