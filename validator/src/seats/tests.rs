use super::*;
use crate::documents::license::Quantity;
use crate::error::Code;
use crate::values::revision::Revision;
use crate::values::time::UnixTime;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const BUNDLE: &str = "client_bundle";

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn person(name: &str) -> Person {
    Person { name: name.into(), first: "Gerd".into(), last: "Gudlat".into() }
}

fn seats(number: u64) -> Quantity {
    Quantity::Limited(number)
}

/// People `0`, `1`, … `9`, `10`, …
fn people(count: usize) -> Roster {
    let mut roster = Roster::new(fold_case);
    (0..count).for_each(|number| roster.add(person(&number.to_string()), at(0)).unwrap());
    roster
}

/// People of whom the first few have a seat each, given one second after the other.
fn seated(people_count: usize, seat_count: usize) -> Roster {
    let mut roster = people(people_count);
    for number in 0..seat_count {
        roster.assign(&number.to_string(), BUNDLE, at(number as i64), Quantity::Unlimited).unwrap();
    }
    roster
}

fn names(assignments: &[Assignment<'_>]) -> Vec<String> {
    assignments.iter().map(|assignment| assignment.person.name.clone()).collect()
}

#[test]
fn a_person_is_one_however_the_name_is_written() {
    let mut roster = Roster::new(|name| name.nfkc().collect::<String>().to_lowercase());
    roster.add(person("jörg.müller"), at(1)).unwrap();
    for spelling in ["JÖRG.MÜLLER", "jo\u{308}rg.mu\u{308}ller", "ｊörg.müller"] {
        let error = roster.add(person(spelling), at(2)).unwrap_err();
        assert_eq!(error.code(), Code::PersonDuplicate);
        assert_eq!(error.found(), Some(spelling));
        assert_eq!(error.needed(), Some("another name than jörg.müller"));
        roster.assign(spelling, BUNDLE, at(3), seats(1)).unwrap();
        assert!(roster.has(spelling, BUNDLE));
    }
    assert_eq!((roster.people().count(), roster.count(BUNDLE)), (1, 1));
    assert_eq!(roster.person("JÖRG.MÜLLER"), Some(&person("jörg.müller")));
    roster.add(person("jorg.muller"), at(4)).unwrap();
    assert_eq!(roster.people().count(), 2);
}

#[test]
fn without_a_normaliser_case_alone_is_folded() {
    let mut roster = Roster::new(fold_case);
    roster.add(person("Ärger"), at(1)).unwrap();
    assert_eq!(roster.add(person("ÄRGER"), at(1)).unwrap_err().code(), Code::PersonDuplicate);
    roster.add(person("A\u{308}rger"), at(1)).unwrap();
}

#[test]
fn what_nobody_sees_makes_no_other_person() {
    let folds: [Fold; 2] =
        [fold_case, |name| fold_nfkc(name, |name| name.nfkc().collect(), str::to_lowercase)];
    let unseen =
        ['\u{AD}', '\u{34F}', '\u{180E}', '\u{200B}', '\u{2060}', '\u{3164}', '\u{FE0F}', '\u{FEFF}'];
    for fold in folds {
        let mut roster = Roster::new(fold);
        roster.add(person("a b"), at(1)).unwrap();
        let ignored = unseen.iter().flat_map(|c| [format!("{c}a b"), format!("a{c} b"), format!("a b{c}")]);
        for name in ignored.chain([" a b", "a b ", "\u{A0}a b"].map(str::to_owned)) {
            let error = roster.add(person(&name), at(1)).unwrap_err();
            assert_eq!(error.code(), Code::PersonDuplicate, "{}", name.escape_unicode());
        }
        for name in unseen.map(String::from).into_iter().chain([" ".to_owned(), " \u{200B} ".to_owned()]) {
            let error = roster.add(person(&name), at(1)).unwrap_err();
            assert_eq!(
                (error.code(), error.at()),
                (Code::PersonName, Some("name")),
                "{}",
                name.escape_unicode()
            );
        }
    }
}

#[test]
fn a_name_that_could_deceive_is_refused() {
    let mut roster = Roster::new(fold_case);
    for (name, first, last, field) in [
        ("", "", "", "name"),
        ("a\u{202E}b", "", "", "name"),
        ("a", "\n", "", "first"),
        ("a", "", "\u{7}", "last"),
    ] {
        let person = Person { name: name.into(), first: first.into(), last: last.into() };
        let error = roster.add(person, at(1)).unwrap_err();
        assert_eq!((error.code(), error.at()), (Code::PersonName, Some(field)));
    }
    assert_eq!(roster.people().count(), 0);
    let bare = Person { name: "=cmd()".into(), first: String::new(), last: String::new() };
    roster.add(bare, at(1)).unwrap();
}

#[test]
fn the_last_seat_is_given_and_the_next_refused_with_two_ways_out() {
    let mut roster = seated(502, 499);
    roster.assign("499", BUNDLE, at(500), seats(500)).unwrap();
    assert_eq!(roster.count(BUNDLE), 500);
    let denial = roster.assign("500", BUNDLE, at(501), seats(500)).unwrap_err();
    let expected = SeatDenial::LimitExhausted {
        entitlement: BUNDLE.into(),
        limit: seats(500),
        used: 500,
        free: 1,
        obtain: 1,
    };
    assert_eq!((denial.code(), &denial), ("limit_exhausted", &expected));
    assert_eq!(
        denial.to_string(),
        "500 of 500 client_bundle are given. Take 1 back, or get a licence for more."
    );
    assert!(!roster.has("500", BUNDLE));
    // Either way out is one.
    roster.clone().assign("500", BUNDLE, at(501), seats(501)).unwrap();
    assert!(roster.release("7", BUNDLE, at(501)));
    roster.assign("500", BUNDLE, at(502), seats(500)).unwrap();
    assert_eq!(roster.count(BUNDLE), 500);
}

#[test]
fn nothing_is_granted_where_nothing_is() {
    let mut roster = people(1);
    assert_eq!(roster.assign("0", BUNDLE, at(1), seats(0)).unwrap_err().code(), "limit_exhausted");
    assert_eq!((roster.count(BUNDLE), roster.count("unheard_of")), (0, 0));
    assert_eq!(roster.counts().count(), 0);
}

#[test]
fn a_seat_is_given_once_and_only_to_somebody() {
    let mut roster = people(1);
    roster.assign("0", BUNDLE, at(1), seats(1)).unwrap();
    roster.assign("0", BUNDLE, at(9), seats(1)).unwrap();
    assert_eq!(roster.count(BUNDLE), 1);
    assert_eq!(roster.assignments(BUNDLE).map(|seat| seat.at).collect::<Vec<_>>(), [at(1)]);
    let denial = roster.assign("nobody", BUNDLE, at(2), seats(9)).unwrap_err();
    assert_eq!(denial, SeatDenial::PersonUnknown { name: "nobody".into() });
    assert_eq!(denial.code(), "person_unknown");
    assert!(!roster.release("nobody", BUNDLE, at(2)) && !roster.release("0", "attendant", at(2)));
    assert!(roster.release("0", BUNDLE, at(2)) && !roster.release("0", BUNDLE, at(3)));
    assert_eq!(roster.count(BUNDLE), 0);
}

#[test]
fn a_downgrade_takes_no_seat_and_gives_no_new_one() {
    let mut roster = seated(9, 7);
    assert_eq!(names(&roster.over(BUNDLE, seats(5))), ["6", "5"]);
    assert_eq!(roster.count(BUNDLE), 7);
    for (freed, missing) in [("0", 3), ("6", 2), ("1", 1)] {
        let Err(SeatDenial::LimitExhausted { free, obtain, .. }) =
            roster.assign("8", BUNDLE, at(9), seats(5))
        else {
            unreachable!("no seat is left");
        };
        assert_eq!((free, obtain), (missing, missing));
        roster.release(freed, BUNDLE, at(9));
    }
    roster.assign("8", BUNDLE, at(9), seats(5)).unwrap();
    assert!(roster.over(BUNDLE, seats(5)).is_empty());
}

#[test]
fn over_are_those_who_came_last_newest_first_also_within_one_second() {
    let mut roster = people(6);
    for (name, secs) in [("3", 7), ("5", 7), ("1", 7), ("0", 9), ("4", 1)] {
        roster.assign(name, BUNDLE, at(secs), seats(5)).unwrap();
    }
    let over = |limit| names(&roster.over(BUNDLE, limit));
    assert_eq!(over(seats(0)), ["0", "1", "5", "3", "4"]);
    assert_eq!(over(seats(3)), ["0", "1"]);
    assert_eq!(over(seats(4)), ["0"]);
    assert!(over(seats(5)).is_empty() && over(seats(6)).is_empty() && over(Quantity::Unlimited).is_empty());
    assert!(roster.over("attendant", seats(0)).is_empty());
}

#[test]
fn of_one_second_copies_are_put_together_as_seats_were_given_whatever_the_names() {
    let mut roster = people(9);
    for name in ["5", "2", "7"] {
        roster.assign(name, BUNDLE, at(7), seats(9)).unwrap();
    }
    // Another copy goes on in the same second, and an older one changes nothing.
    let older = roster.clone();
    let mut copy = Roster::new(fold_case);
    copy.merge(roster.clone());
    copy.assign("6", BUNDLE, at(7), seats(9)).unwrap();
    copy.release("2", BUNDLE, at(7));
    copy.assign("1", BUNDLE, at(7), seats(9)).unwrap();
    copy.assign("2", BUNDLE, at(7), seats(9)).unwrap();
    for (mut one, other) in [(copy.clone(), older.clone()), (older, copy)] {
        one.merge(other);
        assert_eq!(names(&one.over(BUNDLE, seats(0))), ["2", "1", "6", "7", "5"]);
    }
}

#[test]
fn a_seat_moves_while_all_are_taken_but_not_while_too_many_are() {
    let mut roster = seated(9, 5);
    roster.redistribute("0", "8", BUNDLE, at(9), seats(5)).unwrap();
    assert_eq!((roster.has("0", BUNDLE), roster.has("8", BUNDLE), roster.count(BUNDLE)), (false, true, 5));
    assert_eq!(names(&roster.over(BUNDLE, seats(4))), ["8"]);

    let denial = roster.redistribute("8", "7", BUNDLE, at(9), seats(4)).unwrap_err();
    assert!(matches!(denial, SeatDenial::LimitExhausted { used: 5, free: 1, obtain: 1, .. }));
    assert!(roster.redistribute("8", "nobody", BUNDLE, at(9), seats(5)).is_err());
    assert_eq!((roster.has("8", BUNDLE), roster.has("7", BUNDLE)), (true, false));
    // From somebody without a seat it is a new one.
    assert!(roster.redistribute("7", "0", BUNDLE, at(9), seats(5)).is_err());
    roster.redistribute("7", "0", BUNDLE, at(9), seats(6)).unwrap();
    assert_eq!(roster.count(BUNDLE), 6);
    // To oneself it is none lost.
    roster.redistribute("8", "8", BUNDLE, at(9), seats(6)).unwrap();
    // To somebody who has one, it frees one.
    roster.redistribute("8", "0", BUNDLE, at(9), seats(6)).unwrap();
    assert_eq!((roster.has("8", BUNDLE), roster.count(BUNDLE)), (false, 5));
}

#[test]
fn who_leaves_frees_the_seats_and_comes_back_without() {
    let mut roster = seated(3, 2);
    roster.assign("1", "attendant", at(3), seats(1)).unwrap();
    assert!(roster.remove("1", at(4)) && !roster.remove("1", at(5)) && !roster.remove("nobody", at(5)));
    assert_eq!((roster.count(BUNDLE), roster.count("attendant")), (1, 0));
    assert_eq!(names(&roster.assignments(BUNDLE).collect::<Vec<_>>()), ["0"]);
    assert!(!roster.has("1", BUNDLE) && roster.person("1").is_none());
    assert!(roster.assign("1", BUNDLE, at(5), seats(9)).is_err() && !roster.release("1", BUNDLE, at(5)));

    roster.add(person("1"), at(6)).unwrap();
    assert!(!roster.has("1", BUNDLE) && roster.person("1").is_some());
    roster.assign("2", BUNDLE, at(7), seats(2)).unwrap();
    assert_eq!(roster.counts().collect::<Vec<_>>(), [(BUNDLE, 2)]);
}

#[test]
fn a_seat_given_elsewhere_to_somebody_who_left_counts_for_nothing() {
    let base = people(2);
    let (mut here, mut there) = (base.clone(), base);
    here.remove("1", at(1));
    there.assign("1", BUNDLE, at(2), seats(1)).unwrap();
    here.merge(there);
    assert_eq!((here.count(BUNDLE), here.has("1", BUNDLE)), (0, false));
    assert!(here.assignments(BUNDLE).next().is_none());
    here.add(person("1"), at(3)).unwrap();
    assert_eq!((here.count(BUNDLE), here.has("1", BUNDLE)), (0, false));
}

#[test]
fn a_seat_waits_for_somebody_whose_entry_was_lost() {
    let mut roster = Roster::new(fold_case);
    roster.merge_seat("Gerd.Gudlat", BUNDLE, Revision::first(at(1)));
    roster.recount();
    assert_eq!((roster.count(BUNDLE), roster.has("gerd.gudlat", BUNDLE)), (0, false));
    roster.add(person("gerd.gudlat"), at(2)).unwrap();
    assert_eq!((roster.count(BUNDLE), roster.has("gerd.gudlat", BUNDLE)), (1, true));
}

#[test]
fn an_older_copy_undoes_nothing() {
    let mut roster = seated(4, 3);
    let older = roster.clone();
    roster.release("0", BUNDLE, at(9));
    roster.remove("1", at(9));
    // The clock was set back meanwhile.
    roster.redistribute("2", "3", BUNDLE, at(1), seats(3)).unwrap();
    let newer = roster.clone();
    roster.merge(older.clone());
    assert_eq!(names(&roster.assignments(BUNDLE).collect::<Vec<_>>()), ["3"]);
    assert_eq!(content(&roster), content(&newer));
    let mut restored = older;
    restored.merge(newer.clone());
    assert_eq!(content(&restored), content(&newer));
}

/// What a reader of the list sees, and the counts that go with it.
fn content(roster: &Roster) -> Vec<String> {
    let people = roster.people().map(|person| format!("{person:?}"));
    let seats = ["a", "b", BUNDLE].into_iter().flat_map(|entitlement| {
        let seats: Vec<_> = roster.assignments(entitlement).collect();
        assert_eq!(seats.len() as u64, roster.count(entitlement));
        seats.into_iter().map(move |seat| format!("{entitlement} {seat:?}"))
    });
    people.chain(seats).collect()
}

/// Something that is done to a roster.
#[derive(Debug, Clone)]
enum Step {
    Add(u8),
    Remove(u8),
    Assign(u8, u8),
    Release(u8, u8),
    Redistribute(u8, u8, u8),
}

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    let (who, what) = (|| 0..4_u8, || 0..2_u8);
    let step = prop_oneof![
        who().prop_map(Step::Add),
        who().prop_map(Step::Remove),
        (who(), what()).prop_map(|(who, what)| Step::Assign(who, what)),
        (who(), what()).prop_map(|(who, what)| Step::Release(who, what)),
        (who(), who(), what()).prop_map(|(from, to, what)| Step::Redistribute(from, to, what)),
    ];
    proptest::collection::vec(step, 0..30)
}

