//! Changes of the files.

use super::*;

/// How many client bundles a proposed change would grant, before and after.
fn bundles(state: &State) -> [Option<countersign::Granted>; 2] {
    let [(_, Ok(preview))] = state.proposal.as_ref().unwrap().accounts.as_slice() else { unreachable!() };
    let difference = preview.differences.iter().find(|difference| difference.id == "client_bundle").unwrap();
    [difference.before, difference.after]
}

fn granted(quantity: u64) -> Option<countersign::Granted> {
    let granted = countersign::Quantity::Limited(quantity);
    Some(countersign::Granted::Quantity { granted, emergency: countersign::Quantity::ZERO })
}

#[test]
fn a_licence_is_added_once_its_preview_was_seen() {
    let given = give(&trusting(), "a.lic", LICENCE);
    assert_eq!(bundles(&given), [None, granted(500)]);
    assert_eq!((given.edits, given.record.shared.documents().len()), (0, 0), "nothing has changed yet");

    let cancelled = given.reduce(Action::LayAside);
    assert!(cancelled.proposal.is_none() && cancelled.files.is_empty() && cancelled.undo.is_none());
    assert_eq!(cancelled.edits, 0);

    let applied = given.reduce(Action::Apply);
    assert!(applied.proposal.is_none());
    assert_eq!((names(&applied), status(&applied.files[0])), (vec!["a.lic"], Some(Status::Active)));
}

#[test]
fn a_change_can_be_taken_back() {
    let before = trusting();
    let applied = open(&before, "a.lic", LICENCE);
    let undone = applied.reduce(Action::Undo);
    assert!(undone.files.is_empty() && undone.undo.is_none());
    assert_ne!(undone.edits, applied.edits, "it is to be stored");
    assert!(undone.record.shared.documents().is_empty());
    // It can be added again, as if it had never been there.
    assert_eq!(names(&open(&undone, "a.lic", LICENCE)), ["a.lic"]);
    // A page that is seen again learns nothing new.
    let kept = applied.reduce(Action::Kept { turn: Some(1), edits: applied.edits });
    let seen =
        kept.reduce(Action::Synced(Stored { turn: 1, text: applied.record.to_text(), ..Stored::default() }));
    assert!(seen.undo.is_some());
    // What another tab did since must not be taken back.
    let synced = applied.reduce(Action::Synced(Stored {
        turn: 1,
        text: applied.record.to_text(),
        ..Stored::default()
    }));
    assert!(synced.undo.is_none());
    assert_eq!(names(&synced.reduce(Action::Undo)), ["a.lic"]);
}

#[test]
fn a_licence_is_removed_once_its_preview_was_seen() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let asked = state.reduce(Action::Close(state.files[0].id));
    assert_eq!(bundles(&asked), [granted(500), None]);
    assert_eq!(names(&asked.reduce(Action::LayAside)), ["a.lic"]);
    let removed = asked.reduce(Action::Apply);
    assert!(removed.files.is_empty());
    assert_eq!(said(&removed), Some(&Announcement::Removed { name: "a.lic".into() }));
    assert_eq!(names(&removed.reduce(Action::Undo)), ["a.lic"]);
}

#[test]
fn a_preview_says_what_would_be_over() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let usage = Action::SetUsage {
        account: state.accounts[0].name.clone(),
        entitlement: "client_bundle".into(),
        amount: Some(7),
    };
    let asked = state.reduce(usage).reduce(Action::Close(state.files[0].id));
    let [(_, Ok(preview))] = asked.proposal.as_ref().unwrap().accounts.as_slice() else { unreachable!() };
    let difference = preview.differences.iter().find(|difference| difference.id == "client_bundle");
    assert_eq!(difference.unwrap().over_by, 7);
}

#[test]
fn changes_are_not_mixed_and_what_is_there_already_is_said_so() {
    let state = open(&trusting(), "a.lic", LICENCE);
    let again = give(&state, "copy.lic", LICENCE);
    let names_there = vec!["copy.lic".to_owned()];
    assert!(
        again
            .notices
            .iter()
            .any(|(_, notice)| *notice == Notice::AlreadyThere { names: names_there.clone() })
    );
    assert!(again.proposal.is_none() && names(&again) == ["a.lic"]);

    let removing = state.reduce(Action::Close(state.files[0].id));
    let mixed = give(&removing, "b.lic", COMPACT);
    assert!(mixed.notices.iter().any(|(_, notice)| *notice == Notice::Pending));
    assert!(mixed.proposal.as_ref().unwrap().adding.is_empty());
    let adding = give(&state, "b.lic", COMPACT);
    let kept = adding.files.iter().find(|file| file.kept.is_some()).unwrap().id;
    let mixed = adding.reduce(Action::Close(kept));
    assert!(mixed.proposal.as_ref().unwrap().removing.is_empty());
    // Once the change is made or dropped, the page has nothing more to say of that.
    for action in [Action::Apply, Action::LayAside] {
        assert!(mixed.reduce(action).notices.is_empty());
    }
}
