//! A ledger that is open: its text, what it comes to, and what of it is stored.

use super::Effect;
pub(crate) use super::index::Found;
use super::index::Index;
use countersign::UnixTime;
use countersign_issuer::{Added, Answer, Appended, Failure, Ledger, Status};
use std::cell::RefCell;
use std::rc::Rc;

/// A ledger that is open.
pub(crate) struct Book {
    pub(crate) ledger: Ledger,
    /// Its lines, as they are in its file.
    pub(super) text: String,
    pub(crate) name: String,
    /// Whether it is saved in place.
    pub(crate) is_in_place: bool,
    /// How many lines the browser keeps.
    pub(super) kept: u64,
    /// How many lines its file has.
    pub(super) saved: u64,
    /// Whether its file had a last line without its end, which nobody was given.
    pub(crate) is_cut: bool,
    pub(crate) status: Status,
    /// What is searched, once somebody did, and what was found last.
    index: RefCell<Option<Index>>,
    found: RefCell<Option<(String, Rc<[Found]>)>>,
}

impl Book {
    pub(super) fn new(
        ledger: Ledger,
        text: String,
        name: String,
        is_in_place: bool,
        now: UnixTime,
    ) -> Result<Self, Failure> {
        let mut ledger = ledger;
        let status = ledger.status(now)?;
        Ok(Self {
            ledger,
            text,
            name,
            is_in_place,
            kept: 0,
            saved: 0,
            is_cut: false,
            status,
            index: RefCell::default(),
            found: RefCell::default(),
        })
    }

    /// Its text, as it is in its file.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many lines it has, the first one included.
    pub(crate) fn lines(&self) -> u64 {
        self.ledger.len() + 1
    }

    /// Whether its file lacks something.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.saved < self.lines()
    }

    /// Whether an entry is stored, in the browser or in the file, so that what it says may be handed out.
    pub(crate) fn is_safe(&self, number: u64) -> bool {
        self.kept.max(self.saved) > number
    }

    pub(super) fn keep_all(&self) -> Effect {
        Effect::KeepLedger {
            name: self.name.clone(),
            lines: self.lines(),
            hash: self.ledger.hash().to_owned(),
            text: self.text.clone(),
            saved: self.saved,
        }
    }

    /// Makes a change of the ledger, and what has to be stored for it.
    pub(super) fn change<T>(
        &mut self,
        now: UnixTime,
        change: impl FnOnce(&mut Ledger) -> Result<T, Failure>,
        appended: impl FnOnce(&T) -> Option<&Appended>,
    ) -> Result<(T, Vec<Effect>), Failure> {
        let before = self.ledger.hash().to_owned();
        let changed = change(&mut self.ledger)?;
        let Some(appended) = appended(&changed) else { return Ok((changed, Vec::new())) };
        self.text.push_str(&appended.line);
        self.text.push('\n');
        let keep = Effect::KeepLine {
            number: appended.number + 1,
            before,
            hash: self.ledger.hash().to_owned(),
            line: appended.line.clone() + "\n",
        };
        let status = self.ledger.status(now)?;
        self.show(status);
        Ok((changed, vec![keep]))
    }

    fn show(&mut self, status: Status) {
        self.status = status;
        (self.index, self.found) = Default::default();
    }

    /// The licences and hosts that are searched for.
    pub(crate) fn found(&self, wanted: &str) -> Rc<[Found]> {
        if let Some((_, found)) = self.found.borrow().as_ref().filter(|(last, _)| last == wanted) {
            return Rc::clone(found);
        }
        let mut index = self.index.borrow_mut();
        let index = index.get_or_insert_with(|| Index::new(&self.status, &self.ledger));
        let found: Rc<[Found]> = index.find(wanted).into();
        self.found.replace(Some((wanted.to_owned(), Rc::clone(&found))));
        found
    }

    /// Answers, and gives what has to be stored before the answer is handed out.
    pub(super) fn answer(
        &mut self,
        now: UnixTime,
        answer: impl FnOnce(&mut Ledger) -> Result<Answer, Failure>,
    ) -> Result<(Answer, Vec<Effect>), Failure> {
        self.change(now, answer, |answer| answer.appended.as_ref())
    }

    pub(super) fn add(&mut self, document: &[u8], now: UnixTime) -> Result<Vec<Effect>, Failure> {
        let added = self.change(
            now,
            |ledger| ledger.add(document, now),
            |added| match added {
                Added::Entry(appended) => Some(appended),
                _ => None,
            },
        )?;
        Ok(added.1)
    }

    /// What it comes to at an instant, as the time goes by.
    pub(super) fn tick(&mut self, now: UnixTime) {
        if let Ok(status) = self.ledger.status(now) {
            self.show(status);
        }
    }
}
