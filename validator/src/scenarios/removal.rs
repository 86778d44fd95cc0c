//! Licences that were taken out, and what else an installation remembers.

use super::Claims;
use super::reading::{DAY, answer, at, quantity, statuses, warnings};
use crate::{ClockMark, Question, Removed, Report};
use serde_json::json;

const NOW: i64 = 1_500_000_000;

fn issued(id: &str, users: u64) -> Claims {
    Claims::new(id).with("iat", 1_000).users(users)
}

/// The report where these were taken out, each at an instant.
fn without(removed: &[(&Claims, i64)], present: &[&Claims], now: i64) -> Report {
    let mut question = Question::at(at(now));
    question.history.removed = removed
        .iter()
        .map(|(claims, removed_at)| Removed { license: claims.verified(), at: at(*removed_at) })
        .collect();
    answer(present, &question)
}

fn users(report: &Report) -> Option<u64> {
    quantity(report, "users").granted.limit()
}

#[test]
fn what_was_taken_out_grants_nothing_and_has_no_row() {
    let (base, removed) =
        (issued("L-1", 20), issued("L-2", 5).granting(json!({ "id": "fax", "metric": "feature" })));
    let report = without(&[(&removed, NOW)], &[&base], NOW);
    assert_eq!((statuses(&report), users(&report)), (vec!["active"], Some(20)));
    assert_eq!(report.limit("fax"), None);
    let next = quantity(&report, "users").next_change;
    assert_eq!(next, None);
}

#[test]
fn nothing_revives_by_taking_its_successor_out() {
    let base = issued("L-1", 20);
    let second = issued("L-1", 5).with("lic.serial", 2);
    let naming = issued("L-2", 5).with("lic.supersedes", json!(["L-1"]));
    for successor in [&second, &naming] {
        let report = without(&[(successor, NOW)], &[&base], NOW);
        assert_eq!((statuses(&report), users(&report)), (vec!["superseded"], Some(0)));
    }
}

#[test]
fn one_that_was_taken_out_before_its_start_superseded_nothing() {
    let base = issued("L-1", 20);
    let future = issued("L-1", 5).with("lic.serial", 2).with("nbf", NOW);
    for (removed_at, status) in [(NOW - 1, "active"), (NOW, "superseded"), (NOW + 1, "superseded")] {
        assert_eq!(statuses(&without(&[(&future, removed_at)], &[&base], NOW + 2)), [status], "{removed_at}");
    }
}

#[test]
fn one_that_is_there_again_counts_again() {
    let (base, again) = (issued("L-1", 20), issued("L-2", 5));
    assert_eq!(users(&without(&[(&again, NOW)], &[&base, &again], NOW)), Some(25));
}

#[test]
fn taking_all_but_one_out_settles_a_conflict() {
    let (one, other) = (issued("L-1", 20), issued("L-1", 21));
    assert_eq!(users(&without(&[(&other, NOW)], &[&one], NOW)), Some(20));
    let third = issued("L-1", 22);
    let report = without(&[(&other, NOW)], &[&one, &third], NOW);
    assert_eq!(statuses(&report), ["conflict", "conflict"]);
    // What was in conflict superseded nothing, and does not by being taken out.
    let base = issued("L-0", 3);
    let [one, other] = [one, other].map(|license| license.with("lic.supersedes", json!(["L-0"])));
    let both = without(&[(&one, NOW), (&other, NOW)], &[&base], NOW);
    assert_eq!(statuses(&both), ["active"]);
}

#[test]
fn the_issue_of_what_was_taken_out_is_no_floor() {
    let mistaken = issued("L-2", 5).with("iat", NOW + 1_000 * DAY);
    assert_eq!(without(&[(&mistaken, NOW)], &[&issued("L-1", 20)], NOW).judged_at, at(NOW));
}

#[test]
fn the_mark_of_the_clock_is_past() {
    let ending = issued("L-1", 20).ending(NOW + 2 * DAY);
    let mut question = Question::at(at(NOW));
    let mut judge_with = |mark: i64| {
        question.history.clock = ClockMark::from_parts(Some(at(mark)), None, 0);
        answer(&[&ending], &question)
    };
    let behind = judge_with(NOW - 1);
    assert_eq!((behind.judged_at, behind.floor), (at(NOW), Some(at(NOW - 1))));
    let ahead = judge_with(NOW + DAY);
    assert_eq!((ahead.judged_at, warnings(&ahead)), (at(NOW + DAY), vec![]));
    let rolled_back = judge_with(NOW + 2 * DAY);
    assert_eq!((statuses(&rolled_back), warnings(&rolled_back)), (vec!["expired"], vec!["clock_rollback"]));
}
