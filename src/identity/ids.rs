//! Ids of files and labels, and of what Forge counts.

#[cfg(feature = "attachments")]
use base64::Engine;
#[cfg(feature = "attachments")]
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Identity, hex};

impl Identity {
    /// The 20 bytes that name the `place`-th call of Forge's to this path of an app.
    pub(crate) fn invocation_id(&self, app: &str, path: &str, place: usize) -> String {
        hex(&self.bytes(&["invocation", app, path, &place.to_string()])[..20])
    }

    /// The id of the bytes of one version of a file.
    #[cfg(any(feature = "attachments", feature = "forge"))]
    pub(crate) fn file_id(&self, attachment: u64, version: u64) -> String {
        self.uuid(4, &["file", &attachment.to_string(), &version.to_string()])
    }

    /// The token in the link to a file.
    #[cfg(feature = "attachments")]
    pub(crate) fn media_token(&self, file_id: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.secret_bytes(&["media", file_id]))
    }

    /// The bare id of the `place`-th installation of an app on Forge.
    #[cfg(feature = "forge")]
    pub(crate) fn forge_installation(&self, app_id: &str, place: u32) -> String {
        self.uuid(4, &["forgeInstallation", app_id, &place.to_string()])
    }

    /// The bare id of an environment of an app, which is the app's and no tenant's.
    #[cfg(feature = "forge")]
    #[expect(clippy::unused_self, reason = "an id among the others")]
    pub(crate) fn forge_environment(&self, app_id: &str, environment: &str) -> String {
        let named = format!("{app_id} {environment}");
        let hash = ring::digest::digest(&ring::digest::SHA256, named.as_bytes());
        super::uuid(4, hash.as_ref())
    }

    /// The id of a label that is on nothing of the site.
    #[cfg(feature = "forge")]
    pub(crate) fn label_number(&self, prefix: &str, name: &str) -> u64 {
        let hash = self.bytes(&["label", prefix, name]);
        let number = u64::from_be_bytes(std::array::from_fn(|i| hash[i]));
        (number % 900_000_000).saturating_add(100_000_000)
    }

    /// The key of a module that an app on Forge made after so many others in one installation.
    #[cfg(feature = "forge")]
    pub(crate) fn forge_module(&self, app_id: &str, place: u32, made: u32) -> String {
        let (place, made) = (place.to_string(), made.to_string());
        self.uuid(4, &["forgeModule", app_id, &place, &made])
    }

    /// The id of a module of a Forge app on a page.
    #[cfg(feature = "forge")]
    pub(crate) fn forge_local_id(&self, app_id: &str, module_key: &str) -> String {
        self.uuid(4, &["localId", app_id, module_key])
    }

    /// The id of the `place`-th access token of Forge's.
    pub(crate) fn forge_token_id(&self, place: usize) -> String {
        hex(&self.secret_bytes(&["forgeToken", &place.to_string()])[..20])
    }
}
