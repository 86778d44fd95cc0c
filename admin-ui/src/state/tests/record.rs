//! What is kept from one visit to the next.

use super::*;

/// A page in which what another one stored is read.
fn reopened(state: &State) -> State {
    State::new(start()).reduce(Action::Loaded(Some(stored(state.record.to_text()))))
}

fn stored(text: String) -> Stored {
    Stored { turn: 1, text, ..Stored::default() }
}

#[test]
fn what_was_stored_comes_back_as_it_was() {
    let state = review(&State::new(start()), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    let state = review(&state, KeyFamily::Keygen, OTHER_KEY).reduce(Action::TrustReviewed);
    let state = open(&state, "a.lic", LICENCE);
    let again = reopened(&state);
    assert_eq!(again.keyring, state.keyring);
    assert_eq!(names(&again), ["a.lic"]);
    assert_eq!(status(&again.files[0]), Some(Status::Active));
    assert!(again.notices.is_empty());
    assert_eq!(again.record.to_text(), state.record.to_text());
}

#[test]
fn every_change_that_is_made_here_is_to_be_stored_and_no_other() {
    let state = trusting();
    let opened = open(&state, "a.lic", LICENCE);
    assert_ne!(opened.edits, state.edits);
    assert_eq!(open(&state, "photo.png", b"\x89PNG").edits, state.edits);
    let synced = state.reduce(Action::Synced(stored(opened.record.to_text())));
    assert_eq!((names(&synced), synced.edits), (vec!["a.lic"], state.edits));
    let closed = opened.reduce(Action::Close(opened.files[0].id)).reduce(Action::Apply);
    assert_ne!(closed.edits, opened.edits);
    // What was taken out is remembered, and stays out.
    let closed = State::new(Start { built_in_keys: Some(KEYS.to_owned()), ..start() })
        .reduce(Action::Loaded(Some(stored(closed.record.to_text()))));
    assert!(closed.files.is_empty());
}

#[test]
fn what_could_not_be_stored_outlasts_what_another_tab_stores() {
    let opened = open(&trusting(), "a.lic", LICENCE);
    let empty = || Action::Synced(Stored::default());
    let kept = opened.reduce(Action::Kept { turn: Some(1), edits: opened.edits });
    assert!(kept.reduce(empty()).files.is_empty());
    let unkept = opened.reduce(Action::NotStored);
    assert!(matches!(unkept.notices.as_slice(), [(_, Notice::NotStored)]));
    assert_eq!(names(&unkept.reduce(empty())), ["a.lic"]);
    assert_eq!(names(&opened.reduce(empty())), ["a.lic"], "it is being stored");
}

#[test]
fn what_is_of_no_account_is_the_only_ones() {
    let mut record = Record::clone(&open(&trusting(), "a.lic", LICENCE).record);
    record.shared_mut().set_usage("users", 7, at(ACTIVE));
    let state = trusting().reduce(Action::Loaded(Some(stored(record.to_text()))));
    let [account] = state.accounts.as_slice() else { unreachable!() };
    let own = state.record.account(&account.name).unwrap();
    assert_eq!((own.usage().get("users"), state.record.shared.usage().get("users")), (Some(7), None));
    let Ok(report) = &account.report else { unreachable!() };
    let Some(countersign::LimitRow::Quantity(row)) = report.limit("users") else { unreachable!() };
    assert_eq!(row.used, 7);
    assert_ne!(state.edits, state.stored_edits, "it is to be stored");
}

#[test]
fn what_was_done_before_the_store_was_read_is_stored_with_it() {
    let elsewhere = review(&State::new(start()), KeyFamily::Keygen, OTHER_KEY).reduce(Action::TrustReviewed);
    let state = review(&State::new(start()), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    let loaded = state.reduce(Action::Loaded(Some(stored(elsewhere.record.to_text()))));
    assert_ne!(loaded.edits, loaded.stored_edits);
    assert!(KeyFamily::ALL.iter().all(|family| loaded.keyring.trusted(*family).len() == 1));
}

#[test]
fn keys_of_an_earlier_version_are_taken_over() {
    let key = |family, jwk_set: &str| StoredKey { family, name: "key".into(), jwk_set: jwk_set.into() };
    let keys = vec![key(KeyFamily::Countersign, KEYS), key(KeyFamily::Keygen, OTHER_KEY)];
    let state = State::new(Start { stored_keys: keys, ..start() });
    let loaded = state.reduce(Action::Loaded(Some(Stored::default())));
    assert_ne!(loaded.edits, loaded.stored_edits, "they are to be stored with the record");
    assert_eq!(reopened(&loaded).keyring, state.keyring);
    assert!(KeyFamily::ALL.iter().all(|family| state.keyring.trusted(*family).len() == 1));
}

#[test]
fn what_is_built_in_is_not_stored() {
    let state = review(&trusting(), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    assert!(state.record.shared.keys().is_empty());
}

#[test]
fn lines_that_cannot_be_read_are_named_and_the_others_kept() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let text = state.record.to_text() + "{\"usage\":{\"entitlement\":\"users\"}}\n";
    let again = trusting().reduce(Action::Loaded(Some(stored(text.clone()))));
    assert_eq!(names(&again), ["a.lic"]);
    let [(_, Notice::Dropped { lines, text: all })] = again.notices.as_slice() else { unreachable!() };
    assert_eq!((lines.len(), &**all), (1, text.as_str()));
    assert_eq!(lines[0].error.code(), Code::StateEntry);
}

#[test]
fn a_damaged_stored_key_is_reported_and_the_rest_is_kept() {
    let stored = |name: &str, jwk_set: &str| StoredKey {
        family: KeyFamily::Countersign,
        name: name.to_owned(),
        jwk_set: jwk_set.to_owned(),
    };
    let keys = vec![stored("damaged", "{\"keys\":[{\"kty\":\"OKP\"}]}"), stored("good", KEYS)];
    let state = State::new(Start { stored_keys: keys, ..start() });
    assert_eq!(state.keyring.trusted(KeyFamily::Countersign).len(), 1);
    let [(id, Notice::StoredKey { name, .. })] = state.notices.as_slice() else { unreachable!() };
    assert_eq!(name, "damaged");
    assert!(state.reduce(Action::Dismiss(*id)).notices.is_empty());
}

#[test]
fn the_page_works_without_a_store_and_says_so() {
    let state = State::new(start()).reduce(Action::Loaded(None));
    assert!(matches!(state.notices.as_slice(), [(_, Notice::NoStore)]));
    let state = review(&state, KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    assert_eq!(status(&open(&state, "a.lic", LICENCE).files[0]), Some(Status::Active));
}

#[test]
fn a_backup_of_a_newer_version_is_told_and_nothing_is_taken() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let text = state.record.to_text().replacen("\"version\":1", "\"version\":2", 1);
    let newer = Given::File { name: "new.jsonl".into(), bytes: text.clone().into_bytes() };
    for action in [Action::Restore(newer.clone()), Action::Open(newer.clone()), Action::Bring(newer)] {
        let given = trusting().reduce(action);
        let notices: Vec<&Notice> = given.notices.iter().map(|(_, notice)| notice).collect();
        assert_eq!(notices, [&Notice::NewerBackup { name: "new.jsonl".into() }]);
        assert!(given.confirm.is_none());
        assert_eq!(given.record.to_text(), trusting().record.to_text());
    }
    assert!(Section::is_newer(&text) && !Section::is_newer(&state.record.to_text()));
}

#[test]
fn what_cannot_be_read_of_the_store_is_told_once_and_the_rest_is_there() {
    let kept = open(&trusting(), "a.lic", LICENCE);
    let unread = Unread { key: "i/p/a".into(), code: Code::StateVersion, text: Some("{}".into()) };
    let stored = Stored { unread: vec![unread.clone()], ..stored(kept.record.to_text()) };
    let state = trusting().reduce(Action::Loaded(Some(stored.clone())));
    let again = state.reduce(Action::Synced(Stored { turn: 2, ..stored }));
    let notices: Vec<&Notice> = again.notices.iter().map(|(_, notice)| notice).collect();
    assert_eq!((notices, names(&again)), (vec![&Notice::Unread(unread.clone())], vec!["a.lic"]));
    assert_eq!(again.unread.len(), 1, "who stores something lays it aside");
    let (notice, _) = again.notices[0];
    let deleted = again.reduce(Action::DeleteUnread { notice, key: unread.key.as_str().into() });
    assert!(deleted.notices.is_empty());
    let all = again.reduce(Action::DeleteAll).reduce(Action::Confirmed);
    assert!(all.notices.is_empty() && all.unread.is_empty());
}
