//! The seats page, on the known answer's licence: 500 client bundles, 500 attendants, 501 users.

use super::super::tests::{LICENCE, give, open, start, trusting};
use super::*;
use crate::charset::Encoding;
use crate::csv::Separator;
use crate::route::Route;
use crate::state::{Action, Record, State, Stored};
use countersign::{LimitRow, Quantity};

const BUNDLE: usize = 0;
const ATTENDANT: usize = 1;

/// The seats page with the licence, and so many people who are numbered.
fn page(people: usize) -> State {
    let state = open(&trusting(), "a.lic", LICENCE).reduce(Action::Navigate(Route::Seats));
    import(&state, &numbered(people))
}

fn numbered(people: usize) -> String {
    let lines = (0..people).map(|number| format!("user{number:04},First{number},Last{}\n", people - number));
    ["username,first,last\n".to_owned()].into_iter().chain(lines).collect()
}

fn act(state: &State, action: SeatsAction) -> State {
    state.reduce(Action::Seats(action))
}

fn review(state: &State, text: &str) -> State {
    let file = Rc::new(RosterFile { name: "list.csv".into(), bytes: Vec::new() });
    act(state, SeatsAction::Review { file, encoding: Encoding::Utf8, text: text.into() })
}

fn reviewed(state: &State) -> &Review {
    let Some(Import::Review(review)) = &state.seats.import else { unreachable!("no review") };
    review
}

/// Imports a list as it is read without a word said about it.
fn import(state: &State, text: &str) -> State {
    run(&review(state, text))
}

fn run(state: &State) -> State {
    let mut intake = Intake::new(reviewed(state), state.plan().unwrap());
    while intake.step(100).is_some() {}
    let imported = Rc::new(intake.finish());
    act(&act(state, SeatsAction::StartImport(Stop::default())), SeatsAction::Imported(imported))
}

fn imported(state: &State) -> &Imported {
    let Some(Import::Done(imported)) = &state.seats.import else { unreachable!("nothing was imported") };
    imported
}

fn tick(state: &State, person: usize, column: usize) -> State {
    act(state, SeatsAction::Tick { person, column, is_given: true })
}

fn untick(state: &State, person: usize, column: usize) -> State {
    act(state, SeatsAction::Tick { person, column, is_given: false })
}

fn given(state: &State) -> [u64; 2] {
    [BUNDLE, ATTENDANT].map(|column| state.seats.draft.given(column))
}

fn shown(state: &State) -> Vec<&str> {
    let people = &state.seats.table.as_ref().unwrap().people;
    state.seats.shown.iter().map(|&person| people.name(person as usize, Name::User)).collect()
}

/// The same page as it is read again from the store.
fn reloaded(state: &State) -> State {
    let stored = Stored { turn: 1, text: state.record.to_text(), ..Stored::default() };
    trusting().reduce(Action::Loaded(Some(stored))).reduce(Action::Navigate(Route::Seats))
}

fn limit_used(state: &State, id: &str) -> u64 {
    let report = state.accounts[0].report.as_ref().unwrap();
    let Some(LimitRow::Quantity(row)) = report.limit(id) else { unreachable!("{id}") };
    row.used
}

#[test]
fn the_columns_are_what_is_assignable_as_the_licence_names_it() {
    let state = page(1);
    let columns = &state.seats.table.as_ref().unwrap().columns;
    let ids: Vec<(&str, Quantity)> =
        columns.iter().map(|column| (column.id.as_str(), column.granted)).collect();
    assert_eq!(ids, [("client_bundle", Quantity::Limited(500)), ("attendant", Quantity::Limited(500))]);
}

#[test]
fn seats_are_ticked_reset_saved_and_there_again() {
    let state = page(30);
    let ticked = (0..7).fold(state, |state, person| tick(&state, person, BUNDLE));
    let ticked = (0..5).fold(ticked, |state, person| tick(&state, person, ATTENDANT));
    assert_eq!((given(&ticked), ticked.seats.unsaved()), ([7, 5], 12));
    let reset = act(&ticked, SeatsAction::Reset);
    assert_eq!((given(&reset), reset.seats.unsaved(), reset.edits), ([0, 0], 0, ticked.edits));
    let saved = act(&ticked, SeatsAction::Save);
    assert_eq!((given(&saved), saved.seats.unsaved()), ([7, 5], 0));
    assert_ne!(saved.edits, ticked.edits, "it is to be stored");
    assert_eq!((limit_used(&saved, "client_bundle"), limit_used(&saved, "attendant")), (7, 5));
    let again = reloaded(&saved);
    assert_eq!((given(&again), shown(&again).len()), ([7, 5], 30));
    assert_eq!(given(&act(&untick(&again, 0, BUNDLE), SeatsAction::Save)), [6, 5]);
}

