//! The keys of Keygen accounts, and what reading their files needs besides.

use super::{KeygenFile, KeygenKey, KeygenKeys, KeygenScope, KeygenSecrets};
use crate::carrier::envelope::LARGEST_FILE;
use crate::documents::license::License;
use crate::error::Result;
use crate::verify::verified::Verified;

/// Reads licence files, machine files and signed keys as licences, which are judged like any other.
pub struct KeygenAdapter {
    keys: KeygenKeys,
    secrets: Option<KeygenSecrets>,
    scope: KeygenScope,
    max_size: usize,
}

impl KeygenAdapter {
    /// Registers keys. With none, every file is refused.
    pub fn new(keys: KeygenKeys) -> Self {
        Self { keys, secrets: None, scope: KeygenScope::default(), max_size: LARGEST_FILE }
    }

    /// With what encrypted contents are opened with.
    #[must_use]
    pub fn with_secrets(self, secrets: KeygenSecrets) -> Self {
        Self { secrets: Some(secrets), ..self }
    }

    /// With what stands in where a file does not name its product or customer.
    #[must_use]
    pub fn with_scope(self, scope: KeygenScope) -> Self {
        Self { scope, ..self }
    }

    /// With another limit than 4 MiB for a file.
    #[must_use]
    pub fn with_max_size(self, max_bytes: usize) -> Self {
        Self { max_size: max_bytes, ..self }
    }

    /// Verifies a file or a signed key, and reads from the verified bytes what it licenses.
    ///
    /// # Errors
    /// Those of [`KeygenFile::read`], [`KeygenFile::verify`] and
    /// [`VerifiedKeygenFile::license`](super::VerifiedKeygenFile::license).
    /// [`KeySecret`](crate::Code::KeySecret) says that a file is genuine, but can't be decrypted.
    pub fn verify(&self, file: &[u8]) -> Result<Verified<License>> {
        if KeygenKey::is_one(file) {
            let key = KeygenKey::read_with_limit(file, self.max_size)?;
            return key.verify(&self.keys)?.license(&self.scope);
        }
        let file = KeygenFile::read_with_limit(file, self.max_size)?.verify(&self.keys)?;
        file.license(self.secrets.as_ref(), &self.scope)
    }
}
