//! What was chosen, dropped or pasted.

use countersign::Envelope;

/// A file or a text that was given to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A file that was read.
    File {
        /// Its name, without folders.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// A text.
    Pasted(String),
    /// A file that can't be read from its disk.
    Unreadable {
        /// Its name.
        name: String,
    },
    /// A picture in which no QR code can be read.
    NoCode {
        /// Its name.
        name: String,
    },
    /// One of several QR codes; the others are still to be read.
    Part {
        /// The name of the picture.
        name: String,
        /// The numbers of those that are missing, from 1.
        missing: Vec<usize>,
        /// How many there are.
        of: usize,
        /// Of how many other texts some codes were read, and not all.
        others: usize,
    },
    /// A QR code that contradicts those that were read before it.
    WrongCode {
        /// The name of the picture.
        name: String,
    },
    /// A list that is longer than any that is read.
    TooLong {
        /// Its name.
        name: String,
    },
}

impl Given {
    /// Whether it is a table, by its name: of people, of orders.
    #[must_use]
    pub fn is_list(&self) -> bool {
        let Self::File { name, .. } = self else { return false };
        let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        ["csv", "tsv", "tab"].contains(&extension.as_str())
    }

    /// Whether it is a signed document, authentic or not.
    #[must_use]
    pub fn is_document(&self) -> bool {
        match self {
            Self::File { bytes, .. } => Envelope::read(bytes).is_ok(),
            Self::Pasted(text) => Envelope::read(text.as_bytes()).is_ok(),
            _ => false,
        }
    }
}
