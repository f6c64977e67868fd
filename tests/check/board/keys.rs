//! What the app verifies tokens with.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::hmac;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

use super::tokens::part;

/// What a token is verified with; the algorithm is the key's, not the token's.
pub(super) enum Key<'a> {
    Secret(&'a str),
    /// A public key, in PEM armour.
    Public(&'a str),
}

impl Key<'_> {
    pub(super) fn has_signed(&self, token: &str) -> bool {
        self.fits(token).is_some()
    }

    fn fits(&self, token: &str) -> Option<()> {
        let (message, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let algorithm = part(token, 0)?["alg"].as_str()?.to_owned();
        match self {
            Key::Secret(secret) if algorithm == "HS256" => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                hmac::verify(&key, message.as_bytes(), &signature).ok()
            }
            Key::Public(pem) if algorithm == "RS256" => {
                let armour = pem.lines().filter(|line| !line.starts_with('-'));
                let der = STANDARD.decode(armour.collect::<String>()).ok()?;
                // What stands before the key of 2048 bits says that it is one of RSA.
                let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der.get(24..)?);
                key.verify(message.as_bytes(), &signature).ok()
            }
            _ => None,
        }
    }
}
