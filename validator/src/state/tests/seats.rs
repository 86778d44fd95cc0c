//! Seats beyond what was ever granted, however they came to be.

use super::*;
use crate::documents::license::Quantity;
use crate::judge::decide::Denial;

/// People `a`, `b`, … who are on the list, with seats where there is room for them.
fn seat(state: &mut State, names: &[&str], now: i64) {
    for name in names {
        state.roster.add(person(name), at(now)).ok();
        let allowed = report(state, now).seats("users").allowed;
        state.roster.assign(name, "users", at(now), allowed).unwrap();
    }
}

/// Who is over, and who of them is denied.
fn over(state: &State, now: i64) -> (Vec<String>, Vec<String>) {
    let report = report(state, now);
    let over = report.over("users", &state.roster).into_iter().map(|seat| seat.person.name.clone());
    let denied = state.roster.people().filter(|person| {
        let decision = report.decide_person("users", &state.roster, &person.name);
        decision.code == Some(Denial::LimitExhausted)
    });
    (over.collect(), denied.map(|person| person.name.clone()).collect())
}

fn names(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn merging_copies_gives_no_seat_that_was_not_granted() {
    let base = with(&[&Document::license("L-1", 2)], 200);
    let copies = [["a", "b"], ["c", "d"], ["e", "f"]].iter().enumerate().map(|(number, people)| {
        let mut copy = base.clone();
        seat(&mut copy, people, 300 + number as i64);
        copy
    });
    let copies: Vec<State> = copies.collect();
    let mut merged = base;
    copies.into_iter().for_each(|copy| merged.merge(copy));
    assert_eq!(merged.roster.count("users"), 6, "nothing is taken away");
    assert_eq!(over(&merged, 400), (names("f e d c"), names("c d e f")));
    // None is given before enough are taken back.
    merged.roster.add(person("g"), at(400)).unwrap();
    let allowed = report(&merged, 400).seats("users").allowed;
    assert_eq!(merged.roster.assign("g", "users", at(400), allowed).unwrap_err().code(), "limit_exhausted");
    for name in ["a", "c", "d", "e"] {
        merged.roster.release(name, "users", at(401));
    }
    assert_eq!(over(&merged, 402), (names(""), names("")));
}

#[test]
fn a_downgrade_takes_no_seat_and_what_comes_beside_it_by_hand_gets_none() {
    let mut state = with(&[&Document::license("L-1", 4)], 200);
    seat(&mut state, &["a", "b", "c", "d"], 300);
    assert_eq!(add(&mut state, &Document::license("L-1", 1).serial(2).with("iat", 350), 400), "ok");
    assert_eq!(over(&state, 500), (names("d c b"), names("")));
    let removed = state.documents().first().map(|document| document.digest()).unwrap();
    let mut without = state.clone();
    assert!(without.remove(&removed, at(450)));
    assert_eq!(over(&without, 500), (names("d c b"), names("")), "also where the file is taken out");
    let lines = ["x", "y"].map(|name| {
        let person = format!(r#"{{"person":{{"name":"{name}","first":"","last":"","at":450}}}}"#);
        format!("{person}\n{{\"seat\":{{\"person\":\"{name}\",\"entitlement\":\"users\",\"at\":450}}}}\n")
    });
    let (edited, dropped) = State::parse((without.to_lines() + &lines.concat()).as_bytes(), fold_case);
    assert!(dropped.is_empty());
    assert_eq!(over(&edited, 500), (names("x y d c b"), names("x y")));
}

/// Lines of a state in which something that is not signed was written anew.
fn edited(state: &State, from: &str, to: &str) -> State {
    let text = state.to_lines();
    assert!(text.contains(from), "{text}");
    State::parse(text.replace(from, to).as_bytes(), fold_case).0
}

#[test]
fn dates_written_by_hand_make_no_seats() {
    // 3 until a replacement of 5 came, and 5 until one of 2 did.
    let mut state = with(&[&Document::license("L-1", 3)], 200);
    let second = Document::license("L-2", 5).with("iat", 300).with("lic.supersedes", vec!["L-1"]);
    let third = Document::license("L-3", 2).with("iat", 400).with("lic.supersedes", vec!["L-2"]);
    assert_eq!(add(&mut state, &second, 310), "ok");
    assert_eq!(add(&mut state, &third, 410), "ok");
    let honoured = |state: &State| report(state, 500).seats("users").honoured;
    assert_eq!(honoured(&state), Quantity::Limited(5));
    for when in [0, 100, 199, 300, 410, 499, 501, 9_999_999] {
        for came in ["200", "310", "410"] {
            let edited = edited(&state, &format!("\"added\":{came}"), &format!("\"added\":{when}"));
            // At most as though the second had never been there: L-3 alone does not replace L-1.
            assert!(honoured(&edited) <= Quantity::Limited(5), "{came} as {when}: {:?}", honoured(&edited));
        }
    }
    // Another account's licence, and one that a key signed which is not trusted any more.
    let foreign = Document::license("L-9", 99).with("sub", "site-2");
    let leaked = Document::license("L-8", 50).signed_by(2);
    assert_eq!(add(&mut state, &foreign, 450), "ok");
    assert_eq!(add(&mut state, &leaked, 450), "ok");
    assert!(state.remove(&leaked.digest(), at(451)));
    let asked = Question { account: Some("site-1".into()), ..Question::at(at(500)) };
    let honoured = |state: &State| state.report(&verifier(), &asked).unwrap().seats("users").honoured;
    assert_eq!(honoured(&state), Quantity::Limited(52));
    assert_eq!(add(&mut state, &Document::trust_update(1, &[2]), 460), "ok");
    assert_eq!(honoured(&state), Quantity::Limited(5));
}
