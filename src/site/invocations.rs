//! What a tenant puts into the calls of Forge's that it makes.

use super::Site;
use crate::secret::Secret;

impl Site {
    /// The id of the `place`-th call of Forge's to this path of an app.
    pub(crate) fn invocation_id(&self, app_key: &str, path: &str, place: usize) -> String {
        self.identity().invocation_id(app_key, path, place)
    }

    /// The account by which a Forge app is known on the site: that of its Connect half, if it has one.
    pub(crate) fn forge_account(&self, app_id: &str) -> String {
        #[cfg(feature = "forge")]
        if let Some(key) = self.forge_app(app_id).and_then(|app| app.connect_key()) {
            return self.app_user(key);
        }
        self.identity().account_id(&format!("forge {app_id}"))
    }

    /// The secret of a Connect app of the site, where it has one: the one of this key before others.
    pub(crate) fn connect_secret(&self, app_key: &str) -> Option<Secret> {
        let own = self.apps.get(app_key).into_iter();
        own.chain(self.apps.values())
            .find_map(|app| app.secret.clone())
    }

    /// Which of the modules on a page it is.
    #[cfg(feature = "forge")]
    pub(crate) fn forge_local_id(&self, app_id: &str, module_key: &str) -> String {
        self.identity().forge_local_id(app_id, module_key)
    }
}
