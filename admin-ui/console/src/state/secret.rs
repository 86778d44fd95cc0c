//! A passphrase, or a private key in clear, on its way to what needs it.

use std::fmt;
use std::rc::Rc;
use zeroize::Zeroizing;

/// A text that is overwritten in memory once nobody has it any more, and that no debug output shows.
#[derive(Clone)]
pub(crate) struct Secret(Rc<Zeroizing<String>>);

impl Secret {
    pub(crate) fn new(text: String) -> Self {
        Self(Rc::new(Zeroizing::new(text)))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::new("passphrase".into())), "Secret");
    }
}