fn after(steps: &[Step]) -> Roster {
    let mut roster = people(2);
    let name = |who: &u8| who.to_string();
    for (step, now) in steps.iter().zip(1..) {
        let now = at(now);
        // That a step is refused is as good as that it is taken.
        match step {
            Step::Add(who) => drop(roster.add(person(&name(who)), now)),
            Step::Remove(who) => drop(roster.remove(&name(who), now)),
            Step::Assign(who, what) => {
                drop(roster.assign(&name(who), ["a", "b"][usize::from(*what)], now, seats(2)))
            }
            Step::Release(who, what) => drop(roster.release(&name(who), ["a", "b"][usize::from(*what)], now)),
            Step::Redistribute(from, to, what) => {
                let what = ["a", "b"][usize::from(*what)];
                drop(roster.redistribute(&name(from), &name(to), what, now, seats(2)))
            }
        }
    }
    roster
}

fn merged(mut a: Roster, b: Roster) -> Roster {
    a.merge(b);
    a
}

proptest! {
    #[test]
    fn counts_are_those_of_the_seats_and_within_the_limit(steps in any_steps()) {
        let roster = after(&steps);
        content(&roster);
        prop_assert!(roster.count("a") <= 2 && roster.count("b") <= 2);
        let mut recounted = roster.clone();
        recounted.recount();
        prop_assert_eq!(content(&recounted), content(&roster));
    }

    #[test]
    fn copies_are_put_together_in_any_order(a in any_steps(), b in any_steps(), c in any_steps()) {
        let (a, b, c) = (after(&a), after(&b), after(&c));
        let ab = merged(a.clone(), b.clone());
        prop_assert_eq!(content(&ab), content(&merged(b.clone(), a.clone())));
        prop_assert_eq!(content(&merged(ab.clone(), b.clone())), content(&ab));
        let (left, right) = (merged(ab, c.clone()), merged(a, merged(b, c)));
        prop_assert_eq!(content(&left), content(&right));
    }
}

