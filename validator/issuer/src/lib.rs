//! The issuer's side of activation: a [`Ledger`] of what was given to whom, what is left, and the answers to
//! requests.
//!
//! A ledger is a text of hash-chained lines, and all that a [`Ledger`] tells is a function of those lines: nothing
//! in it reads a clock, a file or a network, and random numbers only make new identities. Whoever keeps a ledger
//! appends the lines that [`Ledger::answer`] and [`Ledger::add`] give, and hands nothing out before they are stored;
//! a [`LedgerFile`] does that in a file.
#![forbid(unsafe_code)]

mod account;
mod answer;
mod ask;
mod chain;
mod claims;
mod each;
mod emergency;
mod file;
mod find;
#[cfg(feature = "js")]
pub mod js;
mod judged;
mod ledger;
mod line;
mod next;
mod own_key;
mod place;
mod plan;
mod previous;
mod proofs;
mod refusal;
mod revoked;
mod rules;
mod runs;
mod slips;
mod status;

pub use answer::Answer;
pub use ask::{Ask, MatchParts, Typed};
pub use each::{Each, RowRefusal, Table, TableError};
pub use emergency::{EmergencyAnswer, EmergencyAsk, EmergencyPlan};
pub use file::LedgerFile;
pub use find::Found;
pub use ledger::{Added, Appended, Fork, Freed, Ledger, whole_lines};
pub use next::{Difference, differences, next_serial};
pub use own_key::with_own_key;
pub use plan::{Cost, Planned};
pub use previous::previous;
pub use refusal::{Failure, Refusal, RefusalCode, Shortage};
pub use revoked::{Turned, revoked, turned};
pub use slips::{Slip, slips};
pub use status::{ChainRow, ChainState, EntitlementRow, LicenseRow, Status};
