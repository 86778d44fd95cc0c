//! What a file says, once it is known to be genuine.

use crate::documents::license::Quantity;
use crate::values::time::UnixTime;
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
    /// The same in milliseconds: of two files about one licence, the one with more is the newer.
    pub serial: u64,
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
    /// The vendor's account at Keygen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<KeygenReference>,
    /// The product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<KeygenReference>,
    /// The policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<KeygenReference>,
    /// The user whom it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<KeygenReference>,
    /// The most machines. Absent here and below: the file says nothing about it, as older ones do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_machines: Option<Quantity>,
    /// The most processes at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_processes: Option<Quantity>,
    /// The most users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<Quantity>,
    /// The most processor cores, of all machines together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_cores: Option<Quantity>,
    /// What the vendor noted, as text.
    pub metadata: BTreeMap<String, String>,
}

/// Something that a licence names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeygenReference {
    /// Keygen's id of it.
    pub id: String,
    /// Its name, where it is included and has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl KeygenReference {
    /// The name, else the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
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
    /// The licence was suspended, or its user banned, when the file was issued.
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

impl KeygenLicense {
    /// A licence of which nothing is known but its id.
    pub(super) fn new(id: String) -> Self {
        Self {
            id,
            name: None,
            key: None,
            expires: None,
            status: None,
            suspended: false,
            account: None,
            product: None,
            policy: None,
            owner: None,
            max_machines: None,
            max_processes: None,
            max_users: None,
            max_cores: None,
            metadata: BTreeMap::new(),
        }
    }

    /// Whether the vendor had withdrawn it when the file was issued: it was suspended, or its user banned.
    pub fn is_withdrawn(&self) -> bool {
        self.suspended || matches!(self.status.as_deref(), Some("SUSPENDED" | "BANNED"))
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
        if self.license.as_ref().is_some_and(KeygenLicense::is_withdrawn) {
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
