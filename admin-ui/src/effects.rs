//! What keeps the browser in step with the state.

use crate::components::{KEY_REVIEW, page_title};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::PROPOSAL;
use crate::platform::records::{NotKept, Tabs};
use crate::platform::storage::Store;
use crate::platform::{document, download, records, samples};
use crate::start;
use crate::state::{Action, Confirm, KeyFamily, Record, State};
use countersign::{Thumbprint, TrustedKeys};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// The file that a backup is saved as.
const BACKUP_FILE: &str = "countersign-backup.jsonl";

/// Has the browser do what is not a change of the state.
pub(crate) fn perform(action: &Action, state: &State, tabs: &Rc<Tabs>, on_action: &Callback<Action>) {
    match action {
        Action::OpenSample(file) => samples::open(file.clone(), on_action.reform(Action::Open)),
        Action::Print => document::print(),
        Action::Export(id) => {
            if let Some(file) = state.files.iter().find(|file| file.id == *id) {
                download::save(&file.name, file.bytes());
            }
        }
        Action::Backup => download::save(BACKUP_FILE, state.record.to_text().as_bytes()),
        Action::Confirmed if matches!(state.confirm, Some(Confirm::DeleteAll)) => {
            delete_all(Rc::clone(tabs), on_action.clone());
        }
        Action::Save { name, text } => download::save(name, text.as_bytes()),
        Action::DeleteStored { family, name, .. } if Store::open().remove_key(*family, name).is_err() => {
            on_action.emit(Action::NotStored);
        }
        _ => {}
    }
}

/// Sets language, appearance and title of the document.
pub(crate) fn show(state: &State, locale: &Locale) {
    document::set_language(state.language.tag());
    document::set_theme(state.theme.as_str());
    let title = [locale.text(page_title(&state.route)), locale.text(msg::PRODUCT)];
    document::set_title(&title.join(" – "));
}

/// The element that takes the focus: a page that was gone to, something that is to be decided, and the page
/// again once it was.
pub(crate) fn focus(earlier: &State, state: &State) -> Option<&'static str> {
    let asked = state.confirm.is_some() && earlier.confirm.is_none();
    if asked || (state.import.is_some() && state.import != earlier.import) {
        Some(KEY_REVIEW)
    } else if state.proposal.is_some() && earlier.proposal.is_none() {
        Some(PROPOSAL)
    } else if state.route != earlier.route || (state.proposal.is_none() && earlier.proposal.is_some()) {
        Some(document::CONTENT)
    } else {
        None
    }
}

/// Keeps preferences. One that can't be kept is not worth a message.
pub(crate) fn keep_preferences(earlier: &State, state: &State) {
    let store = Store::open();
    // What is so without a choice is not kept.
    if state.language != earlier.language && start::language(&store) != state.language {
        store.set_language(state.language.tag()).unwrap_or_default();
    }
    if state.theme != earlier.theme && start::theme(&store) != state.theme {
        store.set_theme(state.theme.as_str()).unwrap_or_default();
    }
}

/// Reads what is stored and hands it over.
pub(crate) fn load(give: Callback<Option<Option<String>>>) {
    spawn_local(async move { give.emit(records::load().await.ok()) });
}

/// Stores the record where it was changed here, and tells the other tabs.
pub(crate) fn keep(earlier: &State, state: &State, tabs: &Rc<Tabs>, on_action: &Callback<Action>) {
    if state.edits == earlier.edits {
        return;
    }
    let remaining = &state.record.keygen;
    let gone = earlier.record.keygen.iter().map(|key| key.key.thumbprint());
    let gone: Vec<Thumbprint> = gone.filter(|key| remaining.get(key).is_none()).collect();
    let before = (state.replaced == Some(state.edits)).then(|| Rc::clone(&earlier.record));
    let (record, tabs, on_action) = (Rc::clone(&state.record), Rc::clone(tabs), on_action.clone());
    spawn_local(async move {
        let stored = records::update(|stored| match before {
            // Nothing came since from another tab: it can be put back as it was.
            Some(before) if stored.as_deref() == Some(&before.to_text()) => Some(record.to_text()),
            _ => Some(record.over(stored.as_deref(), &gone)),
        });
        let stored = stored.await;
        match stored {
            Ok(stored) => {
                tabs.tell();
                forget_taken_over(&record);
                // Another tab had stored something that is not known here yet.
                if stored.as_deref() != Some(&record.to_text()) {
                    on_action.emit(Action::Synced(stored));
                }
            }
            Err(NotKept) => on_action.emit(Action::NotStored),
        }
    });
}

/// Deletes all that the browser keeps for the page, and tells the other tabs.
fn delete_all(tabs: Rc<Tabs>, on_action: Callback<Action>) {
    let store = Store::open();
    for key in store.keys() {
        store.remove_key(key.family, &key.name).unwrap_or_default();
    }
    store.forget_preferences();
    spawn_local(async move {
        match records::update(|_| None).await {
            Ok(_) => tabs.tell(),
            Err(NotKept) => on_action.emit(Action::NotStored),
        }
    });
}

/// Deletes the keys that an earlier version of the page stored, now that the record with them is stored.
fn forget_taken_over(record: &Record) {
    let store = Store::open();
    for key in store.keys() {
        let known = TrustedKeys::parse(key.jwk_set.as_bytes()).is_ok_and(|keys| {
            let kept = match key.family {
                KeyFamily::Countersign => record.own.keys(),
                KeyFamily::Keygen => record.keygen.clone(),
            };
            keys.iter().all(|key| kept.get(&key.key.thumbprint()).is_some())
        });
        if known {
            store.remove_key(key.family, &key.name).unwrap_or_default();
        }
    }
}
