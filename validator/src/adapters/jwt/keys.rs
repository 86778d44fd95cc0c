//! The keys that are registered for an application's tokens.

use crate::carrier::envelope::check_size;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::keys::{TrustedKey, TrustedKeys, read_foreign_key};
use crate::values::thumbprint::Thumbprint;

/// The most bytes of a key set, as for [`TrustedKeys::parse`].
const LARGEST: usize = 1 << 20;

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
    /// and need not be the thumbprint.
    ///
    /// # Errors
    /// Those of [`TrustedKeys::parse`]; [`Code::KeyInvalid`] where two keys have one name.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if !bytes.trim_ascii_start().starts_with(b"{") {
            return Ok(Self { keys: TrustedKeys::parse(bytes)?, names: Vec::new() });
        }
        check_size(bytes, LARGEST)?;
        let document = Value::Object(json::parse(bytes, "key set")?);
        Self::read(&Node::root(&document)).map_err(|error| {
            // A document's reader speaks of claims; this one is a key file.
            if error.code().as_str().starts_with("claims_") {
                error.with_code(Code::KeyInvalid)
            } else {
                error
            }
        })
    }

    fn read(root: &Node<'_>) -> Result<Self> {
        let mut keys = Self::default();
        if let Some(set) = root.optional("keys")? {
            set.list(|node| keys.add(node).map_err(|error| error.with_at(node)))?;
        } else if root.optional("kty")?.is_some() {
            keys.add(root)?;
        } else {
            return Err(Error::new(Code::KeyFormat).with_found("a JSON object without keys or kty"));
        }
        Ok(keys)
    }

    fn add(&mut self, node: &Node<'_>) -> Result<()> {
        let key = read_foreign_key(node)?;
        let thumbprint = key.key.thumbprint();
        let name = node.optional_with("kid", Node::name)?;
        self.keys.insert(key)?;
        name.map_or(Ok(()), |name| self.name(name, thumbprint))
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
