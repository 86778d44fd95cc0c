//! What a file says, as a licence that this crate judges.

use super::keys::Signer;
use super::{KeygenContents, KeygenLicense, KeygenReference};
use crate::adapters::foreign::{Draft, read_license};
use crate::documents::license::{License, Metric, Quantity};
use crate::error::{Code, Error, Result};
use crate::json::Value;
use crate::text;
use crate::values::lock_code::LockCode;
use crate::values::part::{Part, PartName};

/// What stands in where a file does not name the product or the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeygenScope {
    /// The product.
    pub product: Option<String>,
    /// The customer's account.
    pub account: Option<String>,
}

impl KeygenContents {
    pub(super) fn license(&self, signer: &Signer, scope: &KeygenScope) -> Result<License> {
        let missing = |needed: &'static str| Error::new(Code::ClaimsMissing).with_needed(needed);
        let license = self.license.as_ref().ok_or_else(|| missing("the licence, included in the file"))?;
        let product =
            license.product.as_ref().map(|product| product.id.as_str()).or(scope.product.as_deref());
        let owner = license.owner.as_ref().map(|owner| owner.id.as_str()).or(scope.account.as_deref());
        let mut root = Draft::default();
        root.set("ver", 1);
        let account = license.account.as_ref().map(|account| account.id.as_str());
        root.set("iss", signer.issuer(account));
        root.set("aud", product.ok_or_else(|| missing("the product"))?);
        root.set("sub", owner.unwrap_or(&license.id));
        root.set("jti", license.id.as_str());
        root.set("iat", self.issued.as_secs());
        let end = match license.is_withdrawn() {
            true => Some(self.end().map_or(self.issued, |end| end.min(self.issued))),
            false => self.end(),
        };
        if let Some(end) = end {
            root.set("exp", end.as_secs());
        }
        root.set("lic", self.terms(license, end.is_none())?);
        read_license(&root.finish()?, |of| signer.check(account, of.product.as_deref(), of.issued))
    }

    fn terms<'v>(&'v self, license: &'v KeygenLicense, is_perpetual: bool) -> Result<Value<'v>> {
        let name_of =
            |reference: &'v Option<KeygenReference>| reference.as_ref().and_then(|it| it.name.as_deref());
        let name = first_line([license.name.as_deref(), name_of(&license.policy)], &license.id);
        let mut lic = Draft::default();
        lic.set("serial", i64::try_from(self.serial.max(1)).unwrap_or(i64::MAX));
        if let Some(edition) = name_of(&license.policy).and_then(line) {
            lic.set("edition", edition);
        }
        lic.set("kind", "standard");
        if is_perpetual {
            lic.set("perpetual", true);
        }
        let mut holder = Draft::default();
        holder.set("name", first_line([name_of(&license.owner)], &name));
        lic.set("name", name);
        lic.set("holder", holder.finish()?);
        if let Some(machine) = &self.machine {
            let code = lock_code(&machine.fingerprint).ok_or_else(|| {
                Error::new(Code::ClaimsValue).with_at("fingerprint").with_needed("one that is not empty")
            })?;
            let mut hosts = Draft::default();
            hosts.set("lock_codes", vec![code.to_string().into()]);
            lic.set("hosts", hosts.finish()?);
        }
        lic.set("entitlements", self.grants(license)?);
        lic.finish()
    }

    fn grants<'v>(&'v self, license: &KeygenLicense) -> Result<Vec<Value<'v>>> {
        let mut grants = vec![grant("license".to_owned(), Metric::Feature).finish()?];
        for (id, metric, limit) in [
            ("machines", Metric::Host, license.max_machines),
            ("processes", Metric::Session, license.max_processes),
            ("users", Metric::User, license.max_users),
            ("cores", Metric::Device, license.max_cores),
        ] {
            let Some(limit) = limit else { continue };
            let mut grant = grant(id.to_owned(), metric);
            match limit {
                Quantity::Limited(number) => grant.set("quantity", i64::try_from(number).unwrap_or(i64::MAX)),
                Quantity::Unlimited => grant.set("quantity", "unlimited"),
            }
            if metric == Metric::Device {
                grant.set("applies_to", vec!["core".into()]);
            }
            grants.push(grant.finish()?);
        }
        for entitlement in &self.entitlements {
            let Some(code) = &entitlement.code else { continue };
            let mut grant = grant(entitlement_id(code), Metric::Feature);
            if let Some(name) = entitlement.name.as_deref().and_then(line) {
                grant.set("name", name);
            }
            grants.push(grant.finish()?);
        }
        Ok(grants)
    }
}

fn grant<'v>(id: String, metric: Metric) -> Draft<'v> {
    let mut grant = Draft::default();
    grant.set("id", id);
    grant.set("metric", metric.as_str());
    grant
}

/// The id of the entitlement that a code stands for: its letters in lower case, its digits, and `_` for
/// every other character.
fn entitlement_id(code: &str) -> String {
    let permitted = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    code.chars().map(permitted).collect()
}

/// The lock code that stands for a machine's fingerprint at Keygen: that of a machine whose only part is
/// the `machine_id` of this value. None where the fingerprint is empty.
pub fn lock_code(fingerprint: &str) -> Option<LockCode> {
    LockCode::of(&[Part::new(PartName::MachineId, fingerprint)?])
}

/// The first text that is not empty, as a line.
fn first_line<'t>(texts: impl IntoIterator<Item = Option<&'t str>>, otherwise: &str) -> String {
    texts.into_iter().flatten().find_map(line).unwrap_or_else(|| otherwise.to_owned())
}

/// A vendor's text as a name may be: on one line, of limited length, without what could deceive. None
/// where nothing is left.
fn line(text: &str) -> Option<String> {
    let shown = |c: char| if text::is_forbidden(c) { char::REPLACEMENT_CHARACTER } else { c };
    let line: String = text.trim().chars().take(text::LONGEST).map(shown).collect();
    (!line.is_empty()).then_some(line)
}
