//! The keys that are registered for Keygen's files.

use crate::error::{Code, Error, Result};
use crate::keys::{Keep, TrustedKey, TrustedKeys, read_foreign};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;

/// The Ed25519 public keys of Keygen accounts. Empty by default, and then no file is accepted.
///
/// Keygen's files do not say which key signed them, so that each is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeygenKeys {
    keys: TrustedKeys,
    /// The issuers of licence files whose own the licences of a key count as.
    native: Vec<(Thumbprint, String)>,
}

impl KeygenKeys {
    /// Reads a key file of any format that [`TrustedKeys::parse`] reads; Keygen shows the key of an account
    /// as 64 hexadecimal digits. The constraints that a key set states hold as for licences; the `issuer` of
    /// a key is its account at Keygen, or what [`with_native_issuer`](Self::with_native_issuer) says. Keys of
    /// other kinds than Ed25519, and the names that a set gives its keys, are passed over.
    ///
    /// # Errors
    /// Those of [`TrustedKeys::parse`].
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let mut keys = TrustedKeys::default();
        read_foreign(bytes, |key, _| keys.insert(key))?;
        Ok(Self { keys, native: Vec::new() })
    }

    /// Trusts these keys for an issuer of licence files, whatever trusted keys name it: what they signed counts
    /// as that issuer's own, beside, above and in place of its licence files. Without it, the issuers of these
    /// licences begin with `keygen:`, and none of them touches a licence file.
    #[must_use]
    pub fn with_native_issuer(self, issuer: &str) -> Self {
        let native = self.keys.iter().map(|key| (key.key.thumbprint(), issuer.to_owned())).collect();
        Self { native, ..self }
    }

    /// Adds the keys of another set.
    ///
    /// # Errors
    /// [`Code::KeyInvalid`] where a key is in both with different constraints or issuers, and then none has
    /// been added.
    pub fn extend(&mut self, other: KeygenKeys) -> Result<()> {
        let differs = |key: &&TrustedKey| {
            let kid = key.key.thumbprint();
            self.keys.get(&kid).is_some() && self.native(&kid) != other.native(&kid)
        };
        if let Some(key) = other.keys.iter().find(differs) {
            return Err(Error::new(Code::KeyInvalid)
                .with_at(key.key.thumbprint())
                .with_found("two native issuers for one key")
                .with_needed("one"));
        }
        self.keys.extend(other.keys)?;
        let new: Vec<_> = other.native.into_iter().filter(|entry| !self.native.contains(entry)).collect();
        self.native.extend(new);
        Ok(())
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn native(&self, kid: &Thumbprint) -> Option<&str> {
        self.native.iter().find(|(key, _)| key == kid).map(|(_, issuer)| issuer.as_str())
    }

    /// The key under which the signature of the message holds.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<Signer> {
        let mut refusal = Error::new(Code::KeyUnknown).with_found("no key that is registered for Keygen");
        for key in self.keys.iter() {
            match key.key.verify(message, signature) {
                Ok(()) => {
                    may_sign(key)?;
                    return Ok(Signer { key: key.clone(), keys: self.clone() });
                }
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }
}

/// Whether anything that the key signed is good, as far as that can be told before anything is read.
fn may_sign(key: &TrustedKey) -> Result<()> {
    key.may_sign(DocumentType::License)?;
    match key.retired.as_ref().map(|retirement| &retirement.keep) {
        Some(Keep::Nothing) => Err(Code::KeyRetired.into()),
        _ => Ok(()),
    }
}

/// The key that signed, and those that were registered with it.
#[derive(Debug)]
pub(super) struct Signer {
    key: TrustedKey,
    keys: KeygenKeys,
}

impl Signer {
    pub(super) fn thumbprint(&self) -> Thumbprint {
        self.key.key.thumbprint()
    }

    /// Whether the key's retirement leaves these contents good, as far as that can be told without reading
    /// them.
    pub(super) fn check_payload(&self, payload: &[u8]) -> Result<()> {
        self.key.check_payload(payload)
    }

    /// Whether the key was in use when something was issued.
    pub(super) fn check_issue(&self, issued: UnixTime) -> Result<()> {
        self.key.check_period(issued)?;
        self.key.check_retirement(issued)
    }

    /// The issuer of a licence of this account at Keygen.
    pub(super) fn issuer(&self, account: Option<&str>) -> String {
        match self.keys.native(&self.thumbprint()) {
            Some(native) => native.to_owned(),
            None => format!("keygen:{}", self.name(account)),
        }
    }

    /// Whether the key may sign a licence of this account at Keygen.
    pub(super) fn check(&self, account: Option<&str>, product: Option<&str>, issued: UnixTime) -> Result<()> {
        let kid = self.thumbprint();
        let issuer = self.keys.native(&kid).map_or_else(|| self.name(account), str::to_owned);
        self.keys.keys.check(&self.key, &issuer, product, issued)
    }

    /// The account's name, else the key's.
    fn name(&self, account: Option<&str>) -> String {
        account.map_or_else(|| self.thumbprint().to_string(), str::to_owned)
    }
}
