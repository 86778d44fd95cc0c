mod activation;
mod asking;
mod closing;
mod comparing;
mod emergency;
mod entry;
mod history;
mod keygen;
mod keys;
#[cfg(unix)]
mod linear;
mod orders;
mod picture;
mod proposal;
mod record;

use super::*;
use countersign::keygen::KeygenSecrets;
use countersign::{Code, LimitRow, Quantity, Status};

pub(super) const LICENCE: &[u8] = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.lic");
const COMPACT: &[u8] = include_bytes!("../../../../tests/fixtures/known-answers/testlizenz.jwt");
const KEYS: &str = include_str!("../../../../tests/fixtures/known-answers/keys.json");
/// Without constraints, as Keygen's keys are given: the key of RFC 8032, section 7.1, test 1.
const OTHER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

const ACTIVE: i64 = 1_766_500_000;
const EXPIRES: i64 = 1_767_225_600;
const END: i64 = 1_767_830_400;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

pub(super) fn start() -> Start {
    Start {
        route: Route::Licence,
        language: Language::English,
        theme: Theme::System,
        now: at(ACTIVE),
        chosen: None,
        entry_limits: None,
        built_in_keys: None,
        stored_keys: Vec::new(),
    }
}

/// A page that trusts the key of the licence.
pub(super) fn trusting() -> State {
    State::new(Start { built_in_keys: Some(KEYS.to_owned()), ..start() })
}

pub(super) fn give(state: &State, name: &str, bytes: &[u8]) -> State {
    state.reduce(Action::Open(Given::File { name: name.to_owned(), bytes: bytes.to_vec() }))
}

/// Opens a file, and makes the change that is proposed, if any.
pub(super) fn open(state: &State, name: &str, bytes: &[u8]) -> State {
    give(state, name, bytes).reduce(Action::Apply)
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
