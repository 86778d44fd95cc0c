//! Which seats are honoured where more are taken than are granted: those that the licences at hand, now and
//! before, once granted, and none beyond.

use super::claims::Claims;
use super::reading::{answer, at, lock_code};
use crate::documents::license::{License, Quantity};
use crate::judge::decide::{Denial, Remedy};
use crate::judge::history::{Held, Removed};
use crate::judge::question::Question;
use crate::seats::{Person, Roster, fold_case};
use crate::values::version::ProductVersion;
use proptest::prelude::*;
use serde_json::json;

const NOW: i64 = 1_500_000_000;

/// When the licences here came, one after the other.
const CAME: i64 = NOW - 1_000;

fn license(id: &str, users: u64, issued: i64) -> Claims {
    Claims::new(id).users(users).with("iat", issued)
}

/// The next serial of a licence.
fn next(claims: Claims) -> Claims {
    claims.with("lic.serial", 2)
}

/// How many seats are honoured where these licences are at hand, and those were.
fn honoured_beside(present: &[&Claims], removed: &[(&Claims, i64)], question: &Question) -> Quantity {
    let mut question = question.clone();
    let taken_out =
        removed.iter().map(|(claims, when)| Removed { license: claims.verified::<License>(), at: at(*when) });
    question.history.removed = taken_out.collect();
    answer(present, &question).seats("users").honoured
}

fn honoured(present: &[&Claims]) -> Quantity {
    honoured_beside(present, &[], &Question::at(at(NOW)))
}

fn limited(number: u64) -> Quantity {
    Quantity::Limited(number)
}

#[test]
fn what_licences_granted_together_at_one_instant_is_honoured() {
    let (first, second) = (license("A", 5, CAME), license("B", 3, CAME + 1));
    assert_eq!(honoured(&[&first]), limited(5));
    assert_eq!(honoured(&[&first, &second]), limited(8));
    // A downgrade, by serial and by name.
    assert_eq!(honoured(&[&first, &next(license("A", 1, CAME + 2))]), limited(5));
    let both = license("C", 2, CAME + 2).with("lic.supersedes", json!(["A", "B"]));
    assert_eq!(honoured(&[&first, &second, &both]), limited(8));
    // One that comes after the downgrade was never beside the first.
    let (smaller, later) = (next(license("A", 1, CAME + 2)), license("B", 3, CAME + 3));
    assert_eq!(honoured(&[&first, &smaller, &later]), limited(5));
    // Each replaces the one before: never two at once.
    let chain = [license("A", 5, CAME), license("B", 6, CAME + 1), license("C", 4, CAME + 2)];
    let chain = [
        chain[0].clone(),
        chain[1].clone().with("lic.supersedes", json!(["A"])),
        chain[2].clone().with("lic.supersedes", json!(["B"])),
    ];
    assert_eq!(honoured(&[&chain[0], &chain[1], &chain[2]]), limited(6));
}

#[test]
fn one_after_the_other_is_not_together() {
    let year = |id: &str, users, start: i64| license(id, users, start).with("nbf", start).ending(start + 100);
    let years = [year("A", 5, CAME), year("B", 7, CAME + 100), year("C", 2, CAME + 200)];
    assert_eq!(honoured(&[&years[0], &years[1], &years[2]]), limited(7));
    let overlapping = license("D", 1, CAME + 250).ending(CAME + 301);
    assert_eq!(honoured(&[&years[0], &years[1], &years[2], &overlapping]), limited(7));
    assert_eq!(honoured(&[&years[2], &overlapping]), limited(3));
}

#[test]
fn what_did_not_start_yet_or_never_held_here_bears_out_nothing() {
    let base = license("A", 2, CAME);
    let (product, account) = (license("B", 9, CAME).with("aud", "p"), license("B", 9, CAME).with("sub", "s"));
    let mut question = Question::at(at(NOW));
    question.product = Some("orange-uce".into());
    question.account = Some("site-1".into());
    let bound =
        license("B", 9, CAME).with("lic.hosts", json!({ "lock_codes": [lock_code("b").to_string()] }));
    for other in [
        license("B", 9, CAME).with("nbf", NOW + 1),
        license("B", 9, CAME).with("nbf", NOW + 50).ending(NOW + 60),
        product,
        account,
        bound,
    ] {
        for removed in [&[][..], &[(&other, NOW - 1)]] {
            let present: &[&Claims] = if removed.is_empty() { &[&base, &other] } else { &[&base] };
            assert_eq!(honoured_beside(present, removed, &question), limited(2), "{other:?}");
        }
    }
}

