//! What is granted from now on, step by step, for sentences and pictures.

use super::{AccountName, Record};
use countersign::{Granted, LimitRow, Question, Report, UnixTime, Verifier};

/// How many instants are looked at: what comes after so many is nobody's concern yet, and each takes as long as a
/// verdict.
const MOST: usize = 6;

/// A change of what is granted that comes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) at: UnixTime,
    /// The entitlement.
    pub(crate) id: String,
    pub(crate) before: Granted,
    pub(crate) after: Granted,
}

impl Record {
    /// The changes after a report, the next first: the account is judged anew at each instant that the report
    /// before it names. The files are verified once, and not at all where nothing changes.
    pub(super) fn course(
        &self,
        verifier: &Verifier,
        name: &AccountName,
        asked: Question,
        report: &Report,
    ) -> Vec<Step> {
        let Some(mut at) = next_change(report) else { return Vec::new() };
        let whole = self.whole(name);
        let opened = whole.open(verifier);
        let mut question = self.question(name, asked);
        let mut before = report.clone();
        let mut course = Vec::new();
        for _ in 0..MOST {
            question.now = at;
            let Ok(after) = whole.report_opened(&opened, &question) else { break };
            course.extend(steps(at, &before, &after));
            let Some(next) = next_change(&after).filter(|next| *next > at) else { break };
            before = after;
            at = next;
        }
        course
    }
}

fn steps(at: UnixTime, before: &Report, after: &Report) -> Vec<Step> {
    let step = |row: &LimitRow| {
        let earlier = before.limit(row.id())?;
        let step = Step { at, id: row.id().to_owned(), before: granted(earlier), after: granted(row) };
        (step.before != step.after).then_some(step)
    };
    after.limits.iter().filter_map(step).collect()
}

fn granted(row: &LimitRow) -> Granted {
    match row {
        LimitRow::Feature(row) => Granted::Feature(row.granted),
        LimitRow::Quantity(row) => Granted::Quantity { granted: row.granted, emergency: row.emergency },
    }
}

fn next_change(report: &Report) -> Option<UnixTime> {
    let changes = report.limits.iter().filter_map(|row| match row {
        LimitRow::Feature(row) => row.next_change.map(|change| change.at),
        LimitRow::Quantity(row) => row.next_change.map(|change| change.at),
    });
    changes.min()
}
