//! The samples of the demonstration build.

use super::{KeyFamily, State};
use crate::i18n::Language;
use countersign::TrustedKeys;

/// A file to try the page with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) file: String,
    /// What it is called in each language, in the order of [`Language::ALL`].
    pub(crate) titles: [String; Language::ALL.len()],
}

/// What lies beside the page; nothing but in the demonstration build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Samples {
    pub(crate) files: Vec<Sample>,
    /// The contents of the demonstration's keys, a JWK set.
    pub(crate) keys: Option<Vec<u8>>,
}

impl Sample {
    /// What it is called in a language.
    pub(crate) fn title(&self, language: Language) -> &str {
        let titles = Language::ALL.iter().zip(&self.titles);
        titles.into_iter().find(|(own, _)| **own == language).map_or(&self.file, |(_, title)| title)
    }
}

impl Samples {
    /// Whether the keys of the demonstration are all trusted.
    pub(crate) fn is_trusted(&self, trusted: &TrustedKeys) -> bool {
        let keys = self.keys();
        !keys.is_empty() && keys.iter().all(|key| trusted.get(&key.key.thumbprint()).is_some())
    }

    fn keys(&self) -> TrustedKeys {
        self.keys.as_deref().map(TrustedKeys::parse).and_then(Result::ok).unwrap_or_default()
    }
}

impl State {
    /// Trusts the keys of the demonstration, so that a sample opens as authentic at once. Where there are no samples
    /// there are none.
    pub(super) fn trust_samples(&mut self) {
        let keys = self.samples.keys();
        let is_new =
            !keys.is_empty() && !self.samples.is_trusted(self.keyring.trusted(KeyFamily::Countersign));
        // Where they can't be trusted beside those of the page, the sample says that its key is unknown.
        if is_new && self.import_keys(KeyFamily::Countersign, keys).is_ok() {
            self.observe();
        }
    }
}
