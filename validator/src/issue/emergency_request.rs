//! Asking for an emergency licence.

use super::{SignedDocument, SigningKey, sign_document};
use crate::documents::license::{Contact, License};
use crate::error::Result;
use crate::values::document_type::DocumentType;
use crate::values::time::UnixTime;
use serde_json::{Map, Value, json};

/// What an installation tells the vendor when it asks for an emergency licence.
///
/// ```
/// use countersign::issue::{EmergencyRequestDraft, SigningKey};
/// use countersign::{
///     Contact, DocumentType, EmergencyRequest, Envelope, TrustedKey, TrustedKeys, UnixTime, Verified,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// let installation = SigningKey::generate()?;
/// let mut contact = Contact::default();
/// contact.name = Some("Erika Mustermann".into());
/// let draft = EmergencyRequestDraft {
///     product: "orange-uce".into(),
///     account: "site-1".into(),
///     license: "L-1".into(),
///     entitlement: "users".into(),
///     quantity: None,
///     registered: 20,
///     granted: 20,
///     contact,
///     reason: None,
/// };
/// let file = draft.sign(&installation, UnixTime::from_secs(1_700_000_000)?)?.to_armor();
///
/// // The vendor holds the keys of the installations that may ask.
/// let key = TrustedKey::new(*installation.public_key());
/// let mut keys = TrustedKeys::default();
/// keys.insert(TrustedKey { uses: Some(vec![DocumentType::EmergencyRequest]), ..key })?;
/// let request: Verified<EmergencyRequest> = Envelope::read(file.as_bytes())?.verify(&keys)?;
/// assert_eq!((request.license.as_str(), request.quantity), ("L-1", 10));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct EmergencyRequestDraft {
    /// The product (`aud` of the licence).
    pub product: String,
    /// The account (`sub` of the licence).
    pub account: String,
    /// The licence that does not grant enough, by its `jti`.
    pub license: String,
    /// The entitlement that is asked for.
    pub entitlement: String,
    /// How much more is asked for; none for the usual 10.
    pub quantity: Option<u64>,
    /// How much is in use.
    pub registered: u64,
    /// How much is granted.
    pub granted: u64,
    /// Whom to answer.
    pub contact: Contact,
    /// Why more is needed, in one line.
    pub reason: Option<String>,
}

