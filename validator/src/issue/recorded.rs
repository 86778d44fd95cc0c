//! What a ledger needs of documents: their compact form, and verifying those whose key another document names.

use crate::carrier::envelope::Envelope;
use crate::documents::activation::Activation;
use crate::documents::deactivation::{ActivationName, Deactivation};
use crate::documents::license::License;
use crate::error::Result;
use crate::keys::TrustedKeys;
use crate::values::base64;
use crate::verify::at_hand::{AtHand, name_of_receipt};
use crate::verify::verified::Verified;
use sha2::{Digest, Sha256};
use std::num::NonZeroUsize;

impl Envelope {
    /// The document in compact form, once with each of its signatures.
    pub fn to_compacts(&self) -> Vec<String> {
        let one = |signature: &crate::carrier::envelope::Signature| {
            let bytes = base64::encode_url(&signature.bytes);
            format!("{}.{}.{bytes}", signature.protected, self.payload)
        };
        self.signatures.iter().map(one).collect()
    }

    /// SHA-256 of the payload, whether or not a signature over it holds: what makes two documents the same one.
    pub fn payload_digest(&self) -> [u8; 32] {
        Sha256::digest(&self.payload_bytes).into()
    }

    /// Verifies an activation by the trusted keys, or by a key that the licence delegates to.
    ///
    /// # Errors
    /// As of [`verify`](Envelope::verify).
    pub fn verify_activation(
        self,
        keys: &TrustedKeys,
        license: Option<&Verified<License>>,
    ) -> Result<Verified<Activation>> {
        let mut at_hand = AtHand::default();
        at_hand.add_licenses(keys, license.into_iter());
        self.verify_beside(keys, NonZeroUsize::MIN, &at_hand)
    }

    /// The activation and its serial that a deactivation receipt names. Nothing is verified yet: this is for
    /// finding what to verify it by.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn receipt_for(&self) -> Result<(ActivationName, u64)> {
        name_of_receipt(&self.payload_bytes)
    }

    /// Verifies a deactivation receipt by the keys of the hosts that these activations name.
    ///
    /// # Errors
    /// As of [`verify`](Envelope::verify); [`Code::ActivationMissing`](crate::Code::ActivationMissing) where the
    /// receipt names none of them, by its serial too.
    pub fn verify_receipt<'a>(
        self,
        activations: impl IntoIterator<Item = &'a Verified<Activation>>,
    ) -> Result<Verified<Deactivation>> {
        let mut at_hand = AtHand::default();
        at_hand.add_activations(activations.into_iter());
        self.verify_beside(&TrustedKeys::default(), NonZeroUsize::MIN, &at_hand)
    }
}
