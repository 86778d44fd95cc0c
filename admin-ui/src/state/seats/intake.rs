//! Importing a list of people, piece by piece, so that the page goes on meanwhile.

use super::bits::Bits;
use super::import::{Field, LineProblem, Problem, Review};
use super::{Name, Table};
use crate::charset::LOST;
use crate::csv::{Row, Rows, TooLong, content};
use crate::state::record::blank;
use countersign::{Code, Person, Roster, UnixTime};
use std::cell::Cell;
use std::rc::Rc;

/// Tells whoever imports that it is to stop.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Rc<Cell<bool>>);

impl Stop {
    pub(crate) fn set(&self) {
        self.0.set(true);
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.get()
    }
}

/// What came of an import.
#[derive(Debug)]
pub(crate) struct Imported {
    /// The file.
    pub(crate) name: String,
    /// The list with those who came.
    pub(super) roster: Roster,
    /// How many came.
    pub(crate) added: usize,
    /// How many were there already under other names, and have those of the file now.
    pub(crate) corrected: usize,
    /// How many were there already.
    pub(crate) present: usize,
    /// How many seats were given.
    pub(crate) given: usize,
    /// The lines of which something was left out.
    pub(crate) problems: Vec<LineProblem>,
}

/// A list that is being imported.
pub(crate) struct Intake<'r> {
    rows: Rows<'r>,
    total: usize,
    review: &'r Review,
    /// The columns of the names.
    names: [Option<usize>; 3],
    plan: Plan,
    /// Those who were there before and stand in the file, by their numbers.
    seen: Bits,
    result: Imported,
}

/// What an import needs to know of the account.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(super) table: Rc<Table>,
    /// The entitlements that count everybody on the list.
    pub(in crate::state) registrations: Vec<super::Column>,
    pub(super) now: UnixTime,
}

/// In the field of an entitlement: the person has a seat. In all the languages of the page.
const YES: &[&str] =
    &["1", "x", "y", "yes", "true", "j", "ja", "wahr", "o", "oui", "vrai", "да", "истина", "✓", "✔"];

impl Imported {
    /// The lines that were left out, those together that were for one reason; the reasons as they came.
    pub(crate) fn problems_by_reason(&self) -> Vec<Vec<&LineProblem>> {
        let mut groups: Vec<Vec<&LineProblem>> = Vec::new();
        for line in &self.problems {
            match groups
                .iter_mut()
                .find(|group| group.first().is_some_and(|first| first.problem.is_as(&line.problem)))
            {
                Some(group) => group.push(line),
                None => groups.push(vec![line]),
            }
        }
        groups
    }
}

impl<'r> Intake<'r> {
    pub(crate) fn new(review: &'r Review, plan: Plan) -> Self {
        let rows = review.people();
        let column = |name| review.fields.iter().position(|field| *field == Field::Name(name));
        let roster = plan.table.roster().cloned().unwrap_or_else(|| blank().roster);
        let result = Imported {
            name: review.file.name.clone(),
            roster,
            added: 0,
            corrected: 0,
            present: 0,
            given: 0,
            problems: Vec::new(),
        };
        let seen = Bits::none_of(plan.table.people.len());
        Self { total: rows.remaining(), rows, review, names: Name::ALL.map(column), plan, seen, result }
    }

    /// Reads so many people more. Gives how many hundredths are read; none once all are.
    pub(crate) fn step(&mut self, people: usize) -> Option<u8> {
        for _ in 0..people {
            match self.rows.next()? {
                Ok(row) => self.take(row),
                Err(TooLong(line)) => self.report(line, String::new(), refused(Code::ListLine)),
            }
        }
        let done = (self.total - self.rows.remaining()) * 100;
        Some(u8::try_from(done.checked_div(self.total).unwrap_or_default()).unwrap_or(100))
    }

    /// What came of it.
    pub(crate) fn finish(self) -> Imported {
        self.result
    }

    fn take(&mut self, row: Row) {
        let [user, first, last] = self.names.map(|column| {
            let cell = column.and_then(|column| row.fields.get(column));
            cell.map_or("", |cell| content(cell.trim())).to_owned()
        });
        let person = Person { name: user, first, last };
        let name = person.name.clone();
        if let Err(problem) = self.put(person) {
            return self.report(row.line, name, problem);
        }
        for (field, cell) in self.review.fields.iter().zip(&row.fields) {
            let Field::Seat(column) = *field else { continue };
            if YES.contains(&cell.trim().to_lowercase().as_str())
                && let Err(problem) = self.give(&name, column)
            {
                self.report(row.line, name.clone(), problem);
            }
        }
    }

    /// Puts somebody on the list; of who was there before, the names are corrected. Who stands in the file twice
    /// is taken once.
    fn put(&mut self, person: Person) -> Result<(), Problem> {
        if [&person.name, &person.first, &person.last].iter().any(|name| name.contains(LOST)) {
            return Err(refused(Code::ListBytes));
        }
        let roster = &mut self.result.roster;
        if let Some(present) = roster.person(&person.name) {
            let before = self.plan.table.people.number(&person.name).map(|number| number as usize);
            let Some(before) = before.filter(|number| !self.seen.has(*number)) else {
                return Err(refused(Code::PersonDuplicate));
            };
            // Columns that the file lacks take no names away.
            let kept = |new: String, old: &str| if new.is_empty() { old.to_owned() } else { new };
            let person = Person {
                first: kept(person.first, &present.first),
                last: kept(person.last, &present.last),
                name: person.name,
            };
            if roster.correct(person, self.plan.now)? {
                self.result.corrected += 1;
            } else {
                self.result.present += 1;
            }
            self.seen.set(before, true);
            return Ok(());
        }
        register(roster, person, &self.plan)?;
        self.result.added += 1;
        Ok(())
    }

    fn give(&mut self, name: &str, column: usize) -> Result<(), Problem> {
        let Some(column) = self.plan.table.columns.get(column) else { return Ok(()) };
        if !self.result.roster.has(name, &column.id) {
            self.result.roster.assign(name, &column.id, self.plan.now, column.allowed)?;
            self.result.given += 1;
        }
        Ok(())
    }

    fn report(&mut self, line: u64, name: String, problem: Problem) {
        self.result.problems.push(LineProblem { line, name, problem });
    }
}

fn refused(code: Code) -> Problem {
    Problem::Refused(code.into())
}

/// Puts somebody on a list, and counts them in the entitlements that count everybody: where one of these has
/// nothing left, nobody is put on it.
pub(super) fn register(roster: &mut Roster, person: Person, plan: &Plan) -> Result<(), Problem> {
    let name = person.name.clone();
    roster.add(person, plan.now)?;
    for column in &plan.registrations {
        if let Err(denial) = roster.assign(&name, &column.id, plan.now, column.allowed) {
            roster.remove(&name, plan.now);
            return Err(denial.into());
        }
    }
    Ok(())
}
