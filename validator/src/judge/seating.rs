//! Of what seats may be given to people, and what licences for other products name.

use crate::documents::license::{License, Metric, Quantity};
use crate::judge::limits::{LimitRow, QuantityRow};
use crate::judge::report::Report;
use crate::seats::SeatDenial;
use crate::sort;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;

/// The licences at hand, for what a report is asked about beyond its rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct AtHand {
    /// Those of the judged account, each with whether it counts.
    pub(crate) own: Vec<(bool, Verified<License>)>,
    /// Those for other products that no other document speaks against.
    pub(crate) elsewhere: Vec<Verified<License>>,
}

impl PartialEq for AtHand {
    fn eq(&self, other: &Self) -> bool {
        let payloads = |at_hand: &Self| -> Vec<Vec<u8>> {
            let all = at_hand.own.iter().map(|(_, license)| license).chain(&at_hand.elsewhere);
            all.map(|license| license.payload().to_vec()).collect()
        };
        payloads(self) == payloads(other)
    }
}

impl AtHand {
    /// The products whose licences name an entitlement, in their order.
    pub(crate) fn products(&self, id: &str) -> Vec<String> {
        let names = |license: &&Verified<License>| license.entitlements.iter().any(|named| named.id == id);
        let named = self.elsewhere.iter().filter(names).map(|license| license.product.clone());
        let mut products = sort::sorted(named.collect(), String::cmp);
        products.dedup();
        products
    }
}

impl Report {
    /// The name of an entitlement that is shown, in a language (`de`, `fr-CH`): see
    /// [`LocalizedText::for_language`](crate::LocalizedText::for_language). It is that of the newest licence that counts,
    /// else of the newest that there is, and the id where no licence has a name for it.
    pub fn name_of<'r>(&'r self, id: &'r str, language: &str) -> &'r str {
        let named = self.at_hand.own.iter().filter_map(|(counts, license)| {
            let entitlement = license.entitlements.iter().find(|entitlement| entitlement.id == id)?;
            Some(((*counts, license.age()), entitlement.name.as_ref()?))
        });
        let newest = named.max_by_key(|(age, _)| *age);
        newest.map_or(id, |(_, name)| name.for_language(language))
    }

    /// The first instant after the judged one at which the status of a licence, a limit, an emergency or a warning is
    /// another one by dates alone; none where nothing changes any more. To judge again then keeps a page right.
    pub fn next_turn(&self) -> Option<UnixTime> {
        self.next_turn
    }

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
            Some(LimitRow::Quantity(row)) if row.is_assignable() => Ok(row.seats().allowed),
            Some(LimitRow::Quantity(_)) => Err(SeatDenial::NotAssignable { entitlement }),
            Some(LimitRow::Feature(_)) => Err(SeatDenial::EntitlementFeature { entitlement }),
            None => match self.at_hand.products(id) {
                products if products.is_empty() => Err(SeatDenial::EntitlementUnknown { entitlement }),
                products => Err(SeatDenial::WrongProduct { entitlement, products }),
            },
        }
    }
}

impl QuantityRow {
    /// Whether it is given to people one by one. What counts people and is not counts everybody.
    pub fn is_assignable(&self) -> bool {
        self.metric == Metric::User && self.grounds.assignable
    }
}
