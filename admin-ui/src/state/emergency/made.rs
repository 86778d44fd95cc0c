//! A request, signed by this installation's own key.

use countersign::issue::{EmergencyRequestDraft, SigningKey};
use countersign::{
    Code, Document, EmergencyRequest, Envelope, License, Result, Thumbprint, TrustedKey, TrustedKeys,
    UnixTime, Verified,
};

/// What is to be asked for, and the licence that does not grant enough of it.
#[derive(Clone, Debug)]
pub(crate) struct UnsignedRequest {
    pub(super) draft: EmergencyRequestDraft,
    pub(super) license: License,
}

/// A request in the forms in which it can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MadeRequest {
    pub(crate) id: String,
    pub(crate) entitlement: String,
    pub(crate) quantity: u64,
    pub(crate) registered: u64,
    pub(crate) granted: u64,
    /// The key of this installation, by which the vendor knows it.
    pub(crate) installation: Thumbprint,
    /// That key for the vendor, a JWK set.
    pub(crate) public_key: String,
    /// As a text block, for a file or an e-mail.
    pub(crate) text: String,
    /// As short as it can be, for a QR code.
    pub(crate) compact: String,
}

impl MadeRequest {
    /// The name of its file.
    pub(crate) fn file_name(&self) -> String {
        format!("emergency-request-{}.lic", self.id)
    }
}

impl UnsignedRequest {
    /// Signs the request, and reads it back as the vendor will, so that none is sent which would be refused.
    ///
    /// # Errors
    /// Those of [`EmergencyRequestDraft::sign`] and [`EmergencyRequest::check`], which name the claim.
    pub(crate) fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<MadeRequest> {
        let signed = self.draft.sign(key, now)?;
        let text = signed.to_armor();
        let mut keys = TrustedKeys::default();
        let uses = Some(vec![EmergencyRequest::TYPE]);
        keys.insert(TrustedKey { uses, ..TrustedKey::new(*key.public_key()) })?;
        let request: Verified<EmergencyRequest> = Envelope::read(text.as_bytes())?.verify(&keys)?;
        request.check(&self.license)?;
        Ok(MadeRequest {
            id: request.id.clone(),
            entitlement: request.entitlement.clone(),
            quantity: request.quantity,
            registered: request.registered,
            granted: request.granted,
            installation: request.installation,
            public_key: keys.to_jwk_set(),
            text,
            compact: signed.to_compact().ok_or(Code::SignatureCount)?,
        })
    }
}
