//! How a document travels: the armour around it, the envelope and the headers in it. Nothing here knows what a
//! payload says.

pub(crate) mod armor;
pub(crate) mod envelope;
pub(crate) mod header;
pub(crate) mod plain;
mod wrong_file;
