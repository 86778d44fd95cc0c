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
}
