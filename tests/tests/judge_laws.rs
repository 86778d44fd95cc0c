//! Laws of judging: the order of files, repetition, sums, one licence more, and what the next change
//! promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use countersign::{
    Change, Code, DocumentOutcome, File, License, LicenseKind, LimitRow, LimitState, Metric, Quantity,
};
use countersign::{Preview, Question, Report, Status, UnixTime, Verified, VerifiedDocument, judge, preview};
use countersign_tests::Claims;
use countersign_tests::judging::at;
use countersign_tests::random::{LARGEST, documents, license, question};
use proptest::prelude::*;

fn files(documents: &[Claims]) -> Vec<File> {
    documents.iter().map(Claims::file).collect()
}

fn licenses(files: &[File]) -> impl Iterator<Item = &Verified<License>> {
    files.iter().filter_map(license_in)
}

fn license_in(file: &File) -> Option<&Verified<License>> {
    match &file.outcome {
        Ok(VerifiedDocument::License(license)) => Some(license),
        _ => None,
    }
}

/// The report; none where an entry limit is asked for that is a feature now.
fn report(files: &[File], question: &Question) -> Option<Report> {
    match judge(files, question) {
        Ok(report) => Some(report),
        Err(error) => {
            assert_eq!(error.code(), Code::UsageInvalid, "{error}");
            None
        }
    }
}

/// The licences that count, each once.
fn counting<'f>(report: &Report, files: &'f [File]) -> Vec<&'f Verified<License>> {
    let mut counting: Vec<&Verified<License>> = Vec::new();
    for (row, file) in report.documents.iter().zip(files) {
        let (DocumentOutcome::Authentic(row), Some(license)) = (&row.outcome, license_in(file)) else {
            continue;
        };
        if row.counts && counting.iter().all(|other| other.payload() != license.payload()) {
            counting.push(license);
        }
    }
    counting
}

fn is_standing(license: &License) -> bool {
    license.kind != LicenseKind::Emergency
}

