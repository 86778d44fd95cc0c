//! The browser's database (IndexedDB).

use gloo::events::EventListener;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

/// There is no database, or it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

impl From<JsValue> for NotKept {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// A key, and what is stored under it, where the browser can read that.
pub type Entry = (JsValue, Result<JsValue, NotKept>);

/// An open database. It is closed when it is dropped.
pub struct Database(IdbDatabase);

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Database {
    /// Opens a database with these stores, and makes it where it is not there yet.
    ///
    /// # Errors
    /// Where the browser keeps nothing for the page.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self, NotKept> {
        let factory = gloo::utils::window().indexed_db()?.ok_or(NotKept)?;
        let request: IdbOpenDbRequest = factory.open_with_u32(name, 1)?;
        let created = request.clone();
        let _upgrade = EventListener::once(&request, "upgradeneeded", move |_| {
            let database = created.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok());
            for store in database.iter().flat_map(|_| stores) {
                // It fails where the store is there already.
                drop(database.as_ref().map(|database| database.create_object_store(store)));
            }
        });
        Ok(Self(done(&request).await?.dyn_into().map_err(NotKept::from)?))
    }

    /// All entries of a store, by their keys in the order of these. An entry that the browser can't read costs no
    /// other.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn entries(&self, store: &str) -> Result<Vec<Entry>, NotKept> {
        let reading = || self.0.transaction_with_str(store).and_then(|reading| reading.object_store(store));
        if let Ok(entries) = entries(&reading()?).await {
            return Ok(entries.into_iter().map(|(key, value)| (key, Ok(value))).collect());
        }
        let mut entries = Vec::new();
        for key in Array::from(&done(&reading()?.get_all_keys()?).await?).iter() {
            // By a transaction of its own: a request that fails ends the one that it is in.
            let value = done(&reading()?.get(&key)?).await;
            entries.push((key, value));
        }
        Ok(entries)
    }

    /// Begins a change of a store: all of it is made once it is ended, or nothing.
    ///
    /// # Errors
    /// Where the database refuses.
    pub fn change(self, store: &str) -> Result<Changing, NotKept> {
        let transaction = self.0.transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)?;
        Ok(Changing { store: transaction.object_store(store)?, transaction, _database: self })
    }
}

/// A change that is being made. Nothing else may be waited for on the way, or the browser ends it. One that is dropped
/// before it was ended is undone.
pub struct Changing {
    transaction: IdbTransaction,
    store: IdbObjectStore,
    _database: Database,
}

impl Drop for Changing {
    fn drop(&mut self) {
        // It fails where the change has ended.
        self.transaction.abort().unwrap_or_default();
    }
}

impl Changing {
    /// What is stored under a key; undefined where nothing is.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn get(&self, key: &JsValue) -> Result<JsValue, NotKept> {
        done(&self.store.get(key)?).await
    }

    /// All entries of the store, by their keys in the order of these.
    ///
    /// # Errors
    /// Where the database refuses, or can't read one of them.
    pub async fn entries(&self) -> Result<Vec<(JsValue, JsValue)>, NotKept> {
        entries(&self.store).await
    }

    /// Stores a value under a key, in place of what is there.
    ///
    /// # Errors
    /// Where the database refuses.
    pub fn put(&self, key: &JsValue, value: &JsValue) -> Result<(), NotKept> {
        self.store.put_with_key(value, key)?;
        Ok(())
    }

    /// Stores a value under a key under which there is nothing yet; else the whole change is undone.
    ///
    /// # Errors
    /// Where the database refuses.
    pub fn add(&self, key: &JsValue, value: &JsValue) -> Result<(), NotKept> {
        self.store.add_with_key(value, key)?;
        Ok(())
    }

    /// Deletes what is stored under a key.
    ///
    /// # Errors
    /// Where the database refuses.
    pub fn delete(&self, key: &JsValue) -> Result<(), NotKept> {
        self.store.delete(key)?;
        Ok(())
    }

    /// Deletes all that is in the store.
    ///
    /// # Errors
    /// Where the database refuses.
    pub fn clear(&self) -> Result<(), NotKept> {
        self.store.clear()?;
        Ok(())
    }

    /// Waits until the change is on the disk. A full disk is told only then.
    ///
    /// # Errors
    /// Where nothing of it was made.
    pub async fn end(self) -> Result<(), NotKept> {
        settled(|resolve, reject| {
            self.transaction.set_oncomplete(Some(resolve));
            self.transaction.set_onabort(Some(reject));
        })
        .await
    }
}

async fn entries(store: &IdbObjectStore) -> Result<Vec<(JsValue, JsValue)>, NotKept> {
    let (keys, values) = (store.get_all_keys()?, store.get_all()?);
    let (keys, values) = (Array::from(&done(&keys).await?), Array::from(&done(&values).await?));
    Ok(keys.iter().zip(values.iter()).collect())
}

async fn done(request: &IdbRequest) -> Result<JsValue, NotKept> {
    settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await?;
    Ok(request.result()?)
}

/// Waits for an event that means success or one that means failure.
async fn settled(listen: impl Fn(&Function, &Function)) -> Result<(), NotKept> {
    let promise = Promise::new(&mut |resolve, reject| listen(&resolve, &reject));
    JsFuture::from(promise).await?;
    Ok(())
}
