//! What the console needs of the browser beside what pages share: its store, files in place, passphrases.

pub(crate) mod disk;
pub(crate) mod preferences;
pub(crate) mod secrets;
pub(crate) mod vault;
