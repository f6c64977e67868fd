//! What nobody is to guess, from the system and not from the seed: it guards a door, and is in no log.

use std::io::{Error, Result};

use ring::rand::{SecureRandom, SystemRandom};

use crate::identity::hex;

fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::other("the system gives no random bytes"))?;
    Ok(bytes)
}

/// 192 bits in hexadecimal digits.
pub(crate) fn secret() -> Result<String> {
    Ok(hex(&bytes::<24>()?))
}

pub(crate) fn number() -> Result<u64> {
    Ok(u64::from_be_bytes(bytes()?))
}