#[test]
fn what_is_revoked_bears_out_nothing() {
    let second = license("B", 2, CAME + 1).with("lic.supersedes", json!(["A"]));
    let (first, list) = (license("A", 9, CAME), Claims::revoking(&["A"], 1));
    assert_eq!(honoured(&[&first, &second]), limited(9));
    assert_eq!(honoured(&[&first, &second, &list]), limited(2));
    assert_eq!(honoured_beside(&[&second, &list], &[(&first, NOW)], &Question::at(at(NOW))), limited(2));
}

#[test]
fn a_trial_an_overage_no_limit_and_the_entry_limit_were_granted() {
    let base = license("B", 2, CAME + 100);
    let trial = license("A", 9, CAME).with("lic.kind", "trial").ending(CAME + 50);
    assert_eq!(honoured(&[&trial, &base]), limited(9));
    assert_eq!(honoured(&[&license("A", 9, CAME).ending(CAME + 100), &base]), limited(9));
    let users =
        |quantity: serde_json::Value| json!({ "id": "users", "metric": "user", "quantity": quantity });
    let entitled = |entitlement| {
        let early = Claims::new("A").with("iat", CAME).granting(entitlement);
        [early, next(license("A", 2, CAME + 1))]
    };
    let [early, later] = entitled(users(json!("unlimited")));
    assert_eq!(honoured(&[&early, &later]), Quantity::Unlimited);
    let mut overage = users(json!(10));
    overage["overage"] = json!({ "percent": 20 });
    let [early, later] = entitled(overage);
    assert_eq!(honoured(&[&early, &later]), limited(12));
    // An entitlement's own end.
    let mut ended = users(json!(10));
    ended["exp"] = json!(NOW - 1);
    let [early, _] = entitled(ended);
    assert_eq!(honoured(&[&early, &base]), limited(12));
    let mut question = Question::at(at(NOW));
    question.entry = [("users".into(), 3)].into();
    assert_eq!(honoured_beside(&[&base], &[], &question), limited(3), "before the first licence");
    assert_eq!(honoured_beside(&[&trial, &base], &[], &question), limited(9));
}

#[test]
fn what_an_emergency_lent_is_not_granted() {
    let (base, emergency) = (license("A", 5, CAME), license("E", 4, CAME).emergency(CAME, NOW));
    assert_eq!(honoured(&[&base, &emergency]), limited(5));
    let running = license("E", 4, CAME).emergency(CAME, NOW + 1);
    assert_eq!(honoured(&[&base, &running]), limited(9), "while it runs it is allowed");
}

#[test]
fn what_is_for_another_version_was_granted_under_that_one() {
    let (old, new) = (license("A", 9, CAME).with("lic.versions", "<6"), license("B", 2, CAME + 1));
    let mut question = Question::at(at(NOW));
    question.product_version = Some(ProductVersion::parse("6.0").unwrap());
    assert_eq!(honoured_beside(&[&old, &new], &[], &question), limited(11));
    let new = new.with("lic.supersedes", json!(["A"])).with("lic.versions", ">=6");
    assert_eq!(honoured_beside(&[&old, &new], &[], &question), limited(9));
}

#[test]
fn of_two_with_one_serial_the_first_counted_until_the_second_came() {
    let (one, other) = (license("A", 7, CAME), license("A", 6, CAME + 5));
    let correction = next(license("A", 1, CAME + 9));
    assert_eq!(honoured(&[&one, &other, &correction]), limited(7), "never both");
}

