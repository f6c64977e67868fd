//! What opens the control API: its token, and the sessions that one-time links of the live page give.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};

use mockfluence::binary_support::random_secret;
use ring::hmac::{self, HMAC_SHA256, Tag};
use ring::rand::SystemRandom;

/// How many links may wait to be opened, and how many sessions there are: the oldest goes.
const AT_MOST: usize = 32;

/// Compared as MACs under a key of this process, so that no time tells how much of a guess was right.
pub(in crate::cli) struct Keys {
    key: hmac::Key,
    token: Tag,
    links: Mutex<VecDeque<Tag>>,
    sessions: Mutex<VecDeque<Tag>>,
}

fn locked(tags: &Mutex<VecDeque<Tag>>) -> std::sync::MutexGuard<'_, VecDeque<Tag>> {
    tags.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Keys {
    pub(in crate::cli) fn new(token: &str) -> io::Result<Self> {
        let key = hmac::Key::generate(HMAC_SHA256, &SystemRandom::new());
        let key = key.map_err(|_| io::Error::other("the system gives no random bytes"))?;
        Ok(Self {
            token: hmac::sign(&key, token.as_bytes()),
            key,
            links: Mutex::default(),
            sessions: Mutex::default(),
        })
    }

    fn is(&self, tag: &Tag, brought: &str) -> bool {
        hmac::verify(&self.key, brought.as_bytes(), tag.as_ref()).is_ok()
    }

    /// Whether this is the token, or a session's.
    pub(super) fn open_for(&self, brought: &str) -> bool {
        let sessions = locked(&self.sessions);
        self.is(&self.token, brought) || sessions.iter().any(|one| self.is(one, brought))
    }

    fn draw(&self, into: &Mutex<VecDeque<Tag>>) -> io::Result<String> {
        let secret = random_secret()?;
        let mut tags = locked(into);
        if tags.len() == AT_MOST {
            tags.pop_front();
        }
        tags.push_back(hmac::sign(&self.key, secret.as_bytes()));
        Ok(secret)
    }

    /// The code of a new link.
    pub(in crate::cli) fn new_link(&self) -> io::Result<String> {
        self.draw(&self.links)
    }

    /// The token of a new session, for the code of a link that nobody has opened yet.
    pub(super) fn open_link(&self, code: &str) -> Option<io::Result<String>> {
        let mut links = locked(&self.links);
        let place = links.iter().position(|one| self.is(one, code))?;
        links.remove(place);
        drop(links);
        Some(self.draw(&self.sessions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_once_and_its_session_opens_the_api() {
        let keys = Keys::new("the token").unwrap();
        assert!(keys.open_for("the token"));
        for wrong in ["", "the", "the tokem", "the token "] {
            assert!(!keys.open_for(wrong), "{wrong}");
        }
        let code = keys.new_link().unwrap();
        assert!(!keys.open_for(&code), "a link is no token");
        let session = keys.open_link(&code).unwrap().unwrap();
        assert!(keys.open_for(&session) && session != code);
        assert!(keys.open_link(&code).is_none(), "once");
        assert!(keys.open_link(&session).is_none());
        let first = keys.new_link().unwrap();
        for _ in 0..AT_MOST {
            keys.new_link().unwrap();
        }
        assert!(keys.open_link(&first).is_none(), "the oldest goes");
    }
}
