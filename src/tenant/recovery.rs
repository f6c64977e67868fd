//! What takes a site's apps away without asking them: an import, and a site that is made anew.

use super::handle::Tenant;
use crate::callback;
use crate::traffic::Command;

impl Tenant {
    /// Imports the site, as a migration does: the apps are gone without a callback, their secrets are dead, and the
    /// clientKey is another; the cloudId stays. An app on Forge goes, too, or is installed again by the import (setting
    /// `forge_after_recovery`): either way its next installation has another id. Gives the keys of the Connect apps and the
    /// ids of those on Forge that were installed and are not any more.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn import_site(&self) -> impl Future<Output = Vec<String>> + Send + 'static {
        let tenant = self.clone();
        async move {
            let context = tenant.context().clone();
            tenant
                .run_as(Command::ImportSite, |_| async move {
                    callback::import_site(&context).await
                })
                .await
        }
    }

    /// Makes the site anew, as Atlassian does to recover one: to apps it is as an import. The cloudId stays and
    /// installations of Forge's are others, as documented; of Connect nothing is said, so its clientKey is another, too.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn recreate_site(&self) -> impl Future<Output = Vec<String>> + Send + 'static {
        let tenant = self.clone();
        async move {
            let context = tenant.context().clone();
            tenant
                .run_as(Command::RecreateSite, |_| async move {
                    callback::recreate_site(&context).await
                })
                .await
        }
    }
}
