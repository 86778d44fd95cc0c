//! Public keys: reading them, and what each is trusted for.

mod formats;
mod jwk;
pub(crate) mod other_forms;
mod prepared;
mod public_key;
mod trusted_key;
mod trusted_keys;

#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) use formats::read_foreign;
pub(crate) use jwk::{read_constraints, read_digest, read_key, read_public_key, read_retirement, write_key};
pub use public_key::PublicKey;
pub use trusted_key::{Keep, Retirement, TrustedKey};
pub use trusted_keys::TrustedKeys;
pub(crate) use trusted_keys::Verifying;
