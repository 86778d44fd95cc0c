//! The pages, their addresses and titles. Addresses are hashes, which also work in a file that is opened from a disk.

use crate::i18n::{Message, msg};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Requests,
    Ledger,
    /// Codes step by step.
    Codes,
    Licences,
    Revocations,
    Keys,
    /// There is no page with this hash.
    Unknown(String),
}

impl Route {
    /// The pages of the navigation, in its order.
    pub(crate) const PAGES: [Route; 6] =
        [Route::Requests, Route::Ledger, Route::Codes, Route::Licences, Route::Revocations, Route::Keys];

    /// Reads `location.hash`.
    pub(crate) fn from_hash(hash: &str) -> Self {
        match hash {
            "" | "#" | "#/" => Self::Requests,
            "#/ledger" => Self::Ledger,
            "#/codes" => Self::Codes,
            "#/licences" => Self::Licences,
            "#/revocations" => Self::Revocations,
            "#/keys" => Self::Keys,
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// The address, for links.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Requests => "#/",
            Self::Ledger => "#/ledger",
            Self::Codes => "#/codes",
            Self::Licences => "#/licences",
            Self::Revocations => "#/revocations",
            Self::Keys => "#/keys",
            Self::Unknown(hash) => hash,
        }
        .to_owned()
    }

    /// The name in the navigation and in the window's title.
    pub(crate) fn title(&self) -> Message {
        match self {
            Self::Requests => msg::NAV_REQUESTS,
            Self::Ledger => msg::NAV_LEDGER,
            Self::Codes => msg::NAV_CODES,
            Self::Licences => msg::NAV_LICENCES,
            Self::Revocations => msg::NAV_REVOCATIONS,
            Self::Keys => msg::NAV_KEYS,
            Self::Unknown(_) => msg::NOT_FOUND_TITLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_own_address_and_any_other_is_unknown() {
        for page in Route::PAGES {
            assert_eq!(Route::from_hash(&page.href()), page);
        }
        assert_eq!(Route::from_hash(""), Route::Requests);
        for hash in ["#/key", "#keys", "#/keys/", "#/<script>"] {
            assert_eq!(Route::from_hash(hash), Route::Unknown(hash.to_owned()));
        }
    }
}