/// The sum of what the standing ones of these licences grant of an id and metric, computed the plain way.
fn sum(licenses: &[&Verified<License>], id: &str, metric: Metric, now: UnixTime) -> Quantity {
    let mut total: u128 = 0;
    for license in licenses.iter().filter(|license| is_standing(license)) {
        for entitlement in &license.entitlements {
            let ended = entitlement.expires.is_some_and(|end| now >= end);
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

/// What a reader would see change: whether a feature is granted, and else how much, and in an emergency.
fn visible(row: &LimitRow) -> (bool, Quantity, Quantity) {
    match row {
        LimitRow::Feature(row) => (row.granted, Quantity::ZERO, Quantity::ZERO),
        LimitRow::Quantity(row) => (false, row.granted, row.emergency),
    }
}

/// Every instant that these documents name, with the seconds before and after, in order.
fn turning_points(files: &[File]) -> Vec<i64> {
    let mut points = Vec::new();
    for license in licenses(files) {
        points.extend([Some(license.issued), license.not_before, license.expires, license.end()]);
        points.extend(license.entitlements.iter().map(|entitlement| entitlement.expires));
    }
    let mut points: Vec<i64> = points
        .into_iter()
        .flatten()
        .flat_map(|point| [-1, 0, 1].map(|secs| point.as_secs() + secs))
        .collect();
    points.sort_unstable();
    points.dedup();
    points
}

/// The age of a licence, by which the earliest decides what an id counts.
fn age(license: &Verified<License>) -> (UnixTime, &str, u64, &[u8]) {
    (license.issued, &license.id, license.serial, license.payload())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// All of the report but the order of its rows, which is that of the files.
    #[test]
    fn the_order_of_files_means_nothing(
        (documents, order) in documents().prop_flat_map(|list| {
            let order: Vec<usize> = (0..list.len()).collect();
            (Just(list), Just(order).prop_shuffle())
        }),
        question in question(),
    ) {
        let given = files(&documents);
        let permuted: Vec<_> = order.iter().map(|&index| given[index].clone()).collect();
        let Some(mut expected) = report(&given, &question) else {
            prop_assert!(report(&permuted, &question).is_none());
            return Ok(());
        };
        expected.documents = order.iter().map(|&index| expected.documents[index].clone()).collect();
        prop_assert_eq!(report(&permuted, &question), Some(expected));
    }

    #[test]
    fn a_file_given_twice_changes_nothing(documents in documents(), which: prop::sample::Index, question in question()) {
        let once = files(&documents);
        let mut twice = once.clone();
        let again = which.index(licenses(&once).count());
        twice.push(once[again].clone());
        let Some(mut expected) = report(&once, &question) else {
            prop_assert!(report(&twice, &question).is_none());
            return Ok(());
        };
        expected.documents.push(expected.documents[again].clone());
        prop_assert_eq!(report(&twice, &question), Some(expected));
    }

    #[test]
    fn what_is_granted_is_the_sum_over_the_documents_that_count(documents in documents(), question in question()) {
        let files = files(&documents);
        let Some(report) = report(&files, &question) else { return Ok(()) };
        let counting = counting(&report, &files);
        let entry = counting.iter().all(|license| !is_standing(license));
        for row in &report.limits {
            let LimitRow::Quantity(row) = row else { continue };
            let total = row.granted.plus(row.emergency);
            match question.entry.get(&row.id).filter(|_| entry) {
                Some(limit) => {
                    prop_assert_eq!(row.granted, Quantity::Limited(limit));
                    prop_assert_eq!(row.allowed, total);
                }
                None => prop_assert_eq!(row.granted, sum(&counting, &row.id, row.metric, report.judged_at)),
            }
            prop_assert!(row.allowed >= total);
            prop_assert_eq!(row.available.limit(), total.limit().map(|total| total.saturating_sub(row.used)));
            prop_assert_eq!(row.over_by, total.limit().map_or(0, |total| row.used.saturating_sub(total)));
            let over = row.allowed.limit().is_some_and(|allowed| row.used > allowed);
            prop_assert_eq!(row.state == LimitState::Over, over);
            prop_assert_eq!(row.state == LimitState::Overage, row.over_by > 0 && !over);
            if !entry {
                let sources = row.sources.iter().filter_map(|source| source.quantity);
                prop_assert_eq!(row.granted, sources.fold(Quantity::ZERO, Quantity::plus));
            }
        }
    }

    #[test]
    fn the_edition_is_that_of_the_newest_standing_licence_that_counts(documents in documents(), question in question()) {
        let files = files(&documents);
        let Some(report) = report(&files, &question) else { return Ok(()) };
        let newest = counting(&report, &files).into_iter().filter(|license| is_standing(license));
        let newest = newest.max_by_key(|license| (license.issued, &license.id, license.serial));
        prop_assert_eq!(report.edition, newest.map_or(Some("Entry".into()), |newest| newest.edition.clone()));
    }

    /// One licence more lowers nothing that is granted, as long as it contradicts and supersedes no other,
    /// and the question stays the same one: its issue does not raise the floor, the entry limits do not
    /// end with it, and it does not change what the id counts, which the earliest licence decides.
    #[test]
    fn one_licence_more_lowers_nothing(
        documents in documents(),
        another in prop_oneof![2 => license().prop_map(|other| other.with("jti", "N-1")), 1 => license()],
        question in question(),
    ) {
        let files = files(&documents);
        let another = another.with("lic.supersedes", Vec::<String>::new());
        let (file, another) = (another.file(), another.verify::<License>().unwrap());
        prop_assume!(!licenses(&files).any(|other| other.id == another.id && other.serial <= another.serial));
        let mut question = question;
        let licensed = |report: &Report| counting(report, &files).into_iter().any(|other| is_standing(other));
        if !report(&files, &question).is_some_and(|report| licensed(&report)) {
            question.entry = [].into();
        }
        let before = judge(&files, &question)?;
        let more = [&files[..], &[file]].concat();
        // Where the new one makes a feature of what has an entry limit, there is no report.
        let Some(after) = report(&more, &question) else { return Ok(()) };
        prop_assume!(before.judged_at == after.judged_at);
        for row in &before.limits {
            let now = after.limit(row.id()).expect("a row stays");
            match (row, now) {
                (LimitRow::Feature(row), LimitRow::Feature(now)) => prop_assert!(now.granted >= row.granted),
                (LimitRow::Quantity(row), LimitRow::Quantity(now)) if row.metric == now.metric => {
                    prop_assert!(now.granted >= row.granted);
                    prop_assert!(now.allowed >= row.allowed || !is_standing(&another));
                }
                _ => {
                    let names = |license: &Verified<License>| license.entitlements.iter().any(|e| e.id == row.id());
                    let mut naming = counting(&before, &files).into_iter().filter(|license| names(license));
                    prop_assert!(names(&another) && naming.all(|older| age(&another) < age(older)));
                }
            }
        }
    }

    /// Taking a licence out raises nothing, so that none revives: unless it was in conflict, its issue was
    /// the floor, or it decided what an id counts. The entry limits stand in as they must, and are left out.
    #[test]
    fn taking_a_licence_out_raises_nothing(
        documents in documents(), which: prop::sample::Index, question in question(),
    ) {
        let files = files(&documents);
        let mut question = question;
        question.entry = [].into();
        let out = which.index(licenses(&files).count());
        let Preview { before, after, .. } = preview(&vec![("", &[][..]); files.len()], Change::Remove(out), &|_| files.clone(), &question)?;
        prop_assert_eq!(&before, &judge(&files, &question)?);
        let DocumentOutcome::Authentic(row) = &before.documents[out].outcome else { panic!("{before:?}") };
        let in_conflict = row.reasons.iter().any(|reason| reason.code == Status::Conflict);
        prop_assume!(!in_conflict && before.judged_at == after.judged_at);
        for now in &after.limits {
            match (before.limit(now.id()).expect("no row comes"), now) {
                (LimitRow::Feature(row), LimitRow::Feature(now)) => prop_assert!(now.granted <= row.granted),
                (LimitRow::Quantity(row), LimitRow::Quantity(now)) if row.metric == now.metric => {
                    prop_assert!(now.granted <= row.granted);
                }
                _ => prop_assert!(license_in(&files[out]).unwrap().entitlements.iter().any(|e| e.id == now.id())),
            }
        }
    }

    /// The next change is the first of the instants that the documents name at which something else is
    /// granted than now, and tells what that is.
    #[test]
    fn the_next_change_is_the_first_one(documents in documents(), question in question()) {
        let files = files(&documents);
        let Some(present) = report(&files, &question) else { return Ok(()) };
        let mut later = Vec::new();
        for point in turning_points(&files).into_iter().filter(|&point| point > present.judged_at.as_secs()) {
            let mut question = question.clone();
            question.now = at(point);
            match report(&files, &question) {
                Some(report) => later.push(report),
                // From here on a feature has an entry limit, and the rest can't be known.
                None => return Ok(()),
            }
        }
        for row in &present.limits {
            let differs = |report: &&Report| report.limit(row.id()).map(visible) != Some(visible(row));
            let first = later.iter().find(differs);
            let first = first.map(|report| (report.judged_at, visible(report.limit(row.id()).unwrap())));
            match row {
                LimitRow::Feature(row) => {
                    let told = row.next_change.map(|change| (change.at, change.granted));
                    prop_assert_eq!(told, first.map(|(at, (feature, ..))| (at, feature)));
                }
                LimitRow::Quantity(row) => {
                    let told = row.next_change.map(|change| (change.at, change.granted, change.emergency));
                    prop_assert_eq!(told, first.map(|(at, (_, granted, emergency))| (at, granted, emergency)));
                }
            }
        }
    }
}
