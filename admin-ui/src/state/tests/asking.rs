//! What may be done, as the overview is asked.

use super::*;
use crate::state::{About, Asking};
use countersign::{Denial, Remedy, Verdict};

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const PHONES: &[u8] = include_bytes!("../../../../tests/fixtures/ucware-testlizenz.lic");

/// Everything of the phone server is in use.
fn used_up() -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), ..start() };
    let state = open(&State::new(start), "phones.lic", PHONES);
    let account = state.accounts[0].name.clone();
    let use_up = |state: State, (id, amount): (&str, u64)| {
        let account = account.clone();
        state.reduce(Action::SetUsage { account, entitlement: id.into(), amount: Some(amount) })
    };
    [("users", 499), ("cisco_phones", 500)].into_iter().fold(state, use_up)
}

fn asked(
    about: About,
    more: &str,
    maker: &str,
    person: &str,
) -> Option<(Verdict, Option<Denial>, Vec<Remedy>)> {
    let asking = Asking { about: Some(about), more: more.into(), maker: maker.into(), person: person.into() };
    let state = used_up().reduce(Action::Ask(asking));
    let about = state.asked_about(&state.accounts[0], "users")?;
    let decision = state.answer(&state.accounts[0], &about)?.decision;
    Some((decision.decision, decision.code, decision.remedies))
}

fn entitlement(id: &str) -> About {
    About::Entitlement(id.to_owned())
}

#[test]
fn what_was_not_asked_otherwise_is_one_more_of_the_first_limit() {
    let state = used_up();
    let first = state.limits(&state.accounts[0])[0].row.id();
    let about = state.asked_about(&state.accounts[0], first).unwrap();
    let answer = state.answer(&state.accounts[0], &about).unwrap();
    assert_eq!((answer.decision.id.as_str(), answer.decision.requested), ("users", 1));
    assert!(answer.decision.is_allowed() && state.knows_answer(&state.accounts[0], &answer));
}

#[test]
fn the_core_answers_with_the_reason_and_the_ways_out() {
    let allowed = Some((Verdict::Allow, None, Vec::new()));
    assert_eq!(asked(entitlement("users"), "2", "", ""), allowed);
    let denied = asked(entitlement("users"), "3", "", "").unwrap();
    assert_eq!((denied.0, denied.1), (Verdict::Deny, Some(Denial::LimitExhausted)));
    assert_eq!(denied.2, [Remedy::Free, Remedy::AddLicense, Remedy::RequestEmergency]);
}

#[test]
fn a_device_is_known_by_its_make_however_that_is_written() {
    for cisco in ["cisco", "Cisco", " CISCO "] {
        let denied = asked(About::Device, "", cisco, "").unwrap();
        assert_eq!(denied.1, Some(Denial::LimitExhausted), "{cisco}");
    }
    assert_eq!(asked(About::Device, "", "Yealink", ""), Some((Verdict::Allow, None, Vec::new())));
}

#[test]
fn a_person_is_asked_about_where_seats_are_given() {
    let denied = asked(entitlement("client_bundle"), "", "", "gerd.gudlat").unwrap();
    assert_eq!((denied.1, denied.2), (Some(Denial::AssignmentMissing), vec![Remedy::AssignSeat]));
    // Whom it is for does not matter where nobody is given any.
    assert_eq!(asked(entitlement("users"), "", "", "gerd.gudlat").unwrap().0, Verdict::Allow);
}

#[test]
fn as_long_as_something_is_missing_there_is_no_answer() {
    for more in ["0", "-1", "many", "1.5", "99999999999999999999"] {
        assert_eq!(asked(entitlement("users"), more, "", ""), None, "{more}");
    }
    assert_eq!(asked(About::Device, "1", " ", ""), None);
    // A limit that has gone since is asked about no more.
    assert!(asked(entitlement("gone"), "1", "", "").is_some());
}
