//! A state as text, and put together with another.

use super::*;
use crate::documents::license::Quantity;
use crate::error::Code;
use crate::seats::fold_case;
use proptest::prelude::*;

const HEADER: &str = r#"{"countersign":"state","version":1}"#;

fn remove(state: &mut State, bytes: &[u8], now: UnixTime) {
    let digest = Sha256::digest(bytes).into();
    state.remove(&digest, now);
}

/// A state with an entry of every kind.
fn full() -> State {
    let mut state = State::new(fold_case);
    state.keep("a.lic", b"-----BEGIN SIGNED LICENSE-----\r\n\"\\\t\x01\xC3\xA9", at(1));
    state.keep("a.lic", b"\xFF\x00binary", at(2));
    remove(&mut state, b"\xFF\x00binary", at(9));
    state.add_key(TrustedKey { issuer: Some("https://vendor.example".into()), ..key(1) }, at(3)).unwrap();
    state.add_key(key(2), at(3)).unwrap();
    state.remove_key(&key(2).key.thumbprint(), at(4));
    for name in ["Gerd.Gudlat", "sandra.singer", "supervisor"] {
        state.roster.add(person(name), at(5)).unwrap();
    }
    state.roster.assign("gerd.gudlat", BUNDLE, at(6), Quantity::Unlimited).unwrap();
    state.roster.assign("supervisor", BUNDLE, at(6), Quantity::Unlimited).unwrap();
    state.roster.release("supervisor", BUNDLE, at(7));
    state.roster.remove("sandra.singer", at(7));
    state.set_usage("users", 19, at(8));
    state.set_usage("sessions", 2, at(8));
    state.clear_usage("sessions", at(9));
    state.clock = ClockMark::from_parts(Some(at(10)), Some(at(90_000_000)), 0);
    state.merge_mark(account(), ClockMark::from_parts(Some(at(9)), Some(at(90_000_000)), 2));
    let (_, dropped) = State::parse(br#"{"pool":{"b":1, "a":[2]}}"#, fold_case);
    assert_eq!(dropped.len(), 1);
    state.journal.record(Started { account: account(), start: started(), order: None });
    state.unknown.insert(r#"{"pool":{"b":1, "a":[2]}}"#.into());
    state
}

fn parse(text: &str) -> (State, Vec<(usize, &'static str)>) {
    let (state, dropped) = State::parse(text.as_bytes(), fold_case);
    (state, dropped.into_iter().map(|dropped| (dropped.line, dropped.error.code().as_str())).collect())
}

fn account() -> Account {
    Account { issuer: VENDOR.into(), product: "orange-uce".into(), name: "site-1".into() }
}

fn started() -> EmergencyStart {
    EmergencyStart {
        entitlement: "users".into(),
        license: "L-1".into(),
        at: at(11),
        end: at(20),
        seen: vec![[2; 32]],
        peak: 21,
        settled: Some(at(15)),
    }
}

/// What is read of a line below the header: the state, or the code of the refusal.
fn line(text: &str) -> Result<State, String> {
    let (state, dropped) = State::parse([HEADER, "\n", text].concat().as_bytes(), fold_case);
    match dropped.into_iter().next() {
        None => Ok(state),
        Some(Dropped { line, error }) => {
            assert_eq!(line, 2);
            Err(format!("{} {}", error.code(), error.at().unwrap_or_default()))
        }
    }
}

#[test]
fn what_is_written_is_read_back() {
    let state = full();
    let text = state.to_lines();
    let (read, dropped) = parse(&text);
    assert_eq!(dropped, []);
    assert_eq!(read.to_lines(), text);
    assert_eq!(text.lines().next(), Some(HEADER));

    let documents = read.documents();
    assert_eq!(documents[0].bytes(), b"-----BEGIN SIGNED LICENSE-----\r\n\"\\\t\x01\xC3\xA9");
    assert_eq!((documents[0].name(), documents[0].added(), documents[0].removed()), ("a.lic", at(1), None));
    assert_eq!(documents[1].bytes(), b"\xFF\x00binary");
    assert_eq!((documents[1].added(), documents[1].removed()), (at(2), Some(at(9))));
    assert_eq!(documents.len(), 2);
    assert_eq!(read.keys().iter().count(), 1);
    assert_eq!(read.keys(), state.keys());
    assert_eq!(read.roster.people().count(), 2);
    assert_eq!((read.roster.count(BUNDLE), read.roster.has("GERD.gudlat", BUNDLE)), (1, true));
    assert_eq!(read.usage(), [("users".to_owned(), 19)].into());
    assert_eq!((read.clock, &read.marks), (state.clock, &state.marks));
    assert!(text.contains("\n{\"pool\":{\"b\":1, \"a\":[2]}}\n"));
}

#[test]
fn an_empty_state_is_its_header() {
    let state = State::new(fold_case);
    assert_eq!(state.to_lines(), format!("{HEADER}\n"));
    assert_eq!(parse(&state.to_lines()).1, []);
}

#[test]
fn an_odd_name_or_number_costs_nothing() {
    let mut state = State::new(fold_case);
    let name = "a\u{202E}\n\u{0}".to_owned() + &"x".repeat(5_000) + ".lic";
    state.keep(&name, b"a", at(1));
    state.set_usage("", u64::MAX, at(1));
    let (read, dropped) = parse(&state.to_lines());
    assert_eq!(dropped, []);
    assert_eq!(read.documents()[0].name(), name);
    assert_eq!(read.usage().get(""), Some(9_007_199_254_740_991));
}

#[test]
fn the_documented_lines_are_those_that_are_written() {
    let kid = key(1).key.thumbprint();
    let text = full().to_lines();
    for expected in [
        r#"{"document":{"name":"a.lic","added":1,"at":1,"text":"-----BEGIN SIGNED LICENSE-----\r\n\"\\\u0009\u0001é"}}"#,
        r#"{"document":{"name":"a.lic","added":2,"at":9,"revision":2,"removed":true,"base64url":"_wBiaW5hcnk"}}"#,
        r#"{"person":{"name":"Gerd.Gudlat","first":"Gerd","last":"Gudlat","at":5}}"#,
        r#"{"person":{"name":"sandra.singer","first":"Gerd","last":"Gudlat","at":7,"order":1,"revision":2,"removed":true}}"#,
        r#"{"seat":{"person":"gerd.gudlat","entitlement":"client_bundle","at":6}}"#,
        r#"{"seat":{"person":"supervisor","entitlement":"client_bundle","at":7,"revision":2,"removed":true}}"#,
        r#"{"usage":{"entitlement":"users","amount":19,"at":8}}"#,
        r#"{"clock":{"mark":10,"pending":90000000,"resets":0}}"#,
        r#"{"account_clock":{"issuer":"https://vendor.example","product":"orange-uce","account":"site-1","mark":9,"pending":90000000,"resets":2}}"#,
        r#"{"emergency":{"issuer":"https://vendor.example","product":"orange-uce","account":"site-1","entitlement":"users","license":"L-1","at":11,"end":20,"seen":["AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"],"peak":21,"settled":15}}"#,
    ] {
        assert!(text.lines().any(|line| line == expected), "{expected} in\n{text}");
    }
    let jwk = format!(r#""kid":"{kid}","issuer":"https://vendor.example"}},"at":3}}}}"#);
    assert!(text.lines().any(|line| line.starts_with(r#"{"key":{"jwk":{"kty""#) && line.ends_with(&jwk)));
}

#[test]
fn a_truncated_state_loses_its_last_line_alone() {
    let text = full().to_lines();
    let lines = text.lines().count();
    let cut = &text[..text.len() - 3];
    let (read, dropped) = parse(cut);
    assert_eq!(dropped, [(lines, "json_syntax")]);
    let (last, _) = text.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(read.to_lines(), format!("{last}\n"));
}

#[test]
fn a_damaged_line_costs_itself_alone() {
    let text = full().to_lines();
    for damaged in 1..text.lines().count() {
        let lines: Vec<&str> = text
            .lines()
            .enumerate()
            .map(|(index, line)| if index == damaged { "{oops" } else { line })
            .collect();
        let (read, dropped) = parse(&lines.join("\r\n"));
        assert_eq!(dropped, [(damaged + 1, "json_syntax")]);
        let written = read.to_lines();
        for (index, line) in text.lines().enumerate() {
            assert_eq!(written.lines().any(|other| other == line), index != damaged, "{line}");
        }
    }
}

#[test]
fn a_state_without_its_header_is_read_and_the_lack_of_it_named() {
    let text = full().to_lines();
    let (_, headless) = text.split_once('\n').unwrap();
    let (read, dropped) = parse(headless);
    assert_eq!(dropped, [(1, "state_format")]);
    assert_eq!(read.to_lines(), text);

    for (header, code) in [
        (r#"{"countersign":"state","version":2}"#, "state_version"),
        (r#"{"countersign":"licence","version":1}"#, "state_format"),
        (r#"{"countersign":"state"}"#, "state_entry"),
        ("{}", "state_entry"),
        ("\u{FEFF}{\"countersign\":\"state\",\"version\":1}", "json_bom"),
    ] {
        let (read, dropped) = parse(&[header, "\n", headless].concat());
        assert_eq!(dropped, [(1, code)], "{header}");
        assert_eq!(read.to_lines(), text);
    }
}

#[test]
fn another_file_is_none_of_its_lines() {
    assert_eq!(parse("name;first;last\ngerd;Gerd;Gudlat\n").1, [(1, "json_syntax")]);
    assert_eq!(parse("\n\n[]\n[]\n").1, [(3, "json_root")]);
    assert_eq!(parse("").1, [(1, "state_format")]);
    assert_eq!(parse("\n \r\n").1, [(1, "state_format")]);
    let (state, dropped) = State::parse(b"%PDF-1.7\n\xFF\xFE\n", fold_case);
    assert_eq!((state.to_lines(), dropped.len()), (format!("{HEADER}\n"), 1));
}

#[test]
fn a_line_that_is_not_as_it_should_be_is_named_with_its_place() {
    for (text, expected) in [
        (r#"{}"#, "state_entry "),
        (r#"{"usage":{},"clock":{}}"#, "state_entry "),
        (r#"{"usage":5}"#, "state_entry usage"),
        (r#"{"usage":{"entitlement":"a","amount":-1,"at":1}}"#, "state_entry usage.amount"),
        (r#"{"usage":{"entitlement":"a","amount":1,"at":-1}}"#, "state_entry usage.at"),
        (r#"{"usage":{"entitlement":"a","amount":1}}"#, "state_entry usage.at"),
        (r#"{"usage":{"entitlement":"a","amount":1,"at":1,"revision":0}}"#, "state_entry usage.revision"),
        (r#"{"usage":{"entitlement":"a","amount":1,"at":1,"removed":1}}"#, "state_entry usage.removed"),
        (r#"{"usage":{"entitlement":"a","amount":1e3,"at":1}}"#, "json_number line, byte 37"),
        (r#"{"usage":{"entitlement":"a","amount":1,"amount":2,"at":1}}"#, "json_duplicate_key line"),
        (r#"{"person":{"name":"","first":"","last":"","at":1}}"#, "state_entry person.name"),
        (r#"{"person":{"name":"a","first":"\u202e","last":"","at":1}}"#, "state_entry person.first"),
        (r#"{"person":{"name":"a","first":"","last":"\n","at":1}}"#, "state_entry person.last"),
        (r#"{"seat":{"person":"a","at":1}}"#, "state_entry seat.entitlement"),
        (r#"{"seat":{"entitlement":"a","at":1}}"#, "state_entry seat.person"),
        (r#"{"document":{"name":"a","added":1,"at":1}}"#, "state_entry document.base64url"),
        (
            r#"{"document":{"name":"a","added":1,"at":1,"base64url":"a="}}"#,
            "encoding_padding document.base64url",
        ),
        (r#"{"document":{"name":"a","text":"","at":1}}"#, "state_entry document.added"),
        (r#"{"document":{"added":1,"text":"","at":1}}"#, "state_entry document.name"),
        (r#"{"key":{"at":1}}"#, "state_entry key.jwk"),
        (r#"{"key":{"jwk":{"kty":"OKP","crv":"Ed25519","x":"AAAA"},"at":1}}"#, "key_invalid key.jwk.x"),
        (r#"{"clock":{"mark":1}}"#, "state_entry clock.resets"),
        (r#"{"clock":{"mark":"now","resets":0}}"#, "state_entry clock.mark"),
        (r#"{"account_clock":{"issuer":"a","account":"b","resets":1}}"#, "state_entry account_clock.product"),
        (r#"{"emergency":{"issuer":"a","product":"b"}}"#, "state_entry emergency.account"),
    ] {
        assert_eq!(line(text).unwrap_err(), expected, "{text}");
    }
}

#[test]
fn of_two_people_who_are_one_the_first_is_kept_and_both_are_named() {
    let people = r#"{"person":{"name":"Gerd.Gudlat","first":"","last":"","at":1}}
{"person":{"name":"gerd.GUDLAT","first":"","last":"","at":9}}
{"seat":{"person":"GERD.GUDLAT","entitlement":"a","at":1}}"#;
    let (state, dropped) = State::parse([HEADER, "\n", people].concat().as_bytes(), fold_case);
    assert_eq!(dropped.len(), 1);
    assert_eq!((dropped[0].line, dropped[0].error.code()), (3, Code::PersonDuplicate));
    assert_eq!(dropped[0].error.found(), Some("gerd.GUDLAT"));
    assert_eq!(dropped[0].error.needed(), Some("another name than Gerd.Gudlat"));
    assert_eq!(state.roster.people().map(|person| &*person.name).collect::<Vec<_>>(), ["Gerd.Gudlat"]);
    assert!(state.roster.has("gerd.gudlat", "a"));
}

/// As a merge of two states has it, and a file to which lines are only ever appended.
#[test]
fn a_later_entry_about_somebody_holds_who_is_written_otherwise_since() {
    let entries = [
        r#"{"person":{"name":"Gerd.Gudlat","first":"","last":"","at":1}}"#,
        r#"{"person":{"name":"gerd.gudlat","first":"","last":"","at":9,"revision":2}}"#,
    ];
    for order in [[0, 1], [1, 0]] {
        let (state, dropped) = parse(&[HEADER, entries[order[0]], entries[order[1]]].join("\n"));
        assert_eq!(dropped, []);
        assert_eq!(state.roster.people().map(|person| &*person.name).collect::<Vec<_>>(), ["gerd.gudlat"]);
    }
}

#[test]
fn a_seat_count_or_a_verdict_that_was_edited_in_is_worth_nothing() {
    let text = [
        HEADER,
        r#"{"seat":{"person":"nobody","entitlement":"a","at":1}}"#,
        r#"{"counts":{"a":5}}"#,
        r#"{"document":{"name":"a.lic","added":1,"at":1,"text":"{}","status":"active","counts":true}}"#,
    ];
    let (state, dropped) = parse(&text.join("\n"));
    assert_eq!(dropped, []);
    assert_eq!(state.roster.count("a"), 0);
    assert!(!state.to_lines().contains("active"));
}

#[test]
fn a_removed_key_is_trusted_again_only_on_purpose() {
    let mut state = State::new(fold_case);
    let own = TrustedKey { issuer: Some("i".into()), ..key(1) };
    state.add_key(key(1), at(1)).unwrap();
    state.add_key(key(1), at(2)).unwrap();
    assert_eq!(state.add_key(own.clone(), at(2)).unwrap_err().code(), Code::KeyInvalid);
    let older = state.clone();
    let kid = key(1).key.thumbprint();
    assert!(state.remove_key(&kid, at(3)) && !state.remove_key(&kid, at(4)));
    state.merge(older);
    assert!(state.keys().is_empty());
    state.add_key(own.clone(), at(5)).unwrap();
    assert_eq!(state.keys().get(&kid), Some(&own));
}

#[test]
fn typed_usage_is_the_last_that_was_typed() {
    let mut state = State::new(fold_case);
    assert!(!state.clear_usage("users", at(1)));
    state.set_usage("users", 19, at(1));
    let older = state.clone();
    state.set_usage("users", 12, at(1));
    state.merge(older);
    assert_eq!(state.usage().get("users"), Some(12));
    assert!(state.clear_usage("users", at(2)) && !state.clear_usage("users", at(2)));
    assert_eq!(state.usage().get("users"), None);
    state.set_usage("users", 0, at(3));
    assert_eq!(state.usage().get("users"), Some(0));
}

#[test]
fn a_file_is_put_in_use_again_where_it_was_removed() {
    let mut state = State::new(fold_case);
    state.keep("a.lic", b"a", at(1));
    let digest = state.documents()[0].digest();
    assert!(!state.restore(&digest, at(2)) && !state.restore(&[0; 32], at(2)));
    remove(&mut state, b"a", at(3));
    let older = state.clone();
    assert!(state.restore(&digest, at(4)));
    state.merge(older);
    assert_eq!((state.documents()[0].removed(), state.documents()[0].added()), (None, at(1)));
}

#[test]
fn files_are_in_the_order_in_which_they_came() {
    let mut state = State::new(fold_case);
    for (bytes, secs) in [("c", 3), ("a", 1), ("d", 4), ("b", 2)] {
        state.keep("a.lic", bytes.as_bytes(), at(secs));
    }
    let bytes: Vec<u8> = state.documents().iter().flat_map(|document| document.bytes()).copied().collect();
    assert_eq!(bytes, b"abcd");
}

/// Something that is done to a state.
fn any_steps() -> impl Strategy<Value = Vec<(u8, u8, i64)>> {
    proptest::collection::vec((0..12_u8, 0..3_u8, 0..5_i64), 0..25)
}

/// The state after such steps.
fn after(steps: &[(u8, u8, i64)]) -> State {
    let mut state = State::new(fold_case);
    for &(what, which, when) in steps {
        let (now, name) = (at(when * 100_000), which.to_string());
        match what {
            0 => state.keep("a.lic", &[which], now),
            1 => remove(&mut state, &[which], now),
            2 => state.add_key(key(which), now).unwrap_or_default(),
            3 => drop(state.remove_key(&key(which).key.thumbprint(), now)),
            4 => state.roster.add(person(&name), now).unwrap_or_default(),
            5 => drop(state.roster.remove(&name, now)),
            6 => drop(state.roster.assign(&name, BUNDLE, now, Quantity::Limited(2))),
            7 => drop(state.roster.release(&name, BUNDLE, now)),
            8 => state.set_usage(&name, when.unsigned_abs(), now),
            9 => {
                let peak = when.unsigned_abs();
                let start = EmergencyStart { license: name, peak, ..started() };
                state.journal.record(Started { account: account(), start, order: Some(7) });
            }
            10 => {
                let account = Account { name, ..account() };
                state.mend_clock(&account, at(when), at(0));
            }
            _ => state.observe_clock(now),
        }
    }
    state
}

fn merged(mut a: State, b: &State) -> State {
    a.merge(b.clone());
    a
}

proptest! {
    #[test]
    fn states_are_put_together_in_any_order(a in any_steps(), b in any_steps(), c in any_steps()) {
        let (a, b, c) = (after(&a), after(&b), after(&c));
        let ab = merged(a.clone(), &b);
        prop_assert_eq!(ab.to_lines(), merged(b.clone(), &a).to_lines());
        prop_assert_eq!(merged(ab.clone(), &b).to_lines(), ab.to_lines());
        prop_assert_eq!(merged(ab, &c).to_lines(), merged(a, &merged(b, &c)).to_lines());
    }

    #[test]
    fn an_older_export_undoes_nothing(steps in any_steps(), exported in 0..25_usize) {
        let exported = after(&steps[..exported.min(steps.len())]);
        let state = after(&steps);
        let written = |mut state: State| {
            // A reading that waits to be confirmed is no more than that: the next one takes its place.
            let clocks = std::iter::once(&mut state.clock).chain(state.marks.values_mut());
            clocks.for_each(|clock| *clock = ClockMark::from_parts(clock.mark(), None, clock.resets()));
            state.to_lines()
        };
        prop_assert_eq!(written(merged(state.clone(), &exported)), written(state.clone()));
        prop_assert_eq!(written(merged(exported, &state)), written(state));
    }

    #[test]
    fn any_state_is_read_back(steps in any_steps()) {
        let text = after(&steps).to_lines();
        let (read, dropped) = parse(&text);
        prop_assert_eq!(dropped, vec![]);
        prop_assert_eq!(read.to_lines(), text);
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (state, dropped) = State::parse(&bytes, fold_case);
        prop_assert!(dropped.len() <= bytes.len().max(1));
        prop_assert_eq!(parse(&state.to_lines()).1, vec![]);
    }
}

#[test]
fn of_very_many_lines_that_are_damaged_the_first_are_named() {
    let text = |lines| format!("{HEADER}\n{}", "x\n".repeat(lines));
    let dropped = |lines| State::parse(text(lines).as_bytes(), fold_case).1;
    assert_eq!(dropped(9_999).len(), 9_999);
    assert_eq!(dropped(50_000).len(), 10_000);
}
