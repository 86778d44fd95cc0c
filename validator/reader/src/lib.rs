//! What every byte of a signed file goes through, apart from the arithmetic: base64, the strict pass over the JSON,
//! and telling what stands twice in it.
//!
//! A crate of its own, so that browsers get this little compiled for speed and all the rest compiled for size. What is
//! here is therefore neither generic nor inlined: that would be compiled where it is used. It knows nothing of
//! licences, and has no words: the crate `countersign` says what a [`Refusal`] means, and what to do about it.

pub mod base64;
pub mod bytes;
#[cfg(feature = "foreign")]
mod decimal;
mod parser;
pub mod sort;
mod value;

#[cfg(feature = "foreign")]
pub use decimal::Decimal;
#[cfg(feature = "foreign")]
pub use parser::parse_foreign;
pub use parser::{DEEPEST, Fault, LARGEST_INTEGER, Refusal, parse};
pub use value::{Object, Value};
