//! The document that a new one follows.

use countersign::{Code, Document, Envelope, PublicKey, TrustedKey, TrustedKeys, Verified};

/// Reads the document that a new one follows, and whose content and serial that one carries on: signed by one of the
/// keys that will sign, or by a trusted one.
///
/// # Errors
/// Those of the document; [`Code::KeyUnknown`] where none of the keys signed it.
pub fn previous<T: Document>(
    file: &[u8],
    signers: &[PublicKey],
    trusted: &TrustedKeys,
) -> countersign::Result<Verified<T>> {
    let mut own = TrustedKeys::default();
    for signer in signers {
        own.insert(TrustedKey { uses: Some(vec![T::TYPE]), ..TrustedKey::new(*signer) })?;
    }
    // Not in one set: the signers are for whatever issuer it names, which none is beside a key that names it.
    match Envelope::read(file)?.verify(&own) {
        Err(error) if error.code() == Code::KeyUnknown => Envelope::read(file)?.verify(trusted),
        verified => verified,
    }
}
