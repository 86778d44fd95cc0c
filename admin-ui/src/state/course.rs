//! What is granted from now on, step by step, for sentences and pictures.

use super::judging::Verification;
use super::{Account, AccountName, State};
use countersign::{Granted, LimitRow, Report, UnixTime};
use std::borrow::Cow;
use std::rc::Rc;

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

/// What will be granted of an account, and of what that was made out.
pub(super) struct Course {
    account: AccountName,
    now: UnixTime,
    shared: Rc<countersign::State>,
    verified: Rc<Verification>,
    steps: Vec<Step>,
}

impl State {
    /// The changes of what is granted of the account that is shown, the next first.
    pub(crate) fn course(&self) -> &[Step] {
        self.course.as_ref().map_or(&[], |course| &course.steps)
    }

    /// Makes out the changes of the account that is shown, where that was not done. Nothing is verified for this,
    /// and an amount in use changes nothing of what is granted.
    pub(super) fn show_course(&mut self) {
        let (Some(account), Some(verified)) = (self.account(), &self.verified) else {
            self.course = None;
            return;
        };
        let is_known = self.course.as_ref().is_some_and(|course| {
            course.account == account.name
                && course.now == self.now
                && Rc::ptr_eq(&course.shared, &self.record.shared)
                && Rc::ptr_eq(&course.verified, verified)
        });
        if !is_known {
            self.course = Some(Rc::new(Course {
                account: account.name.clone(),
                now: self.now,
                shared: Rc::clone(&self.record.shared),
                verified: Rc::clone(verified),
                steps: self.steps(account, verified),
            }));
        }
    }

    /// The changes after an account's report: the account is judged anew at each instant that the report before
    /// names.
    fn steps(&self, account: &Account, verified: &Verification) -> Vec<Step> {
        let Ok(report) = &account.report else { return Vec::new() };
        let Some(mut at) = next_change(report) else { return Vec::new() };
        let whole = self.record.whole(&account.name);
        let mut question = self.record.question(&account.name, self.question(&account.name));
        let mut before = Cow::Borrowed(report);
        let mut course = Vec::new();
        for _ in 0..MOST {
            question.now = at;
            let Ok(after) = whole.report_opened(&verified.opened, &question) else { break };
            course.extend(steps(at, &before, &after));
            let Some(next) = next_change(&after).filter(|next| *next > at) else { break };
            before = Cow::Owned(after);
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
