//! The key by which the vendor knows this installation. It proves who asks, and gives no trust.
//!
//! It lies beside the record and not in it: a backup is to be given away, and the key is not.

use super::records::{self, NotKept};
use countersign::issue::SigningKey;
use countersign::{PublicKey, Result};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};

pub(super) const KEY: &str = "installation";

/// The key, made at its first use; and whether the browser keeps it.
///
/// # Errors
/// `key_randomness` where no key can be made.
pub(crate) async fn key() -> Result<(SigningKey, std::result::Result<(), NotKept>)> {
    let new = SigningKey::generate()?;
    Ok(match kept_or(&new).await {
        Ok(key) => (key, Ok(())),
        Err(not_kept) => (new, Err(not_kept)),
    })
}

/// The public half of the key that is kept; none where there is none yet.
pub(crate) async fn public() -> Option<PublicKey> {
    let change = records::change().await.ok()?;
    let present = change.get(&KEY.into()).await.ok();
    change.end().await.ok()?;
    let key = SigningKey::from_seed(&seed(&present?)?).ok()?;
    Some(*key.public_key())
}

/// The key that is kept; where none is, keeps the new one.
async fn kept_or(new: &SigningKey) -> std::result::Result<SigningKey, NotKept> {
    let change = records::change().await?;
    let present = change.get(&KEY.into()).await?;
    let kept = seed(&present).and_then(|seed| SigningKey::from_seed(&seed).ok());
    if kept.is_none() && !present.is_undefined() {
        records::lay_aside(&change, KEY, &present)?;
    }
    let seed = kept.as_ref().unwrap_or(new).seed();
    change.put(&KEY.into(), &Uint8Array::from(&seed[..]))?;
    change.end().await?;
    SigningKey::from_seed(&seed).map_err(|_| NotKept)
}

/// Whether what is stored can be a key.
pub(super) fn is_key(stored: &JsValue) -> bool {
    seed(stored).is_some()
}

fn seed(stored: &JsValue) -> Option<[u8; 32]> {
    stored.is_instance_of::<Uint8Array>().then(|| Uint8Array::new(stored).to_vec())?.try_into().ok()
}
