//! Licence files, machine files and signed licence keys that Keygen (keygen.sh) issued.
//!
//! Off until keys are registered: [`KeygenKeys`] are apart from [`TrustedKeys`](crate::TrustedKeys), so that
//! a key which is trusted for the one kind of document is not trusted for the other. The way is the same,
//! though: [`KeygenFile::read`] takes the structure only, [`KeygenFile::verify`] proves who signed it, and
//! nothing that it says can be reached before. Encrypted contents then need the customer's licence key:
//! decrypting proves nothing about who wrote them, only the signature does.
//!
//! What it says can be read as it stands ([`KeygenContents`]), or as a [`License`](crate::License) that is
//! judged with all others:
//!
//! ```
//! use countersign::keygen::{KeygenAdapter, KeygenKeys, KeygenSecrets, lock_code};
//! use countersign::{File, Host, Question, Report, Result, UnixTime, judge};
//!
//! fn report(file: &[u8], public_key: &[u8], license_key: &str, here: &str, now: UnixTime) -> Result<Report> {
//!     let secrets = KeygenSecrets { license_key: license_key.into(), fingerprint: Some(here.into()) };
//!     let adapter = KeygenAdapter::new(KeygenKeys::parse(public_key)?).with_secrets(secrets);
//!     let file = File { name: "machine.lic".into(), outcome: adapter.verify(file).map(Into::into) };
//!     let mut question = Question::at(now);
//!     question.host = lock_code(here).map_or(Host::Unknown, Host::LockCode);
//!     judge(&[file], &question)
//! }
//! ```
//!
//! The issuers of these licences are apart from those of licence files, and no file of the one kind replaces or
//! adds to one of the other. A vendor who issues licence files now, for customers who have Keygen's, says so by
//! [`KeygenKeys::with_native_issuer`]: then both add up, where product and account are the same too.
//!
//! # What a file comes to
//! | licence | Keygen |
//! |---|---|
//! | issuer | `keygen:` and the account at Keygen (`relationships.account`), else the thumbprint of the signing key; or what [`KeygenKeys::with_native_issuer`] says |
//! | product | `relationships.product`, else [`KeygenScope::product`] |
//! | account | the user whom it belongs to (`relationships.owner` or `user`), else [`KeygenScope::account`], else the licence's id: licences of nobody in particular don't add up |
//! | `jti` | the licence's id, in machine files too: both are about one licence, which counts once |
//! | `iat`, `serial` | `meta.issued`, in seconds and in milliseconds: a newer file replaces an older one |
//! | `exp` | the licence's `expiry` or the file's, whichever is earlier; neither: perpetual |
//! | host | a machine file is bound to the [`lock_code`] of the machine's fingerprint |
//! | name, edition, holder | the licence's name, the policy's, the user's, as far as they are there |
//!
//! A licence that the vendor had suspended, or whose user was banned, when the file was issued has expired
//! at that instant.
//!
//! | entitlement | metric | granted |
//! |---|---|---|
//! | `license` | feature | by every file |
//! | `machines` | host | `maxMachines` |
//! | `processes` | session | `maxProcesses` |
//! | `users` | user | `maxUsers` |
//! | `cores` | device, family `core` | `maxCores` |
//! | the code of each included entitlement | feature | |
//!
//! A limit that is `null` is no limit, as at Keygen; one that the file does not have gives no entitlement. A
//! code becomes an id by taking its letters in lower case, its digits, and `_` for every other character:
//! `OFFLINE-SUPPORT` is `offline_support`. Two that come to one id, or to one of the above, refuse the file.
//! Entitlements that are named and not included have no code, and are not granted.
//!
//! Of signed keys, those are read which hold what Keygen writes by itself: they grant `license`, from the
//! licence's creation to its `expiry`.

mod adapter;
mod contents;
mod encryption;
mod file;
mod json_api;
mod keys;
mod license;
mod signed_key;

pub use adapter::KeygenAdapter;
pub use contents::{
    KeygenContents, KeygenEntitlement, KeygenLicense, KeygenMachine, KeygenReference, KeygenStatus,
};
pub use encryption::KeygenSecrets;
pub use file::{KeygenFile, KeygenKind, VerifiedKeygenFile};
pub use keys::KeygenKeys;
pub use license::{KeygenScope, lock_code};
pub use signed_key::{KeygenKey, VerifiedKeygenKey};

#[cfg(test)]
mod tests;
