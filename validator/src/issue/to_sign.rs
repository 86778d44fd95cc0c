//! Signing by a key that is elsewhere: in a hardware module, or with a cloud's key management.

use super::document::{check, completed_by};
use super::sign::{DocumentSignature, protected, sign};
use super::{SignedDocument, SigningKey};
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::keys::PublicKey;
use crate::values::base64;
use crate::values::document_type::{DocumentType, Signer};
use crate::values::time::UnixTime;
use serde_json::Map;

/// A document that is still to be signed, by a key of which only the public half is here.
///
/// What is signed is [`message`](Self::message), byte for byte, by plain Ed25519 (RFC 8032), neither hashed before
/// nor with a context. That text is all there is to keep until the signature has come.
///
/// ```
/// use countersign::issue::ToSign;
/// use countersign::{DocumentType, PublicKey};
///
/// fn issue(claims: &[u8], key: &PublicKey, sign: impl Fn(&[u8]) -> [u8; 64]) -> countersign::Result<String> {
///     let text = ToSign::new(claims, DocumentType::License, key)?.message();
///     let signature = sign(text.as_bytes()); // Wherever the key is, and whenever that answers.
///     Ok(ToSign::parse(text.as_bytes())?.with_signature(key, &signature)?.to_armor())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToSign {
    document_type: DocumentType,
    protected: String,
    payload: String,
}

impl ToSign {
    /// What a key has to sign for claims that lack nothing. They are checked as far as they can be without a
    /// signature.
    ///
    /// # Errors
    /// As [`sign_document`](super::sign_document); [`Code::ClaimsMissing`] also for `ver`, `iat` and `jti`.
    pub fn new(claims: &[u8], document_type: DocumentType, key: &PublicKey) -> Result<Self> {
        json::parse(claims, "claims")?;
        // What names the very key that signs can be checked only with its signature.
        if matches!(document_type.signer(), Signer::Issuer | Signer::IssuerOrDelegate) {
            let any = SigningKey::generate()?;
            check(&sign(claims, document_type, &[&any])?, &[*any.public_key()])?;
        }
        Ok(Self::unchecked(claims, document_type, key))
    }

    /// What a host has to sign for the claims of one of its own documents, which has this id. They are checked when
    /// the signature has come.
    pub(super) fn of_host(
        claims: Map<String, serde_json::Value>,
        document_type: DocumentType,
        key: &PublicKey,
        (id, now): (&str, UnixTime),
    ) -> Self {
        let claims = serde_json::Value::Object(completed_by(claims, id, now));
        Self::unchecked(claims.to_string().as_bytes(), document_type, key)
    }

    fn unchecked(claims: &[u8], document_type: DocumentType, key: &PublicKey) -> Self {
        let protected = protected(document_type, key);
        Self { document_type, protected, payload: base64::encode_url(claims) }
    }

    /// Reads what [`message`](Self::message) gave.
    ///
    /// # Errors
    /// [`Code::EncodingSegments`] where there are not two parts, the stages `encoding_`, `json_` and `header_`
    /// where the first is no header of ours.
    pub fn parse(message: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(message.trim_ascii()).map_err(|_| Code::EncodingSegments)?;
        let (protected, payload) = text.split_once('.').ok_or(Code::EncodingSegments)?;
        base64::decode_url(payload.as_bytes())?;
        let header = base64::decode_url(protected.as_bytes())?;
        let header = Value::Object(json::parse(&header, "header")?);
        let typ = Node::root(&header).required("typ")?.string()?.to_owned();
        let document_type =
            DocumentType::from_typ(&typ).ok_or_else(|| Error::new(Code::HeaderTyp).with_found(&typ))?;
        Ok(Self { document_type, protected: protected.to_owned(), payload: payload.to_owned() })
    }

    /// The bytes to sign: ASCII, without a line's end.
    pub fn message(&self) -> String {
        format!("{}.{}", self.protected, self.payload)
    }

    /// The type of the document.
    pub fn document_type(&self) -> DocumentType {
        self.document_type
    }

    /// The claims.
    ///
    /// # Errors
    /// The stage `encoding_`, which none has that was read or made.
    pub fn claims(&self) -> Result<Vec<u8>> {
        base64::decode_url(self.payload.as_bytes())
    }

    /// The document, once the signature has come.
    ///
    /// # Errors
    /// Those of a verifier that trusts the key alone: [`Code::SignatureInvalid`] where the signature is of
    /// another message or key, [`Code::KeyUnknown`] where the message names another key.
    pub fn with_signature(self, key: &PublicKey, signature: &[u8]) -> Result<SignedDocument> {
        let signature =
            DocumentSignature { protected: self.protected, signature: base64::encode_url(signature) };
        let signed = SignedDocument {
            document_type: self.document_type,
            payload: self.payload,
            signatures: vec![signature],
        };
        check(&signed, &[*key])?;
        Ok(signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::sign_document;

    const CLAIMS: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.json");

    #[test]
    fn a_signature_from_elsewhere_gives_the_same_document() {
        let key = SigningKey::generate().unwrap();
        let to_sign = ToSign::new(CLAIMS, DocumentType::License, key.public_key()).unwrap();
        let message = to_sign.message();
        let again = ToSign::parse(format!("{message}\n").as_bytes()).unwrap();
        assert_eq!(again, to_sign);
        let signed = again.with_signature(key.public_key(), &key.sign(message.as_bytes())).unwrap();
        let here = sign_document(CLAIMS, DocumentType::License, &[&key], UnixTime::MAX).unwrap();
        assert_eq!(signed, here);
    }

    #[test]
    fn what_does_not_hold_gives_none() {
        let [key, other] = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        let to_sign = ToSign::new(CLAIMS, DocumentType::License, key.public_key()).unwrap();
        let signature = key.sign(to_sign.message().as_bytes());
        let refusal = |key: &SigningKey, signature: &[u8]| {
            to_sign.clone().with_signature(key.public_key(), signature).unwrap_err().code()
        };
        assert_eq!(refusal(&key, &other.sign(b"x")), Code::SignatureInvalid);
        assert_eq!(refusal(&other, &signature), Code::KeyUnknown);
        assert_eq!(refusal(&key, &signature[..63]), Code::SignatureMalformed);
    }

    #[test]
    fn claims_are_checked_before_anybody_signs_them() {
        let key = SigningKey::generate().unwrap();
        for (claims, document_type, code) in [
            (&b"{}"[..], DocumentType::License, Code::ClaimsMissing),
            (b"{", DocumentType::License, Code::JsonSyntax),
            (CLAIMS, DocumentType::Activation, Code::ClaimsMissing),
        ] {
            let error = ToSign::new(claims, document_type, key.public_key()).unwrap_err();
            assert_eq!(error.code(), code);
        }
        for text in ["", "a", "a.b.c", "e30.e30"] {
            assert!(ToSign::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
