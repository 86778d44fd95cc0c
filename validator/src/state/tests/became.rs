//! What became of files that are added, and a state that holds what a folder holds.

use super::*;
use crate::state::Became::{self, Known, New, Refused, Stale, Superseded};
use serde_json::json;

fn named(documents: &[&Document]) -> Vec<(String, Vec<u8>)> {
    documents.iter().enumerate().map(|(index, document)| (index.to_string(), document.bytes())).collect()
}

fn contents(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = (&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
}

fn tell(state: &mut State, documents: &[&Document], now: i64) -> Vec<Became> {
    let files = named(documents);
    let taken = state.add_and_tell(contents(&files), &verifier(), at(now));
    assert_eq!(format!("{:?}", taken.opened), format!("{:?}", state.open(&verifier())));
    for (file, became) in taken.files.iter().zip(&taken.became) {
        assert_eq!(file.outcome.is_err(), matches!(became, Stale | Refused), "{file:?}");
    }
    assert!(taken.removed.is_empty());
    taken.became
}

/// What a folder comes to: of each file what became of it, and how many were removed.
fn sync(state: &mut State, documents: &[&Document], now: i64) -> (Vec<Became>, usize) {
    let files = named(documents);
    let taken = state.sync(contents(&files), &verifier(), at(now));
    (taken.became, taken.removed.len())
}

#[test]
fn each_outcome_has_its_name() {
    let (first, second) = (Document::license("L-1", 5), Document::license("L-1", 6).with("lic.serial", 2));
    let successor = Document::license("L-2", 7).with("lic.supersedes", json!(["L-1"])).with("iat", 200);
    let (other, by_nobody) = (Document::license("L-3", 1), Document::license("L-4", 1).signed_by(5));
    let mut state = State::new(fold_case);
    assert_eq!(tell(&mut state, &[&second, &second, &by_nobody], 300), [New, Known, Refused]);
    assert_eq!(tell(&mut state, &[&second, &first, &other], 301), [Known, Stale, New]);
    assert_eq!(tell(&mut state, &[&successor], 302), [New]);
    // What is there is known, also where something else has its place by now.
    assert_eq!(tell(&mut state, &[&second], 303), [Known]);
    // One that comes after what replaces it is kept, and told.
    let mut state = with(&[&successor], 300);
    assert_eq!(tell(&mut state, &[&first], 301), [Superseded]);
    // Both at once, in either order.
    for order in [[&first, &successor], [&successor, &first]] {
        let became = tell(&mut State::new(fold_case), &order, 300);
        let expected = if order[0].bytes() == first.bytes() { [Superseded, New] } else { [New, Superseded] };
        assert_eq!(became, expected);
    }
    // One that was taken out is in use again.
    let digest = state.documents()[0].digest();
    assert!(state.remove(&digest, at(310)));
    assert_eq!(tell(&mut state, &[&successor], 311), [New]);
}

#[test]
fn the_same_document_in_another_file_is_known() {
    let license = Document::license("L-1", 5);
    let mut state = with(&[&license], 300);
    let spaced = [&b"\n"[..], &license.bytes()].concat();
    let taken = state.add_and_tell([("b.lic", &spaced[..])], &verifier(), at(301));
    assert_eq!(taken.became, [Known]);
}

#[test]
fn a_folder_that_is_read_again_changes_nothing() {
    let (first, second) = (Document::license("L-1", 5), Document::license("L-1", 6).with("lic.serial", 2));
    let (old, new) = (Document::revocation_list(1, json!([])), Document::revocation_list(2, json!([])));
    let refused = Document::license("L-4", 1).signed_by(5);
    let folder = [&first, &second, &old, &new, &refused];
    let mut state = State::new(fold_case);
    sync(&mut state, &folder, 300);
    // A list that another replaced may stay in the folder.
    sync(&mut state, &folder, 301);
    let before = state.to_lines();
    for now in [302, 400, 100] {
        let (became, removed) = sync(&mut state, &folder, now);
        assert_eq!(
            became[..2],
            [Known, Known],
            "a serial that was followed by another is not stale while it is there"
        );
        assert!(became.iter().all(|became| !matches!(became, New | Superseded)), "{became:?}");
        assert_eq!(removed, 0);
        assert_eq!(state.to_lines(), before);
    }
    // After a restart, too.
    let (mut read, _) = State::parse(before.as_bytes(), fold_case);
    sync(&mut read, &folder, 500);
    assert_eq!(read.to_lines(), before);
}

#[test]
fn a_state_holds_what_a_folder_holds() {
    let [one, two, three] = ["L-1", "L-2", "L-3"].map(|id| Document::license(id, 5));
    let mut state = with(&[&one, &two], 300);
    assert_eq!(sync(&mut state, &[&two, &three], 400), (vec![Known, New], 1));
    assert_eq!(users(&report(&state, 401)), (10, 0));
    // What is removed counts no more, and comes back as what is new.
    assert_eq!(sync(&mut state, &[&one, &two, &three], 500), (vec![New, Known, Known], 0));
    assert_eq!(users(&report(&state, 501)), (15, 0));
    assert_eq!(sync(&mut state, &[], 600), (vec![], 3));
    assert_eq!(sync(&mut state, &[], 601), (vec![], 0));
    assert!(report(&state, 602).limit("users").is_none());
    // A folder with a file that is damaged meanwhile keeps the others.
    let damaged = Document::license("L-1", 5).signed_by(7);
    assert_eq!(sync(&mut state, &[&damaged, &two], 700), (vec![Refused, New], 0));
}

#[test]
fn the_keys_that_updates_bring_are_told() {
    let state = with(&[&Document::trust_update(1, &[2])], 300);
    let opened = state.open(&verifier());
    let retired = opened.keys().get(&key(2).key.thumbprint()).unwrap();
    assert!(retired.retired.is_some());
    assert!(opened.keys().get(&key(1).key.thumbprint()).unwrap().retired.is_none());
}

#[test]
fn rows_are_told_by_the_files_that_they_are_about() {
    let [one, two, three] = ["L-1", "L-2", "L-3"].map(|id| Document::license(id, 5));
    let mut state = with(&[&one, &two, &three], 300);
    let digest = Sha256::digest(two.bytes()).into();
    state.remove(&digest, at(400));
    let ByFile { report, digests, files } =
        state.report_by_file(&state.open(&verifier()), &Question::at(at(401))).unwrap();
    assert_eq!((report.documents.len(), files.len()), (2, 2));
    let expected: Vec<[u8; 32]> =
        state.documents().iter().map(|document| document.digest()).filter(|other| *other != digest).collect();
    assert_eq!(digests, expected);
}
