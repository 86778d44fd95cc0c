//! Licences beside each other: the same, in conflict, superseded, of other products and accounts.

use super::Claims;
use super::reading::{answer, at, lock_code, report, statuses, users};
use crate::{Code, DocumentOutcome, Host, ProductVersion, Question, Side, judge};
use serde_json::json;

const NOW: i64 = 1_500_000_000;
const END: i64 = 1_600_000_000;

/// A licence of so many users, issued at an instant.
fn issued(id: &str, issued: i64, quantity: u64) -> Claims {
    Claims::new(id).with("iat", issued).users(quantity)
}

/// The next serial of `L-1`, of 5 users.
fn successor() -> Claims {
    issued("L-1", 2_000, 5).with("lic.serial", 2)
}

/// What becomes of `L-1`, of 20 users, beside another licence, and how many users there are.
fn beside(other: &Claims, now: i64) -> (&'static str, Option<u64>) {
    let base = issued("L-1", 1_000, 20);
    let (forward, backward) = (report(&[&base, other], now), report(&[other, &base], now));
    assert_eq!(statuses(&forward)[0], statuses(&backward)[1], "the order of the files does not matter");
    (statuses(&forward)[0], users(&[&base, other], now))
}

#[test]
fn a_higher_serial_supersedes_a_lower() {
    assert_eq!(beside(&successor(), NOW), ("superseded", Some(5)));
    assert_eq!(beside(&successor().with("iat", 500), NOW), ("superseded", Some(5)), "whenever it was issued");
    let first = issued("L-1", 1_000, 20);
    let third = issued("L-1", 3_000, 7).with("lic.serial", 3);
    assert_eq!(
        statuses(&report(&[&first, &successor(), &third], NOW)),
        ["superseded", "superseded", "active"]
    );
}

#[test]
fn a_licence_names_others_that_it_replaces() {
    let naming = |issued_at: i64| issued("L-2", issued_at, 25).with("lic.supersedes", json!(["L-0", "L-1"]));
    assert_eq!(beside(&naming(2_000), NOW), ("superseded", Some(25)));
    assert_eq!(beside(&naming(1_000), NOW), ("superseded", Some(25)), "issued in the same second");
    assert_eq!(beside(&naming(999), NOW), ("active", Some(45)), "issued before what it names");
}

#[test]
fn of_several_successors_the_one_that_was_issued_last_is_named() {
    let first = issued("L-1", 1_000, 20);
    let serial = |serial: u64, issued_at: i64| issued("L-1", issued_at, 5).with("lic.serial", serial);
    let naming = |id: &str, issued_at: i64| issued(id, issued_at, 5).with("lic.supersedes", json!(["L-1"]));
    let by = |others: [Claims; 2]| {
        let named = |licenses: [&Claims; 3]| {
            let report = report(&licenses, NOW);
            let row = report.documents.into_iter().find(|row| row.file == first.file().name).unwrap();
            let DocumentOutcome::Authentic(row) = row.outcome else { panic!("{row:?}") };
            row.reasons[0].needed.clone()
        };
        let [one, other] = &others;
        assert_eq!(named([&first, one, other]), named([&first, other, one]));
        named([&first, one, other])
    };
    let successor = |text: &str| Side::Text(text.to_owned());
    assert_eq!(by([serial(2, 2_000), serial(3, 3_000)]), successor("L-1 3"));
    assert_eq!(by([serial(2, 3_000), serial(3, 2_000)]), successor("L-1 2"));
    assert_eq!(by([naming("L-2", 2_000), naming("L-3", 1_500)]), successor("L-2 1"));
    assert_eq!(by([naming("L-2", 1_500), naming("L-3", 2_000)]), successor("L-3 1"));
    assert_eq!(by([serial(2, 2_000), naming("L-2", 2_500)]), successor("L-2 1"));
    assert_eq!(by([serial(2, 2_000), naming("L-2", 1_500)]), successor("L-1 2"));
}

#[test]
fn two_that_name_each_other_are_both_superseded() {
    let naming = |id: &str, other: &str| issued(id, 1_000, 20).with("lic.supersedes", json!([other]));
    let report = report(&[&naming("L-1", "L-2"), &naming("L-2", "L-1")], NOW);
    assert_eq!(statuses(&report), ["superseded", "superseded"]);
}

#[test]
fn a_licence_that_names_itself_stays() {
    let report = report(&[&issued("L-1", 1_000, 20).with("lic.supersedes", json!(["L-1"]))], NOW);
    assert_eq!(statuses(&report), ["active"]);
}

#[test]
fn a_successor_takes_its_place_when_it_starts() {
    let future = successor().with("nbf", NOW);
    assert_eq!(beside(&future, NOW - 1), ("active", Some(20)));
    assert_eq!(beside(&future, NOW), ("superseded", Some(5)));
}

#[test]
fn a_bought_successor_stays_one_after_its_end() {
    let ended = successor().ending(END);
    assert_eq!(beside(&ended, END - 1), ("superseded", Some(5)));
    assert_eq!(beside(&ended, END), ("superseded", Some(0)));
}

#[test]
fn a_passing_successor_gives_the_place_back_when_it_expires() {
    for kind in ["trial", "temporary"] {
        let passing = successor().with("lic.kind", kind).with("lic.grace_days", 1).ending(END);
        assert_eq!(beside(&passing, END), ("superseded", Some(5)), "{kind}: in grace it has not expired");
        assert_eq!(beside(&passing, END + 86_399), ("superseded", Some(5)), "{kind}");
        assert_eq!(beside(&passing, END + 86_400), ("active", Some(20)), "{kind}");
    }
    let emergency = Claims::new("L-1").users(5).with("lic.serial", 2).emergency(2_000, END);
    assert_eq!(beside(&emergency, END - 1).0, "superseded");
    assert_eq!(beside(&emergency, END), ("active", Some(20)));
}

