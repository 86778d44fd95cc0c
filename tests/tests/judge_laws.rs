//! Laws of judging: the order of files, repetition, sums, and what the next change promises.

use countersign::{DocumentOutcome, File, License, LimitRow, LimitState, Metric, Quantity, Question, Report};
use countersign::{Verified, judge};
use countersign_tests::Claims;
use countersign_tests::judging::{DAY, amounts, at};
use proptest::prelude::*;
use serde_json::{Value, json};

const START: i64 = 1_500_000_000;
const LARGEST: u64 = (1 << 53) - 1;

/// An instant on a coarse grid, so that licences meet each other's.
fn instant() -> impl Strategy<Value = i64> {
    (0..12_i64).prop_map(|days| START + days * DAY)
}

fn quantity() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => (0..50_u64).prop_map(Value::from),
        1 => (LARGEST - 9..=LARGEST).prop_map(Value::from),
        1 => Just(Value::from("unlimited")),
    ]
}

fn entitlement(id: &'static str) -> impl Strategy<Value = Value> {
    let metric = prop_oneof![6 => Just("user"), 2 => Just("session"), 1 => Just("feature")];
    let overage = prop_oneof![
        3 => Just(None),
        1 => (0..200_u16).prop_map(|percent| Some(json!({ "percent": percent }))),
        1 => Just(Some(json!("always"))),
    ];
    (metric, quantity(), overage, proptest::option::weighted(0.2, instant())).prop_map(
        move |(metric, quantity, overage, end)| {
            let mut entitlement = json!({ "id": id, "metric": metric });
            if metric != "feature" {
                entitlement["quantity"] = quantity;
            }
            if let Some(overage) = overage {
                entitlement["overage"] = overage;
            }
            if let Some(end) = end {
                entitlement["exp"] = end.into();
            }
            entitlement
        },
    )
}

fn terms() -> impl Strategy<Value = Claims> {
    let ids = prop::sample::select(vec!["L-1", "L-2", "L-3", "L-4"]);
    let replaced = proptest::option::weighted(0.3, ids.clone());
    let dates =
        (instant(), proptest::option::weighted(0.3, instant()), proptest::option::weighted(0.6, 1..12_i64));
    let grants = (entitlement("users"), proptest::option::weighted(0.4, entitlement("lines")));
    (ids, 1..3_u64, replaced, dates, grants, 0..4_u32).prop_map(
        |(id, serial, replaced, (issued, start, length), (users, lines), grace)| {
            let mut claims = Claims::new(id).with("iat", issued).with("lic.serial", serial).granting(users);
            if let Some(lines) = lines {
                claims = claims.granting(lines);
            }
            if let Some(replaced) = replaced {
                claims = claims.with("lic.supersedes", json!([replaced]));
            }
            if let Some(start) = start {
                claims = claims.with("nbf", start);
            }
            match length {
                None => claims,
                Some(days) => {
                    claims.with("lic.grace_days", grace).ending(start.unwrap_or(START) + days * DAY)
                }
            }
        },
    )
}

fn license() -> impl Strategy<Value = Claims> {
    let kind = prop::sample::select(vec!["standard", "standard", "trial", "temporary"]);
    prop_oneof![
        5 => (terms(), kind).prop_map(|(claims, kind)| claims.with("lic.kind", kind)),
        1 => (prop::sample::select(vec!["E-1", "E-2"]), instant(), 1..6_i64, 1..20_u64).prop_map(
            |(id, issued, days, users)| Claims::new(id).users(users).emergency(issued, issued + days * DAY)
        ),
    ]
}

fn licenses() -> impl Strategy<Value = Vec<Claims>> {
    prop::collection::vec(license(), 1..6)
}

fn files(licenses: &[Claims]) -> Vec<File> {
    licenses.iter().map(Claims::file).collect()
}

fn question() -> impl Strategy<Value = Question> {
    let entry = proptest::option::weighted(0.3, 0..9_u64);
    (-DAY..14 * DAY, 0..99_u64, entry).prop_map(|(after, used, entry)| {
        let mut question = Question::at(at(START + after));
        question.usage = amounts(&[("users", used)]);
        question.entry = entry.map(|entry| ("telex".to_owned(), entry)).into_iter().collect();
        question
    })
}

/// What must not depend on the order of the files: everything but the order of their rows.
fn essence(report: &Report) -> (Vec<&LimitRow>, Vec<String>, Option<&str>) {
    let mut rows: Vec<String> = report.documents.iter().map(|row| format!("{row:?}")).collect();
    rows.extend(report.warnings.iter().map(|warning| format!("{warning:?}")));
    rows.sort();
    (report.limits.iter().collect(), rows, report.edition.as_deref())
}