#[test]
fn to_tick_and_untick_is_no_change() {
    let state = page(2);
    let changed = tick(&state, 1, BUNDLE);
    assert!(changed.seats.has_unsaved());
    let back = untick(&changed, 1, BUNDLE);
    assert_eq!((back.seats.unsaved(), back.seats.has_unsaved()), (0, false));
    let edits = back.edits;
    assert_eq!(act(&back, SeatsAction::Save).edits, edits);
}

#[test]
fn when_all_are_given_the_next_is_denied_until_one_is_freed() {
    let state = act(&page(501), SeatsAction::TickShown { column: BUNDLE, is_given: true });
    assert_eq!(given(&state)[BUNDLE], 500);
    let Some(SeatDenial::LimitExhausted { used, limit, free, obtain, .. }) = &state.seats.denial else {
        unreachable!("it was not denied")
    };
    assert_eq!((*used, *limit, *free, *obtain), (500, Quantity::Limited(500), 1, 1));
    let last = state.seats.shown[500] as usize;
    assert_eq!(given(&tick(&state, last, BUNDLE))[BUNDLE], 500);
    let freed = untick(&state, 0, BUNDLE);
    assert!(freed.seats.denial.is_none());
    let state = tick(&freed, last, BUNDLE);
    assert_eq!((given(&state)[BUNDLE], &state.seats.denial), (500, &None));
    assert!(state.seats.draft.has(last, BUNDLE) && !state.seats.draft.has(0, BUNDLE));
}

#[test]
fn those_who_are_shown_are_ticked_and_no_others() {
    let state = act(&page(40), SeatsAction::Search("USER000".into()));
    assert_eq!(shown(&state).len(), 10);
    let state = act(&state, SeatsAction::TickShown { column: ATTENDANT, is_given: true });
    assert!(state.seats.all_shown_have(ATTENDANT));
    let everybody = act(&state, SeatsAction::Search(String::new()));
    assert_eq!((given(&everybody), everybody.seats.all_shown_have(ATTENDANT)), ([0, 10], false));
    let with = act(&everybody, SeatsAction::Show(Show::With(ATTENDANT)));
    assert_eq!(shown(&with).len(), 10);
    assert_eq!(shown(&act(&with, SeatsAction::Show(Show::Without(ATTENDANT)))).len(), 30);
    assert_eq!(shown(&act(&with, SeatsAction::Show(Show::Unsaved))).len(), 10);
}

#[test]
fn the_search_looks_into_every_name_for_every_word() {
    let state =
        import(&page(0), "username;vorname;nachname\ngerd.gudlat;Gerd;Gudlat\nsandra.singer;Sandra;Müller\n");
    for (words, found) in [
        ("", 2),
        ("GERD", 1),
        ("müller sandra", 1),
        ("sandra gudlat", 0),
        ("dra.s", 1),
        // No word goes from one name over to the next.
        ("singersandra", 0),
    ] {
        assert_eq!(shown(&act(&state, SeatsAction::Search(words.into()))).len(), found, "{words:?}");
    }
}

#[test]
fn the_people_are_sorted_by_what_is_asked_for() {
    let state = page(3);
    assert_eq!(shown(&state), ["user0000", "user0001", "user0002"]);
    let by = |state: &State, key| act(state, SeatsAction::Sort(key));
    let last = by(&state, SortKey::Name(Name::Last));
    assert_eq!(shown(&last), ["user0002", "user0001", "user0000"]);
    assert_eq!(shown(&by(&last, SortKey::Name(Name::Last))), ["user0000", "user0001", "user0002"]);
    let seats = by(&tick(&state, 1, BUNDLE), SortKey::Column(BUNDLE));
    assert_eq!(shown(&seats), ["user0001", "user0000", "user0002"]);
}

