//! Keeps in the store what the record holds.

use crate::effects;
use crate::platform::records::{self, NotKept, Saved, Tabs};
use crate::platform::storage::Store;
use crate::state::{Action, KeyFamily, Record, State};
use countersign::{Thumbprint, TrustedKeys};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Stores the record, one change after the other: what is done while one is being stored is stored after it.
pub(crate) struct Keeper {
    tabs: Rc<Tabs>,
    on_action: Callback<Action>,
    /// The record as it was stored last.
    stored: Rc<Record>,
    /// The number of the last change that it was tried to store.
    tried: u32,
    is_storing: Rc<Cell<bool>>,
}

impl Keeper {
    pub(crate) fn new(tabs: Tabs, on_action: Callback<Action>) -> Self {
        let tabs = Rc::new(tabs);
        Self { tabs, on_action, stored: Rc::default(), tried: 0, is_storing: Rc::default() }
    }

    /// Stores what was changed here, and tells the other tabs.
    pub(crate) fn follow(&mut self, state: &State) {
        if state.edits == state.stored_edits {
            self.stored = Rc::clone(&state.record);
            return;
        }
        if self.is_storing.get() || state.edits == self.tried {
            return;
        }
        self.tried = state.edits;
        let parts = state.record.changed_since(&self.stored);
        let remaining = &state.record.keygen;
        let gone = self.stored.keygen.iter().map(|key| key.key.thumbprint());
        let gone: Vec<Thumbprint> = gone.filter(|key| remaining.get(key).is_none()).collect();
        let unread: BTreeSet<String> = state.unread.iter().map(|unread| unread.key.clone()).collect();
        let (made_from, edits, record) = (state.turn, state.edits, Rc::clone(&state.record));
        let (tabs, on_action) = (Rc::clone(&self.tabs), self.on_action.clone());
        let is_storing = Rc::clone(&self.is_storing);
        is_storing.set(true);
        spawn_local(async move {
            let saved =
                records::save(made_from, parts, &unread, |part, present| part.over(present, &gone)).await;
            is_storing.set(false);
            match saved {
                Ok(Saved { turn, is_alone }) => {
                    tabs.tell();
                    forget_taken_over(&record);
                    // Another tab had stored something that is not known here yet.
                    let turn = if is_alone { Some(turn) } else { made_from };
                    on_action.emit(Action::Kept { turn, edits });
                    if !is_alone {
                        effects::sync(on_action);
                    }
                }
                Err(NotKept) => on_action.emit(Action::NotStored),
            }
        });
    }

    /// Deletes all that the browser keeps for the page, and tells the other tabs.
    pub(crate) fn delete_all(&self, edits: u32) {
        let store = Store::open();
        for key in store.keys() {
            store.remove_key(key.family, &key.name).unwrap_or_default();
        }
        store.forget_preferences();
        let (tabs, on_action) = (Rc::clone(&self.tabs), self.on_action.clone());
        spawn_local(async move {
            match records::delete().await {
                Ok(turn) => {
                    tabs.tell();
                    on_action.emit(Action::Kept { turn: Some(turn), edits });
                }
                Err(NotKept) => on_action.emit(Action::NotStored),
            }
        });
    }
}

/// Deletes the keys that an earlier version of the page stored, now that the record with them is stored.
fn forget_taken_over(record: &Record) {
    let store = Store::open();
    for key in store.keys() {
        let known = TrustedKeys::parse(key.jwk_set.as_bytes()).is_ok_and(|keys| {
            let kept = match key.family {
                KeyFamily::Countersign => record.shared.keys(),
                KeyFamily::Keygen => record.keygen.clone(),
            };
            keys.iter().all(|key| kept.get(&key.key.thumbprint()).is_some())
        });
        if known {
            store.remove_key(key.family, &key.name).unwrap_or_default();
        }
    }
}
