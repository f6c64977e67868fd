//! An RSA key pair that signs tokens of the host: embedded, public, never generated.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

/// An RSA key pair and the id it is served by. **Public test keys**: they protect nothing.
#[derive(Clone)]
pub(crate) struct RsaKey {
    kid: Cow<'static, str>,
    public: &'static str,
    private: &'static str,
    /// Read with the first signature: most tenants are asked for none.
    pair: &'static OnceLock<RsaKeyPair>,
}

impl RsaKey {
    pub(super) const fn new(
        kid: &'static str,
        private: &'static str,
        public: &'static str,
        pair: &'static OnceLock<RsaKeyPair>,
    ) -> Self {
        Self {
            kid: Cow::Borrowed(kid),
            public: public.trim_ascii(),
            private,
            pair,
        }
    }

    /// The same key by another id.
    pub(super) fn named(self, kid: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kid: kid.into(),
            ..self
        }
    }

    /// Whether it is the same key, by whatever id.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.public == other.public
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

    /// The public half as the key host of installs serves it: SPKI in PEM armour.
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

    /// The public half as a JSON Web Key, for signatures alone.
    pub(super) fn public_jwk(&self) -> Value {
        let parts: PublicKeyComponents<Vec<u8>> = self.pair().public().into();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "n": URL_SAFE_NO_PAD.encode(parts.n),
            "e": URL_SAFE_NO_PAD.encode(parts.e),
        })
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

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RsaKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use crate::jwt::{InstallKey, InvocationKeys};

    #[test]
    fn a_signature_repeats_and_its_public_half_verifies_it() {
        for key in [InstallKey::embedded(), InvocationKeys::default().current()] {
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
}
