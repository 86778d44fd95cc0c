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
    /// Moves the focus.
    Focus(&'static str),
}
