//! The language of the page: its texts, and the formats of dates and numbers.

use crate::i18n::{Catalogue, Language, Texts};
use crate::platform::{document, intl::Formats};
use std::ops::Deref;
use std::rc::Rc;

/// Texts and formats of one language, for every component.
#[derive(Clone)]
pub struct Locale(Rc<Parts>);

struct Parts {
    texts: Texts,
    formats: Formats,
}

impl Locale {
    /// A page's texts in a language, and the formats that the reader has for that.
    pub fn new(language: Language, catalogue: &'static Catalogue) -> Self {
        let formats = Formats::new(language.tag(), &document::languages());
        Self(Rc::new(Parts { texts: Texts::new(language, catalogue), formats }))
    }

    /// The formats of dates and numbers.
    pub fn formats(&self) -> &Formats {
        &self.0.formats
    }
}

impl Deref for Locale {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        &self.0.texts
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language() == other.language()
    }
}
