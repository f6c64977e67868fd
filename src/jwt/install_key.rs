//! The RSA keys of signed installs: embedded, public, never generated.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};

/// An RSA key pair and the id it is served by. **Public test keys**: they protect nothing.
#[derive(Clone)]
pub(crate) struct InstallKey {
    kid: Cow<'static, str>,
    public: &'static str,
    private: &'static str,
    /// Read with the first signature: most tenants are asked for none.
    pair: &'static OnceLock<RsaKeyPair>,
}

impl InstallKey {
    /// The key every tenant signs with. One for all, so that an app with one key URL can be
    /// installed on many tenants.
    pub(crate) fn embedded() -> Self {
        static PAIR: OnceLock<RsaKeyPair> = OnceLock::new();
        Self {
            kid: "7c1f4c0e-6d2b-4a83-9b57-3f0a5d1e8c42".into(),
            private: include_str!("../../fixtures/keys/install-key.b64"),
            public: include_str!("../../fixtures/keys/install-key-public.b64").trim_ascii(),
            pair: &PAIR,
        }
    }

    /// Another key: for a rotation, and for tokens that a foreign key signed.
    pub(crate) fn second() -> Self {
        static PAIR: OnceLock<RsaKeyPair> = OnceLock::new();
        Self {
            kid: "e2b94d17-50c8-4f6e-8a3d-94c7be6f0a15".into(),
            private: include_str!("../../fixtures/keys/second-key.b64"),
            public: include_str!("../../fixtures/keys/second-key-public.b64").trim_ascii(),
            pair: &PAIR,
        }
    }

    /// The two embedded keys in turn, by these ids as far as there are any.
    pub(crate) fn in_turn(rotations: usize, ids: &[String]) -> Self {
        let key = match rotations % 2 {
            0 => Self::embedded(),
            _ => Self::second(),
        };
        let kid = ids.get(rotations).map(|id| id.clone().into());
        Self {
            kid: kid.unwrap_or(key.kid),
            ..key
        }
    }

    /// The key of this id: one that was used after so many rotations, or an embedded one by its
    /// own name, which another tenant may sign with.
    pub(crate) fn of_id(kid: &str, rotations: usize, ids: &[String]) -> Option<Self> {
        let used = (0..=rotations).map(|rotations| Self::in_turn(rotations, ids));
        let mut keys = used.chain([Self::embedded(), Self::second()]);
        keys.find(|key| key.kid() == kid)
    }

    /// The embedded key that this one is not, whatever it is called.
    pub(crate) fn foreign(&self) -> Self {
        let embedded = Self::embedded();
        match self.public == embedded.public {
            true => Self::second(),
            false => embedded,
        }
    }

    fn pair(&self) -> &'static RsaKeyPair {
        self.pair.get_or_init(|| {
            let der = STANDARD
                .decode(self.private.trim_ascii())
                .expect("the embedded key is base64");
            RsaKeyPair::from_pkcs8(&der).expect("the embedded key is PKCS#8")
        })
    }

    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    /// The public half as the key host serves it: SPKI in PEM armour.
    pub(crate) fn public_pem(&self) -> String {
        let lines: Vec<&str> = self
            .public
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).expect("base64 is ASCII"))
            .collect();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            lines.join("\n")
        )
    }

    /// An RS256 signature; the same for the same message, as PKCS#1 v1.5 is deterministic.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair().public().modulus_len()];
        self.pair()
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .expect("a buffer of the modulus' length takes a signature");
        signature
    }
}

impl fmt::Debug for InstallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstallKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    #[test]
    fn a_signature_repeats_and_its_public_half_verifies_it() {
        let key = InstallKey::embedded();
        assert_eq!(key.sign(b"message"), key.sign(b"message"));
        let public =
            UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.pair().public().as_ref());
        assert!(public.verify(b"message", &key.sign(b"message")).is_ok());
        assert!(public.verify(b"massage", &key.sign(b"message")).is_err());
        assert!(
            key.public_pem()
                .starts_with("-----BEGIN PUBLIC KEY-----\nMIIB")
        );
    }
}
