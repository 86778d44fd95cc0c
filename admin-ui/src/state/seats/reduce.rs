//! What changes on the seats page.

use super::intake::{Plan, register};
use super::{Cursor, Import, Review, SeatsAction};
use crate::state::record::blank;
use crate::state::{Announcement, State};
use countersign::Person;
use std::rc::Rc;

impl State {
    pub(in crate::state) fn apply_to_seats(&mut self, action: SeatsAction) {
        let seats = &mut self.seats;
        match action {
            SeatsAction::Search(text) => {
                seats.filter.text = text;
                seats.look_for();
            }
            SeatsAction::Show(show) => {
                seats.filter.show = show;
                seats.look_for();
            }
            SeatsAction::Sort(key) => {
                seats.sort = seats.sort.toggled(key);
                seats.sort_people();
            }
            SeatsAction::Scroll { top, height } => seats.scroll = super::Scroll { top, height },
            SeatsAction::Move(cursor) => seats.move_to(cursor),
            SeatsAction::Print => seats.is_printing = true,
            SeatsAction::Printed => seats.is_printing = false,
            SeatsAction::Tick { person, column, is_given } => self.tick(person, column, is_given),
            SeatsAction::TickShown { column, is_given } => self.tick_shown(column, is_given),
            SeatsAction::Reset => self.reset_seats(),
            SeatsAction::Save => self.save_seats(),
            SeatsAction::AddPerson { name, first, last } => self.add_person(Person { name, first, last }),
            SeatsAction::RemovePerson { name } => self.remove_person(&name),
            SeatsAction::Imported(imported) => self.take_imported(imported),
            SeatsAction::CancelImport => seats.cancel_import(),
            SeatsAction::Review { .. }
            | SeatsAction::SetSeparator(_)
            | SeatsAction::SetHeader(_)
            | SeatsAction::SetField { .. }
            | SeatsAction::StartImport(_)
            | SeatsAction::Progress(_) => {
                seats.prepare_import(action);
                if let Some(Import::Review(mut review)) =
                    self.seats.import.take_if(|import| matches!(import, Import::Review(_)))
                {
                    review.try_out(self.plan());
                    self.seats.import = Some(Import::Review(review));
                }
            }
            // Done by the browser; they change nothing here.
            SeatsAction::SetEncoding(_) | SeatsAction::Export | SeatsAction::ExportProblems => {}
        }
    }

    fn tick(&mut self, person: usize, column: usize, is_given: bool) {
        let seats = &mut self.seats;
        let Some(table) = seats.table.clone() else { return };
        seats.denial = if is_given {
            seats.draft.give(&table, person, column).err()
        } else {
            seats.draft.take_back(&table, person, column);
            None
        };
        if let Some(row) = seats.shown.iter().position(|&shown| shown as usize == person) {
            seats.cursor = Cursor { row, column };
        }
        seats.find_over();
        self.announce_seats(column);
    }

    fn tick_shown(&mut self, column: usize, is_given: bool) {
        let seats = &mut self.seats;
        let Some(table) = seats.table.clone() else { return };
        seats.denial = None;
        for &person in seats.shown.iter() {
            if !is_given {
                seats.draft.take_back(&table, person as usize, column);
            } else if let Err(denial) = seats.draft.give(&table, person as usize, column) {
                // Those that come after get none either.
                seats.denial = Some(denial);
                break;
            }
        }
        seats.find_over();
        self.announce_seats(column);
    }

    /// Says how many seats are given now. Why none was is said where it is shown.
    fn announce_seats(&mut self, column: usize) {
        let Some(table) = &self.seats.table else { return };
        let Some(of) = table.columns.get(column).filter(|_| self.seats.denial.is_none()) else { return };
        let (given, granted) = (self.seats.draft.given(column), of.granted);
        let title = self.entitlement_name(&table.account, &of.id).to_owned();
        self.announce(Announcement::Seats { title, given, granted });
    }

    fn reset_seats(&mut self) {
        let seats = &mut self.seats;
        if let Some(table) = &seats.table {
            seats.draft = super::Draft::of(table);
            seats.others.remove(&table.account);
        }
        seats.denial = None;
        seats.find_over();
        seats.look_for();
        self.announce(Announcement::SeatsReset);
    }

