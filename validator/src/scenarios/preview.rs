//! What would change if a document were added, replaced or taken out.

use super::Claims;
use super::reading::{amounts, at, quantity, statuses};
use crate::{Change, Code, File, Preview, Quantity, Question, Result, judge, preview};
use serde_json::json;

const NOW: i64 = 1_500_000_000;

fn question(used: u64) -> Question {
    let mut question = Question::at(at(NOW));
    question.usage = amounts(&[("users", used)]);
    question
}

fn files(licenses: &[&Claims]) -> Vec<File> {
    licenses.iter().map(|claims| claims.file()).collect()
}

/// A change of the files that were given before.
enum Asked {
    Add(File),
    Remove(usize),
    Replace(usize, File),
}

fn ask(licenses: &[&Claims], change: Asked, used: u64) -> Result<Preview> {
    let (mut files, contents) = (files(licenses), vec![("", &[][..]); licenses.len()]);
    let (change, added) = match change {
        Asked::Add(file) => (Change::Add(("", &[])), Some(file)),
        Asked::Remove(index) => (Change::Remove(index), None),
        Asked::Replace(index, file) => (Change::Replace(index, ("", &[])), Some(file)),
    };
    files.extend(added);
    preview(&contents, change, &|contents| files[..contents.len()].to_vec(), &question(used))
}

/// The differences as they are written.
fn differences(preview: &Preview) -> serde_json::Value {
    serde_json::to_value(&preview.differences).unwrap()
}

fn granted(quantity: u64) -> serde_json::Value {
    json!({ "granted": quantity, "emergency": 0 })
}

#[test]
fn a_downgrade_tells_who_would_be_over() {
    let (base, smaller) = (Claims::new("L-1").users(500), Claims::new("L-1").with("lic.serial", 2).users(5));
    let preview = ask(&[&base], Asked::Add(smaller.file()), 7).unwrap();
    assert_eq!(
        differences(&preview),
        json!([{ "id": "users", "before": granted(500), "after": granted(5), "over_by": 2 }])
    );
    assert_eq!(statuses(&preview.after), ["superseded", "active"]);
    assert_eq!(preview.before, judge(&files(&[&base]), &question(7)).unwrap());
    assert_eq!(preview.after, judge(&files(&[&base, &smaller]), &question(7)).unwrap(), "as when it is done");
}

#[test]
fn what_stays_the_same_is_no_difference() {
    let base = Claims::new("L-1").users(20).granting(json!({ "id": "fax", "metric": "feature" }));
    let again = ask(&[&base], Asked::Add(base.file()), 3).unwrap();
    assert_eq!(differences(&again), json!([]));
    let addon = ask(&[&base], Asked::Add(Claims::new("L-2").users(5).file()), 3).unwrap();
    let expected = json!([{ "id": "users", "before": granted(20), "after": granted(25), "over_by": 0 }]);
    assert_eq!(differences(&addon), expected);
}

#[test]
fn taking_a_licence_out_takes_what_it_granted_and_revives_nothing() {
    let fax = json!({ "id": "fax", "metric": "feature" });
    let (old, new) = (Claims::new("L-1").users(20), Claims::new("L-1").with("lic.serial", 2).users(9));
    let extra = Claims::new("L-2").granting(fax);
    let all = [&old, &new, &extra];
    let without_new = ask(&all, Asked::Remove(1), 3).unwrap();
    let expected = json!([{ "id": "users", "before": granted(9), "after": granted(0), "over_by": 3 }]);
    assert_eq!(differences(&without_new), expected);
    assert_eq!(statuses(&without_new.after), ["superseded", "active"]);
    let without_fax = ask(&all, Asked::Remove(2), 3).unwrap();
    assert_eq!(differences(&without_fax), json!([{ "id": "fax", "before": true, "over_by": 0 }]));
    // Where nothing is left that names it, all that is in use would be over.
    let gone = ask(&[&old], Asked::Remove(0), 3).unwrap();
    assert_eq!(differences(&gone), json!([{ "id": "users", "before": granted(20), "over_by": 3 }]));
    assert_eq!(ask(&all, Asked::Remove(3), 3).unwrap_err().code(), Code::UsageInvalid);
}

#[test]
fn replacing_is_taking_out_and_adding_in_one() {
    let (old, other) = (Claims::new("L-1").users(20), Claims::new("L-2").users(30));
    let replaced = ask(&[&old], Asked::Replace(0, other.file()), 0).unwrap();
    assert_eq!(quantity(&replaced.after, "users").granted, Quantity::Limited(30));
    assert_eq!(replaced.after.documents.len(), 1);
}

#[test]
fn a_file_gives_its_place_to_no_older_one() {
    let serial = |serial: u64| Claims::new("L-1").with("lic.serial", serial).users(serial);
    let replaced = |by: u64| ask(&[&serial(2)], Asked::Replace(0, serial(by).file()), 0);
    assert_eq!(replaced(1).unwrap_err().code(), Code::Stale);
    assert_eq!(quantity(&replaced(3).unwrap().after, "users").granted, Quantity::Limited(3));
}

#[test]
fn an_older_file_than_one_that_has_started_is_stale() {
    let serial = |serial: u64| Claims::new("L-1").with("lic.serial", serial).users(serial);
    let stale = |present: &Claims, added: &Claims| {
        ask(&[present], Asked::Add(added.file()), 0).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(stale(&serial(3), &serial(2)), Err(Code::Stale));
    assert_eq!(stale(&serial(3), &serial(3)), Ok(()));
    assert_eq!(stale(&serial(3), &serial(4)), Ok(()));
    assert_eq!(stale(&serial(3).with("nbf", NOW), &serial(2)), Err(Code::Stale));
    assert_eq!(stale(&serial(3).with("nbf", NOW + 1), &serial(2)), Ok(()), "next year's, loaded early");
    assert_eq!(stale(&serial(3), &serial(2).with("sub", "site-2")), Err(Code::AccountAmbiguous));
    let list = |serial: u64| Claims::revoking(&[], serial);
    assert_eq!(stale(&list(3), &list(2)), Err(Code::Stale));
    assert_eq!(stale(&list(3), &list(4)), Ok(()));
}

#[test]
fn a_file_that_was_refused_changes_nothing() {
    let refused = File { name: "bad.lic".into(), outcome: Err(Code::SignatureInvalid.into()) };
    assert_eq!(ask(&[], Asked::Add(refused), 0).unwrap_err().code(), Code::SignatureInvalid);
}
