//! The RSA keys of signed installs, and how one follows the other.

use std::sync::OnceLock;

use ring::signature::RsaKeyPair;

use super::rsa_key::RsaKey;

/// The keys that sign `installed` and `uninstalled`.
pub(crate) struct InstallKey;

impl InstallKey {
    /// The key every tenant signs with. One for all, so that an app with one key URL can be
    /// installed on many tenants.
    pub(crate) fn embedded() -> RsaKey {
        static PAIR: OnceLock<RsaKeyPair> = OnceLock::new();
        RsaKey::new(
            "7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42",
            include_str!("../../fixtures/keys/install-key.b64"),
            include_str!("../../fixtures/keys/install-key-public.b64"),
            &PAIR,
        )
    }

    /// Another key: for a rotation, and for tokens that a foreign key signed.
    pub(crate) fn second() -> RsaKey {
        static PAIR: OnceLock<RsaKeyPair> = OnceLock::new();
        RsaKey::new(
            "e2b94d17-50c8-4f6e-8a3d-94c7be6f0a15",
            include_str!("../../fixtures/keys/second-key.b64"),
            include_str!("../../fixtures/keys/second-key-public.b64"),
            &PAIR,
        )
    }

    /// The two embedded keys in turn, by these ids as far as there are any.
    pub(crate) fn in_turn(rotations: usize, ids: &[String]) -> RsaKey {
        let key = match rotations % 2 {
            0 => Self::embedded(),
            _ => Self::second(),
        };
        match ids.get(rotations) {
            Some(id) => key.named(id.clone()),
            None => key,
        }
    }

    /// The key of this id: one that was used after so many rotations, or an embedded one by its
    /// own name, which another tenant may sign with.
    pub(crate) fn of_id(kid: &str, rotations: usize, ids: &[String]) -> Option<RsaKey> {
        let used = (0..=rotations).map(|rotations| Self::in_turn(rotations, ids));
        let mut keys = used.chain([Self::embedded(), Self::second()]);
        keys.find(|key| key.kid() == kid)
    }

    /// An embedded key that this one is not, whatever it is called.
    pub(crate) fn foreign_to(key: &RsaKey) -> RsaKey {
        let embedded = Self::embedded();
        match key.is(&embedded) {
            true => Self::second(),
            false => embedded,
        }
    }
}