#[test]
fn seats_beyond_are_listed_and_denied_newest_first() {
    let mut roster = Roster::new(fold_case);
    for number in 0..14 {
        let name = format!("user{number:02}");
        roster.add(Person { name: name.clone(), first: String::new(), last: String::new() }, at(1)).unwrap();
        roster.assign(&name, "users", at(100 + number), Quantity::Unlimited).unwrap();
    }
    let (first, second) = (license("A", 5, CAME), next(license("A", 2, CAME + 1)));
    for (present, granted, honoured) in
        [(&[&first][..], 5, 5), (&[&first, &second], 2, 5), (&[&second], 2, 2)]
    {
        // Whatever is said to be in use: seats are counted.
        for used in [0, 14] {
            let mut question = Question::at(at(NOW));
            question.usage = [("users".into(), used)].into();
            let report = answer(present, &question);
            let over: Vec<_> =
                report.over("users", &roster).iter().map(|seat| seat.person.name.clone()).collect();
            let newest: Vec<_> = (granted..14).rev().map(|number| format!("user{number:02}")).collect();
            assert_eq!(over, newest);
            for number in 0..14 {
                let decision = report.decide_person("users", &roster, &format!("USER{number:02}"));
                let code = (number >= honoured).then_some(Denial::LimitExhausted);
                assert_eq!(decision.code, code, "{number} of {honoured}");
                if code.is_some() {
                    assert_eq!((decision.used, decision.limit), (14, Some(limited(granted as u64))));
                    assert_eq!(decision.remedies[..2], [Remedy::Free, Remedy::AddLicense]);
                }
            }
            let allowed = report.seats("users").allowed;
            roster.add(Person { name: "new".into(), first: String::new(), last: String::new() }, at(1)).ok();
            assert!(roster.assign("new", "users", at(NOW), allowed).is_err());
        }
    }
}

/// A licence's claims, when it came, and when it was taken out.
type Life = (Claims, i64, Option<i64>);

fn any_life(number: usize) -> impl Strategy<Value = Life> {
    let dates = (0_i64..9, proptest::option::of(0_i64..9), proptest::option::of(1_i64..9), 0_i64..4);
    let names = proptest::collection::vec(0_usize..4, 0..3);
    let terms = (1_u64..9, 1_u64..4, names, 0_usize..3, proptest::option::of(1_i64..9));
    (dates, terms).prop_map(move |((issued, start, end, late), (users, serial, names, id, out))| {
        let own = format!("L-{id}");
        let claims = license(&own, users, CAME + issued);
        // Each has a serial of its own: two with one are told apart elsewhere.
        let mut claims = claims.with("lic.serial", serial * 10 + number as u64);
        let names: Vec<_> = names.iter().map(|number| format!("L-{number}")).collect();
        let unlike =
            names.iter().enumerate().filter(|(index, name)| **name != own && !names[..*index].contains(name));
        let unlike: Vec<_> = unlike.map(|(_, name)| name.clone()).collect();
        if !unlike.is_empty() {
            claims = claims.with("lic.supersedes", json!(unlike));
        }
        if let Some(start) = start {
            claims = claims.with("nbf", CAME + start);
        }
        if let Some(end) = end {
            claims = claims.ending(CAME + start.unwrap_or(issued).max(issued) + end);
        }
        let came = CAME + issued + late;
        (claims, came, out.map(|out| came + out))
    })
}

proptest! {
    /// The rule is that of `judge`, asked on each day with what was at hand on that day.
    #[test]
    fn what_is_honoured_is_the_most_that_was_allowed_on_any_day(
        lives in (any_life(0), any_life(1), any_life(2), any_life(3)),
    ) {
        let lives = [lives.0, lives.1, lives.2, lives.3];
        let on = |day: i64| {
            let mut question = Question::at(at(day));
            let came: Vec<&Life> = lives.iter().filter(|(_, came, _)| *came <= day).collect();
            let is_out = |life: &&&Life| life.2.is_some_and(|out| out <= day);
            for (claims, _, out) in came.iter().filter(is_out) {
                question.history.removed.push(Removed { license: claims.verified(), at: at(out.unwrap()) });
            }
            for (claims, came, _) in &lives {
                question.history.held.push(Held { license: claims.verified(), since: at(*came) });
            }
            let present: Vec<&Claims> = came.iter().filter(|life| !is_out(life)).map(|life| &life.0).collect();
            answer(&present, &question).seats("users")
        };
        let last = CAME + 25;
        // What nothing at hand names any more has no row.
        prop_assume!(on(last).honoured > limited(0));
        let most = (CAME..=last).map(|day| on(day).allowed).max();
        prop_assert_eq!(Some(on(last).honoured), most);
    }
}
