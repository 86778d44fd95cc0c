//! Files of vendors who use Keygen.

use super::*;

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
