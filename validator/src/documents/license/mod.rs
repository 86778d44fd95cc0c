//! A licence: what an account may use of a product, as `format.md` defines its claims.

mod entitlement;
mod holder;
mod terms;

pub(crate) use entitlement::entitlement_id;
pub use entitlement::{Component, Entitlement, LocalizedText, Metric, Model, Overage, Quantity};
pub use holder::{Agreement, Contact, ContactRole, Holder, Order};
pub(crate) use terms::MOST_EMERGENCY;
pub use terms::{Delegate, EmergencyClause, KmsClient, LicenseKind, Volume};

use crate::documents::claims::{document_id, serial};
use crate::documents::document::{Document, Payload, Sealed};
use crate::error::{Code, Error, Result};
use crate::json::Node;
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::{Date, UnixTime};
use crate::values::version::VersionRequirement;
use countersign_reader::sort;
use std::borrow::Cow;

/// The most entitlements of one licence.
const MOST_ENTITLEMENTS: usize = 10_000;
/// The longest grace, ten years.
const LONGEST_GRACE_DAYS: u64 = 3_650;

/// The claims of a licence. It can be had only inside a [`Verified`](crate::Verified).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct License {
    /// Who issued it (`iss`).
    pub issuer: String,
    /// The product it is for (`aud`).
    pub product: String,
    /// The account it is for, e.g. the site number (`sub`).
    pub account: String,
    /// Its identity (`jti`). Later versions of the same licence keep it.
    pub id: String,
    /// When it was issued (`iat`).
    pub issued: UnixTime,
    /// It does not count before this instant (`nbf`).
    pub not_before: Option<UnixTime>,
    /// It has expired from this instant on (`exp`); none where it is perpetual.
    pub expires: Option<UnixTime>,
    /// A higher serial of the same licence supersedes a lower one.
    pub serial: u64,
    /// Other licences of the account that this one replaces.
    pub supersedes: Vec<String>,
    /// The name that is shown, e.g. "Testlizenz".
    pub name: String,
    /// The edition that is shown, e.g. "Enterprise".
    pub edition: Option<String>,
    /// What kind of licence it is.
    pub kind: LicenseKind,
    /// For how many days after its end it still counts, with a warning.
    pub grace_days: u32,
    /// Whom it was issued to.
    pub holder: Holder,
    /// The order it comes from.
    pub order: Option<Order>,
    /// The last day of technical support. Its end limits nothing.
    pub support_until: Option<Date>,
    /// The licence agreement.
    pub agreement: Option<Agreement>,
    /// The product versions it covers; all of them where there is none.
    pub versions: Option<VersionRequirement>,
    /// What it grants; ids are unique.
    pub entitlements: Vec<Entitlement>,
    /// Whether it counts only on a host with a valid activation.
    pub activation_required: bool,
    /// Activations that were made for a lower serial don't serve it any more; 1 to `serial`.
    pub activation_serial: Option<u64>,
    /// The machines it is bound to; to none where this is empty.
    pub lock_codes: Vec<LockCode>,
    /// The customer's keys that may sign activations of delegable entitlements.
    pub delegates: Vec<Delegate>,
    /// The emergency that the administrator may start without a new file.
    pub emergency: Option<EmergencyClause>,
    /// Of an emergency licence: the request that it answers.
    pub request: Option<String>,
    /// Of an emergency licence: the installation it is for.
    pub installation: Option<Thumbprint>,
    /// Volume activation.
    pub volume: Option<Volume>,
}

impl Document for License {
    const TYPE: DocumentType = DocumentType::License;

    fn issuer(&self) -> Cow<'_, str> {
        (&self.issuer).into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        Some(self.serial)
    }
}

