//! The terms of a licence that are more than a quantity.

use super::entitlement::entitlement_id;
use crate::documents::slots::{Slots, members_by_id};
use crate::error::{Code, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::keys::{PublicKey, read_public_key};
use crate::values::time::UnixTime;
use countersign_reader::sort;

/// The most that the emergency clause of a licence gives.
pub(crate) const MOST_EMERGENCY: u64 = 1_000;

/// What kind of licence it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LicenseKind {
    /// Bought.
    Standard,
    /// For trying the product.
    Trial,
    /// For a short need, made from another licence.
    Temporary,
    /// For exceeding a limit at once and paying later.
    Emergency,
}

impl LicenseKind {
    /// Every kind.
    pub const ALL: &'static [LicenseKind] =
        &[LicenseKind::Standard, LicenseKind::Trial, LicenseKind::Temporary, LicenseKind::Emergency];

    /// The name in documents and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            LicenseKind::Standard => "standard",
            LicenseKind::Trial => "trial",
            LicenseKind::Temporary => "temporary",
            LicenseKind::Emergency => "emergency",
        }
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        const ALL: [LicenseKind; 4] =
            [LicenseKind::Standard, LicenseKind::Trial, LicenseKind::Temporary, LicenseKind::Emergency];
        node.one_of(&ALL, LicenseKind::as_str)
    }
}

/// A customer's key that may sign activations of delegable entitlements.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Delegate {
    /// The key, checked like a trusted one.
    pub key: PublicKey,
    /// The units of each entitlement that the key gives away; none where it is the one delegate, which gives all.
    pub slots: Option<Vec<(String, Slots)>>,
}

impl Delegate {
    /// Which of these units of an entitlement the key gives away. Of an entitlement that its slots do not name, it
    /// gives none.
    pub fn slots_of(&self, id: &str, of: Slots) -> Option<Slots> {
        let Some(slots) = &self.slots else { return Some(of) };
        slots.iter().find(|(named, _)| named == id)?.1.common(of)
    }

    pub(super) fn read_all(node: &Node<'_>) -> Result<Vec<Self>> {
        let delegates = node.list(|delegate| {
            delegate.required("kid")?;
            let key = read_public_key(delegate)?;
            Ok(Self {
                key,
                slots: delegate.optional_with("slots", |slots| members_by_id(slots, Slots::read))?,
            })
        })?;
        Self::check_apart(node, &delegates)?;
        Ok(delegates)
    }

    /// Of several delegates each has units of its own: two that gave the same ones away could not know of it.
    fn check_apart(node: &Node<'_>, delegates: &[Self]) -> Result<()> {
        if delegates.len() < 2 {
            return Ok(());
        }
        let mut runs: Vec<(&str, Slots)> = Vec::new();
        for delegate in delegates {
            let Some(slots) = &delegate.slots else {
                return Err(node
                    .error(Code::ClaimsMissing)
                    .with_needed("slots of each of several delegates"));
            };
            runs.extend(slots.iter().map(|(id, slots)| (id.as_str(), *slots)));
        }
        let overlap = |a: usize, b: usize| runs[a].0 == runs[b].0 && runs[b].1.first <= runs[a].1.last;
        match sort::clash(runs.len(), &|a, b| runs[a].cmp(&runs[b]), &overlap) {
            None => Ok(()),
            Some(index) => {
                let error = node.error(Code::ClaimsConflict).with_found(runs[index].0);
                Err(error.with_needed("each slot once"))
            }
        }
    }
}

/// An emergency that the administrator may start without a new file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EmergencyClause {
    /// The entitlement that may be exceeded.
    pub entitlement: String,
    /// By how much, 1 to 1000.
    pub quantity: u64,
    /// For how many calendar months, 1 to 12.
    pub months: u64,
}

impl EmergencyClause {
    /// When an emergency ends that starts at this instant.
    pub(crate) fn end(&self, start: UnixTime) -> UnixTime {
        // At most 12.
        start.plus_months(self.months as u32)
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        node.assemble(|clause| Self {
            entitlement: clause.required("entitlement", entitlement_id),
            quantity: clause.required("quantity", |quantity| quantity.integer(1..=MOST_EMERGENCY)),
            months: clause.required("months", |months| months.integer(1..=12)),
        })
    }
}

/// Volume activation of the product's clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Volume {
    /// By a key management service in the customer's network.
    Kms {
        /// What is activated; sets the threshold.
        client: KmsClient,
    },
    /// By a multiple activation key.
    Mak {
        /// How many systems may be activated.
        quantity: u64,
    },
}

/// What a key management service activates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KmsClient {
    /// Clients: from 25 on.
    Client,
    /// Servers: from 5 on.
    Server,
}

impl Volume {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        let method = node.required("method")?;
        match method.string()? {
            "kms" => {
                let client = node.optional_with("client_kind", KmsClient::read)?;
                Ok(Volume::Kms { client: client.unwrap_or(KmsClient::Client) })
            }
            "mak" => {
                let quantity = node.required("quantity")?.integer(0..=LARGEST_INTEGER as u64)?;
                Ok(Volume::Mak { quantity })
            }
            _ => Err(method.refused("kms or mak")),
        }
    }
}

impl KmsClient {
    /// As it stands in a licence: `client` or `server`.
    pub fn as_str(self) -> &'static str {
        match self {
            KmsClient::Client => "client",
            KmsClient::Server => "server",
        }
    }

    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        node.one_of(&[KmsClient::Client, KmsClient::Server], KmsClient::as_str)
    }
}
