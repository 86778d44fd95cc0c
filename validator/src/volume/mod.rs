//! Volume activation: which kind a site has, what its next step is, and how hosts and keys count.
//!
//! A customer with many systems activates them by a **key management service** (KMS) in its own network, or by a
//! **multiple activation key** (MAK) that counts. [`parse_kms`] reads what the tools of Windows and Unix print when they
//! are asked for the KMS of a network, in any language and encoding; [`parse_product_key`] reads a product key as people
//! type it; and [`plan`] says what comes of the two, and of what the licence permits.
//!
//! ```
//! use countersign::volume::{KmsLookup, Outcome, VolumeLicense, parse_kms, parse_product_key, plan};
//!
//! # fn main() -> countersign::Result<()> {
//! let printed = "_vlmcs._tcp.example.com\tservice = 0 100 1688 kms.example.com.\n";
//! let found = parse_kms(printed.as_bytes())?;
//! let KmsLookup::Found { hosts } = &found else { panic!("there is a KMS") };
//! assert_eq!((hosts[0].host.as_str(), hosts[0].port), ("kms.example.com", 1688));
//!
//! let key = parse_product_key("2mg3g 3bntt 3mfw9 kdqw3 tck7r")?;
//! assert_eq!(key.generic(), Some("Office 2013 for Lync"));
//! assert_eq!(plan(Some(&found), Some(&key), VolumeLicense::NotGiven).outcome, Outcome::Automatic);
//! # Ok(())
//! # }
//! ```
//!
//! [`KmsHost`] counts as a KMS does, and [`MakCount`] as the issuer of a key does. Both are values: the instant is an
//! argument, and what they hold can be stored and read back.

mod generic_keys;
mod kms_host;
mod lines;
mod lookup;
mod mak;
mod messages;
mod names;
mod plan;
mod product_key;
mod promotion;
mod reader;
mod snapshot;
#[cfg(test)]
mod tests;

pub use kms_host::{ClientState, KmsHost};
pub use lines::{decoded as console_text, lines as console_lines};
pub use lookup::{KmsLookup, KmsRecord, parse_kms};
pub use mak::{MakCount, MakDenied};
pub use plan::{NextStep, Outcome, Plan, VolumeLicense, plan};
pub use product_key::{KeyProblem, ProductKey, TypedKey, parse_product_key};
pub use promotion::Promotion;
