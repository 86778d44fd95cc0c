//! Has the browser do what a change of the state asks for.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::vault::NotAppended;
use crate::platform::{disk, preferences, vault};
use crate::state::licences::BatchAction;
use crate::state::{Action, Effect, LedgerAction, LicencesAction, State};
use countersign_kit::platform::database::NotKept;
use countersign_kit::platform::{clipboard, document, download};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Does one thing. What takes the focus is given back: the page has to show it first.
pub(crate) fn perform(effect: Effect, on_action: &Callback<Action>) -> Option<&'static str> {
    match effect {
        Effect::KeepLanguage(language) => preferences::set_language(language.tag()),
        Effect::KeepTheme(theme) => preferences::set_theme(theme.as_str()),
        Effect::Save { name, text } => download::save(&name, text.as_bytes()),
        Effect::SaveBytes { name, bytes } => download::save(&name, &bytes),
        Effect::NextRows => {
            let on_action = on_action.clone();
            Timeout::new(0, move || {
                on_action.emit(Action::Licences(LicencesAction::Batch(BatchAction::Step)))
            })
            .forget();
        }
        Effect::KeepTemplates(text) => keep(on_action, async move { vault::keep_templates(&text).await }),
        Effect::KeepKey { thumbprint, public, pem } => {
            keep(on_action, async move { vault::keep_key(&thumbprint.to_string(), &public, &pem).await });
        }
        Effect::ForgetKey(thumbprint) => {
            keep(on_action, async move { vault::forget_key(&thumbprint.to_string()).await });
        }
        Effect::KeepTrusted(keys) => keep(on_action, async move { vault::keep_trusted(&keys).await }),
        Effect::Copy(text) => clipboard::copy(text, on_action.reform(Action::Copied)),
        Effect::KeepLedger { name, lines, hash, text, saved } => {
            let on_action = on_action.clone();
            vault::in_turn(async move {
                let kept = vault::keep_ledger(&name, lines, &hash, &text, saved).await;
                on_action.emit(told(kept, lines, hash));
            });
        }
        Effect::KeepLine { number, before, hash, line } => {
            let on_action = on_action.clone();
            vault::in_turn(async move {
                on_action.emit(told(vault::keep_line(number, &before, &hash, &line).await, number, hash));
            });
        }
        Effect::KeepSaved { name, saved } => {
            let on_action = on_action.clone();
            vault::in_turn(async move {
                if let Err(error) = vault::keep_saved(&name, saved).await {
                    on_action.emit(not_kept(error));
                }
            });
        }
        Effect::OpenInPlace => disk::open(on_action.clone()),
        Effect::AdoptFile => disk::adopt(),
        Effect::SaveLedger { name, text, lines, is_in_place } => {
            if is_in_place {
                disk::save(text, lines, on_action.clone());
            } else {
                download::save(&name, text.as_bytes());
                on_action.emit(Action::Ledger(LedgerAction::Saved(Some(lines))));
            }
        }
        Effect::Load => load(on_action.clone()),
        Effect::Focus(id) => return Some(id),
    }
    None
}

fn told(kept: Result<(), NotAppended>, lines: u64, hash: String) -> Action {
    match kept {
        Ok(()) => Action::Ledger(LedgerAction::Kept { lines, hash }),
        Err(error) => not_kept(error),
    }
}

fn not_kept(error: NotAppended) -> Action {
    match error {
        NotAppended::Overtaken => Action::Overtaken,
        NotAppended::NotKept => Action::NotStored,
    }
}

/// Sets language, appearance and title of the document.
pub(crate) fn show(state: &State, locale: &Locale) {
    document::set_language(state.language.tag());
    document::set_theme(state.theme.as_str());
    document::set_title(&[locale.text(state.route.title()), locale.text(msg::BRAND)].join(" – "));
}

/// Reads what is stored and hands it over; nothing where there is no store.
pub(crate) fn load(on_action: Callback<Action>) {
    spawn_local(async move { on_action.emit(Action::Loaded(vault::load().await.ok().map(Rc::new))) });
}

/// Tells where the browser did not keep something.
fn keep(on_action: &Callback<Action>, kept: impl Future<Output = Result<(), NotKept>> + 'static) {
    let on_action = on_action.clone();
    spawn_local(async move {
        if kept.await.is_err() {
            on_action.emit(Action::NotStored);
        }
    });
}
