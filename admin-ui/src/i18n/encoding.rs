//! How the build script writes a language's texts, and the page reads them: one string with a message on
//! each line. Tables of strings would weigh as much again in addresses.
//!
//! A variable is `VARIABLE name END`. A choice is `SELECT variable (FORM key TEXT text)* SELECT_END`; a form
//! with an empty key is the one for everything else, and a text may have variables.

pub(crate) const VARIABLE: char = '\u{1}';
pub(crate) const END: char = '\u{2}';
pub(crate) const SELECT: char = '\u{3}';
pub(crate) const FORM: char = '\u{4}';
pub(crate) const TEXT: char = '\u{5}';
pub(crate) const SELECT_END: char = '\u{6}';
/// Between messages.
pub(crate) const LINE: char = '\n';
/// Between an error code, its meaning and its remedy.
pub(crate) const COLUMN: char = '\t';
