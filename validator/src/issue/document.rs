//! Issuing a document from its claims.

use super::sign::sign;
use super::{SignedDocument, SigningKey};
use crate::carrier::envelope::Envelope;
use crate::documents::deactivation::Deactivation;
use crate::error::{Code, Error, Result};
use crate::json;
use crate::keys::{PublicKey, TrustedKey, TrustedKeys};
use crate::values::document_type::{DocumentType, Signer};
use crate::values::time::UnixTime;
use crate::verify::at_hand::NOTHING;
use crate::verify::verified_document::VerifiedDocument;
use serde_json::{Map, Value};
use std::num::NonZeroUsize;

/// Signs a document with each of the keys. The claims become the payload byte for byte, unless `ver`, `iat`
/// or `jti` is absent: those are put at the front, `iat` as `now`.
///
/// What a verifier would refuse is not signed.
///
/// # Errors
/// The stages `json_`, `claims_` and `signature_`; [`Code::KeyIssuer`] where a host's or an installation's
/// document names another issuer than its key;
/// [`Code::KeyRandomness`] where an id has to be made and can't.
pub fn sign_document(
    claims: &[u8],
    document_type: DocumentType,
    keys: &[&SigningKey],
    now: UnixTime,
) -> Result<SignedDocument> {
    checked(claims, document_type, keys, now).map_err(Error::for_issuer)
}

fn checked(
    claims: &[u8],
    document_type: DocumentType,
    keys: &[&SigningKey],
    now: UnixTime,
) -> Result<SignedDocument> {
    json::parse(claims, "claims")?;
    let signed = sign(&complete(claims, now)?, document_type, keys)?;
    check(&signed, &keys.iter().map(|key| *key.public_key()).collect::<Vec<_>>())?;
    Ok(signed)
}

/// Whether a verifier takes a document that these keys signed, and counts each of them.
pub(super) fn check(signed: &SignedDocument, keys: &[PublicKey]) -> Result<()> {
    let document_type = signed.document_type;
    let mut trusted = TrustedKeys::default();
    for key in keys {
        let key = TrustedKey::new(*key);
        trusted.insert(TrustedKey { uses: Some(vec![document_type]), ..key })?;
    }
    let envelope = Envelope::read(signed.to_json().as_bytes())?;
    let document = match document_type.signer() {
        // The activation that names its key need not be at hand where it is signed.
        Signer::ActivatedHost => envelope.verify_as_host::<Deactivation>(&trusted)?.into(),
        _ => VerifiedDocument::verify(envelope, &trusted, NonZeroUsize::MIN, &NOTHING)?,
    };
    if document.signers().len() < trusted.len() {
        let needed = "the key of the issuer alone";
        return Err(Error::new(Code::SignatureCount).with_found(trusted.len()).with_needed(needed));
    }
    Ok(())
}

fn complete(claims: &[u8], now: UnixTime) -> Result<Vec<u8>> {
    let unreadable = |_| Error::new(Code::JsonSyntax).with_at("claims");
    let given: Map<String, Value> = serde_json::from_slice(claims).map_err(unreadable)?;
    match completed(&given, now)? {
        Some(completed) => serde_json::to_vec(&completed).map_err(unreadable),
        None => Ok(claims.to_vec()),
    }
}

/// The claims with what every document has; none where nothing is absent.
pub(super) fn completed(given: &Map<String, Value>, now: UnixTime) -> Result<Option<Map<String, Value>>> {
    if ["ver", "iat", "jti"].iter().all(|name| given.contains_key(*name)) {
        return Ok(None);
    }
    Ok(Some(completed_by(given.clone(), &new_id()?, now)))
}

/// The claims with what every document has.
pub(super) fn completed_by(mut given: Map<String, Value>, id: &str, now: UnixTime) -> Map<String, Value> {
    let mut completed = Map::new();
    completed.insert("ver".to_owned(), 1.into());
    completed.insert("jti".to_owned(), id.into());
    completed.insert("iat".to_owned(), now.as_secs().into());
    completed.append(&mut given);
    completed
}

