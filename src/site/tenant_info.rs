//! Which site of Atlassian's cloud a tenant is.

use serde_json::{Value, json};

use super::Site;
use crate::settings::TenantInfo;

impl Site {
    /// The id of the site, which nothing changes.
    pub(crate) fn cloud_id(&self) -> String {
        self.identity().cloud_id()
    }

    /// What the site says of itself to whoever asks; none if it is gone.
    pub(crate) fn tenant_info(&self) -> Option<Value> {
        match self.settings().tenant_info {
            TenantInfo::Served => Some(json!({ "cloudId": self.cloud_id() })),
            TenantInfo::SiteGone => None,
        }
    }
}
