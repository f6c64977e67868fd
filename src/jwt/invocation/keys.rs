//! The keys that sign invocation tokens, and the set in which they are served.

use std::sync::OnceLock;

use ring::digest::{SHA256, digest};
use ring::signature::RsaKeyPair;
use serde_json::{Value, json};

use crate::identity::uuid;
use crate::jwt::rsa_key::RsaKey;

/// As many as were seen to be served at once.
const SERVED: usize = 6;

/// The keys as they are after so many rotations: the one that signs, and those before it. A key
/// that comes with a rotation has been in no set before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InvocationKeys {
    pub(crate) rotations: usize,
}

impl InvocationKeys {
    /// The key that signs.
    pub(crate) fn current(self) -> RsaKey {
        Self::key("invocation-token/wf-", self.newest())
    }

    /// The key that signs the tokens by which Forge knows its own calls. It is in no set that an
    /// app is told of.
    pub(crate) fn of_context_tokens(self) -> RsaKey {
        Self::key("context-token/", self.newest())
    }

    /// The key that signs the access tokens of Forge, which are nobody's to verify but Atlassian's.
    pub(crate) fn of_access_tokens(self) -> RsaKey {
        Self::key("access-token/", self.newest())
    }

    /// The set as a JSON Web Key Set. The key that signs is the last: an app has to look at the id.
    pub(crate) fn jwks(self) -> Value {
        let newest = self.newest();
        let served = newest.saturating_sub(SERVED - 1)..=newest;
        let keys = served.map(|place| Self::key("invocation-token/wf-", place).public_jwk());
        json!({ "keys": keys.collect::<Vec<Value>>() })
    }

    /// One key has always been retired already: no set has one key alone.
    fn newest(self) -> usize {
        self.rotations.saturating_add(1)
    }

    /// One of two key pairs in turn, by an id of its own. The ids are those of the real host in
    /// form, slashes and all.
    fn key(family: &str, place: usize) -> RsaKey {
        static PAIRS: [OnceLock<RsaKeyPair>; 2] = [OnceLock::new(), OnceLock::new()];
        let key = match place % 2 {
            0 => RsaKey::new(
                "",
                include_str!("../../../fixtures/keys/second-invocation-key.b64"),
                include_str!("../../../fixtures/keys/second-invocation-key-public.b64"),
                &PAIRS[0],
            ),
            _ => RsaKey::new(
                "",
                include_str!("../../../fixtures/keys/invocation-key.b64"),
                include_str!("../../../fixtures/keys/invocation-key-public.b64"),
                &PAIRS[1],
            ),
        };
        let hash = digest(&SHA256, format!("{family}{place}").as_bytes());
        key.named(format!("forge/{family}{}", uuid(4, hash.as_ref())))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn kids(keys: InvocationKeys) -> Vec<String> {
        let set = keys.jwks();
        let keys = set["keys"].as_array().unwrap();
        let kid = |key: &Value| key["kid"].as_str().unwrap().to_owned();
        keys.iter().map(kid).collect()
    }

    #[test]
    fn the_key_that_signs_is_served_beside_others_and_was_not_before_its_rotation() {
        let mut before = BTreeSet::new();
        for rotations in 0..9 {
            let keys = InvocationKeys { rotations };
            let served = kids(keys);
            let current = keys.current().kid().to_owned();
            assert_eq!(served.last(), Some(&current));
            assert!((2..=SERVED).contains(&served.len()));
            assert!(!before.contains(&current), "{rotations}");
            let next = InvocationKeys {
                rotations: rotations + 1,
            };
            assert!(
                kids(next).contains(&current),
                "a rotation retires no key at once"
            );
            before.extend(served);
        }
        let key = &InvocationKeys::default().jwks()["keys"][1];
        let kid = key["kid"].as_str().unwrap();
        assert!(kid.starts_with("forge/invocation-token/wf-"), "{kid}");
        assert_eq!(kid.len(), "forge/invocation-token/wf-".len() + 36);
        assert_eq!(
            (&key["alg"], &key["use"], &key["e"]),
            (&json!("RS256"), &json!("sig"), &json!("AQAB"))
        );
        assert_eq!(key["n"].as_str().unwrap().len(), 342, "2048 bits");
        let own = InvocationKeys::default().of_context_tokens();
        assert!(own.kid().starts_with("forge/context-token/"));
        assert!(!before.contains(own.kid()));
    }
}