impl EmergencyRequestDraft {
    /// The licence to name in a request, of those that what is granted of an entitlement comes from: the
    /// earliest that has an emergency clause for it, else the earliest by its issue. None of none.
    pub fn license_to_name<'l>(
        entitlement: &str,
        licenses: impl IntoIterator<Item = &'l License>,
    ) -> Option<&'l License> {
        let has_clause = |license: &License| {
            license.emergency.as_ref().is_some_and(|clause| clause.entitlement == entitlement)
        };
        licenses.into_iter().min_by_key(|license| (!has_clause(license), license.age()))
    }

    /// Signs the request with the installation's own key, whose thumbprint it names as its issuer.
    ///
    /// # Errors
    /// The stage `claims_`, where a text or a number is not one that a request may have;
    /// [`Code::KeyRandomness`](crate::Code::KeyRandomness) where the request's id can't be made.
    pub fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<SignedDocument> {
        let contact = [
            ("role", self.contact.role.map(|role| role.as_str().to_owned())),
            ("name", self.contact.name.clone()),
            ("email", self.contact.email.clone()),
            ("phone", self.contact.phone.clone()),
        ];
        let contact = contact.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
        let mut emr = json!({
            "license": self.license,
            "entitlement": self.entitlement,
            "registered": self.registered,
            "granted": self.granted,
            "contact": contact.collect::<Map<String, Value>>(),
        });
        if let Some(quantity) = self.quantity {
            emr["quantity"] = quantity.into();
        }
        if let Some(reason) = &self.reason {
            emr["reason"] = reason.as_str().into();
        }
        let claims = json!({
            "iss": key.public_key().thumbprint(),
            "aud": self.product,
            "sub": self.account,
            "emr": emr,
        });
        sign_document(claims.to_string().as_bytes(), DocumentType::EmergencyRequest, &[key], now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carrier::envelope::Envelope;
    use crate::documents::emergency_request::EmergencyRequest;
    use crate::documents::license::ContactRole;
    use crate::error::Code;
    use crate::keys::{TrustedKey, TrustedKeys};
    use crate::values::document_type::DocumentType;
    use crate::verify::verified::Verified;
    use std::num::NonZeroUsize;

    fn draft() -> EmergencyRequestDraft {
        let contact = Contact {
            role: Some(ContactRole::Administrator),
            name: Some("Erika Mustermann".into()),
            email: Some("erika@musterfirma.example".into()),
            phone: None,
        };
        EmergencyRequestDraft {
            product: "orange-uce".into(),
            account: "site-1".into(),
            license: "ORANGE-BASE".into(),
            entitlement: "users".into(),
            quantity: None,
            registered: 20,
            granted: 20,
            contact,
            reason: Some("Trade fair".into()),
        }
    }

    fn now() -> UnixTime {
        UnixTime::from_secs(1_400_000_000).unwrap()
    }

    /// What the vendor reads who trusts these keys for requests.
    fn read(signed: &SignedDocument, installations: &[&SigningKey]) -> Result<Verified<EmergencyRequest>> {
        let mut keys = TrustedKeys::default();
        for key in installations {
            let uses = Some(vec![DocumentType::EmergencyRequest]);
            keys.insert(TrustedKey { uses, ..TrustedKey::new(*key.public_key()) })?;
        }
        let two = NonZeroUsize::new(2).unwrap();
        Envelope::read(signed.to_armor().as_bytes())?.verify_by(&keys, two)
    }

    #[test]
    fn the_vendor_reads_what_the_installation_says() {
        let (own, other) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let request = read(&draft().sign(&own, now()).unwrap(), &[&other, &own]).unwrap();
        assert_eq!(request.signers(), [own.public_key().thumbprint()]);
        assert_eq!(request.installation, own.public_key().thumbprint());
        assert_eq!(
            (request.issued, request.quantity, request.registered, request.granted),
            (now(), 10, 20, 20)
        );
        assert_eq!(
            (request.product.as_deref(), request.account.as_deref()),
            (Some("orange-uce"), Some("site-1"))
        );
        assert_eq!((request.license.as_str(), request.entitlement.as_str()), ("ORANGE-BASE", "users"));
        let contact = request.contact.as_ref().unwrap();
        assert_eq!((contact.role, contact.phone.as_deref()), (Some(ContactRole::Administrator), None));
        assert_eq!(contact.email.as_deref(), Some("erika@musterfirma.example"));
        assert_eq!(request.reason.as_deref(), Some("Trade fair"));
    }

    #[test]
    fn a_key_that_the_vendor_does_not_hold_asks_for_nothing() {
        let (own, other) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let refused = read(&draft().sign(&own, now()).unwrap(), &[&other]).unwrap_err();
        assert_eq!(refused.code(), Code::KeyUnknown);
    }

    #[test]
    fn what_the_vendor_could_not_read_is_not_signed() {
        let key = SigningKey::generate().unwrap();
        let refusal = |draft: EmergencyRequestDraft| draft.sign(&key, now()).unwrap_err().code();
        assert_eq!(refusal(EmergencyRequestDraft { quantity: Some(0), ..draft() }), Code::ClaimsRange);
        assert_eq!(refusal(EmergencyRequestDraft { quantity: Some(1_001), ..draft() }), Code::ClaimsRange);
        assert_eq!(
            refusal(EmergencyRequestDraft { reason: Some("a\u{202e}b".into()), ..draft() }),
            Code::ClaimsText
        );
        assert_eq!(refusal(EmergencyRequestDraft { product: String::new(), ..draft() }), Code::ClaimsLength);
        assert_eq!(
            refusal(EmergencyRequestDraft { entitlement: "Users".into(), ..draft() }),
            Code::ClaimsValue
        );
        assert_eq!(refusal(EmergencyRequestDraft { registered: u64::MAX, ..draft() }), Code::JsonNumber);
    }
}
