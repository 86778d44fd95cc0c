//! A page into which the vendor built what may be used without a licence.

use super::*;
use crate::state::seats::{Problem, SeatsAction};

const LIMITS: &str = "ucware users=2";

fn page() -> State {
    let start = Start { entry_limits: Some(LIMITS.into()), built_in_keys: Some(KEYS.into()), ..start() };
    State::new(start).reduce(Action::Loaded(Some(Stored::default())))
}

fn register(state: &State, name: &str) -> State {
    let person = SeatsAction::AddPerson { name: name.into(), first: String::new(), last: String::new() };
    state.reduce(Action::Navigate(Route::Seats)).reduce(Action::Seats(person))
}

fn edition_and_users(state: &State) -> (Option<&str>, u64, Quantity) {
    let report = state.account().unwrap().report.as_ref().unwrap();
    let Some(LimitRow::Quantity(row)) = report.limit("users") else { unreachable!() };
    (report.edition.as_deref(), row.used, row.granted)
}

#[test]
fn without_a_licence_the_built_in_limits_hold() {
    let state = register(&register(&page(), "gerd.gudlat"), "sandra.singer");
    assert_eq!(edition_and_users(&state), (Some("Entry"), 2, Quantity::Limited(2)));
    assert_eq!(state.seats.refusal, None);
    let denied = register(&state, "vivien.vogt");
    assert_eq!(denied.seats.refusal.as_ref().map(Problem::code), Some("limit_exhausted"));
    assert_eq!(edition_and_users(&denied).1, 2);
}

#[test]
fn who_was_registered_without_a_licence_is_registered_in_the_first_one() {
    let state = register(&page(), "gerd.gudlat");
    let licensed = open(&state, "a.lic", LICENCE);
    assert_eq!(edition_and_users(&licensed), (Some("Enterprise"), 1, Quantity::Limited(501)));
    assert_eq!(edition_and_users(&register(&licensed, "sandra.singer")).1, 2);
    let stored = Stored { turn: 1, text: licensed.record.to_text(), ..Stored::default() };
    let again = page().reduce(Action::Synced(stored));
    assert_eq!(edition_and_users(&again), (Some("Enterprise"), 1, Quantity::Limited(501)));
}

#[test]
fn limits_that_cannot_be_read_are_reported_and_none_holds() {
    let state = State::new(Start { entry_limits: Some("ucware users".into()), ..start() });
    assert!(state.accounts.is_empty());
    assert!(matches!(state.notices.as_slice(), [(_, Notice::BuiltInLimits { .. })]));
}

#[test]
fn what_is_built_in_as_none_locks_nobody_out() {
    let page = |limits: &str| {
        let start = Start { entry_limits: Some(limits.into()), built_in_keys: Some(KEYS.into()), ..start() };
        State::new(start).reduce(Action::Loaded(Some(Stored::default())))
    };
    let state = (0..5).fold(page("ucware users=5 client_bundle=0"), |state, number| {
        let state = register(&state, &format!("user{number}"));
        assert!(state.seats.refusal.is_none(), "user{number} is let in");
        state
    });
    assert_eq!(edition_and_users(&state), (Some("Entry"), 5, Quantity::Limited(5)));
    let report = state.account().unwrap().report.as_ref().unwrap();
    let Some(LimitRow::Quantity(bundle)) = report.limit("client_bundle") else { unreachable!() };
    assert_eq!((bundle.used, bundle.over_by), (0, 0), "nobody has what is not given");
    let denied = register(&state, "user5");
    assert_eq!(denied.seats.refusal.as_ref().map(Problem::code), Some("limit_exhausted"));
    // Where the built-in limits let nobody in at all, nobody is.
    let none = register(&page("ucware users=0 client_bundle=0"), "user0");
    assert_eq!(none.seats.refusal.as_ref().map(Problem::code), Some("limit_exhausted"));
    // Names are those of a licence that is looked at, before it is added.
    let names = |state: &State| -> Vec<String> {
        state.limits(state.account().unwrap()).iter().map(|limit| limit.name.to_owned()).collect()
    };
    assert_eq!(names(&state), ["client_bundle", "users"]);
    assert_eq!(names(&give(&state, "a.lic", LICENCE)), ["Client bundle", "Users"]);
    let licensed = open(&state, "a.lic", LICENCE);
    assert_eq!(edition_and_users(&licensed), (Some("Enterprise"), 5, Quantity::Limited(501)));
}
