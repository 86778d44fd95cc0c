//! Verifies Ed25519-signed licence files.
#![forbid(unsafe_code)]

mod base64;
mod document_type;
mod error;
mod json;
mod keys;
mod text;
mod time;

pub use document_type::DocumentType;
pub use error::{Code, Error, Result};
pub use keys::{Keep, PublicKey, Retirement, Thumbprint, TrustedKey, TrustedKeys};
pub use time::{Date, UnixTime};
