//! Public keys: reading them, naming them, and what each is trusted for.

mod formats;
mod jwk;
mod public_key;
mod thumbprint;
mod trust;
mod trust_update;
mod trusted_key;
mod trusted_keys;

#[cfg(feature = "jwt")]
pub(crate) use jwk::read_foreign_key;
pub(crate) use jwk::{read_digest, read_key, read_public_key, write_key};
pub use public_key::PublicKey;
pub use thumbprint::Thumbprint;
pub use trust::Trust;
pub use trust_update::TrustUpdate;
pub use trusted_key::{Keep, Retirement, TrustedKey};
pub use trusted_keys::TrustedKeys;
