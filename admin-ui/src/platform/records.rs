//! What the browser keeps for the page from one visit to the next: the parts of the record in IndexedDB, which
//! several tabs share.
//!
//! A change reads and writes in one transaction. The browser runs those of all tabs one after the other, and
//! each as a whole or not at all: no change is lost, and none is half stored. Each counts as a turn, so that
//! who knows what was stored last need not read it again.

use super::installation;
use crate::state::{Section, Stored, Unread};
use countersign::Code;
use gloo::events::EventListener;
use js_sys::{Array, Function, JSON, Promise};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    BroadcastChannel, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "countersign";
pub(super) const STORE: &str = "records";
/// What the number of the last turn is stored under.
const TURN: &str = "turn";
/// How the keys begin of what was laid aside, because it can't be read.
const ASIDE: &str = "aside ";

/// There is no store, or it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotKept;

impl From<JsValue> for NotKept {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Reads what is stored.
pub(crate) async fn load() -> Result<Stored, NotKept> {
    let database = open().await?;
    let store =
        || database.transaction_with_str(STORE).and_then(|transaction| transaction.object_store(STORE));
    let one_store = store()?;
    let keys = Array::from(&done(&one_store.get_all_keys()?).await?);
    let mut stored = Stored::default();
    match done(&one_store.get_all()?).await {
        Ok(all) => {
            let all = Array::from(&all);
            keys.iter().zip(all.iter()).for_each(|(key, value)| take(&mut stored, &key, Ok(value)));
        }
        // What the browser can't read costs no other.
        Err(NotKept) => {
            for key in keys.iter() {
                let value = done(&store()?.get(&key)?).await;
                take(&mut stored, &key, value);
            }
        }
    }
    database.close();
    Ok(stored)
}

/// Takes what is stored under a key for what it is.
fn take(stored: &mut Stored, key: &JsValue, value: Result<JsValue, NotKept>) {
    let key = key.as_string().unwrap_or_default();
    let Ok(value) = value else {
        return stored.unread.push(Unread { key, code: Code::StateEntry, text: None });
    };
    match (value.as_string(), key.as_str()) {
        (Some(text), _) if key.starts_with(ASIDE) || Section::is_newer(&text) => {
            let code = if Section::is_newer(&text) { Code::StateVersion } else { Code::StateEntry };
            stored.unread.push(Unread { key, code, text: Some(text.into()) });
        }
        (Some(text), _) => stored.text.push_str(&text),
        (None, TURN) if turn(&value).is_some() => stored.turn = turn(&value).unwrap_or_default(),
        (None, installation::KEY) if installation::is_key(&value) => {}
        (None, _) => {
            let text = JSON::stringify(&value).ok().and_then(|text| text.as_string());
            stored.unread.push(Unread { key, code: Code::StateEntry, text: text.map(Into::into) });
        }
    }
}

/// Lays aside what can't be read and is stored where something is about to be.
pub(super) fn lay_aside(store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), NotKept> {
    // Nothing that was laid aside earlier is overwritten.
    let name = [ASIDE, &js_sys::Date::now().to_string(), " ", key].concat();
    store.put_with_key(value, &name.into())?;
    Ok(())
}

/// Deletes what is stored under a key.
pub(crate) async fn remove(key: &str) -> Result<(), NotKept> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    transaction.object_store(STORE)?.delete(&key.into())?;
    let ended = end(&transaction).await;
    database.close();
    ended
}

/// Stores parts of the record. Where something was stored after the turn that they are made from, each is
/// what `over` makes of it and of what is stored. What can't be read, such as what is stored under the `unread` keys,
/// is laid aside.
pub(crate) async fn save(
    made_from: Option<u32>,
    parts: Vec<Section>,
    unread: &BTreeSet<String>,
    over: impl Fn(Section, &str) -> Section,
) -> Result<Saved, NotKept> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let last = last_turn(&store).await?;
    let is_alone = made_from == Some(last);
    for part in parts {
        let key = part.key.as_str().into();
        let is_known = is_alone && !unread.contains(&part.key);
        let present = if is_known { JsValue::UNDEFINED } else { done(&store.get(&key)?).await? };
        let part = match present.as_string() {
            Some(text) if !Section::is_newer(&text) => over(part, &text),
            None if present.is_undefined() => part,
            _ => {
                lay_aside(&store, &part.key, &present)?;
                part
            }
        };
        store.put_with_key(&part.text.into(), &key)?;
    }
    store.put_with_key(&(last + 1).into(), &TURN.into())?;
    let ended = end(&transaction).await;
    database.close();
    ended.map(|()| Saved { turn: last + 1, is_alone })
}

/// Deletes all that is stored, and gives the turn that this was.
pub(crate) async fn delete() -> Result<u32, NotKept> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let turn = last_turn(&store).await? + 1;
    store.clear()?;
    store.put_with_key(&turn.into(), &TURN.into())?;
    let ended = end(&transaction).await;
    database.close();
    ended.map(|()| turn)
}

/// What came of storing.
pub(crate) struct Saved {
    /// The turn that this was.
    pub(crate) turn: u32,
    /// Whether nothing else had been stored meanwhile.
    pub(crate) is_alone: bool,
}

async fn last_turn(store: &IdbObjectStore) -> Result<u32, NotKept> {
    Ok(turn(&done(&store.get(&TURN.into())?).await?).unwrap_or(0))
}

/// The number of a turn, as it is stored.
fn turn(value: &JsValue) -> Option<u32> {
    let number = value.as_f64()?;
    // The store holds no other number but those that were put there as such.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "out of range it saturates")]
    Some(number as u32)
}

/// Waits until the transaction is through. A full disk is told when it ends.
pub(super) async fn end(transaction: &IdbTransaction) -> Result<(), NotKept> {
    settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    })
    .await
}

pub(super) async fn open() -> Result<IdbDatabase, NotKept> {
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
pub(super) async fn done(request: &IdbRequest) -> Result<JsValue, NotKept> {
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
    _message: Option<EventListener>,
    _visible: Option<EventListener>,
}

impl Tabs {
    /// Tells whenever another tab has stored a change, or may have, until it is dropped.
    pub(crate) fn listen(on_change: impl Fn() + 'static) -> Self {
        let on_change = Rc::new(on_change);
        let channel = BroadcastChannel::new(DATABASE).ok();
        let told = Rc::clone(&on_change);
        let message = channel.as_ref().map(|channel| EventListener::new(channel, "message", move |_| told()));
        // In WebKit, the tabs with a file share what is stored, but hear nothing of each other.
        let visible = is_file()
            .then(|| EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| on_change()));
        Self { channel, _message: message, _visible: visible }
    }

    /// Tells the others that a change is stored.
    pub(crate) fn tell(&self) {
        if let Some(channel) = &self.channel {
            // It fails once the channel is closed, with the page.
            channel.post_message(&JsValue::NULL).unwrap_or_default();
        }
    }
}

/// Whether the page was opened from a disk.
fn is_file() -> bool {
    gloo::utils::window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}
