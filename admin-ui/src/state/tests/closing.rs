//! What Escape closes, what the last change is said to be, and what a sample does.

use super::*;

#[test]
fn escape_closes_what_can_be_closed_the_uppermost_first_and_nothing_else() {
    let kept = open(&trusting(), "a.lic", LICENCE);
    let is_closed = |state: &State| {
        state.confirm.is_none()
            && state.import.is_none()
            && state.proposal.is_none()
            && state.notices.is_empty()
    };
    assert!(is_closed(&kept));
    let asking = kept.reduce(Action::DeleteAll);
    let removing = kept.reduce(Action::Close(kept.files[0].id));
    let reviewing = review(&kept, KeyFamily::Keygen, OTHER_KEY);
    let refused = review(&kept, KeyFamily::Countersign, "no key");
    let told = give(&kept, "again.lic", LICENCE);
    let asked = removing.reduce(Action::DeleteAll);
    for (state, steps) in [(asking, 1), (removing, 1), (reviewing, 1), (refused, 1), (told, 1), (asked, 2)] {
        assert!(!is_closed(&state));
        let mut after = state;
        for step in 1..=steps {
            after = after.reduce(Action::Escape);
            assert_eq!(is_closed(&after), step == steps);
        }
        // Nothing is done by it, and nothing that was done is taken back.
        assert_eq!((names(&after), after.edits, after.undo.is_some()), (vec!["a.lic"], kept.edits, true));
    }
    let idle = kept.reduce(Action::Escape);
    assert_eq!((names(&idle), idle.edits, idle.undo.is_some()), (vec!["a.lic"], kept.edits, true));
}

#[test]
fn escape_leaves_what_is_not_shown() {
    let given = give(&trusting(), "a.lic", LICENCE).reduce(Action::Navigate(Route::History));
    assert!(given.reduce(Action::Escape).proposal.is_some());
    let back = given.reduce(Action::Navigate(Route::Licence));
    assert!(back.reduce(Action::Escape).proposal.is_none());
}

#[test]
fn the_last_change_is_named() {
    let changed = |state: &State| {
        let changed = state.changed_files()?;
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
        Some((owned(changed.added), owned(changed.removed)))
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let empty = trusting();
    assert_eq!(changed(&empty), None);
    let added = open(&empty, "a.lic", LICENCE);
    assert_eq!(changed(&added), Some((names(&["a.lic"]), names(&[]))));
    let removed = added.reduce(Action::Close(added.files[0].id)).reduce(Action::Apply);
    assert_eq!(changed(&removed), Some((names(&[]), names(&["a.lic"]))));
    assert_eq!(changed(&removed.reduce(Action::Undo)), None);
}

#[test]
fn a_sample_opens_as_authentic_at_once_where_there_are_samples() {
    let page = State::new(start());
    let file = || Action::OpenSample("a.lic".to_owned());
    let unknown = give(&page.reduce(file()), "a.lic", LICENCE);
    assert!(unknown.proposal.is_none(), "no other page trusts a key because of a click");
    let samples = Samples { files: Vec::new(), keys: Some(KEYS.as_bytes().to_vec()) };
    let demonstration = page.reduce(Action::FoundSamples(samples.clone()));
    assert_eq!(demonstration.edits, page.edits, "nothing is trusted before one is opened");
    let opened = demonstration.reduce(file());
    assert!(samples.is_trusted(opened.keyring.trusted(KeyFamily::Countersign)));
    assert!(give(&opened, "a.lic", LICENCE).proposal.is_some());
    // Once is enough.
    assert_eq!(opened.reduce(file()).edits, opened.edits);
    // A key that can't be read is none.
    let damaged = Samples { keys: Some(b"{".to_vec()), ..samples };
    assert_eq!(page.reduce(Action::FoundSamples(damaged)).reduce(file()).edits, page.edits);
}
