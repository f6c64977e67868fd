//! Everything about a tenant that looks random, derived from its name and seed so that runs repeat.

mod ids;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};

/// Who a tenant is: the source of its clientKey and of every sharedSecret it hands out.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    name: String,
    seed: u64,
    /// What secrets and clientKeys derive from.
    secret_seed: u64,
    /// What an install over REST must bring; no run has another's.
    upm_token: String,
}

impl Identity {
    pub(crate) fn new(name: String, seed: u64) -> Self {
        Self {
            name,
            seed,
            secret_seed: seed,
            upm_token: "0".into(),
        }
    }

    /// With secrets of another seed than all else, which then stays as it is.
    #[must_use]
    pub(crate) fn with_secret_seed(mut self, seed: u64) -> Self {
        self.secret_seed = seed;
        self
    }

    /// In the form of the host's: a number of 64 bits, with its sign.
    #[must_use]
    pub(crate) fn with_upm_token(mut self, number: u64) -> Self {
        self.upm_token = number.cast_signed().to_string();
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The tenant's clientKey. Captured ones are all version-3 (name-based) UUIDs; a site import
    /// gives the tenant another.
    pub(crate) fn client_key(&self, imports: u32) -> String {
        uuid(3, &self.secret_bytes(&["clientKey", &imports.to_string()]))
    }

    /// The id of the `place`-th install that was asked for over REST.
    pub(crate) fn task_id(&self, place: usize) -> String {
        self.uuid(4, &["installTask", &place.to_string()])
    }

    /// The account id of somebody on the site: of a person, or of an app.
    pub(crate) fn account_id(&self, who: &str) -> String {
        format!("712020:{}", self.uuid(4, &["account", who]))
    }

    /// The id of a group of users.
    #[cfg(feature = "content")]
    pub(crate) fn group_id(&self, name: &str) -> String {
        self.uuid(4, &["group", name])
    }

    /// The digits behind a macro's channel, 19 as in a capture.
    pub(crate) fn channel_digits(&self, app_key: &str, module_key: &str) -> String {
        let hash = self.bytes(&["channel", app_key, module_key]);
        let number = u64::from_be_bytes(std::array::from_fn(|i| hash[i]));
        format!("{:019}", number % 10_000_000_000_000_000_000)
    }

    /// The OAuth client id of an app. A site import gives it another.
    pub(crate) fn oauth_client_id(&self, app_key: &str, imports: u32) -> String {
        let bytes = self.bytes(&["oauthClientId", app_key, &imports.to_string()]);
        URL_SAFE_NO_PAD.encode(&bytes[..24])
    }

    /// The id of the site in Atlassian's cloud, which nothing changes.
    pub(crate) fn cloud_id(&self) -> String {
        self.uuid(4, &["cloudId"])
    }

    /// The id of the `place`-th installation of an app on the site, as Forge counts them.
    pub(crate) fn installation_id(&self, app_key: &str, place: u32) -> String {
        let id = self.uuid(4, &["installation", app_key, &place.to_string()]);
        format!("ari:cloud:ecosystem::installation/{id}")
    }

    /// The `place`-th access token that was given out.
    pub(crate) fn access_token(&self, place: usize) -> String {
        let bytes = self.secret_bytes(&["accessToken", &place.to_string()]);
        format!("mf-{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The session of an account in a browser.
    pub(crate) fn session_token(&self, account: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.secret_bytes(&["session", account]))
    }

    /// The token that an install over REST must bring.
    pub(crate) fn upm_token(&self) -> String {
        self.upm_token.clone()
    }

    fn uuid(&self, version: u8, labels: &[&str]) -> String {
        uuid(version, &self.bytes(labels))
    }

    /// The `issue`-th secret for an app: `ATCO`, 64 bytes in base64url, and the CRC-32 of both.
    pub(crate) fn shared_secret(&self, app_key: &str, issue: u32) -> String {
        let issue = issue.to_string();
        let mut bytes = self.secret_bytes(&["sharedSecret", app_key, &issue, "1"]);
        bytes.extend(self.secret_bytes(&["sharedSecret", app_key, &issue, "2"]));
        let body = format!("ATCO{}", URL_SAFE_NO_PAD.encode(bytes));
        let checksum = crc32fast::hash(body.as_bytes());
        format!("{body}{checksum:08X}")
    }

    /// The Connect version the tenant says it runs, in the form captured in 2024.
    pub(crate) fn plugins_version(&self) -> String {
        format!("1000.0.0.{}", &hex(&self.bytes(&["pluginsVersion"]))[..12])
    }

    /// The same as iframes are told it: `cv` has been captured with a hyphen.
    pub(crate) fn connect_version(&self) -> String {
        format!("1000.0.0-{}", &hex(&self.bytes(&["pluginsVersion"]))[..12])
    }

    fn bytes(&self, labels: &[&str]) -> Vec<u8> {
        self.seeded(self.seed, labels)
    }

    fn secret_bytes(&self, labels: &[&str]) -> Vec<u8> {
        self.seeded(self.secret_seed, labels)
    }

    fn seeded(&self, seed: u64, labels: &[&str]) -> Vec<u8> {
        let mut input = Vec::new();
        let seed = seed.to_string();
        for part in [self.name.as_str(), &seed].iter().chain(labels) {
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            input.extend((part.len() as u64).to_be_bytes());
            input.extend(part.as_bytes());
        }
        digest(&SHA256, &input).as_ref().to_vec()
    }
}

pub(crate) fn uuid(version: u8, hash: &[u8]) -> String {
    let mut uuid: [u8; 16] = std::array::from_fn(|i| hash[i]);
    uuid[6] = uuid[6] & 0x0f | version << 4;
    uuid[8] = uuid[8] & 0x3f | 0x80;
    let hex = hex(&uuid);
    let [a, b, c, d, e] = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &hex[range]);
    format!("{a}-{b}-{c}-{d}-{e}")
}

/// In lower case; without the formatting machinery, as every request's qsh goes through it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    fn acme() -> Identity {
        Identity::new("acme".into(), 0)
    }

    #[test]
    fn a_client_key_is_a_version_3_uuid_and_changes_with_an_import() {
        let key = acme().client_key(0);
        assert!(key.split('-').map(str::len).eq([8, 4, 4, 4, 12]));
        assert_eq!(&key[14..15], "3");
        assert!("89ab".contains(&key[19..20]));
        assert_eq!(key, acme().client_key(0));
        assert_ne!(key, acme().client_key(1));
    }

    #[test]
    fn secrets_may_have_a_seed_of_their_own() {
        let other = acme().with_secret_seed(7);
        assert_ne!(other.client_key(0), acme().client_key(0));
        assert_ne!(
            other.shared_secret("app", 1),
            acme().shared_secret("app", 1)
        );
        assert_ne!(other.access_token(0), acme().access_token(0));
        assert_eq!(other.account_id("app"), acme().account_id("app"));
        assert_eq!(other.cloud_id(), acme().cloud_id());
        assert_eq!(acme().with_upm_token(u64::MAX).upm_token(), "-1");
    }

    #[test]
    fn a_shared_secret_has_the_announced_form_and_checksum() {
        let secret = acme().shared_secret("app", 1);
        assert_eq!(secret.len(), 98);
        assert!(secret.starts_with("ATCO"));
        let (body, checksum) = secret.split_at(90);
        assert_eq!(
            checksum,
            format!("{:08X}", crc32fast::hash(body.as_bytes()))
        );
        assert!(
            body.chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        );
    }

    #[test]
    fn name_seed_app_and_issue_all_make_another_secret() {
        let [other_seed, other_name] =
            [("acme", 1), ("globex", 0)].map(|(name, seed)| Identity::new(name.into(), seed));
        let secrets = std::collections::BTreeSet::from([
            acme().shared_secret("app", 1),
            acme().shared_secret("app", 2),
            acme().shared_secret("other", 1),
            other_seed.shared_secret("app", 1),
            other_name.shared_secret("app", 1),
        ]);
        assert_eq!(secrets.len(), 5);
    }
}
