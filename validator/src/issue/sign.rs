//! Signing a document as a JWS (RFC 7515).

use super::SigningKey;
use crate::error::{Code, Error, Result};
use crate::json;
use crate::keys::PublicKey;
use crate::values::base64;
use crate::values::document_type::DocumentType;
use std::ops::RangeInclusive;

/// How many signatures a document has.
const COUNT: RangeInclusive<usize> = 1..=16;

/// A document and its signatures, in the base64url parts that every carrier is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDocument {
    pub(super) document_type: DocumentType,
    pub(super) payload: String,
    pub(super) signatures: Vec<DocumentSignature>,
}

/// One signature of a document, with the header that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentSignature {
    pub(super) protected: String,
    pub(super) signature: String,
}

/// Signs a payload as it is, by each of the keys, whatever it says.
///
/// # Errors
/// A `json_…` code where the payload is not strict JSON, [`Code::SignatureCount`] where there are no keys
/// or more than 16.
pub(super) fn sign(
    payload: &[u8],
    document_type: DocumentType,
    keys: &[&SigningKey],
) -> Result<SignedDocument> {
    json::parse(payload, "payload")?;
    if !COUNT.contains(&keys.len()) {
        let needed = format!("{} to {}", COUNT.start(), COUNT.end());
        return Err(Error::new(Code::SignatureCount).with_found(keys.len()).with_needed(needed));
    }
    let payload = base64::encode_url(payload);
    let signatures = keys.iter().map(|key| sign_once(&payload, document_type, key)).collect();
    Ok(SignedDocument { document_type, payload, signatures })
}

fn sign_once(payload: &str, document_type: DocumentType, key: &SigningKey) -> DocumentSignature {
    let protected = protected(document_type, key.public_key());
    let signature = base64::encode_url(&key.sign(format!("{protected}.{payload}").as_bytes()));
    DocumentSignature { protected, signature }
}

/// The protected header of a signature by a key.
pub(super) fn protected(document_type: DocumentType, key: &PublicKey) -> String {
    // Neither value holds a character that JSON escapes.
    let kid = key.thumbprint();
    base64::encode_url(format!(r#"{{"alg":"EdDSA","typ":"{document_type}","kid":"{kid}"}}"#).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The licence of the known answers, signed with the seed 00 01 … 1f.
    const PAYLOAD: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.json");
    const PEM: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----";
    const PROTECTED: &str = "eyJhbGciOiJFZERTQSIsInR5cCI6ImxpY2Vuc2Urand0Iiwia2lkIjoiMUlHMnRNSDdKMndiSlpuT2Y4TEp6UWl0S2Y3TE12b0FFbHN1RE1WTTU0WSJ9";
    const SIGNATURE: &str =
        "gBRyWfHaoYht3Tf2QO8Kdqqc4Ask3dFN4J3Y8SAX_YP3tDOhKyiQeZjLvzUqfveUSwfWDER42DknI0C0C19iCw";

    #[test]
    fn the_same_bytes_have_the_known_signature() {
        let key = SigningKey::from_pem(PEM, None).unwrap();
        let signed = sign(PAYLOAD, DocumentType::License, &[&key]).unwrap();
        assert_eq!(signed.payload, base64::encode_url(PAYLOAD));
        let expected = DocumentSignature { protected: PROTECTED.to_owned(), signature: SIGNATURE.to_owned() };
        assert_eq!(signed.signatures, [expected]);
    }

    #[test]
    fn each_signature_holds_under_its_key() {
        let keys = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        let signed = sign(b"{}", DocumentType::RevocationList, &[&keys[0], &keys[1]]).unwrap();
        for (key, signature) in keys.iter().zip(&signed.signatures) {
            let message = format!("{}.{}", signature.protected, signed.payload);
            let bytes = base64::decode_url(signature.signature.as_bytes()).unwrap();
            key.public_key().verify(message.as_bytes(), &bytes).unwrap();
            let header = base64::decode_url(signature.protected.as_bytes()).unwrap();
            let kid = key.public_key().thumbprint();
            let expected = format!(r#"{{"alg":"EdDSA","typ":"revocation-list+jwt","kid":"{kid}"}}"#);
            assert_eq!(String::from_utf8(header).unwrap(), expected);
        }
    }

    #[test]
    fn what_no_verifier_would_read_is_not_signed() {
        let key = SigningKey::generate().unwrap();
        let refusal = |payload: &[u8], keys: &[&SigningKey]| {
            sign(payload, DocumentType::License, keys).unwrap_err().code().as_str()
        };
        assert_eq!(refusal(br#"{"a":1,"a":2}"#, &[&key]), "json_duplicate_key");
        assert_eq!(refusal(b"{}", &[]), "signature_count");
        assert_eq!(refusal(b"{}", &[&key; 17]), "signature_count");
    }
}
