//! The keys that are trusted.

use super::*;

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
    assert_eq!(said(&state), Some(&Announcement::Trusted { count: 1 }));
    // What could not be verified before is proposed now.
    assert_eq!(status(&state.reduce(Action::Apply).files[0]), Some(Status::Active));
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
fn what_was_verified_beforehand_is_not_used_once_its_key_is_gone() {
    let state = review(&State::new(start()), KeyFamily::Countersign, KEYS).reduce(Action::TrustReviewed);
    let mut state = open(&state, "a.lic", LICENCE);
    assert_eq!(status(&state.files[0]), Some(Status::Active));
    let thumbprint = state.keyring.trusted(KeyFamily::Countersign).iter().next().unwrap().key.thumbprint();
    // As between two parts of what takes long.
    state.prepare();
    let state = state.reduce(Action::Distrust { family: KeyFamily::Countersign, thumbprint });
    assert_eq!((code(&state.files[0]), status(&state.files[0])), (Some(Code::KeyUnknown), None));
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