    /// Keeps the seats as they are ticked. Where another tab has given seats meanwhile and there are not
    /// enough for both, those that can't be given stay unsaved, and it is said why.
    fn save_seats(&mut self) {
        let Some(table) = self.seats.table.clone() else { return };
        let changes = self.seats.draft.changes(&table);
        if changes.is_empty() {
            return;
        }
        self.undo = None;
        self.seats.denial = None;
        let now = self.now;
        let roster = &mut self.edit().account_mut(&table.account).roster;
        let (mut denial, mut denied) = (None, Vec::new());
        let count = changes.len();
        for change in changes {
            if !change.is_given {
                roster.release(&change.person, &change.entitlement, now);
                continue;
            }
            let column = table.columns.iter().find(|column| column.id == change.entitlement);
            let Some(column) = column else { continue };
            if let Err(error) = roster.assign(&change.person, &change.entitlement, now, column.allowed) {
                denial = Some(error);
                denied.push(change);
            }
        }
        let kept = count - denied.len();
        // What was changed is in the record now: only what was denied is to be done again.
        self.seats.draft = super::Draft::of(&table);
        if denied.is_empty() {
            self.seats.others.remove(&table.account);
        } else {
            self.seats.draft.redo(&table, &denied);
        }
        self.observe();
        self.show_seats();
        self.announce(Announcement::SeatsSaved { count: kept });
        self.seats.denial = denial;
    }

    fn add_person(&mut self, person: Person) {
        let Some(plan) = self.plan() else { return };
        let name = person.name.clone();
        let own = self.record.account(&plan.table.account);
        let mut roster = own.map_or_else(|| blank().roster, |own| own.roster.clone());
        self.seats.refusal = register(&mut roster, person, &plan).err();
        if self.seats.refusal.is_none() {
            self.undo = None;
            self.edit().account_mut(&plan.table.account).roster = roster;
            self.observe();
            self.announce(Announcement::PersonAdded { name });
        }
    }

    fn remove_person(&mut self, name: &str) {
        let Some(table) = self.seats.table.clone() else { return };
        let before = Rc::clone(&self.record);
        let now = self.now;
        if self.edit().account_mut(&table.account).roster.remove(name, now) {
            self.undo = Some(before);
            self.observe();
            self.announce(Announcement::Removed { name: name.to_owned() });
        }
    }

    /// What an import needs to know of the account that is shown.
    pub(crate) fn plan(&self) -> Option<Plan> {
        let table = self.seats.table.clone()?;
        Some(Plan { registrations: self.registrations(&table.account), table, now: self.now })
    }

    fn take_imported(&mut self, imported: Rc<super::Imported>) {
        let (Some(Import::Running { .. }), Some(table)) = (&self.seats.import, self.seats.table.clone())
        else {
            return;
        };
        let before = Rc::clone(&self.record);
        let present = self.record.account_rc(&table.account);
        let is_alone = table.shows(&table.account, present, &table.columns);
        let own = self.edit().account_mut(&table.account);
        if is_alone {
            own.roster = imported.roster.clone();
        } else {
            // The list was changed while it was imported.
            own.roster.merge(imported.roster.clone());
        }
        self.undo = Some(before);
        self.announce(Announcement::Imported { added: imported.added, problems: imported.problems.len() });
        self.seats.import = Some(Import::Done(imported));
        self.observe();
    }
}

impl super::Seats {
    /// Stops an import, and shows again how the list would be read; lays that aside, or what came of it.
    fn cancel_import(&mut self) {
        self.import = match self.import.take() {
            Some(Import::Running { review, stop, .. }) => {
                stop.set();
                Some(Import::Review(review))
            }
            _ => None,
        };
    }

    fn prepare_import(&mut self, action: SeatsAction) {
        let Some(table) = self.table.clone() else { return };
        match (action, &mut self.import) {
            (SeatsAction::Review { file, encoding, text }, import) => {
                if let Some(Import::Running { stop, .. }) = import {
                    stop.set();
                }
                *import = Some(Import::Review(Review::new(file, encoding, text, &table)));
            }
            (SeatsAction::SetSeparator(separator), Some(Import::Review(review))) => {
                review.set_separator(separator, &table);
            }
            (SeatsAction::SetHeader(has_header), Some(Import::Review(review))) => {
                review.set_header(has_header);
            }
            (SeatsAction::SetField { index, field }, Some(Import::Review(review))) => {
                review.set_field(index, field);
            }
            (SeatsAction::StartImport(stop), Some(Import::Review(review))) => {
                let review = review.clone();
                self.import = Some(Import::Running { review, percent: 0, stop });
            }
            (SeatsAction::Progress(now), Some(Import::Running { percent, .. })) => *percent = now,
            _ => {}
        }
    }
}
