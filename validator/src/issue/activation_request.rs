//! Asking for an activation.

use super::{SignedDocument, SigningKey, sign_document};
use crate::error::{Code, Error, Result};
use crate::host::HostIdentity;
use crate::values::by_id::Amounts;
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;
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

impl ActivationRequestDraft {
    /// Signs the request with the host's own key, whose thumbprint it names as its issuer.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the key is not that of the host; the stage `claims_`, where a text or a number
    /// is not one that a request may have; [`Code::KeyRandomness`] where the request's id can't be made.
    pub fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<SignedDocument> {
        let own = key.public_key().thumbprint();
        if self.host.key() != Some(key.public_key()) {
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
        let claims = json!({ "iss": own, "aud": self.product, "sub": self.account, "req": req });
        sign_document(claims.to_string().as_bytes(), DocumentType::ActivationRequest, &[key], now)
    }
}

/// Values by entitlement id, as claims.
pub(super) fn by_id<'i, T: Into<Value>>(values: impl Iterator<Item = (&'i str, T)>) -> Map<String, Value> {
    values.map(|(id, value)| (id.to_owned(), value.into())).collect()
}
