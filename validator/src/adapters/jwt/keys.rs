//! The keys that are registered for an application's tokens.

use crate::error::{Code, Error, Result};
use crate::keys::{TrustedKey, TrustedKeys, read_foreign};
use crate::values::thumbprint::Thumbprint;

/// The Ed25519 public keys that signed an application's tokens. Empty by default, and then no token is
/// accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JwtKeys {
    keys: TrustedKeys,
    /// The names that key sets give to keys. Not every key has one.
    names: Vec<(String, Thumbprint)>,
}

impl JwtKeys {
    /// Reads a key file of any format that [`TrustedKeys::parse`] reads. In a JWK set `kid` may be any name
    /// and need not be the thumbprint, and keys of other kinds than Ed25519 are passed over.
    ///
    /// # Errors
    /// Those of [`TrustedKeys::parse`]; [`Code::KeyInvalid`] where two keys have one name.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let mut keys = Self::default();
        read_foreign(bytes, |key, name| {
            let thumbprint = key.key.thumbprint();
            keys.keys.insert(key)?;
            name.map_or(Ok(()), |name| keys.name(name, thumbprint))
        })?;
        Ok(keys)
    }

    fn name(&mut self, name: String, thumbprint: Thumbprint) -> Result<()> {
        match self.names.iter().find(|(other, _)| *other == name) {
            None => self.names.push((name, thumbprint)),
            Some((_, named)) if *named == thumbprint => {}
            Some(_) => {
                let error = Error::new(Code::KeyInvalid).with_found(format_args!("two keys named {name}"));
                return Err(error.with_needed("another kid for each key"));
            }
        }
        Ok(())
    }

    /// Adds the keys of another set.
    ///
    /// # Errors
    /// [`Code::KeyInvalid`] where a key is in both with different constraints, or a name stands for two keys.
    pub fn extend(&mut self, other: JwtKeys) -> Result<()> {
        self.keys.extend(other.keys)?;
        other.names.into_iter().try_for_each(|(name, thumbprint)| self.name(name, thumbprint))
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys that may have signed a token: with a `kid`, those that have this name or none at all.
    pub(super) fn candidates(&self, kid: Option<&str>) -> impl Iterator<Item = &TrustedKey> {
        self.keys.iter().filter(move |key| {
            let Some(kid) = kid else { return true };
            let mut names = self.names.iter().filter(|(_, named)| *named == key.key.thumbprint()).peekable();
            names.peek().is_none() || names.any(|(name, _)| name == kid)
        })
    }

    /// The keys with their constraints.
    pub(super) fn trusted(&self) -> &TrustedKeys {
        &self.keys
    }
}
