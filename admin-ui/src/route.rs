//! The pages, their addresses and titles. Addresses are hashes, which also work in a file that is opened from a disk.

use crate::i18n::{Message, msg};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Licence,
    /// The proof of entitlement, to be printed.
    Certificate,
    /// Two licences side by side, to be printed as well.
    Compare,
    Information,
    /// What is printed of the information page.
    Agreement,
    Seats,
    History,
    Keys,
    /// Who has a session of a pool that another page tells of.
    Sessions,
    /// What was ordered, and what came of it.
    Orders,
    /// Licences that count only where they are activated.
    Activation,
    /// KMS and MAK.
    Volume,
    /// The request for a promotional MAK, to be printed.
    VolumeRequest,
    /// There is no page with this hash.
    Unknown(String),
}

impl Route {
    /// The pages of the navigation, in its order.
    pub(crate) const PAGES: [Route; 5] =
        [Route::Licence, Route::Information, Route::Seats, Route::History, Route::Keys];

    /// Reads `location.hash`.
    pub(crate) fn from_hash(hash: &str) -> Self {
        match hash {
            "" | "#" | "#/" => Self::Licence,
            "#/seats" => Self::Seats,
            "#/certificate" => Self::Certificate,
            "#/compare" => Self::Compare,
            "#/information" => Self::Information,
            "#/information/agreement" => Self::Agreement,
            "#/history" => Self::History,
            "#/keys" => Self::Keys,
            "#/sessions" => Self::Sessions,
            "#/orders" => Self::Orders,
            "#/activation" => Self::Activation,
            "#/volume" => Self::Volume,
            "#/volume/request" => Self::VolumeRequest,
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// The address, for links.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Licence => "#/".to_owned(),
            Self::Seats => "#/seats".to_owned(),
            Self::Certificate => "#/certificate".to_owned(),
            Self::Compare => "#/compare".to_owned(),
            Self::Information => "#/information".to_owned(),
            Self::Agreement => "#/information/agreement".to_owned(),
            Self::History => "#/history".to_owned(),
            Self::Keys => "#/keys".to_owned(),
            Self::Sessions => "#/sessions".to_owned(),
            Self::Orders => "#/orders".to_owned(),
            Self::Activation => "#/activation".to_owned(),
            Self::Volume => "#/volume".to_owned(),
            Self::VolumeRequest => "#/volume/request".to_owned(),
            Self::Unknown(hash) => hash.clone(),
        }
    }

    /// The name in the navigation and in the window's title.
    pub(crate) fn title(&self) -> Message {
        match self {
            Self::Licence => msg::NAV_LICENCE,
            Self::Seats => msg::NAV_SEATS,
            Self::Certificate => msg::CERTIFICATE_TITLE,
            Self::Compare => msg::COMPARE_TITLE,
            Self::Information => msg::NAV_INFORMATION,
            Self::Agreement => msg::PRINTABLE_TITLE,
            Self::History => msg::NAV_HISTORY,
            Self::Keys => msg::NAV_KEYS,
            Self::Sessions => msg::NAV_SESSIONS,
            Self::Orders => msg::NAV_ORDERS,
            Self::Activation => msg::NAV_ACTIVATION,
            Self::Volume => msg::NAV_VOLUME,
            Self::VolumeRequest => msg::PROMOTION_TITLE,
            Self::Unknown(_) => msg::NOT_FOUND_TITLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_own_address() {
        let others = [
            Route::Agreement,
            Route::Certificate,
            Route::Compare,
            Route::Sessions,
            Route::Activation,
            Route::Orders,
            Route::Volume,
            Route::VolumeRequest,
        ];
        for page in Route::PAGES.into_iter().chain(others) {
            assert_eq!(Route::from_hash(&page.href()), page);
        }
        assert_eq!(Route::from_hash(""), Route::Licence);
    }

    #[test]
    fn any_other_address_is_unknown() {
        for hash in ["#/key", "#keys", "#/keys/", "#/<script>"] {
            assert_eq!(Route::from_hash(hash), Route::Unknown(hash.to_owned()));
        }
    }
}
