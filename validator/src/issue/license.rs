//! Issuing a licence from its claims.

use super::{SignedDocument, SigningKey, sign};
use crate::document_type::DocumentType;
use crate::envelope::Envelope;
use crate::error::{Code, Error, Result};
use crate::json;
use crate::keys::{TrustedKey, TrustedKeys};
use crate::license::License;
use crate::time::UnixTime;
use serde_json::{Map, Value};
use std::num::NonZeroUsize;

/// Signs a licence with each of the keys. The claims become the payload byte for byte, unless `ver`,
/// `iat` or `jti` is absent: those are put at the front, `iat` as `now`.
///
/// What a verifier would refuse is not signed.
///
/// # Errors
/// The stages `json_`, `claims_` and `signature_`; [`Code::KeyRandomness`] where an id has to be made and can't.
pub fn sign_license(claims: &[u8], keys: &[&SigningKey], now: UnixTime) -> Result<SignedDocument> {
    json::parse(claims, "claims")?;
    let signed = sign(&complete(claims, now)?, DocumentType::License, keys)?;
    let mut trusted = TrustedKeys::default();
    for key in keys {
        trusted.insert(TrustedKey::new(*key.public_key()))?;
    }
    let threshold = NonZeroUsize::new(trusted.len()).ok_or(Code::SignatureCount)?;
    Envelope::read(signed.to_json().as_bytes())?.verify_by::<License>(&trusted, threshold)?;
    Ok(signed)
}

fn complete(claims: &[u8], now: UnixTime) -> Result<Vec<u8>> {
    let unreadable = |_| Error::new(Code::JsonSyntax).with_at("claims");
    let mut given: Map<String, Value> = serde_json::from_slice(claims).map_err(unreadable)?;
    if ["ver", "iat", "jti"].iter().all(|name| given.contains_key(*name)) {
        return Ok(claims.to_vec());
    }
    let mut completed = Map::new();
    completed.insert("ver".to_owned(), 1.into());
    completed.insert("jti".to_owned(), new_id()?.into());
    completed.insert("iat".to_owned(), now.as_secs().into());
    completed.append(&mut given);
    serde_json::to_vec(&completed).map_err(unreadable)
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
    use crate::base64;

    const CLAIMS: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.json");

    fn now() -> UnixTime {
        UnixTime::from_secs(1_700_000_000).unwrap()
    }

    fn payload(signed: &SignedDocument) -> Vec<u8> {
        base64::decode_url(signed.payload.as_bytes()).unwrap()
    }

    #[test]
    fn whole_claims_are_signed_as_they_are() {
        let key = SigningKey::generate().unwrap();
        let signed = sign_license(CLAIMS, &[&key], now()).unwrap();
        assert_eq!(payload(&signed), CLAIMS);
    }

    #[test]
    fn absent_claims_are_filled_and_given_ones_kept() {
        let key = SigningKey::generate().unwrap();
        let claims = str::from_utf8(CLAIMS).unwrap();
        let claims = claims.replace("\"ver\":1,", "").replace("\"iat\":1739263655,", "");
        let filled: Value =
            serde_json::from_slice(&payload(&sign_license(claims.as_bytes(), &[&key], now()).unwrap()))
                .unwrap();
        assert_eq!(
            (&filled["ver"], &filled["iat"], &filled["jti"]),
            (&1.into(), &1_700_000_000.into(), &"UCW-2025-0001".into())
        );
        let claims = claims.replace("\"jti\":\"UCW-2025-0001\",", "");
        let ids = [0, 1].map(|_| {
            let filled: Value =
                serde_json::from_slice(&payload(&sign_license(claims.as_bytes(), &[&key], now()).unwrap()))
                    .unwrap();
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
            assert_eq!(sign_license(claims.as_bytes(), &[&key], now()).unwrap_err().code(), code);
        }
        assert_eq!(sign_license(claims.as_bytes(), &[], now()).unwrap_err().code(), Code::SignatureCount);
    }
}