#[test]
fn a_list_is_read_whatever_it_looks_like() {
    let state = page(0);
    for (text, separator, has_header, user) in [
        ("Benutzername;Vorname;Nachname\nb;Bert;Meier\n", Separator::Semicolon, true, 0),
        ("Имя,Фамилия,Логин\nАнна,Иванова,anna\n", Separator::Comma, true, 2),
        ("prénom\tnom\tidentifiant\nAnne\tRoux\tanne\n", Separator::Tab, true, 2),
        ("gerd,Gerd,Gudlat\nsandra,Sandra,Singer\n", Separator::Comma, false, 0),
    ] {
        let state = review(&state, text);
        let review = reviewed(&state);
        assert_eq!((review.separator, review.has_header), (separator, has_header), "{text}");
        let found = review.fields.iter().position(|field| *field == Field::Name(Name::User));
        assert_eq!(found, Some(user), "{text}");
    }
}

#[test]
fn the_columns_of_a_list_are_said_by_hand() {
    let state = review(&page(0), "id,who,bundle\n1,gerd,x\n2,sandra,\n");
    assert!(!reviewed(&state).has_header, "no title is known");
    let header = act(&state, SeatsAction::SetHeader(true));
    let set = |state: &State, index, field| act(state, SeatsAction::SetField { index, field });
    let state = set(&header, 1, Field::Name(Name::User));
    assert_eq!(reviewed(&state).fields[0], Field::Ignored, "the user names are in one column alone");
    let state = set(&state, 2, Field::Seat(BUNDLE));
    let state = run(&state);
    assert_eq!((shown(&state), given(&state)), (vec!["gerd", "sandra"], [1, 0]));
    assert_eq!((imported(&state).added, imported(&state).given), (2, 1));
}

#[test]
fn lines_that_are_wrong_are_named_and_the_others_imported() {
    let text =
        "username,first,last\ngerd,Gerd,Gudlat\n,No,Name\nGERD,Gerd,Gudlat\nevil,\u{202e}x,y\nsandra,,\n";
    let state = import(&page(0), text);
    let imported = imported(&state);
    assert_eq!((imported.added, imported.corrected), (2, 0), "GERD is gerd, written otherwise");
    let problems: Vec<(u64, &str)> =
        imported.problems.iter().map(|problem| (problem.line, problem.problem.code())).collect();
    assert_eq!(problems, [(3, "person_name"), (4, "person_duplicate"), (5, "person_name")]);
    assert_eq!(shown(&state), ["gerd", "sandra"]);
    assert!(
        imported.problems_to_csv(crate::csv::Separator::Comma).contains("5,evil,person_name"),
        "{}",
        imported.problems_to_csv(crate::csv::Separator::Comma)
    );
}

#[test]
fn what_would_come_of_a_list_is_told_before_by_its_reasons_and_not_after_it_was_taken_back() {
    let text = "username,first\ngerd,Gerd\n,No\nGERD,Gerd\n,Nobody\n";
    let state = review(&page(0), text);
    let forecast = reviewed(&state).forecast.clone().unwrap();
    assert_eq!((forecast.added, forecast.problems.len()), (1, 3));
    let lines: Vec<Vec<u64>> = forecast
        .problems_by_reason()
        .iter()
        .map(|group| group.iter().map(|problem| problem.line).collect())
        .collect();
    assert_eq!(lines, [vec![3, 5], vec![4]], "each reason once, as they came");
    assert!(shown(&state).is_empty(), "nothing has changed yet");
    let unknown = act(&state, SeatsAction::SetField { index: 0, field: Field::Ignored });
    assert!(reviewed(&unknown).forecast.is_none(), "nobody knows who would come");
    let long = review(&page(0), &numbered(30_000));
    assert!(reviewed(&long).forecast.is_none(), "to try it takes as long as to import it");

    let done = run(&state);
    assert_eq!(imported(&done).added, 1);
    let undone = done.reduce(Action::Undo);
    assert!(undone.seats.import.is_none() && shown(&undone).is_empty());
}

