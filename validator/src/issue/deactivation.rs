//! Giving an activation back.

use super::{SignedDocument, SigningKey, ToSign, sign_document};
use crate::documents::activation::Activation;
use crate::documents::deactivation::ActivationName;
use crate::error::{Code, Error, Result};
use crate::keys::PublicKey;
use crate::values::document_type::DocumentType;
use crate::values::time::UnixTime;
use serde_json::{Map, Value, json};

/// A host's statement that it no longer uses an activation.
///
/// ```
/// use countersign::issue::{ActivationDraft, DeactivationDraft, SigningKey};
/// use countersign::{ActivatedHost, HostIdentity, TrustedKey, TrustedKeys, UnixTime, Verifier};
///
/// # fn main() -> countersign::Result<()> {
/// let (vendor, host_key) = (SigningKey::generate()?, SigningKey::generate()?);
/// let host = HostIdentity::new(Some(*host_key.public_key()), [], None)?;
/// let mut place = ActivatedHost::new(vec![host.lock_code()]);
/// place.key = host.key().copied();
/// let grants = [("seats".into(), 1)].into();
/// let draft = ActivationDraft::new("https://vendor.example", "call-studio", "site-1", "STUDIO-1", place, grants);
/// let activation = draft.sign(&[&vendor], UnixTime::from_secs(1_764_122_400)?)?.to_armor();
///
/// let mut keys = TrustedKeys::default();
/// keys.insert(TrustedKey::new(*vendor.public_key()))?;
/// let verifier = Verifier::new(keys);
/// let opened = verifier.open([("activation.lic", activation.as_bytes())]);
/// let document = opened.files[0].outcome.clone()?;
/// let Some(verified) = document.activation() else { panic!("an activation") };
/// let receipt =
///     DeactivationDraft::of(verified).sign(&host_key, UnixTime::from_secs(1_764_200_000)?)?.to_armor();
///
/// // The key of the host stands in the activation, which must be at hand.
/// let files = [("receipt.txt", receipt.as_bytes()), ("activation.lic", activation.as_bytes())];
/// assert!(verifier.open(files).files[0].outcome.is_ok());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct DeactivationDraft {
    /// Which activation is no longer used.
    pub activation: ActivationName,
    /// Its serial, the highest there is.
    pub serial: u64,
    /// Why, in one line.
    pub reason: Option<String>,
    /// The key of the host, as the activation names it.
    host: Option<PublicKey>,
}

impl DeactivationDraft {
    /// A receipt for the activation, without a reason.
    pub fn of(activation: &Activation) -> Self {
        let (name, serial) = (activation.name(), activation.serial);
        Self { activation: name, serial, reason: None, host: activation.host.key }
    }

    /// Signs the receipt with the host's own key.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the activation names another key, or none; the stage `claims_` where the reason is
    /// not one that a receipt may have; [`Code::KeyRandomness`] where the receipt's id can't be made.
    pub fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<SignedDocument> {
        let claims = Value::Object(self.claims(key.public_key())?);
        sign_document(claims.to_string().as_bytes(), DocumentType::Deactivation, &[key], now)
    }

    /// What the host's own key has to sign, where that key is elsewhere. `id` is 96 random bits or more, which no other
    /// receipt has.
    ///
    /// # Errors
    /// [`Code::KeyIssuer`] where the activation names another key, or none. The reason is checked when the signature has
    /// come.
    pub fn to_sign(&self, key: &PublicKey, id: &str, now: UnixTime) -> Result<ToSign> {
        Ok(ToSign::of_host(self.claims(key)?, DocumentType::Deactivation, key, (id, now)))
    }

    fn claims(&self, key: &PublicKey) -> Result<Map<String, Value>> {
        let own = key.thumbprint();
        if self.host.as_ref() != Some(key) {
            let needed = self.host.map_or_else(
                || "an activation that names the key of its host".to_owned(),
                |key| key.thumbprint().to_string(),
            );
            return Err(Error::new(Code::KeyIssuer).with_found(own).with_needed(needed));
        }
        let mut rcp = json!({
            "activation": self.activation.id,
            "license": self.activation.license,
            "serial": self.serial,
        });
        if let Some(reason) = &self.reason {
            rcp["reason"] = reason.as_str().into();
        }
        Ok(Map::from_iter([
            ("iss".to_owned(), json!(own)),
            ("aud".to_owned(), json!(self.activation.product)),
            ("sub".to_owned(), json!(self.activation.account)),
            ("rcp".to_owned(), rcp),
        ]))
    }
}
