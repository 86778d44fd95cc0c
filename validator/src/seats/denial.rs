//! Why a seat was not given.

use crate::documents::license::Quantity;
use crate::text::printable;
use serde::Serialize;
use std::fmt;

/// Why a seat was not given. Those about the entitlement are [`Report::seats_to_give`](crate::Report::seats_to_give)'s,
/// the others the [`Roster`](crate::Roster)'s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeatDenial {
    /// Nobody on the roster has this user name.
    PersonUnknown {
        /// The name that was given.
        name: String,
    },
    /// All seats are taken. There are two ways out, and either is enough: to `free` that many, or to
    /// `obtain` that many more with a further licence.
    LimitExhausted {
        /// The entitlement.
        entitlement: String,
        /// How many seats there may be.
        limit: Quantity,
        /// How many are taken.
        used: u64,
        /// How many to free, so that one can be given.
        free: u64,
        /// How many more to obtain, so that one can be given.
        obtain: u64,
    },
    /// No licence at hand names the entitlement.
    EntitlementUnknown {
        /// The entitlement.
        entitlement: String,
    },
    /// Licences at hand name the entitlement, but none of the judged product does.
    WrongProduct {
        /// The entitlement.
        entitlement: String,
        /// The products of those licences.
        products: Vec<String>,
    },
    /// It is a feature, which everybody has or nobody.
    EntitlementFeature {
        /// The entitlement.
        entitlement: String,
    },
    /// It is counted, but no licence has it given to people one by one.
    NotAssignable {
        /// The entitlement.
        entitlement: String,
    },
}

impl SeatDenial {
    /// Whether there is one more seat where `used` are taken of `limit`, and `freed` of them come back.
    ///
    /// # Errors
    /// The denial, where there is not.
    pub fn check(entitlement: &str, limit: Quantity, used: u64, freed: u64) -> Result<(), SeatDenial> {
        match limit {
            Quantity::Limited(most) if used + 1 - freed > most => {
                let missing = used + 1 - freed - most;
                let entitlement = entitlement.to_owned();
                Err(SeatDenial::LimitExhausted { entitlement, limit, used, free: missing, obtain: missing })
            }
            _ => Ok(()),
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            SeatDenial::PersonUnknown { .. } => "person_unknown",
            SeatDenial::LimitExhausted { .. } => "limit_exhausted",
            SeatDenial::EntitlementUnknown { .. } => "entitlement_unknown",
            SeatDenial::WrongProduct { .. } => "wrong_product",
            SeatDenial::EntitlementFeature { .. } => "entitlement_feature",
            SeatDenial::NotAssignable { .. } => "not_assignable",
        }
    }
}

impl fmt::Display for SeatDenial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SeatDenial::PersonUnknown { name } => {
                write!(f, "Nobody on the list has the user name {}.", printable(name))
            }
            SeatDenial::LimitExhausted { entitlement, limit, used, free, .. } => {
                let limit = limit.limit().unwrap_or_default();
                write!(
                    f,
                    "{used} of {limit} {entitlement} are given. Take {free} back, or get a licence for more."
                )
            }
            SeatDenial::EntitlementUnknown { entitlement } => {
                write!(f, "No licence names {}. Check the id, or add the licence.", printable(entitlement))
            }
            SeatDenial::WrongProduct { entitlement, products } => write!(
                f,
                "No licence for this product names {}; licences for {} do. Name the product that you mean.",
                printable(entitlement),
                printable(&products.join(", "))
            ),
            SeatDenial::EntitlementFeature { entitlement } => write!(
                f,
                "{entitlement} is a feature: everybody has it, or nobody. Ask whether it is granted."
            ),
            SeatDenial::NotAssignable { entitlement } => write!(
                f,
                "{entitlement} is not given to people one by one. Count who uses it, or have the licence say \
                 that it is assignable."
            ),
        }
    }
}

impl std::error::Error for SeatDenial {}
