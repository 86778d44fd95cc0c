//! Seats: which people an assignable entitlement is given to.

mod denial;
mod limits;
mod merge;
mod person;
mod roster;
#[cfg(test)]
mod tests;

pub use denial::SeatDenial;
pub use limits::SeatLimits;
pub use person::{Fold, Person, fold_case, fold_nfkc};
pub use roster::{Assignment, Roster};
