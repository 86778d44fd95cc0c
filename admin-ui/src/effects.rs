//! What keeps the browser in step with the state.

use crate::components::{KEY_REVIEW, NOTICES};
use crate::i18n::msg;
use crate::keeper::Keeper;
use crate::locale::Locale;
use crate::pages::{EMAIL_TEXT, GIVEN, IMPORT, PROPOSAL, activation_focus, promotion_focus, request_focus};
use crate::platform::storage::Store;
use crate::platform::{clipboard, document, download, embedder, installation, records, samples, version};
use crate::rosters;
use crate::route::Route;
use crate::start;
use crate::state::{Action, ActivationAction, Confirm, FileId, Import, NoticeId, Outgoing, State, Stored};
use countersign::Result;
use countersign::issue::SigningKey;
use std::mem::Discriminant;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// The file that a backup is saved as.
const BACKUP_FILE: &str = "countersign-backup.jsonl";

/// Has the browser do what is not a change of the state.
pub(crate) fn perform(action: &Action, state: &State, keeper: &Keeper, on_action: &Callback<Action>) {
    match action {
        Action::OpenSample(file) => samples::open(file.clone(), on_action.reform(Action::Open)),
        Action::Print => document::print(),
        Action::MakeRequest => make_request(state, on_action.clone()),
        Action::Activation(ActivationAction::Make) => make_activation(state, on_action.clone()),
        Action::Copy(text) => copy(text.to_string(), on_action.clone()),
        Action::TakeNewVersion => version::take_new(),
        Action::Export(id) => {
            if let Some(file) = state.files.iter().find(|file| file.id == *id) {
                download::save(&file.name, file.bytes());
            }
        }
        Action::Backup => download::save(BACKUP_FILE, state.record.to_text().as_bytes()),
        Action::Confirmed if matches!(state.confirm, Some(Confirm::DeleteAll)) => {
            keeper.delete_all(state.edits);
        }
        Action::Confirmed => {
            if let Some(Confirm::Return { file, .. }) = &state.confirm {
                make_receipt(state, *file, on_action.clone());
            }
        }
        Action::GiveRoster(given) => rosters::give(given, state, on_action),
        Action::Bring(given) if state.route == Route::Seats && given.is_list() => {
            rosters::give(given, state, on_action);
        }
        Action::Seats(action) => rosters::perform(action, state, on_action),
        Action::Loaded(_) => embedder::tell_ready(),
        Action::Hear { message, origin, reply } => {
            if let Some(telling) = state.read_telling(message) {
                reply.answer(&telling.answer);
                if let Some(heard) = telling.heard {
                    on_action.emit(Action::Take { heard, origin: origin.clone() });
                }
            }
        }
        Action::SaveExport(export) => {
            if let Some(text) = export.text(state) {
                download::save(export.name(), text.as_bytes());
            }
        }
        Action::Save { name, text } => download::save(name, text.as_bytes()),
        Action::DeleteStored { family, name, .. } if Store::open().remove_key(*family, name).is_err() => {
            on_action.emit(Action::NotStored);
        }
        Action::DeleteUnread { key, .. } => {
            let (key, on_action) = (Rc::clone(key), on_action.clone());
            spawn_local(async move {
                if records::remove(&key).await.is_err() {
                    on_action.emit(Action::NotStored);
                }
            });
        }
        _ => {}
    }
}

/// Sets language, appearance and title of the document.
pub(crate) fn show(state: &State, locale: &Locale) {
    document::set_language(state.language.tag());
    document::set_theme(state.theme.as_str());
    let title = [locale.text(state.route.title()), locale.text(msg::PRODUCT)];
    document::set_title(&title.join(" – "));
}

/// The same, where any of it is another now: to set them again has the browser look through its styles anew.
pub(crate) fn show_changed(earlier: &State, state: &State, locale: &Locale) {
    if (earlier.language, earlier.theme) != (state.language, state.theme) || earlier.route != state.route {
        show(state, locale);
    }
}

