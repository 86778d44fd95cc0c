//! What the browser keeps for the console from one visit to the next (IndexedDB): own keys, encrypted; the keys that
//! are trusted.

use crate::state::{Stored, StoredKey};
use countersign_kit::platform::database::{Database, NotKept};
use js_sys::Array;
use wasm_bindgen::JsValue;

const DATABASE: &str = "countersign-console";
const KEYS: &str = "keys";
const TRUSTED: &str = "trusted";
const LEDGER: &str = "ledger";
const STORES: &[&str] = &[KEYS, TRUSTED, LEDGER];

async fn open() -> Result<Database, NotKept> {
    Database::open(DATABASE, STORES).await
}

/// Reads what is stored.
pub(crate) async fn load() -> Result<Stored, NotKept> {
    let database = open().await?;
    let keys = database.entries(KEYS).await?.into_iter().filter_map(|(_, value)| {
        let pair = Array::from(&value);
        Some(StoredKey { public: pair.get(0).as_string()?, pem: pair.get(1).as_string()? })
    });
    let keys = keys.collect();
    let trusted = database.entries(TRUSTED).await?.into_iter().find_map(|(_, value)| value.as_string());
    Ok(Stored { keys, trusted })
}

/// Keeps an own key: its public half, and the private one encrypted.
pub(crate) async fn keep_key(thumbprint: &str, public: &str, pem: &str) -> Result<(), NotKept> {
    let database = open().await?;
    let change = database.change(KEYS)?;
    change.put(&thumbprint.into(), &Array::of2(&public.into(), &pem.into()))?;
    change.end().await
}

/// Deletes an own key.
pub(crate) async fn forget_key(thumbprint: &str) -> Result<(), NotKept> {
    let database = open().await?;
    let change = database.change(KEYS)?;
    change.delete(&thumbprint.into())?;
    change.end().await
}

/// Keeps the keys that are trusted.
pub(crate) async fn keep_trusted(keys: &str) -> Result<(), NotKept> {
    let database = open().await?;
    let change = database.change(TRUSTED)?;
    change.put(&JsValue::from_str(TRUSTED), &keys.into())?;
    change.end().await
}
