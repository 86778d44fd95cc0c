//! Of what seats are given, and what is said where the licences for another product name it.

use super::Claims;
use super::reading::{DAY, answer, at, report as judged};
use crate::{Denial, File, LimitRow, Person, Quantity, Question, Remedy, Roster, SeatDenial, fold_case};
use serde_json::{Value, json};

const NOW: i64 = 1_500_000_000;

fn question() -> Question {
    let mut question = Question::at(at(NOW));
    question.product = Some("orange-uce".into());
    question
}

fn granting(entitlement: Value) -> Claims {
    Claims::new("L-1").granting(entitlement)
}

fn code(licenses: &[&Claims], question: &Question) -> Result<Quantity, &'static str> {
    let report = answer(licenses, question);
    let given = report.seats_to_give("users");
    if let Some(LimitRow::Quantity(row)) = report.limit("users") {
        assert_eq!(row.is_assignable(), given.is_ok() && !licenses.is_empty());
    }
    given.map_err(|denial| {
        assert!(denial.to_string().contains("users"), "{denial}");
        denial.code()
    })
}

#[test]
fn seats_are_given_of_what_counts_people_one_by_one_alone() {
    let given = granting(json!({ "id": "users", "metric": "user", "quantity": 3, "assignable": true }));
    assert_eq!(code(&[&given], &question()), Ok(Quantity::Limited(3)));
    for (entitlement, expected) in [
        (json!({ "id": "users", "metric": "user", "quantity": 3 }), "not_assignable"),
        (json!({ "id": "users", "metric": "user", "quantity": 3, "assignable": false }), "not_assignable"),
        (json!({ "id": "users", "metric": "feature" }), "entitlement_feature"),
        (
            json!({ "id": "others", "metric": "user", "quantity": 3, "assignable": true }),
            "entitlement_unknown",
        ),
    ] {
        assert_eq!(code(&[&granting(entitlement.clone())], &question()), Err(expected), "{entitlement}");
    }
    for metric in ["device", "session", "host"] {
        let counted = json!({ "id": "users", "metric": metric, "quantity": 3, "assignable": true });
        assert_eq!(code(&[&granting(counted)], &question()), Err("not_assignable"), "{metric}");
    }
    // It is enough that one licence says so, and one that has ended still does.
    let plain = Claims::new("L-2").users(2);
    assert_eq!(code(&[&given, &plain], &question()), Ok(Quantity::Limited(5)));
    assert_eq!(code(&[&given.clone().ending(NOW)], &question()), Ok(Quantity::ZERO));
    // Of what an entry limit alone names, nobody says that it is not given.
    let mut entry = question();
    entry.entry = [("users".into(), 2)].into();
    assert_eq!(code(&[], &entry), Ok(Quantity::Limited(2)));
    assert_eq!(code(&[&plain], &entry), Err("not_assignable"));
}

#[test]
fn what_licences_for_another_product_name_is_said_so() {
    let users = json!({ "id": "users", "metric": "user", "quantity": 3, "assignable": true });
    let of = |id: &str, product: &str| Claims::new(id).with("aud", product).granting(users.clone());
    let (first, second, same) = (of("A", "ucware"), of("B", "call-studio"), of("C", "ucware"));
    let report = answer(&[&first, &second, &same], &question());
    let products = vec!["call-studio".to_owned(), "ucware".to_owned()];
    let expected = SeatDenial::WrongProduct { entitlement: "users".into(), products: products.clone() };
    assert_eq!(report.seats_to_give("users"), Err(expected));
    let denied = report.decide("users", 1);
    assert_eq!((denied.code, &denied.other_products), (Some(Denial::NoLicense), &products));
    assert!(report.decide("other", 1).other_products.is_empty());
    let mut roster = Roster::new(fold_case);
    let anna = Person { name: "anna".into(), first: String::new(), last: String::new() };
    roster.add(anna, at(1)).unwrap();
    let person = report.decide_person("users", &roster, "anna");
    assert_eq!((person.code, &person.other_products), (Some(Denial::AssignmentMissing), &products));
    assert_eq!(person.remedies, [Remedy::AddLicense]);
    // What a licence for the judged product gives, is denied for other reasons, or not at all.
    let own = answer(&[&first, &Claims::new("L-1").users(1)], &question());
    assert!(own.decide("users", 2).other_products.is_empty());
    assert_eq!(own.seats_to_give("users").map_err(|denial| denial.code()), Err("not_assignable"));
    let free = own.decide_person("users", &roster, "anna");
    assert!(free.remedies.is_empty(), "no seat can be given of it: {free:?}");
    // One that was revoked, or replaced, says nothing.
    let mut revoking = Claims::revoking(&["A"], 1).with("aud", "ucware");
    assert_eq!(
        answer(&[&first, &revoking], &question()).seats_to_give("users").unwrap_err().code(),
        "entitlement_unknown"
    );
    revoking = Claims::new("A")
        .with("aud", "ucware")
        .with("lic.serial", 2)
        .granting(json!({ "id": "fax", "metric": "feature" }));
    assert!(answer(&[&first, &revoking], &question()).decide("users", 1).other_products.is_empty());
}

