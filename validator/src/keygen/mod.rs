//! Licence files, machine files and signed licence keys that Keygen (keygen.sh) issued.
//!
//! Off until keys are registered: [`KeygenKeys`] are apart from [`TrustedKeys`](crate::TrustedKeys), so that
//! a key which is trusted for the one kind of document is not trusted for the other. The way is the same,
//! though: [`KeygenFile::read`] takes the structure only, [`KeygenFile::verify`] proves who signed it, and
//! nothing that it says can be reached before. Encrypted contents then need the customer's licence key:
//! decrypting proves nothing about who wrote them, only the signature does.
//!
//! ```
//! # use countersign::{Result, UnixTime};
//! use countersign::keygen::{KeygenFile, KeygenKeys, KeygenSecrets, KeygenStatus};
//!
//! fn is_active(file: &[u8], public_key: &[u8], license_key: &str, now: UnixTime) -> Result<bool> {
//!     let keys = KeygenKeys::parse(public_key)?;
//!     let secrets = KeygenSecrets { license_key: license_key.into(), fingerprint: None };
//!     let contents = KeygenFile::read(file)?.verify(&keys)?.contents(Some(&secrets))?;
//!     Ok(contents.status_at(now) == KeygenStatus::Active)
//! }
//! ```

mod contents;
mod encryption;
mod file;
mod json_api;
mod keys;
mod signed_key;

pub use contents::{KeygenContents, KeygenEntitlement, KeygenLicense, KeygenMachine, KeygenStatus};
pub use encryption::KeygenSecrets;
pub use file::{KeygenFile, KeygenKind, VerifiedKeygenFile};
pub use keys::KeygenKeys;
pub use signed_key::{KeygenKey, VerifiedKeygenKey};

#[cfg(test)]
mod tests;