/// The element that takes the focus: a page that was gone to, something that is to be decided, what came of a file or
/// was refused, and the page again once that was done or laid aside.
pub(crate) fn focus(earlier: &State, state: &State) -> Option<String> {
    let asked = state.confirm.is_some() && earlier.confirm.is_none();
    let id = if asked || (state.import.is_some() && state.import != earlier.import) {
        Some(KEY_REVIEW)
    } else if state.proposal.is_some() && earlier.proposal.is_none() {
        Some(PROPOSAL)
    } else if step(state) != step(earlier) && state.seats.import.is_some() {
        Some(IMPORT)
    } else if state.route != earlier.route || (state.proposal.is_none() && earlier.proposal.is_some()) {
        Some(document::CONTENT)
    } else if newest_answer(state) > newest_answer(earlier) {
        Some(NOTICES)
    } else if given(state).is_some_and(|id| !earlier.files.iter().any(|file| file.id == id)) {
        Some(GIVEN)
    } else {
        request_focus(earlier, state).or_else(|| promotion_focus(earlier, state))
    };
    id.map(str::to_owned).or_else(|| activation_focus(earlier, state))
}

/// The file that was given last of those that can't be added.
fn given(state: &State) -> Option<FileId> {
    state.files.iter().find(|file| file.kept.is_none() && !file.is_proposed()).map(|file| file.id)
}

/// The newest message that answers what was done just now; others wait until they are looked at.
fn newest_answer(state: &State) -> Option<NoticeId> {
    let answers = state.notices.iter().filter(|(_, notice)| notice.is_answer());
    answers.map(|(id, _)| *id).max()
}

/// Which step of an import is shown.
fn step(state: &State) -> Option<Discriminant<Import>> {
    state.seats.import.as_ref().map(std::mem::discriminant)
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
    if let Some(chosen) = state.chosen.as_ref().filter(|_| state.chosen != earlier.chosen) {
        store.set_account(&chosen.to_text()).unwrap_or_default();
    }
}

/// Reads what is stored and hands it over; nothing where there is no store.
pub(crate) fn load(give: Callback<Option<Stored>>) {
    spawn_local(async move { give.emit(records::load().await.ok()) });
}

/// Takes over what is stored.
pub(crate) fn sync(on_action: Callback<Action>) {
    load(on_action.reform(|stored: Option<Stored>| stored.map_or(Action::NotStored, Action::Synced)));
}

/// Signs what the form asks for, if nothing is wrong with it.
fn make_request(state: &State, on_action: Callback<Action>) {
    let Some((request, now)) = state.request_to_make() else { return };
    spawn_local(async move {
        let made = installation::key().await.and_then(|(key, kept)| {
            if kept.is_err() {
                on_action.emit(Action::NotStored);
            }
            request.sign(&key, now)
        });
        on_action.emit(Action::RequestMade(Box::new(made)));
    });
}

/// Finds this browser's own key, where it has one.
pub(crate) fn find_installation(on_action: Callback<Action>) {
    spawn_local(async move {
        if let Some(key) = installation::public().await {
            on_action.emit(Action::Activation(ActivationAction::Found(key)));
        }
    });
}

/// Makes the request that the form says, if nothing is wrong with it.
fn make_activation(state: &State, on_action: Callback<Action>) {
    let Some((unsigned, now)) = state.activation_to_make() else { return };
    with_key(on_action, ActivationAction::Made, move |key| unsigned.sign(key, now));
}

/// Makes the receipt for an activation of this browser.
fn make_receipt(state: &State, file: FileId, on_action: Callback<Action>) {
    let Some((unsigned, now)) = state.return_to_make(file) else { return };
    with_key(on_action, ActivationAction::Returned, move |key| unsigned.sign(key, now));
}

/// Has something signed by this browser's own key, and tells what came of it.
fn with_key(
    on_action: Callback<Action>,
    tell: fn(Box<Result<Outgoing>>) -> ActivationAction,
    sign: impl FnOnce(&SigningKey) -> Result<Outgoing> + 'static,
) {
    spawn_local(async move {
        let made = installation::key().await.and_then(|(key, kept)| {
            if kept.is_err() {
                on_action.emit(Action::NotStored);
            }
            on_action.emit(Action::Activation(ActivationAction::Found(*key.public_key())));
            sign(&key)
        });
        on_action.emit(Action::Activation(tell(Box::new(made))));
    });
}

/// Copies the text for an e-mail.
fn copy(text: String, on_action: Callback<Action>) {
    let tell = move |copied| {
        on_action.emit(if copied {
            Action::Copied
        } else {
            clipboard::select(EMAIL_TEXT);
            Action::CopyByHand
        });
    };
    clipboard::copy(text, Callback::from(tell));
}
