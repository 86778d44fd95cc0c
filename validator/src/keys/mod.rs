//! Public keys: reading them, and what each is trusted for.

mod formats;
mod jwk;
mod public_key;
mod trusted_key;
mod trusted_keys;

#[cfg(feature = "jwt")]
pub(crate) use jwk::read_foreign_key;
pub(crate) use jwk::{read_constraints, read_digest, read_key, read_public_key, read_retirement, write_key};
pub use public_key::PublicKey;
pub use trusted_key::{Keep, Retirement, TrustedKey};
pub use trusted_keys::TrustedKeys;
