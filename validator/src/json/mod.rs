//! Strict JSON: the one pass over the bytes, and typed reading of what it found.
//!
//! General JSON readers accept what two of them may understand differently: a name that stands twice,
//! numbers past what a double holds, half a surrogate pair. A signed document must read the same
//! everywhere, so all of that is refused here before anything is made of the document.

mod node;
mod parse;
mod write;

#[cfg(feature = "jwt")]
pub(crate) use countersign_reader::Decimal;
pub(crate) use countersign_reader::{LARGEST_INTEGER, Object, Value};
pub(crate) use node::Node;
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) use parse::parse_foreign;
pub(crate) use parse::{parse, parse_small};
pub(crate) use write::{push_quoted, quoted};
