//! Licences of other makers, each read only once a key is registered for it.

mod foreign;
#[cfg(feature = "jwt")]
pub mod jwt;
#[cfg(feature = "keygen")]
pub mod keygen;
