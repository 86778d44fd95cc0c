//! From an envelope to a verified document: the signatures first, and only then the payload.

use crate::carrier::envelope::{Envelope, Signature};
use crate::documents::claims::{Claims, Scope};
use crate::documents::document::{Document, Payload};
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::keys::{TrustedKey, TrustedKeys, Verifying};
use crate::values::document_type::{DocumentType, Signer};
use crate::values::thumbprint::Thumbprint;
use crate::verify::at_hand::{AtHand, NOTHING, key_of_request};
use crate::verify::verified::Verified;
use std::num::NonZeroUsize;

/// A signature by a key that is trusted for this type of document and did not leak.
struct Checked<'k> {
    key: &'k TrustedKey,
    outcome: Result<()>,
}

/// A payload whose signatures hold, parsed, and the claims that every document has.
struct Proof<'p> {
    root: Value<'p>,
    claims: Claims,
    signers: Vec<Thumbprint>,
}

impl Envelope {
    /// Verifies the document against the trusted keys, and reads it from the verified bytes.
    ///
    /// What is asked for is the type of the result, e.g. `Verified<License>`; a document of another type is
    /// refused before anything else.
    ///
    /// An activation request is verified by the key that stands in it, and needs no trusted key. Activations by a
    /// key that a licence delegates to, and deactivation receipts, can be verified only beside the documents
    /// that name their keys: by [`Verifier::open`](crate::Verifier::open).
    ///
    /// At least one signature by a trusted key must hold. Signatures by unknown keys, and by keys that may
    /// not sign this document, are passed over; one that names a usable trusted key and does not hold
    /// refuses the file. With no keys, every file is refused.
    ///
    /// # Errors
    /// The stages `key_`, `signature_`, `json_` and `claims_`; [`Code::HeaderTypMismatch`] where the
    /// document is of another type than `T`.
    pub fn verify<T: Document>(self, keys: &TrustedKeys) -> Result<Verified<T>> {
        self.verify_by(keys, NonZeroUsize::MIN)
    }

    /// As [`verify`](Envelope::verify), but at least `threshold` different trusted keys must have signed;
    /// of what a host, an installation or a delegate signs, by its own key alone, one.
    ///
    /// # Errors
    /// As [`verify`](Envelope::verify), and [`Code::SignatureThreshold`].
    pub fn verify_by<T: Document>(self, keys: &TrustedKeys, threshold: NonZeroUsize) -> Result<Verified<T>> {
        self.verify_beside(keys, threshold, &NOTHING)
    }

    /// As [`verify_by`](Envelope::verify_by), beside documents that may name the keys that sign this one.
    pub(crate) fn verify_beside<T: Document>(
        self,
        keys: &TrustedKeys,
        threshold: NonZeroUsize,
        at_hand: &AtHand,
    ) -> Result<Verified<T>> {
        self.document(self.prove_beside(T::TYPE, keys, threshold, at_hand)?)
    }

    /// Verifies what a host must have signed by one of its own keys: a signature by another does not hold.
    #[cfg(feature = "issue")]
    pub(crate) fn verify_as_host<T: Document>(self, own: &TrustedKeys) -> Result<Verified<T>> {
        self.document(self.prove_as_host(own)?)
    }

