//! What the browser keeps for the console from one visit to the next (IndexedDB): own keys, encrypted; the keys that
//! are trusted; the ledger, line by line.

use crate::state::{Stored, StoredKey, StoredLedger};
use countersign_kit::platform::database::{Database, Entry, NotKept};
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
/// What own templates are stored under, beside the keys that are trusted.
const TEMPLATES: &str = "templates";
const STORES: &[&str] = &[KEYS, TRUSTED, LEDGER];

/// Where the ledger in the store stands: the number of its lines, and the hash of the last one.
type Standing = (u64, String);

thread_local! {
    /// What this tab knows of the ledger in the store; none before that was read.
    static KNOWN: RefCell<Option<Standing>> = const { RefCell::new(None) };
}

async fn open() -> Result<Database, NotKept> {
    Database::open(DATABASE, STORES).await
}

/// Reads what is stored.
pub(crate) async fn load() -> Result<Stored, NotKept> {
    let database = open().await?;
    // What is damaged, or can't be read at all, is named where it is made sense of; the others stay of use.
    let keys = readable(database.entries(KEYS).await?);
    let rows = readable(database.entries(LEDGER).await?);
    let sets = readable(database.entries(TRUSTED).await?);
    let named = |name: &str| {
        let entry = sets.iter().find(|(key, _)| key.as_string().as_deref() == Some(name));
        entry.and_then(|(_, value)| value.as_string())
    };
    let (trusted, templates) = (named(TRUSTED), named(TEMPLATES));
    let keys = keys.iter().map(|(_, value)| StoredKey { public: text(value, 0), pem: text(value, 1) });
    let (keys, standing) = (keys.collect(), standing(&rows));
    KNOWN.set(Some(standing));
    Ok(Stored { keys, trusted, templates, ledger: ledger(&rows) })
}

/// Entries, where undefined stands for what can't be read.
fn readable(entries: Vec<Entry>) -> Vec<(JsValue, JsValue)> {
    entries.into_iter().map(|(key, value)| (key, value.unwrap_or(JsValue::UNDEFINED))).collect()
}

fn ledger(rows: &[(JsValue, JsValue)]) -> Option<StoredLedger> {
    let mut ledger = StoredLedger::default();
    // Numbers come before texts, in their order. Where a line is damaged, those after it do not follow the one before.
    for (key, value) in rows {
        if key.as_string().as_deref() == Some(FILE) {
            ledger.name = text(value, 0);
            ledger.saved = part(value, 1).as_f64().unwrap_or_default() as u64;
        } else {
            ledger.text.push_str(&text(value, 1));
        }
    }
    Some(ledger).filter(|ledger| !ledger.text.is_empty())
}

fn standing(rows: &[(JsValue, JsValue)]) -> Standing {
    let mut lines = rows.iter().filter_map(|(key, value)| Some((key.as_f64()? as u64, text(value, 0))));
    lines.next_back().unwrap_or_default()
}

/// What stands at a place of a row that is stored, whatever that is.
fn part(row: &JsValue, place: u32) -> JsValue {
    if Array::is_array(row) { Array::from(row).get(place) } else { JsValue::UNDEFINED }
}

fn text(row: &JsValue, place: u32) -> String {
    part(row, place).as_string().unwrap_or_default()
}

/// Keeps an own key: its public half, and the private one encrypted.
pub(crate) async fn keep_key(thumbprint: &str, public: &str, pem: &str) -> Result<(), NotKept> {
    let change = open().await?.change(KEYS)?;
    change.put(&thumbprint.into(), &Array::of2(&public.into(), &pem.into()))?;
    change.end().await
}

/// Deletes an own key.
pub(crate) async fn forget_key(thumbprint: &str) -> Result<(), NotKept> {
    let change = open().await?.change(KEYS)?;
    change.delete(&thumbprint.into())?;
    change.end().await
}

/// Keeps the keys that are trusted, unless it is not known which were so before.
pub(crate) async fn keep_trusted(keys: &str) -> Result<(), NotKept> {
    keep_set(TRUSTED, keys).await
}

/// Keeps own templates, unless it is not known which there were before.
pub(crate) async fn keep_templates(templates: &str) -> Result<(), NotKept> {
    keep_set(TEMPLATES, templates).await
}

async fn keep_set(name: &str, content: &str) -> Result<(), NotKept> {
    KNOWN.with_borrow(Option::is_some).then_some(()).ok_or(NotKept)?;
    let change = open().await?.change(TRUSTED)?;
    change.put(&JsValue::from_str(name), &content.into())?;
    change.end().await
}

/// The ledger, or a line of it, was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAppended {
    /// The browser refused.
    NotKept,
    /// Another tab has kept another line in its place, or another ledger; or what is kept could not be read before.
    Overtaken,
}

impl From<NotKept> for NotAppended {
    fn from(_: NotKept) -> Self {
        Self::NotKept
    }
}

/// Keeps a whole ledger of so many lines, in place of the one that is kept, if this tab knows that one.
pub(crate) async fn keep_ledger(
    name: &str,
    lines: u64,
    hash: &str,
    text: &str,
    saved: u64,
) -> Result<(), NotAppended> {
    let change = open().await?.change(LEDGER)?;
    let found = standing(&change.entries().await?);
    if KNOWN.with_borrow(Clone::clone).unwrap_or_default() != found {
        return Err(NotAppended::Overtaken);
    }
    change.clear()?;
    change.put(&number(lines), &Array::of2(&hash.into(), &text.into()))?;
    change.put(&FILE.into(), &Array::of2(&name.into(), &number(saved)))?;
    change.end().await?;
    KNOWN.set(Some((lines, hash.into())));
    Ok(())
}

/// Keeps one more line, which follows the one with the hash `before`.
pub(crate) async fn keep_line(line: u64, before: &str, hash: &str, content: &str) -> Result<(), NotAppended> {
    let change = open().await?.change(LEDGER)?;
    let last = text(&change.get(&number(line - 1)).await?, 0);
    let next = change.get(&number(line)).await?;
    if last != before || !next.is_undefined() {
        return Err(NotAppended::Overtaken);
    }
    change.add(&number(line), &Array::of2(&hash.into(), &content.into()))?;
    change.end().await?;
    KNOWN.set(Some((line, hash.into())));
    Ok(())
}

/// Keeps how many lines the file has, if the ledger that is kept is the one that this tab knows.
pub(crate) async fn keep_saved(name: &str, saved: u64) -> Result<(), NotAppended> {
    let change = open().await?.change(LEDGER)?;
    if KNOWN.with_borrow(Clone::clone) != Some(standing(&change.entries().await?)) {
        return Err(NotAppended::Overtaken);
    }
    change.put(&FILE.into(), &Array::of2(&name.into(), &number(saved)))?;
    Ok(change.end().await?)
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
