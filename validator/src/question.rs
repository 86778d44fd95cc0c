//! What is asked of a set of documents, and in which circumstances.

use crate::error::{Code, Error, Result};
use crate::lock_code::LockCode;
use crate::time::UnixTime;
use crate::version::ProductVersion;
use std::collections::BTreeMap;

/// The circumstances in which documents are judged. All of them are arguments: nothing here reads a
/// clock, a host or a store.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Question {
    /// The clock's reading.
    pub now: UnixTime,
    /// The product that is asked about; else the one that all files are for.
    pub product: Option<String>,
    /// The account that is asked about; else the one that all files are for.
    pub account: Option<String>,
    /// The version of the running product. Without it, version requirements are not judged.
    pub product_version: Option<ProductVersion>,
    /// The machine that it runs on.
    pub host: Host,
    /// How much is in use, by entitlement id; what is not named is 0.
    pub usage: BTreeMap<String, u64>,
    /// The limits that stand in while no licence counts, by entitlement id.
    pub entry: BTreeMap<String, u64>,
    /// An instant that is certainly past, e.g. the application's release date.
    pub floor: Option<UnixTime>,
}

impl Question {
    /// A question about this instant, with nothing else known.
    pub fn at(now: UnixTime) -> Self {
        Self {
            now,
            product: None,
            account: None,
            product_version: None,
            host: Host::Unknown,
            usage: BTreeMap::new(),
            entry: BTreeMap::new(),
            floor: None,
        }
    }

    /// Refuses numbers that no document could have.
    pub(crate) fn check(&self) -> Result<()> {
        const LARGEST: u64 = crate::json::LARGEST_INTEGER as u64;
        let numbers = [("usage", &self.usage), ("entry", &self.entry)];
        for (of, (id, number)) in numbers.iter().flat_map(|(of, map)| map.iter().map(move |pair| (of, pair)))
        {
            if *number > LARGEST {
                let error = Error::new(Code::UsageInvalid).with_at(format_args!("{of}.{id}"));
                return Err(error.with_found(number).with_needed(format!("at most {LARGEST}")));
            }
        }
        Ok(())
    }
}

/// The machine that licences are judged on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Host {
    /// Not known: a licence that is bound to machines does not count.
    #[default]
    Unknown,
    /// Not judged, for inspecting a licence elsewhere than where it is used.
    Any,
    /// The machine with this lock code.
    LockCode(LockCode),
}
