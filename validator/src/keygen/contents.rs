//! What a file says, once it is known to be genuine.

use crate::time::UnixTime;
use serde::Serialize;
use std::collections::BTreeMap;

/// The contents of a licence or machine file.
///
/// The file and the licence have a life each, and both must hold: files are made for a few weeks and
/// fetched anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeygenContents {
    /// When the file was issued.
    pub issued: UnixTime,
    /// When the file itself ends. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_expires: Option<UnixTime>,
    /// The licence. A machine file has it only where the vendor included it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<KeygenLicense>,
    /// The machine that a machine file is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<KeygenMachine>,
    /// The entitlements of the licence that are included or named.
    pub entitlements: Vec<KeygenEntitlement>,
}

/// A licence as Keygen describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeygenLicense {
    /// Keygen's id of the licence.
    pub id: String,
    /// The name that the vendor gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The licence key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// When the licence ends. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<UnixTime>,
    /// Keygen's own word for the state in which the licence was when the file was issued, e.g. `ACTIVE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whether the vendor had suspended the licence when the file was issued.
    pub suspended: bool,
    /// The product's name where it is included, else its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The policy's name where it is included, else its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The most machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_machines: Option<u64>,
    /// The most processes at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_processes: Option<u64>,
    /// The most users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<u64>,
    /// What the vendor noted, as text.
    pub metadata: BTreeMap<String, String>,
}

/// A machine as Keygen describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeygenMachine {
    /// Keygen's id of the machine.
    pub id: String,
    /// What the vendor's program recognises the machine by. To be compared with that of the machine at
    /// hand: a file that is not encrypted opens everywhere.
    pub fingerprint: String,
    /// The name that it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the vendor noted, as text.
    pub metadata: BTreeMap<String, String>,
}

/// An entitlement of a licence. It has no quantity: it is there or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeygenEntitlement {
    /// Keygen's id of the entitlement.
    pub id: String,
    /// The code that programs ask for. Absent where the entitlement is named but not included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The state of a file at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeygenStatus {
    /// The file and the licence are valid.
    Active,
    /// The file was issued later than this instant: the clock is wrong.
    NotYetValid,
    /// The file or the licence has ended.
    Expired,
    /// The licence was suspended when the file was issued.
    Suspended,
}

impl KeygenStatus {
    /// The status as it stands in reports, e.g. `active`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
        }
    }
}

impl KeygenContents {
    /// The first instant at which the file no longer holds. Absent: never.
    pub fn end(&self) -> Option<UnixTime> {
        let license_expires = self.license.as_ref().and_then(|license| license.expires);
        [self.file_expires, license_expires].into_iter().flatten().min()
    }

    /// The state at an instant.
    pub fn status_at(&self, now: UnixTime) -> KeygenStatus {
        if self.license.as_ref().is_some_and(|license| license.suspended) {
            KeygenStatus::Suspended
        } else if now < self.issued {
            KeygenStatus::NotYetValid
        } else if self.end().is_some_and(|end| now >= end) {
            KeygenStatus::Expired
        } else {
            KeygenStatus::Active
        }
    }
}
