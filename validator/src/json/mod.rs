//! Strict JSON: the one pass over the bytes, and typed reading of what it found.
//!
//! General JSON readers accept what two of them may understand differently: a name that stands twice,
//! numbers past what a double holds, half a surrogate pair. A signed document must read the same
//! everywhere, so all of that is refused here before anything is made of the document.

#[cfg(any(feature = "jwt", feature = "keygen"))]
mod decimal;
mod node;
mod parser;
mod value;
mod write;

#[cfg(feature = "jwt")]
pub(crate) use decimal::Decimal;
pub(crate) use node::Node;
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) use parser::parse_foreign;
pub(crate) use parser::{LARGEST_INTEGER, parse, parse_small};
pub(crate) use value::{Object, Value};
pub(crate) use write::{push_quoted, quoted};