#[test]
fn nobody_is_registered_beyond_the_licence() {
    let state = page(503);
    assert_eq!((imported(&state).added, imported(&state).problems.len()), (501, 2));
    assert_eq!(imported(&state).problems[0].problem.code(), "limit_exhausted");
    assert_eq!(limit_used(&state, "users"), 501);
    let person =
        |name: &str| SeatsAction::AddPerson { name: name.into(), first: String::new(), last: String::new() };
    let denied = act(&state, person("late.comer"));
    assert_eq!(denied.seats.refusal.as_ref().map(Problem::code), Some("limit_exhausted"));
    let left = act(&denied, SeatsAction::RemovePerson { name: "user0000".into() });
    let added = act(&left, person("late.comer"));
    assert!(added.seats.refusal.is_none());
    assert_eq!(limit_used(&added, "users"), 501);
    assert_eq!(shown(&left.reduce(Action::Undo)).len(), 501);
}

#[test]
fn people_who_came_before_their_licence_are_counted() {
    let state = page(3);
    let mut record = Record::clone(&state.record);
    let name = state.accounts[0].name.clone();
    let now = state.now;
    for person in ["user0000", "user0001", "user0002"] {
        assert!(record.account_mut(&name).roster.release(person, "users", now));
    }
    let stored = Stored { turn: 1, text: record.to_text(), ..Stored::default() };
    let again = trusting().reduce(Action::Loaded(Some(stored)));
    assert_eq!(limit_used(&again, "users"), 3);
}

#[test]
fn who_is_over_is_named_until_that_is_resolved() {
    let state = (0..7).fold(page(10), |state, person| tick(&state, person, BUNDLE));
    let mut state = act(&state, SeatsAction::Save);
    // A licence that gives two fewer than are taken.
    let five = Quantity::Limited(5);
    let column = Column { id: "client_bundle".into(), granted: five, allowed: five };
    let name = &state.accounts[0].name;
    let table = Table::new(name.clone(), state.record.account_rc(name).cloned(), vec![column]);
    state.seats.put(Some(table));
    let over = |seats: &Seats| seats.over[0].clone();
    assert_eq!(over(&state.seats), [6, 5]);
    let table = state.seats.table.clone().unwrap();
    assert!(state.seats.draft.give(&table, 9, BUNDLE).is_err(), "no new one is given");
    state.seats.draft.take_back(&table, 1, BUNDLE);
    state.seats.find_over();
    assert_eq!(over(&state.seats), [6]);
    state.seats.draft.take_back(&table, 5, BUNDLE);
    state.seats.find_over();
    assert!(over(&state.seats).is_empty());
}

/// Those who are over where so many are granted, the newest first, as they are read again from the store.
fn over(state: &State, granted: u64) -> Vec<String> {
    let state = reloaded(state);
    let own = state.record.account(&state.accounts[0].name).unwrap();
    let over = own.roster.over("client_bundle", Quantity::Limited(granted));
    over.into_iter().map(|seat| seat.person.name.clone()).collect()
}

#[test]
fn who_was_clicked_or_stands_last_is_over_first_whatever_the_names() {
    let state = import(&page(0), "username,firstname\nanna,Anna\nkarl,Karl\nzoe,Zoe\n");
    let [anna, karl, zoe] = [0, 1, 2];
    let clicked =
        [zoe, karl, anna].into_iter().fold(state.clone(), |state, person| tick(&state, person, BUNDLE));
    assert_eq!(over(&act(&clicked, SeatsAction::Save), 2), ["anna"]);
    // Who was given one twice was given it the last time.
    let again = tick(&untick(&clicked, zoe, BUNDLE), zoe, BUNDLE);
    assert_eq!(over(&act(&again, SeatsAction::Save), 1), ["zoe", "anna"]);
    // The order outlasts a look at another page, and one that is given up and begun anew.
    let elsewhere = clicked.reduce(Action::Navigate(Route::Licence)).reduce(Action::Navigate(Route::Seats));
    assert_eq!(over(&act(&elsewhere, SeatsAction::Save), 1), ["anna", "karl"]);
    // All at once: as they are shown, here the other way round.
    let sorted = act(&state, SeatsAction::Sort(SortKey::Name(Name::First)));
    let sorted = act(&sorted, SeatsAction::Sort(SortKey::Name(Name::First)));
    assert_eq!(shown(&sorted), ["zoe", "karl", "anna"]);
    let all = act(&sorted, SeatsAction::TickShown { column: BUNDLE, is_given: true });
    assert_eq!(over(&act(&all, SeatsAction::Save), 2), ["anna"]);
    // From a file: as they stand in it.
    let listed = "username,client_bundle\nzoe,1\nanna,1\nkarl,1\n";
    assert_eq!(over(&import(&state, listed), 1), ["karl", "anna"]);
}

