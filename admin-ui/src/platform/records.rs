//! What the browser keeps for the page from one visit to the next: one text in IndexedDB, which several tabs
//! share.
//!
//! A change reads and writes in one transaction. The browser runs those of all tabs one after the other, and
//! each as a whole or not at all: no change is lost, and none is half stored.

use gloo::events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "countersign";
const STORE: &str = "records";
const KEY: &str = "record";

/// There is no store, or it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotKept;

impl From<JsValue> for NotKept {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Reads what is stored.
pub(crate) async fn load() -> Result<Option<String>, NotKept> {
    let database = open().await?;
    let store = database.transaction_with_str(STORE)?.object_store(STORE)?;
    let stored = done(&store.get(&KEY.into())?).await?.as_string();
    database.close();
    Ok(stored)
}

/// Stores what `change` makes of what is stored; deletes it where it makes nothing.
pub(crate) async fn update(
    change: impl FnOnce(Option<String>) -> Option<String>,
) -> Result<Option<String>, NotKept> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let changed = change(done(&store.get(&KEY.into())?).await?.as_string());
    match &changed {
        Some(text) => store.put_with_key(&text.into(), &KEY.into())?,
        None => store.delete(&KEY.into())?,
    };
    // A full disk is told when the transaction ends.
    let ended = settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    });
    let ended = ended.await;
    database.close();
    ended.map(|()| changed)
}

async fn open() -> Result<IdbDatabase, NotKept> {
    let factory = gloo::utils::window().indexed_db()?.ok_or(NotKept)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let created = request.clone();
    let _upgrade = EventListener::once(&request, "upgradeneeded", move |_| {
        let database = created.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // It fails where the store is there already.
            drop(database.create_object_store(STORE));
        }
    });
    done(&request).await?.dyn_into().map_err(NotKept::from)
}

/// A request's result.
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

/// The other tabs with this page.
pub(crate) struct Tabs {
    channel: Option<BroadcastChannel>,
    _listener: Option<EventListener>,
}

impl Tabs {
    /// Tells whenever another tab has stored a change, until it is dropped.
    pub(crate) fn listen(on_change: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(DATABASE).ok();
        let listener =
            channel.as_ref().map(|channel| EventListener::new(channel, "message", move |_| on_change()));
        Self { channel, _listener: listener }
    }

    /// Tells the others that a change is stored.
    pub(crate) fn tell(&self) {
        if let Some(channel) = &self.channel {
            // It fails once the channel is closed, with the page.
            channel.post_message(&JsValue::NULL).unwrap_or_default();
        }
    }
}
