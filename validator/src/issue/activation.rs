//! Activating a licence on a host.

use super::activation_request::by_id;
use super::{SignedDocument, SigningKey, sign_document};
use crate::documents::activation::{ActivatedHost, LedgerEntry, Matching};
use crate::documents::slots::Slots;
use crate::error::Result;
use crate::values::base64;
use crate::values::by_id::{Amounts, ById};
use crate::values::document_type::DocumentType;
use crate::values::part::Part;
use crate::values::time::UnixTime;
use serde_json::{Value, json};

/// An activation before it is signed. Whether the licence has so much to give is for the ledger to say.
///
/// ```
/// use countersign::issue::{ActivationDraft, SigningKey};
/// use countersign::{
///     ActivatedHost, Activation, Envelope, LockCode, TrustedKey, TrustedKeys, UnixTime, Verified,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// let vendor = SigningKey::generate()?;
/// let host = ActivatedHost::new(vec![LockCode::parse("CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J")?]);
/// let grants = [("seats".into(), 1)].into();
/// let mut draft =
///     ActivationDraft::new("https://vendor.example", "call-studio", "musterkontakt", "STUDIO-1", host, grants);
/// draft.expires = Some(UnixTime::from_secs(1_800_000_000)?);
/// let file = draft.sign(&[&vendor], UnixTime::from_secs(1_764_122_400)?)?.to_armor();
///
/// let mut keys = TrustedKeys::default();
/// keys.insert(TrustedKey::new(*vendor.public_key()))?;
/// let activation: Verified<Activation> = Envelope::read(file.as_bytes())?.verify(&keys)?;
/// assert_eq!((activation.serial, activation.grants.get("seats")), (1, Some(1)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ActivationDraft {
    /// Who issues it (`iss`): the issuer, or the thumbprint of a key that the licence delegates to.
    pub issuer: String,
    /// The product of the licence (`aud`).
    pub product: String,
    /// The account of the licence (`sub`).
    pub account: String,
    /// Its identity (`jti`); without one it is given a new one.
    pub id: Option<String>,
    /// It does not count before this instant (`nbf`).
    pub not_before: Option<UnixTime>,
    /// It has expired from this instant on (`exp`).
    pub expires: Option<UnixTime>,
    /// The licence that it activates, by its `jti`.
    pub license: String,
    /// The serial of that licence; at first 1.
    pub license_serial: u64,
    /// Its serial; at first 1.
    pub serial: u64,
    /// The activation of another `jti` whose place it takes.
    pub replaces: Option<String>,
    /// The request that it answers.
    pub request: Option<String>,
    /// Where it counts.
    pub host: ActivatedHost,
    /// How much it gives, by entitlement id; at least 1 of at least one.
    pub grants: Amounts,
    /// Which units of the licence those are, where a customer issues.
    pub slots: ById<Slots>,
    /// The entry of the ledger that it is.
    pub ledger: Option<LedgerEntry>,
    /// A note.
    pub comment: Option<String>,
}

impl ActivationDraft {
    /// The first activation of a licence on a host, with nothing said but this.
    pub fn new(
        issuer: impl Into<String>,
        product: impl Into<String>,
        account: impl Into<String>,
        license: impl Into<String>,
        host: ActivatedHost,
        grants: Amounts,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            product: product.into(),
            account: account.into(),
            id: None,
            not_before: None,
            expires: None,
            license: license.into(),
            license_serial: 1,
            serial: 1,
            replaces: None,
            request: None,
            host,
            grants,
            slots: ById::default(),
            ledger: None,
            comment: None,
        }
    }

    /// Signs the activation.
    ///
    /// # Errors
    /// The stage `claims_`, where something is not as an activation may have it;
    /// [`Code::KeyRandomness`](crate::Code::KeyRandomness) where the activation's id can't be made.
    pub fn sign(&self, keys: &[&SigningKey], now: UnixTime) -> Result<SignedDocument> {
        let mut act = json!({
            "license": self.license,
            "license_serial": self.license_serial,
            "serial": self.serial,
        });
        set(&mut act, "replaces", self.replaces.as_deref());
        set(&mut act, "request", self.request.as_deref());
        act["host"] = host(&self.host);
        act["grants"] = by_id(self.grants.iter()).into();
        if !self.slots.is_empty() {
            let runs = self.slots.iter().map(|(id, slots)| (id, vec![slots.first, slots.last]));
            act["slots"] = by_id(runs).into();
        }
        let ledger =
            self.ledger.map(|entry| json!({ "n": entry.number, "hash": base64::encode_url(&entry.hash) }));
        set(&mut act, "ledger", ledger);
        set(&mut act, "comment", self.comment.as_deref());
        let mut claims = json!({ "iss": self.issuer, "aud": self.product, "sub": self.account });
        set(&mut claims, "jti", self.id.as_deref());
        set(&mut claims, "nbf", self.not_before.map(UnixTime::as_secs));
        set(&mut claims, "exp", self.expires.map(UnixTime::as_secs));
        claims["act"] = act;
        sign_document(claims.to_string().as_bytes(), DocumentType::Activation, keys, now)
    }
}

fn host(host: &ActivatedHost) -> Value {
    let codes: Vec<_> = host.lock_codes.iter().map(ToString::to_string).collect();
    let mut claims = json!({ "lock_codes": codes });
    set(&mut claims, "quorum", host.has_quorum.then_some(2));
    if !host.parts.is_empty() {
        let part = |part: &Part| json!({ "name": part.name().as_str(), "digest": base64::encode_url(part.digest()) });
        claims["parts"] = host.parts.iter().map(part).collect();
        claims["match"] = match host.matching {
            Matching::All => "all".into(),
            Matching::AtLeast(least) => least.into(),
        };
    }
    let key = host
        .key
        .as_ref()
        .map(|key| json!({ "kid": key.thumbprint(), "x": base64::encode_url(key.as_bytes()) }));
    set(&mut claims, "key", key);
    set(&mut claims, "description", host.description.as_deref());
    claims
}

fn set(claims: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        claims[name] = value.into();
    }
}