impl Sealed for License {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "sub", "lic"])?;
        let lic = root.required("lic")?;
        let product = root.required_with("aud", Node::name)?;
        let account = root.required_with("sub", Node::name)?;
        let kind = lic.required_with("kind", LicenseKind::read)?;
        let holder = lic.required_with("holder", Holder::read)?;
        let serial = lic.required_with("serial", serial)?;
        // No activation was made for a serial to come.
        let activation_serial = match lic.optional("activation_serial")? {
            Some(least) => Some(least.integer(1..=serial)?),
            None => None,
        };
        let license = lic.assemble(|lic| Self {
            issuer: claims.issuer,
            product,
            account,
            id: claims.id,
            issued: claims.issued,
            not_before: claims.not_before,
            expires: claims.expires,
            serial,
            supersedes: lic.optional("supersedes", document_ids).unwrap_or_default(),
            name: lic.required("name", Node::name),
            edition: lic.optional("edition", Node::name),
            kind,
            grace_days: lic.optional("grace_days", grace_days).unwrap_or(0),
            holder,
            order: lic.optional("order", Order::read),
            support_until: lic.optional("support_until", Date::read),
            agreement: lic.optional("agreement", Agreement::read),
            versions: lic.optional("versions", VersionRequirement::read),
            entitlements: lic.required("entitlements", entitlements),
            activation_required: lic.optional("activation", activation).unwrap_or(false),
            activation_serial,
            lock_codes: lic.optional("hosts", lock_codes).unwrap_or_default(),
            delegates: lic.optional("delegates", Delegate::read_all).unwrap_or_default(),
            emergency: lic.optional("emergency", EmergencyClause::read),
            request: lic.optional("request", document_id),
            installation: lic.optional("installation", Thumbprint::read),
            volume: lic.optional("volume", Volume::read),
        })?;
        license.check_end(&lic)?;
        license.check_emergency(&lic)?;
        Ok(license)
    }
}

impl License {
    /// The instant from which it counts: its start, else when it was issued.
    pub(crate) fn start(&self) -> UnixTime {
        self.not_before.unwrap_or(self.issued)
    }

    /// The instant from which it no longer counts: its end and the grace after it.
    pub fn end(&self) -> Option<UnixTime> {
        self.expires.map(|expires| expires.plus_days(self.grace_days))
    }

    /// A licence says that it ends, or that it does not. Neither, or both, would leave it to the reader.
    fn check_end(&self, lic: &Node<'_>) -> Result<()> {
        match (lic.optional("perpetual")?, self.expires) {
            (None, Some(_)) => Ok(()),
            (None, None) => Err(Error::new(Code::ClaimsMissing).with_needed("exp, or lic.perpetual")),
            (Some(perpetual), _) if !perpetual.boolean()? => Err(perpetual.refused("true, or no such field")),
            (Some(perpetual), Some(end)) => {
                Err(perpetual.error(Code::ClaimsConflict).with_found(format_args!("also exp, {end}")))
            }
            (Some(_), None) => match lic.optional("grace_days")? {
                None => Ok(()),
                Some(grace) => Err(grace.error(Code::ClaimsConflict).with_found("also perpetual")),
            },
        }
    }

    /// What an emergency licence must have, so that it ends and is counted once.
    fn check_emergency(&self, lic: &Node<'_>) -> Result<()> {
        if self.kind != LicenseKind::Emergency {
            return Ok(());
        }
        let conflict = |needed| {
            let kind = lic.required("kind")?;
            Err(kind.error(Code::ClaimsConflict).with_found("emergency").with_needed(needed))
        };
        if self.expires.is_none() {
            return conflict("exp");
        }
        if self.grace_days > 0 {
            return conflict("no grace_days");
        }
        if self.entitlements.iter().any(|entitlement| entitlement.quantity == Some(Quantity::Unlimited)) {
            return conflict("whole-number quantities");
        }
        lic.required("request").map(|_| ())
    }
}

fn entitlements(node: &Node<'_>) -> Result<Vec<Entitlement>> {
    let entitlements = node.list_of(1..=MOST_ENTITLEMENTS, Entitlement::read)?;
    match sort::repeated(entitlements.len(), &|index| &entitlements[index].id) {
        None => Ok(entitlements),
        Some(index) => Err(node.error(Code::ClaimsDuplicate).with_found(&entitlements[index].id)),
    }
}

/// Each id once: how often a licence names another must not multiply what judging it costs.
fn document_ids(node: &Node<'_>) -> Result<Vec<String>> {
    let mut ids = sort::sorted(node.list(document_id)?, String::cmp);
    ids.dedup();
    Ok(ids)
}

fn grace_days(node: &Node<'_>) -> Result<u32> {
    Ok(node.integer(0..=LONGEST_GRACE_DAYS)? as u32)
}

fn activation(node: &Node<'_>) -> Result<bool> {
    match node.string()? {
        "none" => Ok(false),
        "required" => Ok(true),
        _ => Err(node.refused("none or required")),
    }
}

fn lock_codes(node: &Node<'_>) -> Result<Vec<LockCode>> {
    node.required("lock_codes")?.list_of(1..=usize::MAX, LockCode::read)
}
