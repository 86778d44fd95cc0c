//! The issuer's side of activation: a [`Ledger`] of what was given to whom, what is left, and the answers to
//! requests.
//!
//! A ledger is a text of hash-chained lines, and everything here is a function of those lines: nothing reads a
//! clock, a file or a network, and random numbers only make new identities. Whoever keeps a ledger appends the
//! lines that [`Ledger::answer`] and [`Ledger::add`] give, and hands nothing out before they are stored.
#![forbid(unsafe_code)]

mod account;
mod answer;
mod ask;
mod chain;
mod claims;
mod judged;
mod ledger;
mod line;
mod place;

mod proofs;
mod refusal;
mod rules;
mod runs;
mod status;

pub use answer::Answer;
pub use ask::{Ask, MatchParts, Typed};
pub use ledger::{Added, Appended, Ledger, whole_lines};
pub use refusal::{Failure, Refusal, RefusalCode, Shortage};
pub use status::{ChainRow, ChainState, EntitlementRow, LicenseRow, Status};
