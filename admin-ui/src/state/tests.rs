use super::*;
use countersign::keygen::KeygenSecrets;
use countersign::{Code, Status};

const LICENCE: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.lic");
const COMPACT: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.jwt");
const KEYS: &str = include_str!("../../../tests/fixtures/known-answers/keys.json");
/// Without constraints, as Keygen's keys are given: the key of RFC 8032, section 7.1, test 1.
const OTHER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

const ACTIVE: i64 = 1_766_500_000;
const EXPIRES: i64 = 1_767_225_600;
const END: i64 = 1_767_830_400;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn start() -> Start {
    Start {
        route: Route::Licence,
        language: Language::English,
        theme: Theme::System,
        now: at(ACTIVE),
        built_in_keys: None,
        stored_keys: Vec::new(),
    }
}

/// A page that trusts the key of the licence.
fn trusting() -> State {
    State::new(Start { built_in_keys: Some(KEYS.to_owned()), ..start() })
}

fn open(state: &State, name: &str, bytes: &[u8]) -> State {
    state.reduce(Action::Open(Given::File { name: name.to_owned(), bytes: bytes.to_vec() }))
}

fn review(state: &State, family: KeyFamily, text: &str) -> State {
    let given = Given::File { name: "keys".into(), bytes: text.as_bytes().to_vec() };
    state.reduce(Action::ReviewKeys { family, given })
}

fn status(file: &OpenedFile) -> Option<Status> {
    file.judgement.as_ref()?.as_ref().ok().map(|judgement| judgement.status)
}

fn code(file: &OpenedFile) -> Option<Code> {
    match &file.outcome {
        Outcome::Unverified { error, .. } | Outcome::Refused(error) => Some(error.code()),
        Outcome::Keygen(KeygenOutcome::Unverified { error, .. }) => Some(error.code()),
        Outcome::License { .. } | Outcome::Other { .. } | Outcome::Keygen(_) | Outcome::KeyFile => None,
    }
}

fn names(state: &State) -> Vec<&str> {
    state.files.iter().map(|file| file.name.as_str()).collect()
}

fn said(state: &State) -> Option<&Announcement> {
    state.announcement.as_ref().map(|(_, announcement)| announcement)
}

fn changed_signature() -> Vec<u8> {
    let compact = std::str::from_utf8(COMPACT).unwrap().trim();
    let (signed, signature) = compact.rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { "B" } else { "A" };
    [signed, ".", first, &signature[1..]].concat().into_bytes()
}

#[test]
fn a_licence_is_verified_and_judged_when_it_is_opened() {
    let state = open(&trusting(), "a.lic", LICENCE);
    assert_eq!(status(&state.files[0]), Some(Status::Active));
    let expected = Announcement::Verified { name: "a.lic".into(), status: Status::Active };
    assert_eq!(said(&state), Some(&expected));
}

#[test]
fn the_verdict_follows_the_clock() {
    let state = open(&trusting(), "a.lic", LICENCE);
    for (now, expected) in [
        (EXPIRES - 15 * 86_400, Status::Active),
        (EXPIRES - 86_400, Status::Expiring),
        (EXPIRES, Status::Grace),
        (END, Status::Expired),
    ] {
        assert_eq!(status(&state.reduce(Action::Tick(at(now))).files[0]), Some(expected), "{now}");
    }
}

#[test]
fn the_next_change_is_the_next_date_of_an_open_licence() {
    let state = open(&trusting(), "a.lic", LICENCE);
    // Support until 2025-12-31, that day included: the licence itself ends at the same instant.
    assert_eq!(state.next_change(), Some(at(EXPIRES)));
    assert_eq!(state.reduce(Action::Tick(at(EXPIRES))).next_change(), Some(at(END)));
    assert_eq!(state.reduce(Action::Tick(at(END))).next_change(), None);
    assert_eq!(trusting().next_change(), None);
}

