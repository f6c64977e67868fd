//! What a test may look at of an app, and set without telling it: its modules and its licence.

use super::installed_app::InstalledApp;
use crate::site::Licence;
use crate::traffic::Command;

impl InstalledApp {
    /// The keys of the dynamic modules, in the order of the resource's GET.
    #[must_use]
    pub fn dynamic_module_keys(&self) -> Vec<String> {
        self.look(|app| app.dynamic.keys()).unwrap_or_default()
    }

    /// The id by which the app asks for tokens that stand for users, as `installed` brings it; none
    /// for an app without the scope `ACT_AS_USER`, or that is not installed.
    #[must_use]
    pub fn oauth_client_id(&self) -> Option<String> {
        let key = self.key();
        self.tenant()
            .context()
            .site(|site| site.oauth_client_id(key))
    }

    /// The keys of the dynamic modules that users see by now. All of them, unless the setting
    /// `module_effective_after` has them wait on the tenant's clock.
    #[must_use]
    pub fn effective_module_keys(&self) -> Vec<String> {
        let context = self.tenant().context();
        let now = context.clock.now_millis();
        let lag = i64::try_from(context.settings.module_effective_after.as_millis());
        let lag = lag.unwrap_or(i64::MAX);
        self.look(|app| app.dynamic.effective_keys(now, lag))
            .unwrap_or_default()
    }

    /// The dynamic modules as the resource's GET gives them.
    #[must_use]
    pub fn dynamic_modules(&self) -> serde_json::Value {
        let json = self.look(|app| app.dynamic.modules().to_json());
        let json = json.unwrap_or_else(|| "{}".to_owned());
        serde_json::from_str(&json).expect("modules were JSON when they came")
    }

    /// The name a user sees of a dynamic module: its i18n key resolved by the app's translation
    /// files when it was registered, else its `value`.
    #[must_use]
    pub fn dynamic_module_name(&self, key: &str) -> Option<String> {
        self.look(|app| app.dynamic.name(key).map(str::to_owned))
            .flatten()
    }

    /// The app's licence.
    #[must_use]
    pub fn licence(&self) -> Licence {
        self.look(|app| app.licence).unwrap_or_default()
    }

    /// Gives the app another licence. Apps hear nothing of it; they ask, or read `lic`.
    ///
    /// # Panics
    /// If the app went with a site import: there is nothing left to license.
    #[track_caller]
    pub fn set_licence(&self, licence: Licence) {
        let app = self.key().to_owned();
        self.tenant().did(&Command::SetLicence { app, licence });
        let context = self.tenant().context();
        let there = context.site(|site| site.set_licence(self.key(), licence));
        assert!(
            there,
            "set_licence: `{}` went with a site import: install it again first",
            self.key()
        );
    }
}
