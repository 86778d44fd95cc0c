//! Asking for an activation.

use super::{SignedDocument, SigningKey, ToSign, sign_document};
use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::host::HostIdentity;
use crate::keys::PublicKey;
use crate::values::by_id::Amounts;
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;
use crate::verify::files::File;
use crate::verify::verified::Verified;
use serde_json::{Map, Value, json};

/// What a host tells the vendor when it asks for an activation.
///
/// ```
/// use countersign::issue::{ActivationRequestDraft, SigningKey};
/// use countersign::{
///     ActivationRequest, Envelope, HostIdentity, Part, PartName, TrustedKeys, UnixTime, Verified,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// let key = SigningKey::generate()?;
/// let machine_id = Part::new(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4e3732");
/// let draft = ActivationRequestDraft {
///     product: "call-studio".into(),
///     account: "musterkontakt".into(),
///     license: "STUDIO-1".into(),
///     product_version: None,
///     host: HostIdentity::new(Some(*key.public_key()), machine_id, Some("studio-7".into()))?,
///     wants: [("seats".into(), 1)].into(),
///     replaces: None,
///     redundant: None,
/// };
/// let file = draft.sign(&key, UnixTime::from_secs(1_764_118_800)?)?.to_armor();
///
/// // The key stands in the request: that the signature holds proves who has it, and needs no trusted key.
/// let request: Verified<ActivationRequest> =
///     Envelope::read(file.as_bytes())?.verify(&TrustedKeys::default())?;
/// assert_eq!(request.host, draft.host);
/// assert_eq!(request.wants.get("seats"), Some(1));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ActivationRequestDraft {
    /// The product (`aud` of the licence).
    pub product: String,
    /// The account (`sub` of the licence).
    pub account: String,
    /// The licence that is to be activated, by its `jti`.
    pub license: String,
    /// The version of the product on the host.
    pub product_version: Option<ProductVersion>,
    /// The host, which has the key that signs.
    pub host: HostIdentity,
    /// How much is asked for, by entitlement id; of a feature 1.
    pub wants: Amounts,
    /// The activation that this host had before, by its `jti`.
    pub replaces: Option<String>,
    /// The three redundant servers that share one activation, this host among them.
    pub redundant: Option<[LockCode; 3]>,
}

/// Why no licence can be named in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLicense {
    /// None is among the files, or not the one that was named.
    Missing,
    /// There are several, and none was named.
    Several,
    /// There are several of the same name, of different accounts.
    Accounts,
}

impl ActivationRequestDraft {
    /// Signs the request with the host's own key, whose thumbprint it names as its issuer.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the key is not that of the host; the stage `claims_`, where a text or a number
    /// is not one that a request may have; [`Code::KeyRandomness`] where the request's id can't be made.
    pub fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<SignedDocument> {
        let claims = Value::Object(self.claims(key.public_key())?);
        sign_document(claims.to_string().as_bytes(), DocumentType::ActivationRequest, &[key], now)
    }

    /// What the host's own key has to sign, where that key is elsewhere. `id` is 96 random bits or more, which no other
    /// request has.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the host has no key. Other claims are checked when the signature has come.
    pub fn to_sign(&self, id: &str, now: UnixTime) -> Result<ToSign> {
        let key = self
            .host
            .key()
            .ok_or_else(|| Error::new(Code::KeyIssuer).with_found("none").with_needed("a host with a key"))?;
        Ok(ToSign::of_host(self.claims(key)?, DocumentType::ActivationRequest, key, (id, now)))
    }

    /// The licence to name, of the files that an activation is asked for by: the one that is named, else the only one.
    ///
    /// # Errors
    /// [`NoLicense`], which says why none can be named.
    pub fn license_to_name<'f>(
        files: &'f [File],
        named: Option<&str>,
    ) -> Result<&'f Verified<License>, NoLicense> {
        let licenses = files.iter().filter_map(|file| file.document()?.license());
        let mut licenses = licenses.filter(|license| named.is_none_or(|named| license.id == named));
        let first = licenses.next().ok_or(NoLicense::Missing)?;
        let of = |license: &'f License| (&license.issuer, &license.product, &license.account);
        let mut is_of_one_account = true;
        for other in licenses {
            if other.id != first.id {
                return Err(NoLicense::Several);
            }
            is_of_one_account &= of(other) == of(first);
        }
        if is_of_one_account { Ok(first) } else { Err(NoLicense::Accounts) }
    }

    fn claims(&self, key: &PublicKey) -> Result<Map<String, Value>> {
        let own = key.thumbprint();
        if self.host.key() != Some(key) {
            let needed =
                self.host.key().map_or("a host with a key".into(), |key| key.thumbprint().to_string());
            return Err(Error::new(Code::KeyIssuer).with_found(own).with_needed(needed));
        }
        let host: Value = serde_json::from_str(&self.host.to_claims())
            .map_err(|_| Error::new(Code::JsonSyntax).with_at("req.host"))?;
        let mut req = json!({ "license": self.license, "host": host, "wants": by_id(self.wants.iter()) });
        if let Some(version) = &self.product_version {
            req["product_version"] = version.to_string().into();
        }
        if let Some(replaces) = &self.replaces {
            req["replaces"] = replaces.as_str().into();
        }
        if let Some(codes) = &self.redundant {
            req["redundant"] = codes.iter().map(ToString::to_string).collect();
        }
        Ok(Map::from_iter([
            ("iss".to_owned(), json!(own)),
            ("aud".to_owned(), json!(self.product)),
            ("sub".to_owned(), json!(self.account)),
            ("req".to_owned(), req),
        ]))
    }
}

/// Values by entitlement id, as claims.
pub(super) fn by_id<'i, T: Into<Value>>(values: impl Iterator<Item = (&'i str, T)>) -> Map<String, Value> {
    values.map(|(id, value)| (id.to_owned(), value.into())).collect()
}
