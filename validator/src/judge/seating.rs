//! Of what seats may be given to people, and what licences for other products name.

use crate::documents::license::{License, Metric, Quantity};
use crate::judge::limits::{LimitRow, QuantityRow};
use crate::judge::report::Report;
use crate::seats::SeatDenial;
use crate::verify::verified::Verified;
use countersign_reader::sort;

/// The licences at hand that are for other products than the judged one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Elsewhere(pub(crate) Vec<Verified<License>>);

impl PartialEq for Elsewhere {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().map(Verified::payload).eq(other.0.iter().map(Verified::payload))
    }
}

impl Elsewhere {
    /// The products whose licences name an entitlement, in their order.
    pub(crate) fn products(&self, id: &str) -> Vec<String> {
        let names = |license: &&Verified<License>| license.entitlements.iter().any(|named| named.id == id);
        let named = self.0.iter().filter(names).map(|license| license.product.clone());
        let mut products = sort::sorted(named.collect(), String::cmp);
        products.dedup();
        products
    }
}

impl Report {
    /// How many seats of an entitlement may be given in all: what [`Roster::assign`](crate::Roster::assign) takes.
    ///
    /// Seats are given of what counts people, and only where a licence at hand says `assignable`; what an entry
    /// limit alone names may be given, too.
    ///
    /// # Errors
    /// Why none can be given, however many are free: [`SeatDenial::EntitlementUnknown`], [`SeatDenial::WrongProduct`],
    /// [`SeatDenial::EntitlementFeature`], [`SeatDenial::NotAssignable`].
    pub fn seats_to_give(&self, id: &str) -> Result<Quantity, SeatDenial> {
        let entitlement = id.to_owned();
        match self.limit(id) {
            Some(LimitRow::Quantity(row)) if row.may_be_given() => Ok(row.seats().allowed),
            Some(LimitRow::Quantity(_)) => Err(SeatDenial::NotAssignable { entitlement }),
            Some(LimitRow::Feature(_)) => Err(SeatDenial::EntitlementFeature { entitlement }),
            None => match self.elsewhere.products(id) {
                products if products.is_empty() => Err(SeatDenial::EntitlementUnknown { entitlement }),
                products => Err(SeatDenial::WrongProduct { entitlement, products }),
            },
        }
    }
}

impl QuantityRow {
    /// Whether a licence at hand has it given to people one by one. What counts people and is not counts everybody.
    pub fn is_assignable(&self) -> bool {
        self.metric == Metric::User && self.grounds.assignable == Some(true)
    }

    /// The same, or it is for the embedder to say, whose entry limit alone names it.
    fn may_be_given(&self) -> bool {
        self.metric == Metric::User && self.grounds.assignable != Some(false)
    }
}