#[test]
fn names_are_corrected_and_seats_stay() {
    let mut roster = Roster::new(fold_case);
    roster.add(person("gerd.gudlat"), at(1)).unwrap();
    roster.assign("gerd.gudlat", "attendant", at(2), Quantity::Unlimited).unwrap();
    let corrected = Person { name: "Gerd.Gudlat".into(), first: "Gerd".into(), last: "Gudlat".into() };
    assert!(roster.correct(corrected.clone(), at(3)).unwrap());
    assert!(!roster.correct(corrected.clone(), at(4)).unwrap(), "there is nothing to correct");
    assert_eq!(roster.person("gerd.gudlat"), Some(&corrected));
    assert!(roster.has("gerd.gudlat", "attendant"));
    assert!(!roster.correct(person("nobody"), at(5)).unwrap());
    let deceiving = Person { first: "a\u{202e}b".into(), ..corrected.clone() };
    assert_eq!(roster.correct(deceiving, at(6)).unwrap_err().code(), Code::PersonName);
    assert_eq!(roster.person("gerd.gudlat"), Some(&corrected));
}

#[test]
fn a_clone_stays_as_it_was() {
    let mut roster = Roster::new(fold_case);
    roster.add(person("gerd.gudlat"), at(1)).unwrap();
    let before = roster.clone();
    roster.assign("gerd.gudlat", "attendant", at(2), Quantity::Unlimited).unwrap();
    roster.add(person("sandra.singer"), at(3)).unwrap();
    roster.remove("gerd.gudlat", at(4));
    assert_eq!((before.people().count(), before.count("attendant")), (1, 0));
    assert_eq!((roster.people().count(), roster.count("attendant")), (1, 0));
}