/// The documents that count, each once.
fn counting<'f>(report: &Report, files: &'f [File]) -> Vec<&'f Verified<License>> {
    let mut counting: Vec<&Verified<License>> = Vec::new();
    for (row, file) in report.documents.iter().zip(files) {
        let (DocumentOutcome::Authentic(row), Ok(license)) = (&row.outcome, &file.outcome) else { continue };
        if row.counts && counting.iter().all(|other| other.payload() != license.payload()) {
            counting.push(license);
        }
    }
    counting
}

/// The sum of what these licences grant of an id and metric at an instant, computed the plain way.
fn sum(licenses: &[&Verified<License>], id: &str, metric: Metric, report: &Report) -> Quantity {
    let mut total: u128 = 0;
    for license in licenses.iter().filter(|license| license.request.is_none()) {
        for entitlement in &license.entitlements {
            let ended = entitlement.expires.is_some_and(|end| report.judged_at >= end);
            if entitlement.id != id || entitlement.metric != metric || ended {
                continue;
            }
            match entitlement.quantity {
                Some(Quantity::Limited(number)) => total += u128::from(number),
                Some(Quantity::Unlimited) => return Quantity::Unlimited,
                None => {}
            }
        }
    }
    Quantity::Limited(u64::try_from(total).unwrap_or(LARGEST).min(LARGEST))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_means_nothing(
        (licenses, shuffled) in licenses().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        question in question(),
    ) {
        let (report, other) = (judge(&files(&licenses), &question)?, judge(&files(&shuffled), &question)?);
        prop_assert_eq!(essence(&report), essence(&other));
        prop_assert_eq!((report.judged_at, report.floor), (other.judged_at, other.floor));
    }

    #[test]
    fn a_file_given_twice_changes_nothing(licenses in licenses(), which: prop::sample::Index, question in question()) {
        let files = files(&licenses);
        let report = judge(&files, &question)?;
        let mut more = files.clone();
        more.push(which.get(&files).clone());
        let other = judge(&more, &question)?;
        prop_assert_eq!(&report.limits, &other.limits);
        prop_assert_eq!(&report.warnings, &other.warnings);
        prop_assert_eq!(&report.documents[..], &other.documents[..files.len()]);
    }

    #[test]
    fn what_is_granted_is_the_sum_over_the_documents_that_count(licenses in licenses(), question in question()) {
        let files = files(&licenses);
        let report = judge(&files, &question)?;
        let counting = counting(&report, &files);
        for row in &report.limits {
            let LimitRow::Quantity(row) = row else { continue };
            if question.entry.get(&row.id).is_some() {
                continue;
            }
            prop_assert_eq!(row.granted, sum(&counting, &row.id, row.metric, &report));
            let total = row.granted.plus(row.emergency);
            prop_assert!(row.allowed >= total);
            prop_assert_eq!(row.available.limit(), total.limit().map(|total| total.saturating_sub(row.used)));
            prop_assert_eq!(row.over_by, total.limit().map_or(0, |total| row.used.saturating_sub(total)));
            let over = row.allowed.limit().is_some_and(|allowed| row.used > allowed);
            prop_assert_eq!(row.state == LimitState::Over, over);
            prop_assert_eq!(row.state == LimitState::Overage, row.over_by > 0 && !over);
            let sources = row.sources.iter().filter_map(|source| source.quantity);
            let entered = row.sources.is_empty().then_some(Quantity::ZERO);
            prop_assert_eq!(row.granted, sources.chain(entered).fold(Quantity::ZERO, Quantity::plus));
        }
    }

    /// At the next change the new values hold, and a second before it still the present ones.
    #[test]
    fn the_next_change_keeps_its_word(licenses in licenses(), question in question()) {
        let files = files(&licenses);
        let report = judge(&files, &question)?;
        for row in &report.limits {
            let LimitRow::Quantity(row) = row else { continue };
            let values = |now: i64| {
                let mut later = question.clone();
                later.now = at(now);
                let report = judge(&files, &later)?;
                let found = report.limit(&row.id).map(|row| match row {
                    LimitRow::Quantity(row) => (row.granted, row.emergency),
                    LimitRow::Feature(_) => (Quantity::ZERO, Quantity::ZERO),
                });
                Ok::<_, countersign::Error>(found)
            };
            let present = Some((row.granted, row.emergency));
            match row.next_change {
                Some(change) => {
                    prop_assert!(change.at > report.judged_at);
                    prop_assert_eq!(values(change.at.as_secs())?, Some((change.granted, change.emergency)));
                    prop_assert_eq!(values(change.at.as_secs() - 1)?, present);
                }
                None => prop_assert_eq!(values(START + 400 * DAY)?, present),
            }
        }
    }
}