    /// Reads the document from its verified payload.
    fn document<T: Document>(&self, Proof { root, claims, signers }: Proof<'_>) -> Result<Verified<T>> {
        let document = T::read(Payload { root: &Node::root(&root), claims })?;
        Ok(Verified::new(document, &self.payload_bytes, signers))
    }
    /// What is the same for documents of every type, and so compiled once: which keys may be those of its signers,
    /// and how many of them must have signed.
    fn prove_beside(
        &self,
        asked: DocumentType,
        keys: &TrustedKeys,
        threshold: NonZeroUsize,
        at_hand: &AtHand,
    ) -> Result<Proof<'_>> {
        if self.document_type() != asked {
            return Err(Error::new(Code::HeaderTypMismatch)
                .with_found(self.document_type())
                .with_needed(asked.typ()));
        }
        match asked.signer() {
            Signer::Issuer => self.prove(keys, &|_| threshold),
            Signer::Installation => self.prove(keys, &|_| NonZeroUsize::MIN),
            Signer::IssuerOrDelegate => {
                let needed = |issuer: &str| {
                    if at_hand.is_delegate(issuer) { NonZeroUsize::MIN } else { threshold }
                };
                self.prove(at_hand.with_delegates(keys), &needed)
            }
            Signer::Host => self.prove_as_host(&key_of_request(&self.payload_bytes)?),
            Signer::ActivatedHost => self.prove_as_host(&at_hand.keys_of_receipt(&self.payload_bytes)?),
        }
    }

    fn prove_as_host(&self, own: &TrustedKeys) -> Result<Proof<'_>> {
        if !self.key_ids().any(|kid| own.get(&kid).is_some()) {
            let named: Vec<_> = self.key_ids().map(|kid| kid.to_string()).collect();
            let error = Error::new(Code::SignatureInvalid).with_found(named.join(", "));
            return Err(error.with_needed("a signature by the host's own key"));
        }
        self.prove(own, &|_| NonZeroUsize::MIN)
    }

    /// Checks the signatures, and reads what every document has.
    fn prove(&self, keys: &TrustedKeys, threshold: &dyn Fn(&str) -> NonZeroUsize) -> Result<Proof<'_>> {
        let checked = self.check_signatures(keys)?;
        let root = json::parse(&self.payload_bytes, "payload").map_err(Error::without_found)?;
        let root = Value::Object(root);
        let node = Node::root(&root);
        let scope = Scope::read(&node)?;
        let document_type = self.document_type();
        let signers = usable_signers(&checked, keys, document_type, &scope)?;
        let threshold = threshold(&scope.issuer);
        if signers.len() < threshold.get() {
            return Err(Error::new(Code::SignatureThreshold)
                .with_found(signers.len())
                .with_needed(threshold.to_string()));
        }
        let claims = Claims::read(&node, scope)?;
        Ok(Proof { root, claims, signers })
    }

    /// Checks the signatures by trusted keys; at least one holds, or else this is an error.
    fn check_signatures<'k>(&self, keys: &'k TrustedKeys) -> Result<Vec<Checked<'k>>> {
        let mut checked = Vec::new();
        let mut refused = None;
        for signature in &self.signatures {
            for verifying in keys.verifying(&signature.kid) {
                let key = verifying.key;
                match key.may_sign(self.document_type()).and_then(|()| key.check_payload(&self.payload_bytes))
                {
                    Ok(()) => checked.push(Checked { key, outcome: self.check(signature, verifying) }),
                    Err(error) => refused = Some(error),
                }
            }
        }
        if checked.iter().any(|signature| signature.outcome.is_ok()) {
            return Ok(checked);
        }
        let failure = checked.into_iter().find_map(|signature| signature.outcome.err());
        Err(failure.or(refused).unwrap_or_else(|| {
            let named: Vec<_> = self.key_ids().map(|kid| kid.to_string()).collect();
            Error::new(Code::KeyUnknown).with_found(named.join(", "))
        }))
    }

    fn check(&self, signature: &Signature, key: Verifying<'_>) -> Result<()> {
        let message = [signature.protected.as_bytes(), b".", self.payload.as_bytes()];
        key.verify(&message, &signature.bytes)
    }
}

/// The different keys that may sign this document and whose signatures hold.
///
/// Which keys may is known only from the payload (product, issuer, time), so a failed signature can be
/// judged only here. The payload that is asked carries at least one trusted signature.
fn usable_signers(
    checked: &[Checked<'_>],
    keys: &TrustedKeys,
    document_type: DocumentType,
    scope: &Scope,
) -> Result<Vec<Thumbprint>> {
    let mut signers = Vec::new();
    let mut unusable = None;
    for signature in checked {
        let usable = check_host(signature.key, document_type, scope).and_then(|()| {
            keys.check_own(signature.key, &scope.issuer, scope.product.as_deref(), scope.issued)
        });
        match usable {
            Ok(()) => signature.outcome.clone()?,
            Err(error) => {
                unusable.get_or_insert(error);
                continue;
            }
        }
        let thumbprint = signature.key.key.thumbprint();
        if !signers.contains(&thumbprint) {
            signers.push(thumbprint);
        }
    }
    match unusable {
        Some(error) if signers.is_empty() => Err(error),
        _ => Ok(signers),
    }
}

/// What a host signs, it signs in its own name: no other key does.
fn check_host(key: &TrustedKey, document_type: DocumentType, scope: &Scope) -> Result<()> {
    let own = key.key.thumbprint();
    if !document_type.signer().is_host() || scope.issuer.parse() == Ok(own) {
        return Ok(());
    }
    Err(Error::new(Code::KeyIssuer).with_at("iss").with_found(&scope.issuer).with_needed(own.to_string()))
}
