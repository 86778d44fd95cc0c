//! The state, as it changes without a browser.

mod emergencies;
mod keys;
mod ledger;
mod licences;
mod revocations;
mod rotation;
mod wizard;

use super::*;

const NOW: i64 = 1_764_210_000;
const PASSPHRASE: &str = "correct horse";

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn secrets(typed: &[&str]) -> Vec<Secret> {
    typed.iter().map(|text| Secret::new((*text).to_owned())).collect()
}

fn state() -> State {
    State::new(Route::Requests, Language::English, Theme::System, at(NOW))
}

/// A console with a key of its own, which is open.
fn with_key() -> State {
    let mut state = state();
    state.reduce(Action::Keys(KeysAction::Make(secrets(&[PASSPHRASE, PASSPHRASE]))));
    assert!(state.keys.signing().is_some(), "{:?}", state.keys.problem);
    state
}
