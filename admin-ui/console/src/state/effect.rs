//! What the browser is to do.

use crate::i18n::Language;
use crate::theme::Theme;
use countersign::Thumbprint;

/// Something that the browser does because the state changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    KeepLanguage(Language),
    KeepTheme(Theme),
    /// Hands a file to the browser to save.
    Save {
        name: String,
        text: String,
    },
    /// The same, where it is no text.
    SaveBytes {
        name: String,
        bytes: Vec<u8>,
    },
    /// Signs the next rows of a table, once the page was shown.
    NextRows,
    /// Keeps own templates, as their file.
    KeepTemplates(String),
    /// Keeps an own key: its public half, and the private one encrypted.
    KeepKey {
        thumbprint: Thumbprint,
        public: String,
        pem: String,
    },
    /// Deletes an own key.
    ForgetKey(Thumbprint),
    /// Keeps the keys that are trusted, as a JWK set.
    KeepTrusted(String),
    /// Copies a text.
    Copy(String),
    /// Keeps a whole ledger, in place of the one that is kept.
    KeepLedger {
        name: String,
        lines: u64,
        hash: String,
        text: String,
        saved: u64,
    },
    /// Keeps one more line of it, which follows the one with the hash `before`.
    KeepLine {
        number: u64,
        before: String,
        hash: String,
        line: String,
    },
    /// Keeps that so many lines are in the file.
    KeepSaved {
        name: String,
        saved: u64,
    },
    /// Has the reader choose a ledger that is saved in place.
    OpenInPlace,
    /// The file that was chosen last is the open ledger's.
    AdoptFile,
    /// Saves the ledger into its file.
    SaveLedger {
        name: String,
        text: String,
        lines: u64,
        is_in_place: bool,
    },
    /// Reads what is stored.
    Load,
    /// Moves the focus.
    Focus(&'static str),
}