#[test]
fn what_is_not_saved_outlasts_what_happens_meanwhile() {
    let state = tick(&page(3), 2, BUNDLE);
    let person = SeatsAction::AddPerson { name: "a".into(), first: String::new(), last: String::new() };
    let state = act(&state, person);
    assert_eq!(shown(&state)[0], "a");
    assert!(state.seats.draft.has(3, BUNDLE), "user0002 is the fourth now");
    assert_eq!(state.seats.unsaved(), 1);
    let elsewhere = state.reduce(Action::Navigate(Route::Licence));
    assert!(elsewhere.seats.has_unsaved());
    let back = elsewhere.reduce(Action::Navigate(Route::Seats));
    assert_eq!(back.seats.unsaved(), 1);
    let gone = act(&back, SeatsAction::RemovePerson { name: "user0002".into() });
    assert_eq!(gone.seats.unsaved(), 0);
}

#[test]
fn an_import_is_stopped_and_nothing_has_changed() {
    let state = review(&page(2), "username\nnew.comer\n");
    let stop = Stop::default();
    let running = act(&state, SeatsAction::StartImport(stop.clone()));
    let running = act(&running, SeatsAction::Progress(40));
    assert!(matches!(running.seats.import, Some(Import::Running { percent: 40, .. })));
    let stopped = act(&running, SeatsAction::CancelImport);
    assert!(stop.is_set());
    assert_eq!(reviewed(&stopped).fields, [Field::Name(Name::User)], "what was said of the list stays");
    assert_eq!(shown(&stopped).len(), 2);
    assert!(act(&stopped, SeatsAction::CancelImport).seats.import.is_none());
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let state = import(&page(0), "username,first,last,client_bundle\n=cmd(),+49,-1,x\nplain,\"a,b\",,\n");
    let text = state.seats.to_csv(crate::csv::Separator::Comma);
    assert!(text.contains("'=cmd(),'+49,'-1,x,"), "{text}");
    let again = import(&page(0), &text);
    assert_eq!((shown(&again), given(&again)), (vec!["=cmd()", "plain"], [1, 0]));
    assert_eq!(again.seats.to_csv(crate::csv::Separator::Comma), text);
}

#[test]
fn only_the_rows_that_are_seen_are_there() {
    let mut seats = Seats { shown: (0..100_000).collect(), ..Seats::default() };
    seats.scroll = Scroll { top: 36 * 5_000, height: 720 };
    let window = seats.window();
    assert!(window.rows.contains(&5_000) && window.rows.contains(&5_018) && window.rows.len() < 60);
    assert_eq!(window.above as usize, window.rows.start * 36);
    assert_eq!(window.above as usize + window.rows.len() * 36 + window.below as usize, 100_000 * 36);
    seats.move_to(Cursor { row: 99_999, column: 0 });
    assert!(seats.window().rows.contains(&99_999));
    assert_eq!(seats.tab_stop().row, 99_999);
    // A list that is longer than an element can be high is scrolled faster, and to its very end.
    seats.shown = (0..1_000_000).collect();
    for row in [0, 1, 500_000, 999_999] {
        seats.move_to(Cursor { row, column: 0 });
        let window = seats.window();
        assert!(window.rows.contains(&row), "{row} {window:?}");
        assert!(window.above + window.below <= 12_000_000);
    }
}

#[test]
fn without_a_licence_there_is_no_table() {
    let state = State::new(start()).reduce(Action::Navigate(Route::Seats));
    assert!(state.seats.table.is_none());
    let given = give(&trusting(), "a.lic", LICENCE);
    assert!(given.reduce(Action::Navigate(Route::Seats)).seats.table.is_none(), "it is not applied yet");
}