#[test]
fn without_a_key_nothing_but_the_structure_is_known() {
    let state = open(&State::new(start()), "a.lic", LICENCE);
    assert_eq!(code(&state.files[0]), Some(Code::KeyUnknown));
    assert_eq!(status(&state.files[0]), None);
    let Outcome::Unverified { structure, .. } = &state.files[0].outcome else { unreachable!() };
    assert_eq!(structure.key_ids.len(), 1);
}

#[test]
fn a_changed_file_is_refused_and_the_others_stay() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let state = open(&state, "bad.lic", &changed_signature());
    let state = open(&state, "photo.png", b"\x89PNG\r\n\x1a\n\0\0");
    assert_eq!(names(&state), ["photo.png", "bad.lic", "a.lic"]);
    assert_eq!(code(&state.files[0]), Some(Code::ArmorMissing));
    assert_eq!(code(&state.files[1]), Some(Code::SignatureInvalid));
    assert_eq!(status(&state.files[2]), Some(Status::Active));
}

#[test]
fn the_same_bytes_again_are_one_file() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let state = open(&state, "b.lic", COMPACT);
    let state = open(&state, "c.lic", LICENCE);
    // One that is kept keeps its name, and its place.
    assert_eq!(names(&state), ["b.lic", "a.lic"]);
    // Two carriers of one document don't contradict each other.
    assert!(state.files.iter().all(|file| status(file) == Some(Status::Active)));
    let state = open(&state, "a.png", b"\x89PNG");
    assert_eq!(names(&open(&state, "b.png", b"\x89PNG")), ["b.png", "b.lic", "a.lic"]);
}

#[test]
fn a_file_is_removed_alone() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let state = open(&state, "b.png", b"\x89PNG");
    let state = state.reduce(Action::Close(state.files[0].id));
    assert_eq!(names(&state), ["a.lic"]);
    assert_eq!(said(&state), Some(&Announcement::Removed { name: "b.png".into() }));
}

#[test]
fn a_key_is_trusted_only_once_it_was_reviewed() {
    let state = open(&State::new(start()), "a.lic", LICENCE);
    let state = review(&state, KeyFamily::Countersign, KEYS);
    assert!(matches!(&state.import, Some(KeyImport { step: ImportStep::Review(_), .. })));
    assert_eq!(code(&state.files[0]), Some(Code::KeyUnknown));

    let cancelled = state.reduce(Action::CancelReview).reduce(Action::TrustReviewed);
    assert!(cancelled.keyring.trusted(KeyFamily::Countersign).is_empty());

    let state = state.reduce(Action::TrustReviewed);
    assert_eq!(state.import, None);
    assert_eq!(status(&state.files[0]), Some(Status::Active));
    assert_eq!(said(&state), Some(&Announcement::Trusted { count: 1 }));
}