/// An id that no other document has: 96 random bits.
fn new_id() -> Result<String> {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes).map_err(|_| Code::KeyRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::base64;

    const CLAIMS: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.json");

    fn now() -> UnixTime {
        UnixTime::from_secs(1_700_000_000).unwrap()
    }

    fn sign_license(claims: &[u8], keys: &[&SigningKey]) -> Result<SignedDocument> {
        sign_document(claims, DocumentType::License, keys, now())
    }

    fn payload(signed: &SignedDocument) -> Vec<u8> {
        base64::decode_url(signed.payload.as_bytes()).unwrap()
    }

    #[test]
    fn whole_claims_are_signed_as_they_are() {
        let key = SigningKey::generate().unwrap();
        let signed = sign_license(CLAIMS, &[&key]).unwrap();
        assert_eq!(payload(&signed), CLAIMS);
    }

    #[test]
    fn absent_claims_are_filled_and_given_ones_kept() {
        let key = SigningKey::generate().unwrap();
        let claims = str::from_utf8(CLAIMS).unwrap();
        let claims = claims.replace("\"ver\":1,", "").replace("\"iat\":1739263655,", "");
        let filled: Value =
            serde_json::from_slice(&payload(&sign_license(claims.as_bytes(), &[&key]).unwrap())).unwrap();
        assert_eq!(
            (&filled["ver"], &filled["iat"], &filled["jti"]),
            (&1.into(), &1_700_000_000.into(), &"UCW-2025-0001".into())
        );
        let claims = claims.replace("\"jti\":\"UCW-2025-0001\",", "");
        let ids = [0, 1].map(|_| {
            let filled: Value =
                serde_json::from_slice(&payload(&sign_license(claims.as_bytes(), &[&key]).unwrap())).unwrap();
            filled["jti"].as_str().unwrap().to_owned()
        });
        assert_ne!(ids[0], ids[1]);
    }

    #[test]
    fn what_a_verifier_would_refuse_is_not_signed() {
        let key = SigningKey::generate().unwrap();
        let claims = str::from_utf8(CLAIMS).unwrap();
        for (claims, code) in [
            (claims.replace("\"kind\":\"trial\"", "\"kind\":\"Trial\""), Code::ClaimsValue),
            (claims.replace("\"exp\":1767225600,", ""), Code::ClaimsMissing),
            (claims.replace("501", "5.01"), Code::JsonNumber),
            ("{".to_owned(), Code::JsonSyntax),
        ] {
            assert_eq!(sign_license(claims.as_bytes(), &[&key]).unwrap_err().code(), code);
        }
        assert_eq!(sign_license(claims.as_bytes(), &[]).unwrap_err().code(), Code::SignatureCount);
    }

    #[test]
    fn no_type_is_signed_without_its_claims() {
        let key = SigningKey::generate().unwrap();
        for &document_type in DocumentType::ALL {
            let error = sign_document(b"{}", document_type, &[&key], now()).unwrap_err();
            assert_eq!(error.code(), Code::ClaimsMissing, "{document_type}");
        }
    }

    #[test]
    fn an_installation_signs_in_its_own_name_and_alone() {
        let keys = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        let claims = |issuer: &str| {
            let emr = r#"{"license":"L-1","entitlement":"users","registered":20,"granted":20}"#;
            format!(r#"{{"iss":"{issuer}","aud":"p","sub":"site-1","emr":{emr}}}"#)
        };
        let sign = |issuer: &str, keys: &[&SigningKey]| {
            sign_document(claims(issuer).as_bytes(), DocumentType::EmergencyRequest, keys, now())
        };
        let own = keys[0].public_key().thumbprint().to_string();
        assert!(sign(&own, &[&keys[0]]).is_ok());
        for issuer in [keys[1].public_key().thumbprint().to_string(), "https://vendor.example".to_owned()] {
            assert_eq!(sign(&issuer, &[&keys[0]]).unwrap_err().code(), Code::KeyIssuer);
        }
        assert_eq!(sign(&own, &[&keys[0], &keys[1]]).unwrap_err().code(), Code::SignatureCount);
    }
}