#[test]
fn an_entitlement_has_the_name_of_the_newest_licence_that_counts() {
    let named = |id: &str, issued: i64, name: Value| {
        let users = json!({ "id": "users", "metric": "user", "quantity": 1, "name": name });
        Claims::new(id).with("iat", issued).granting(users)
    };
    let languages = json!({ "de": "Benutzer", "en": "Users" });
    let (old, new) = (named("L-1", NOW - 20, json!("People")), named("L-2", NOW - 10, languages));
    let name = |licenses: &[&Claims], id: &str, language: &str| {
        let files: Vec<File> = licenses.iter().map(|claims| claims.file()).collect();
        answer(licenses, &question()).name_of(&files, id, language).to_owned()
    };
    for (language, expected) in [("de", "Benutzer"), ("de-AT", "Benutzer"), ("fr", "Users"), ("", "Users")] {
        assert_eq!(name(&[&new, &old], "users", language), expected, "{language}");
    }
    let ended = new.clone().ending(NOW);
    assert_eq!(name(&[&ended, &old], "users", "de"), "People");
    assert_eq!(name(&[&ended], "users", "de"), "Benutzer");
    let nameless = Claims::new("L-3").users(1).with("iat", NOW);
    assert_eq!(name(&[&old, &nameless], "users", "de"), "People");
    assert_eq!(name(&[&nameless], "users", "de"), "users");
    assert_eq!(name(&[&new, &old], "fax", "de"), "fax");
}

/// At each instant that it names something is another, and at none between.
#[test]
fn the_next_turn_is_the_first_instant_at_which_something_is_another() {
    let ending = |id: &str| Claims::new(id).users(1).ending(NOW);
    let trial = ending("L-1").with("lic.kind", "trial").with("lic.grace_days", 3).with("nbf", NOW - 30 * DAY);
    let extra = json!({ "id": "fax", "metric": "feature", "exp": NOW - 20 * DAY });
    let standard = Claims::new("L-2").users(2).granting(extra).ending(NOW + 40 * DAY);
    let list = Claims::revoking(&[], 1).with("iat", NOW - 90 * DAY);
    let licenses = [&trial, &standard, &list];
    let mut turns = Vec::new();
    let mut now = NOW - 40 * DAY;
    let files: Vec<File> = licenses.iter().map(|claims| claims.file()).collect();
    while let Some(next) = judged(&licenses, now).next_turn(&files) {
        let told = |at: i64| {
            let report = judged(&licenses, at);
            let rows: Vec<_> = report.documents.iter().map(|row| json!(row)["status"].clone()).collect();
            json!([rows, report.limits.iter().map(|row| json!(row)["granted"].clone()).collect::<Vec<_>>()])
        };
        let next = next.as_secs();
        assert_eq!(told(now), told(next - 1), "nothing changes before");
        if next < 253_402_300_799 {
            assert_ne!(told(next - 1), told(next), "{}", (next - NOW) / DAY);
        }
        turns.push((next - NOW) / DAY);
        now = next;
    }
    assert_eq!(turns[..6], [-30, -20, -7, 0, 3, 25], "and the end of the second, and the next list");
    assert_eq!((turns[6], turns.len()), (40, 8));
    let forever = Claims::new("L-3").users(1);
    assert_eq!(judged(&[&forever], NOW).next_turn(&[forever.file()]), None);
}