#[test]
fn a_key_that_is_removed_verifies_nothing_any_more() {
    let state = review(&State::new(start()), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    let state = open(&state, "a.lic", LICENCE);
    let thumbprint = state.keyring.trusted(KeyFamily::Countersign).iter().next().unwrap().key.thumbprint();
    let state = state.reduce(Action::Distrust { family: KeyFamily::Countersign, thumbprint });
    assert_eq!(code(&state.files[0]), Some(Code::KeyUnknown));
    assert_eq!(status(&state.files[0]), None);
}

#[test]
fn a_built_in_key_cannot_be_removed() {
    let state = trusting();
    let key = state.keyring.trusted(KeyFamily::Countersign).iter().next().unwrap().key;
    let remove = Action::Distrust { family: KeyFamily::Countersign, thumbprint: key.thumbprint() };
    assert_eq!(state.reduce(remove).keyring, state.keyring);
}

#[test]
fn a_key_with_other_constraints_is_refused() {
    let state = trusting();
    let constrained = KEYS.replace("https://vendor.example", "https://other.example");
    let state = review(&state, KeyFamily::Countersign, &constrained).reduce(Action::TrustReviewed);
    let Some(KeyImport { step: ImportStep::Refused(error), .. }) = &state.import else { unreachable!() };
    assert_eq!(error.code(), Code::KeyInvalid);
    assert_eq!(state.keyring, trusting().keyring);
}

#[test]
fn what_is_no_key_is_refused_with_a_reason() {
    let state = review(&State::new(start()), KeyFamily::Countersign, "no key");
    let Some(KeyImport { step: ImportStep::Refused(error), .. }) = &state.import else { unreachable!() };
    assert_eq!(error.code(), Code::KeyFormat);
}

#[test]
fn a_key_of_one_family_verifies_no_file_of_the_other() {
    let state = review(&State::new(start()), KeyFamily::Keygen, KEYS).reduce(Action::TrustReviewed);
    assert_eq!(code(&open(&state, "a.lic", LICENCE).files[0]), Some(Code::KeyUnknown));
}

#[test]
fn a_key_that_is_opened_as_a_licence_is_told_apart() {
    let state = open(&State::new(start()), "keys", KEYS.as_bytes());
    assert!(matches!(state.files[0].outcome, Outcome::KeyFile));
    let state = review(&state, KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    assert!(state.files.is_empty(), "it was open to be reviewed only");
}

/// A page in which what another one stored is read.
fn reopened(state: &State) -> State {
    State::new(start()).reduce(Action::Loaded(Some(Some(state.record.to_text()))))
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
    let synced = state.reduce(Action::Synced(Some(opened.record.to_text())));
    assert_eq!((names(&synced), synced.edits), (vec!["a.lic"], state.edits));
    let closed = opened.reduce(Action::Close(opened.files[0].id));
    assert_ne!(closed.edits, opened.edits);
    // What was taken out is remembered, and stays out.
    let closed = State::new(Start { built_in_keys: Some(KEYS.to_owned()), ..start() })
        .reduce(Action::Loaded(Some(Some(closed.record.to_text()))));
    assert!(closed.files.is_empty());
}

#[test]
fn what_could_not_be_stored_outlasts_what_another_tab_stores() {
    let opened = open(&trusting(), "a.lic", LICENCE);
    let empty = || Action::Synced(None);
    assert!(opened.reduce(empty()).files.is_empty());
    let unkept = opened.reduce(Action::NotStored);
    assert!(matches!(unkept.notices.as_slice(), [(_, Notice::NotStored)]));
    assert_eq!(names(&unkept.reduce(empty())), ["a.lic"]);
}

#[test]
fn what_was_done_before_the_store_was_read_is_stored_with_it() {
    let elsewhere = review(&State::new(start()), KeyFamily::Keygen, OTHER_KEY).reduce(Action::TrustReviewed);
    let state = review(&State::new(start()), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    let loaded = state.reduce(Action::Loaded(Some(Some(elsewhere.record.to_text()))));
    assert_ne!(loaded.edits, state.edits);
    assert!(KeyFamily::ALL.iter().all(|family| loaded.keyring.trusted(*family).len() == 1));
}

#[test]
fn keys_of_an_earlier_version_are_taken_over() {
    let key = |family, jwk_set: &str| StoredKey { family, name: "key".into(), jwk_set: jwk_set.into() };
    let keys = vec![key(KeyFamily::Countersign, KEYS), key(KeyFamily::Keygen, OTHER_KEY)];
    let state = State::new(Start { stored_keys: keys, ..start() });
    let loaded = state.reduce(Action::Loaded(Some(None)));
    assert_ne!(loaded.edits, state.edits, "they are to be stored with the record");
    assert_eq!(reopened(&loaded).keyring, state.keyring);
    assert!(KeyFamily::ALL.iter().all(|family| state.keyring.trusted(*family).len() == 1));
}

#[test]
fn what_is_built_in_is_not_stored() {
    let state = review(&trusting(), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    assert!(state.record.own.keys().is_empty());
}

#[test]
fn lines_that_cannot_be_read_are_named_and_the_others_kept() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let text = state.record.to_text() + "{\"usage\":{\"entitlement\":\"users\"}}\n";
    let again = trusting().reduce(Action::Loaded(Some(Some(text.clone()))));
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
fn built_in_keys_that_cannot_be_read_are_reported() {
    let state = State::new(Start { built_in_keys: Some("{".into()), ..start() });
    assert!(matches!(state.notices.as_slice(), [(_, Notice::BuiltInKeys(_))]));
    assert!(state.keyring.trusted(KeyFamily::Countersign).is_empty());
}

#[test]
fn what_is_pasted_is_a_key_on_the_page_of_the_keys() {
    let pasted = || Action::Bring(Given::Pasted(KEYS.to_owned()));
    let state = State::new(start()).reduce(pasted());
    assert!(state.import.is_none());
    assert_eq!(names(&state), ["Pasted text"]);
    let state = State::new(start()).reduce(Action::Navigate(Route::Keys)).reduce(pasted());
    assert!(matches!(&state.import, Some(KeyImport { step: ImportStep::Review(_), .. })));
    assert!(state.files.is_empty());
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_nothing_else_happens() {
    let state = State::new(start()).reduce(Action::Open(Given::Unreadable { name: "a.lic".into() }));
    assert!(matches!(state.notices.as_slice(), [(_, Notice::UnreadableFile { .. })]));
    assert!(state.files.is_empty());
}

#[test]
fn preferences_and_address_are_taken_over() {
    let state = State::new(start())
        .reduce(Action::SetLanguage(Language::Russian))
        .reduce(Action::SetTheme(Theme::Dark))
        .reduce(Action::Navigate(Route::Keys));
    assert_eq!((state.language, state.theme, state.route), (Language::Russian, Theme::Dark, Route::Keys));
}

/// Keygen's own examples, where they are at hand: they are not part of this repository.
fn keygen_example(name: &str) -> Option<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        eprintln!("skipped: Keygen's examples are not at hand");
        return None;
    }
    Some(std::fs::read(folder.join(name)).unwrap())
}

const KEYGEN_KEY: &str = "e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788";

fn keygen(state: &State) -> &KeygenOutcome {
    let Outcome::Keygen(outcome) = &state.files[0].outcome else { unreachable!() };
    outcome
}

#[test]
fn a_keygen_file_needs_a_key_that_is_registered_for_keygen() {
    let Some(file) = keygen_example("kg-rust.lic") else { return };
    let state = open(&State::new(start()), "kg.lic", &file);
    assert_eq!(code(&state.files[0]), Some(Code::KeyUnknown));
    let wrong = review(&state, KeyFamily::Countersign, KEYGEN_KEY).reduce(Action::TrustReviewed);
    assert_eq!(code(&wrong.files[0]), Some(Code::KeyUnknown));

    let state = review(&state, KeyFamily::Keygen, KEYGEN_KEY).reduce(Action::TrustReviewed);
    assert!(matches!(keygen(&state), KeygenOutcome::Authentic { contents: Contents::Locked, .. }));
}

#[test]
fn the_licence_key_opens_a_keygen_file() {
    let Some(file) = keygen_example("kg-rust.lic") else { return };
    let state = review(&State::new(start()), KeyFamily::Keygen, KEYGEN_KEY).reduce(Action::TrustReviewed);
    let state = open(&state, "kg.lic", &file);
    let enter = |license_key: &str| {
        let secrets = KeygenSecrets { license_key: license_key.to_owned(), fingerprint: None };
        state.reduce(Action::Decrypt { file: state.files[0].id, secrets })
    };
    let wrong = enter("wrong");
    let KeygenOutcome::Authentic { contents: Contents::Refused(error), .. } = keygen(&wrong) else {
        unreachable!()
    };
    assert_eq!(error.code(), Code::KeySecret);

    let right = enter("988214-879010-F1185E-B37E91-E53AF5-V3");
    let KeygenOutcome::Authentic { contents: Contents::Open(contents), .. } = keygen(&right) else {
        unreachable!()
    };
    assert!(contents.license.is_some());
    // It stays open when other keys are trusted.
    let later = review(&right, KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    assert!(matches!(keygen(&later), KeygenOutcome::Authentic { contents: Contents::Open(_), .. }));
}
