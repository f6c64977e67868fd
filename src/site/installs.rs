//! How often an app was installed on the site.

use super::Site;
use super::pending::Begun;

impl Site {
    /// Which installation of the app this is: an upgrade goes on with the one that is there.
    pub(super) fn place_of(&mut self, begun: Begun, app_key: &str) -> u32 {
        let place = self.installs.entry(app_key.to_owned()).or_default();
        if begun != Begun::Upgrade {
            *place = place.saturating_add(1);
        }
        *place
    }
}
