//! What the tenant can be foreseen to ask of its apps, for whoever plans ahead.

use super::Site;
use super::callback::Callback;
use super::event::Event;
use super::listeners::webhook_urls;

impl Site {
    /// The lifecycle callbacks and the webhooks of the installed apps, as they would go out now.
    pub(crate) fn foreseeable(&self) -> Vec<Callback> {
        let events = [
            Event::Installed,
            Event::Enabled,
            Event::Disabled,
            Event::Uninstalled,
        ];
        let mut calls = Vec::new();
        for key in self.installed_apps() {
            calls.extend(
                events
                    .iter()
                    .filter_map(|event| self.callback(&key, *event)),
            );
            let app = self.installation(&key);
            calls.extend(app.into_iter().flat_map(|app| {
                webhook_urls(app).map(|url| self.request(app, "POST", url.to_owned()))
            }));
        }
        calls
    }
}