#[test]
fn a_successor_that_does_not_count_here_takes_no_place() {
    assert_eq!(beside(&successor().with("lic.activation", "required"), NOW), ("active", Some(20)));
    let codes = json!({ "lock_codes": [lock_code("a").to_string()] });
    let elsewhere = successor().with("lic.hosts", codes);
    assert_eq!(beside(&elsewhere, NOW), ("active", Some(20)));
    let mut question = Question::at(at(NOW));
    let base = issued("L-1", 1_000, 20);
    for (host, expected) in [("a", ["superseded", "active"]), ("b", ["active", "wrong_host"])] {
        question.host = Host::LockCode(lock_code(host));
        assert_eq!(statuses(&answer(&[&base, &elsewhere], &question)), expected);
    }
    question.host = Host::Unknown;
    let next = successor().with("lic.versions", "6");
    for (version, expected) in [("6.1", ["superseded", "active"]), ("5.9", ["active", "wrong_version"])] {
        question.product_version = Some(ProductVersion::parse(version).expect("a version"));
        assert_eq!(statuses(&answer(&[&base, &next], &question)), expected);
    }
    question.product_version = None;
    assert_eq!(
        statuses(&answer(&[&base, &next], &question)),
        ["superseded", "active"],
        "not judged, it fits"
    );
}

#[test]
fn a_successor_in_conflict_takes_no_place() {
    let report =
        report(&[&issued("L-1", 1_000, 20), &successor(), &successor().with("lic.name", "other")], NOW);
    assert_eq!(statuses(&report), ["active", "conflict", "conflict"]);
}

#[test]
fn two_documents_of_one_serial_are_in_conflict() {
    assert_eq!(beside(&issued("L-1", 1_000, 21), NOW), ("conflict", Some(0)));
    assert_eq!(beside(&issued("L-1", 2_000, 20), NOW), ("conflict", Some(0)));
    assert_eq!(beside(&issued("l-1", 1_000, 20), NOW), ("active", Some(40)), "ids differ in case");
}

#[test]
fn the_same_document_in_several_files_is_one() {
    let license = issued("L-1", 1_000, 20);
    let report = report(&[&license, &license, &license], NOW);
    assert_eq!(statuses(&report), ["active"; 3], "each file has its row");
    assert_eq!(users(&[&license, &license, &license], NOW), Some(20));
}

#[test]
fn another_account_adds_supersedes_and_contradicts_nothing() {
    let foreign = issued("L-1", 9_000, 99).with("sub", "site-2");
    let others = [
        foreign.clone(),
        foreign.clone().with("lic.serial", 7),
        foreign.clone().with("jti", "L-2").with("lic.supersedes", json!(["L-1"])),
        foreign.with("sub", "site-1").with("aud", "ucware"),
    ];
    for (other, status) in
        others.iter().zip(["wrong_account", "wrong_account", "wrong_account", "wrong_product"])
    {
        let mut question = Question::at(at(NOW));
        question.product = Some("orange-uce".into());
        question.account = Some("site-1".into());
        let report = answer(&[&issued("L-1", 1_000, 20), other], &question);
        assert_eq!(statuses(&report), ["active", status]);
        assert_eq!(report.limits.len(), 1);
        assert_eq!(report.floor, Some(at(1_000)), "nor does it raise the floor");
        let row = super::reading::quantity(&report, "users");
        assert_eq!(row.granted.limit(), Some(20));
    }
}

#[test]
fn what_is_judged_is_named_or_in_common() {
    let ours = issued("L-1", 1_000, 20);
    let (product, account, issuer) = (
        issued("L-2", 1_000, 20).with("aud", "ucware"),
        issued("L-2", 1_000, 20).with("sub", "site-2"),
        issued("L-2", 1_000, 20).with("iss", "https://other.example"),
    );
    let code = |other: &Claims, question: &Question| {
        judge(&[ours.file(), other.file()], question).map_or_else(|error| error.code().as_str(), |_| "ok")
    };
    let mut question = Question::at(at(NOW));
    assert_eq!(code(&product, &question), Code::ProductAmbiguous.as_str());
    assert_eq!(code(&account, &question), Code::AccountAmbiguous.as_str());
    assert_eq!(code(&issuer, &question), Code::AccountAmbiguous.as_str());
    question.product = Some("orange-uce".into());
    question.issuer = Some("https://vendor.example".into());
    assert_eq!(statuses(&answer(&[&ours, &issuer], &question)), ["active", "wrong_account"]);
    question.issuer = Some("https://none.example".into());
    assert_eq!(statuses(&answer(&[&ours, &issuer], &question)), ["wrong_account", "wrong_account"]);
    question.issuer = None;
    assert_eq!(code(&product, &question), "ok", "accounts of other products do not matter");
    assert_eq!(code(&account, &question), Code::AccountAmbiguous.as_str());
    question.account = Some("site-2".into());
    assert_eq!(statuses(&answer(&[&ours, &account], &question)), ["wrong_account", "active"]);
    question.account = Some("site-3".into());
    assert_eq!(statuses(&answer(&[&ours, &account], &question)), ["wrong_account", "wrong_account"]);
    question.product = Some("call-studio".into());
    let report = answer(&[&ours], &question);
    assert_eq!(statuses(&report), ["wrong_product"]);
    assert!(report.limits.is_empty());
}

#[test]
fn with_no_file_there_is_an_entry_report() {
    let report = report(&[], NOW);
    assert_eq!((report.product, report.account, report.floor), (None, None, None));
    assert_eq!(report.edition.as_deref(), Some("Entry"));
    assert!(report.documents.is_empty() && report.limits.is_empty() && report.warnings.is_empty());
}
