//! What is granted from now on, step by step, for sentences and pictures.

use super::judging::Verification;
use super::{AccountName, Level, State};
use crate::order::sort_by_key;
use countersign::{Granted, LimitRow, Report, UnixTime};
use std::collections::BTreeMap;
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

/// What is granted of an entitlement after now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Curve {
    pub(super) id: String,
    /// From each instant on.
    pub(super) levels: Vec<Level>,
}

/// Of how many entitlements at most pictures are drawn.
const DRAWN: usize = 6;

/// Of so many limits the changes are made out at once; of more, one judgement at a time, so that the page answers
/// meanwhile.
const AT_ONCE: usize = 500;

/// What will be granted of an account, and of what that was made out.
#[derive(Clone)]
pub(super) struct Course {
    account: AccountName,
    now: UnixTime,
    shared: Rc<countersign::State>,
    verified: Rc<Verification>,
    steps: Vec<Step>,
    /// The first numbers that change, the next first: of thousands, to find these takes as long as to judge them.
    curves: Vec<Curve>,
    /// How many numbers change.
    changing: usize,
    /// The report up to which that was made out, as long as there is more to come.
    rest: Option<Rc<Report>>,
    /// How many instants were looked at.
    looked: usize,
}

impl State {
    /// The changes of what is granted of the account that is shown, the next first.
    pub(crate) fn course(&self) -> &[Step] {
        self.course.as_ref().map_or(&[], |course| &course.steps)
    }

    /// The first numbers that change of the account that is shown, and how many change at all.
    pub(super) fn curves(&self) -> (&[Curve], usize) {
        self.course.as_ref().map_or((&[], 0), |course| (&course.curves, course.changing))
    }

    /// Whether there is more of the course to be made out: whoever shows it asks for that by
    /// [`Action::Draw`](super::Action::Draw).
    pub(crate) fn is_drawing(&self) -> bool {
        self.course.as_ref().is_some_and(|course| course.rest.is_some())
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
        if is_known {
            return;
        }
        let report = account.report.as_ref().ok().filter(|report| next_change(report).is_some());
        let is_short = report.is_some_and(|report| report.limits.len() <= AT_ONCE);
        self.course = Some(Rc::new(Course {
            account: account.name.clone(),
            now: self.now,
            shared: Rc::clone(&self.record.shared),
            verified: Rc::clone(verified),
            steps: Vec::new(),
            curves: Vec::new(),
            changing: 0,
            rest: report.cloned().map(Rc::new),
            looked: 0,
        }));
        while is_short && self.is_drawing() {
            self.draw();
        }
        if is_short {
            self.sort_course();
        }
    }

    /// Brings what changes at one instant into the vendor's order.
    fn sort_course(&mut self) {
        let Some(account) = self.account() else { return };
        let ids: Vec<String> = self.limits(account).iter().map(|limit| limit.row.id().to_owned()).collect();
        if let Some(course) = &mut self.course {
            let place = |step: &Step| ids.iter().position(|id| *id == step.id);
            let own = Rc::make_mut(course);
            sort_by_key(&mut own.steps, |step| (step.at, place(step)));
            (own.curves, own.changing) = curves(&own.steps);
        }
    }

    /// Makes out the next changes: the account is judged anew at the instant that the report before names.
    pub(super) fn draw(&mut self) {
        let Some(mut course) = self.course.take() else { return };
        let own = Rc::make_mut(&mut course);
        if let Some(before) = own.rest.take()
            && let Some(at) = next_change(&before)
        {
            let whole = self.record.whole(&own.account);
            let mut question = self.record.question(&own.account, self.question(&own.account));
            question.now = at;
            own.looked += 1;
            if let Ok(after) = whole.report_opened(&own.verified.opened, &question) {
                own.steps.extend(steps(at, &before, &after));
                (own.curves, own.changing) = curves(&own.steps);
                let goes_on = own.looked < MOST && next_change(&after).is_some_and(|next| next > at);
                own.rest = goes_on.then(|| Rc::new(after));
            }
        }
        self.course = Some(course);
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

/// The numbers among steps: the first of them to be drawn, and how many there are.
fn curves(steps: &[Step]) -> (Vec<Curve>, usize) {
    // By its id, which number it is.
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut curves: Vec<Curve> = Vec::new();
    for step in steps {
        let Granted::Quantity { granted, emergency } = step.after else { continue };
        let next = places.len();
        let place = *places.entry(&step.id).or_insert(next);
        if place == curves.len() && place < DRAWN {
            curves.push(Curve { id: step.id.clone(), levels: Vec::new() });
        }
        if let Some(curve) = curves.get_mut(place) {
            curve.levels.push(Level { at: step.at, granted, emergency });
        }
    }
    (curves, places.len())
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
