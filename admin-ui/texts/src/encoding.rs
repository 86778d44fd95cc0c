//! How the build script writes a language's texts, and the page reads them: one string with a message on
//! each line. Tables of strings would weigh as much again in addresses.
//!
//! A variable is `VARIABLE name END`. A choice is `SELECT variable (FORM key TEXT text)* SELECT_END`; a form
//! with an empty key is the one for everything else, and a text may have variables.

/// Before the name of a variable.
pub const VARIABLE: char = '\u{1}';
/// After the name of a variable.
pub const END: char = '\u{2}';
/// Before a choice.
pub const SELECT: char = '\u{3}';
/// Before the key of a form.
pub const FORM: char = '\u{4}';
/// Between the key of a form and its text.
pub const TEXT: char = '\u{5}';
/// After a choice.
pub const SELECT_END: char = '\u{6}';
/// Between messages.
pub const LINE: char = '\n';
/// Between an error code, its meaning and its remedy.
pub const COLUMN: char = '\t';
