//! How the count of a multiple activation key runs.

use super::snapshot::{self, Snapshot};
use crate::error::{Code, Result};
use crate::json::LARGEST_INTEGER;
use serde::Serialize;
use std::collections::BTreeSet;

/// The most systems that are listed.
const MOST_SYSTEMS: usize = 100_000;

/// The count of a multiple activation key: so many systems may be activated, each once and for good.
///
/// ```
/// use countersign::volume::MakCount;
///
/// # fn main() -> countersign::Result<()> {
/// let mut count = MakCount::new(1);
/// assert!(count.activate("room 1")?.is_ok());
/// assert!(count.activate("room 1")?.is_ok(), "the same system is counted once");
/// assert_eq!(count.activate("room 2")?.unwrap_err().used, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakCount {
    quantity: u64,
    systems: BTreeSet<String>,
}

/// A system that can't be activated, because all are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MakDenied {
    /// How many may be activated.
    pub limit: u64,
    /// How many are.
    pub used: u64,
    /// How many were asked for.
    pub requested: u64,
}

impl MakDenied {
    /// The stable code, as that of a decision.
    pub fn code(&self) -> &'static str {
        "limit_exhausted"
    }
}

impl MakCount {
    /// A key of which nothing is used: with the quantity of [`VolumeTerms`](crate::VolumeTerms).
    pub fn new(quantity: u64) -> Self {
        Self { quantity, systems: BTreeSet::new() }
    }

    /// How many systems may be activated.
    pub fn quantity(&self) -> u64 {
        self.quantity
    }

    /// How many are.
    pub fn used(&self) -> u64 {
        self.systems.len() as u64
    }

    /// How many more may be.
    pub fn left(&self) -> u64 {
        self.quantity.saturating_sub(self.used())
    }

    /// The systems that are activated, by their ids.
    pub fn systems(&self) -> impl Iterator<Item = &str> {
        self.systems.iter().map(String::as_str)
    }

    /// Activates a system, unless all are used; one that is activated already stays so.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`] where the id is none of 1 to 128 characters that can be read.
    pub fn activate(&mut self, id: &str) -> Result<Result<(), MakDenied>> {
        snapshot::check_id(id)?;
        if self.systems.contains(id) {
            return Ok(Ok(()));
        }
        if self.left() == 0 || self.systems.len() >= MOST_SYSTEMS {
            let (limit, used) = (self.quantity, self.used());
            return Ok(Err(MakDenied { limit, used, requested: 1 }));
        }
        self.systems.insert(id.to_owned());
        Ok(Ok(()))
    }

    /// The same with another quantity, as of a licence that was bought since. Who is activated stays so.
    pub fn with_quantity(self, quantity: u64) -> Self {
        Self { quantity, ..self }
    }

    /// The whole of it as JSON text, for [`restore`](Self::restore).
    pub fn snapshot(&self) -> String {
        let mut json = Snapshot::new("mak-count");
        json.number("quantity", self.quantity.min(LARGEST_INTEGER as u64).cast_signed());
        json.list("systems", self.systems.iter(), |item, id| item.text("id", id));
        json.end()
    }

    /// The count that was stored.
    ///
    /// # Errors
    /// Those of [`Code`]'s stages `json_` and `claims_` where the text is no such snapshot; [`Code::StateVersion`] of a
    /// later version.
    pub fn restore(text: &str) -> Result<Self> {
        snapshot::read(text, "mak-count", |root| {
            let mut count = Self::new(root.required("quantity")?.integer(0..=LARGEST_INTEGER as u64)?);
            root.required("systems")?.each(0..=MOST_SYSTEMS, &mut |item| {
                let id = item.required("id")?;
                snapshot::check_id(id.string()?).map_err(|_| id.refused("an id"))?;
                match count.systems.insert(id.string()?.to_owned()) {
                    true => Ok(()),
                    false => Err(id.error(Code::ClaimsDuplicate)),
                }
            })?;
            Ok(count)
        })
    }
}
