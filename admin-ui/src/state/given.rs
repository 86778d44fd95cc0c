//! What was chosen, dropped or pasted.

/// A file or a text that was given to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    File {
        name: String,
        bytes: Vec<u8>,
    },
    Pasted(String),
    /// A file that can't be read from its disk.
    Unreadable {
        name: String,
    },
}
