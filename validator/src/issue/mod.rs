//! Making keys and signing documents: the vendor's side, which no verifier needs.

mod carriers;
mod license;
mod sign;
mod signing_key;

pub use license::sign_license;
pub use sign::{DocumentSignature, SignedDocument, sign};
pub use signing_key::SigningKey;
