//! Private keys as OpenSSH writes them (PROTOCOL.key of its sources), which no option of ssh-keygen turns into PKCS#8.

use super::unreadable;
use crate::error::{Code, Error, Result};
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"openssh-key-v1\0";
const ALGORITHM: &[u8] = b"ssh-ed25519";
/// What no key of this form is read as, whatever it lacks.
const KIND: &str = "an OpenSSH private key";

/// The seed of a key, and the public key that is stated beside it.
pub(super) type Pair = (Zeroizing<[u8; 32]>, [u8; 32]);

/// Reads the content of a block.
///
/// # Errors
/// [`Code::KeySecret`] where it has a passphrase, [`Code::KeyFormat`] where it is no Ed25519 key.
pub(super) fn read(document: &[u8]) -> Result<Pair> {
    pair(document).unwrap_or_else(|| Err(unreadable(KIND)))
}

fn pair(document: &[u8]) -> Option<Result<Pair>> {
    let mut outer = Fields(document.strip_prefix(MAGIC)?);
    let cipher = outer.string()?;
    let (_kdf, _options, count) = (outer.string()?, outer.string()?, outer.number()?);
    if cipher != b"none" {
        let found = "an OpenSSH private key with a passphrase";
        let needed = "one without: of a copy, ssh-keygen -p -N '' -f COPY takes it off";
        return Some(Err(Error::new(Code::KeySecret).with_found(found).with_needed(needed)));
    }
    if count != 1 {
        return None;
    }
    let (_public, mut inner) = (outer.string()?, Fields(outer.string()?));
    let checks = (inner.number()?, inner.number()?);
    if inner.string()? != ALGORITHM {
        return Some(Err(unreadable("an OpenSSH private key of another kind than ssh-ed25519")));
    }
    let (public, secret, _comment) = (inner.string()?, inner.string()?, inner.string()?);
    let (seed, stated) = secret.split_at_checked(32)?;
    let is_padded = inner.0.iter().zip(1..).all(|(byte, number)| *byte == number);
    if checks.0 != checks.1 || stated != public || !is_padded || !outer.0.is_empty() {
        return None;
    }
    Some(Ok((Zeroizing::new(seed.try_into().ok()?), public.try_into().ok()?)))
}

/// The fields of the form, one after the other.
struct Fields<'d>(&'d [u8]);

impl<'d> Fields<'d> {
    fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    fn string(&mut self) -> Option<&'d [u8]> {
        let length = self.number()?;
        self.take(usize::try_from(length).ok()?)
    }
}
