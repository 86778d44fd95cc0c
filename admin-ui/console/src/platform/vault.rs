//! What the browser keeps for the console from one visit to the next (IndexedDB): own keys, encrypted; the keys that
//! are trusted; the ledger, line by line.

use crate::state::{Stored, StoredKey, StoredLedger};
use countersign_kit::platform::database::{Database, NotKept};
use js_sys::Array;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

const DATABASE: &str = "countersign-console";
const KEYS: &str = "keys";
const TRUSTED: &str = "trusted";
const LEDGER: &str = "ledger";
/// What the file's name and state are stored under, among the ledger's lines by their numbers.
const FILE: &str = "file";
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
    let mut ledger = StoredLedger::default();
    // Numbers come before texts, in their order.
    for (key, value) in database.entries(LEDGER).await? {
        let parts = Array::from(&value);
        if key.as_string().as_deref() == Some(FILE) {
            ledger.name = parts.get(0).as_string().unwrap_or_default();
            ledger.saved = parts.get(1).as_f64().unwrap_or_default() as u64;
        } else {
            ledger.text.push_str(&parts.get(1).as_string().unwrap_or_default());
        }
    }
    let ledger = Some(ledger).filter(|ledger| !ledger.text.is_empty());
    let trusted = database.entries(TRUSTED).await?.into_iter().find_map(|(_, value)| value.as_string());
    Ok(Stored { keys, trusted, ledger })
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

/// A ledger's line was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAppended {
    /// The browser refused.
    NotKept,
    /// Another tab has kept another line in its place, or another ledger.
    Overtaken,
}

impl From<NotKept> for NotAppended {
    fn from(_: NotKept) -> Self {
        Self::NotKept
    }
}

/// Keeps a whole ledger of so many lines, in place of the one that is kept.
pub(crate) async fn keep_ledger(
    name: &str,
    lines: u64,
    hash: &str,
    text: &str,
    saved: u64,
) -> Result<(), NotKept> {
    let database = open().await?;
    let change = database.change(LEDGER)?;
    change.clear()?;
    change.put(&number(lines), &Array::of2(&hash.into(), &text.into()))?;
    change.put(&FILE.into(), &Array::of2(&name.into(), &number(saved)))?;
    change.end().await
}

/// Keeps one more line, which follows the one with the hash `before`.
pub(crate) async fn keep_line(line: u64, before: &str, hash: &str, text: &str) -> Result<(), NotAppended> {
    let database = open().await?;
    let change = database.change(LEDGER)?;
    let last = Array::from(&change.get(&number(line - 1)).await?).get(0).as_string();
    let next = change.get(&number(line)).await?;
    if last.as_deref() != Some(before) || !next.is_undefined() {
        change.abort();
        return Err(NotAppended::Overtaken);
    }
    change.add(&number(line), &Array::of2(&hash.into(), &text.into()))?;
    Ok(change.end().await?)
}

/// Keeps how many lines the file has.
pub(crate) async fn keep_saved(name: &str, saved: u64) -> Result<(), NotKept> {
    let database = open().await?;
    let change = database.change(LEDGER)?;
    change.put(&FILE.into(), &Array::of2(&name.into(), &number(saved)))?;
    change.end().await
}

/// A number of lines, which is far below 2^53.
fn number(lines: u64) -> JsValue {
    JsValue::from_f64(lines as f64)
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// What is to be kept, the first of it under way; none where nothing is.
    static QUEUE: RefCell<Option<VecDeque<Task>>> = const { RefCell::new(None) };
}

/// Does one thing after the other: lines are kept in their order.
pub(crate) fn in_turn(task: impl Future<Output = ()> + 'static) {
    let is_first = QUEUE.with_borrow_mut(|queue| {
        let is_first = queue.is_none();
        queue.get_or_insert_default().push_back(Box::pin(task));
        is_first
    });
    if is_first {
        spawn_local(async {
            while let Some(task) = next() {
                task.await;
            }
        });
    }
}

fn next() -> Option<Task> {
    QUEUE.with_borrow_mut(|queue| {
        let task = queue.as_mut()?.pop_front();
        if task.is_none() {
            *queue = None;
        }
        task
    })
}
