//! What was chosen, dropped or pasted.

use countersign::Envelope;

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
    /// A list that is longer than any that is read.
    TooLong {
        name: String,
    },
}

impl Given {
    /// Whether it is a list of people, by its name.
    pub(crate) fn is_list(&self) -> bool {
        let Self::File { name, .. } = self else { return false };
        let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        ["csv", "tsv", "tab"].contains(&extension.as_str())
    }

    /// Whether it is a signed document, authentic or not.
    pub(super) fn is_document(&self) -> bool {
        match self {
            Self::File { bytes, .. } => Envelope::read(bytes).is_ok(),
            Self::Pasted(text) => Envelope::read(text.as_bytes()).is_ok(),
            Self::Unreadable { .. } | Self::TooLong { .. } => false,
        }
    }
}
