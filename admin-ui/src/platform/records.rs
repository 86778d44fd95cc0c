//! What the browser keeps for the page from one visit to the next: the parts of the record in IndexedDB, which
//! several tabs share.
//!
//! A change reads and writes in one transaction. The browser runs those of all tabs one after the other, and
//! each as a whole or not at all: no change is lost, and none is half stored. Each counts as a turn, so that
//! who knows what was stored last need not read it again.

use super::database::{Changing, Database};
use super::{clock, installation};
use crate::state::{Section, Stored, Unread};
use countersign::Code;
use gloo::events::EventListener;
use js_sys::JSON;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

pub(crate) use super::database::NotKept;

const DATABASE: &str = "countersign";
const STORE: &str = "records";
/// What the number of the last turn is stored under.
const TURN: &str = "turn";
/// How the keys begin of what was laid aside, because it can't be read.
const ASIDE: &str = "aside ";

async fn open() -> Result<Database, NotKept> {
    Database::open(DATABASE, &[STORE]).await
}

/// Reads what is stored.
pub(crate) async fn load() -> Result<Stored, NotKept> {
    let mut stored = Stored::default();
    for (key, value) in open().await?.entries(STORE).await? {
        take(&mut stored, &key, value);
    }
    Ok(stored)
}

/// Begins a change of what is stored.
pub(super) async fn change() -> Result<Changing, NotKept> {
    open().await?.change(STORE)
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
pub(super) fn lay_aside(change: &Changing, key: &str, value: &JsValue) -> Result<(), NotKept> {
    // Nothing that was laid aside earlier is overwritten.
    let now = clock::now().as_secs().to_string();
    let name = [ASIDE, &now, " ", key].concat();
    change.put(&name.into(), value)
}

/// Deletes what is stored under a key.
pub(crate) async fn remove(key: &str) -> Result<(), NotKept> {
    let change = change().await?;
    change.delete(&key.into())?;
    change.end().await
}

/// Stores parts of the record. Where something was stored after the turn that they are made from, each is
/// what `over` makes of it and of what is stored. What can't be read, such as what is stored under the `unread` keys,
/// is laid aside.
pub(crate) async fn save(
    made_from: Option<u32>,
    parts: Vec<Section>,
    unread: &[Unread],
    over: impl Fn(Section, &str) -> Section,
) -> Result<Saved, NotKept> {
    let change = change().await?;
    let last = last_turn(&change).await?;
    let is_alone = made_from == Some(last);
    for part in parts {
        let key = part.key.as_str().into();
        let is_known = is_alone && unread.iter().all(|unread| unread.key != part.key);
        let present = if is_known { JsValue::UNDEFINED } else { change.get(&key).await? };
        let part = match present.as_string() {
            Some(text) if !Section::is_newer(&text) => over(part, &text),
            None if present.is_undefined() => part,
            _ => {
                lay_aside(&change, &part.key, &present)?;
                part
            }
        };
        change.put(&key, &part.text.into())?;
    }
    change.put(&TURN.into(), &(last + 1).into())?;
    change.end().await.map(|()| Saved { turn: last + 1, is_alone })
}

/// Deletes all that is stored, and gives the turn that this was.
pub(crate) async fn delete() -> Result<u32, NotKept> {
    let change = change().await?;
    let turn = last_turn(&change).await? + 1;
    change.clear()?;
    change.put(&TURN.into(), &turn.into())?;
    change.end().await.map(|()| turn)
}

/// What came of storing.
pub(crate) struct Saved {
    /// The turn that this was.
    pub(crate) turn: u32,
    /// Whether nothing else had been stored meanwhile.
    pub(crate) is_alone: bool,
}

async fn last_turn(change: &Changing) -> Result<u32, NotKept> {
    Ok(turn(&change.get(&TURN.into()).await?).unwrap_or(0))
}

/// The number of a turn, as it is stored.
fn turn(value: &JsValue) -> Option<u32> {
    let number = value.as_f64()?;
    // The store holds no other number but those that were put there as such.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "out of range it saturates")]
    Some(number as u32)
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
