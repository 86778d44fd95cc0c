//! The people of a state, and the seats that they have, in JavaScript.

use super::state::{State, instant};
use super::user_names::fold;
use super::{Refusal, json, options};
use crate::documents::license::Quantity;
use crate::seats::{Assignment, Person, SeatDenial};
use crate::values::time::UnixTime;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A part of a list. There may be 100,000 people, of whom a page shows a few.
#[derive(Serialize)]
struct Page<T> {
    /// How many there are in all.
    count: usize,
    items: Vec<T>,
}

/// Somebody as the loader lists them.
#[derive(Serialize)]
struct Listed<'s> {
    name: &'s str,
    first: &'s str,
    last: &'s str,
    /// The entitlements that they have seats of.
    seats: Vec<&'s str>,
}

/// A seat as the loader lists it.
#[derive(Serialize)]
struct Seat<'s> {
    name: &'s str,
    first: &'s str,
    last: &'s str,
    at: UnixTime,
}

#[wasm_bindgen]
impl State {
    /// Puts somebody on the list.
    ///
    /// # Errors
    /// A [`Refusal`]: `person_duplicate`, or `person_name` for what is missing or could deceive a reader.
    #[wasm_bindgen(js_name = addPerson)]
    pub fn add_person(&mut self, name: &str, first: &str, last: &str, now: f64) -> Result<(), Refusal> {
        let person = Person { name: name.to_owned(), first: first.to_owned(), last: last.to_owned() };
        Ok(self.state.roster.add(person, instant(now)?)?)
    }

    /// Takes somebody off the list, which frees their seats. Tells whether they were there.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = removePerson)]
    pub fn remove_person(&mut self, name: &str, now: f64) -> Result<bool, Refusal> {
        Ok(self.state.roster.remove(name, instant(now)?))
    }

    /// Somebody, as JSON text; `null` where nobody has the name.
    #[wasm_bindgen(js_name = personJson)]
    pub fn person_json(&self, name: &str) -> String {
        json(&self.state.roster.person(name).map(|person| self.listed(person)))
    }

    /// How many people there are.
    #[wasm_bindgen(js_name = peopleCount)]
    pub fn people_count(&self) -> usize {
        self.state.roster.people().count()
    }

    /// Of the people one of whose names holds `filter`, those from one index up to another, as JSON text.
    #[wasm_bindgen(js_name = peopleJson)]
    pub fn people_json(&self, from: f64, to: f64, filter: &str) -> String {
        let people = self.state.roster.people();
        let page = if filter.is_empty() {
            page(people, from, to)
        } else {
            page(holding(filter, people.collect()).into_iter(), from, to)
        };
        let items = page.items.into_iter().map(|person| self.listed(person)).collect();
        json(&Page { count: page.count, items })
    }

    /// How many seats of an entitlement are taken.
    #[wasm_bindgen(js_name = seatCount)]
    pub fn seat_count(&self, id: &str) -> f64 {
        self.state.roster.count(id) as f64
    }

    /// Of the seats of an entitlement that are taken, those from one index up to another, as JSON text.
    #[wasm_bindgen(js_name = seatsJson)]
    pub fn seats_json(&self, id: &str, from: f64, to: f64) -> String {
        let page = page(self.state.roster.assignments(id), from, to);
        json(&Page { count: page.count, items: page.items.into_iter().map(Seat::of).collect() })
    }

    /// The seats beyond what is granted, the newest first, as JSON text.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = overJson)]
    pub fn over_json(&self, id: &str, options: &str) -> Result<String, Refusal> {
        let report = self.report(&options::read(options)?)?;
        let seats = report.over(id, &self.state.roster).into_iter();
        Ok(json(&seats.map(Seat::of).collect::<Vec<_>>()))
    }

    /// Gives a seat; why not, as JSON text, where it is denied.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = assignJson)]
    pub fn assign_json(&mut self, name: &str, id: &str, options: &str) -> Result<Option<String>, Refusal> {
        let (limit, at) = self.seats(id, options)?;
        Ok(denial(limit.and_then(|limit| self.state.roster.assign(name, id, at, limit))))
    }

    /// Takes a seat back. Tells whether there was one.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    pub fn release(&mut self, name: &str, id: &str, now: f64) -> Result<bool, Refusal> {
        Ok(self.state.roster.release(name, id, instant(now)?))
    }

    /// Takes a seat back from one person and gives it to another; why not, as JSON text, where it is denied.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = redistributeJson)]
    pub fn redistribute_json(
        &mut self,
        from: &str,
        to: &str,
        id: &str,
        options: &str,
    ) -> Result<Option<String>, Refusal> {
        let (limit, at) = self.seats(id, options)?;
        Ok(denial(limit.and_then(|limit| self.state.roster.redistribute(from, to, id, at, limit))))
    }
}

impl State {
    /// How many seats of an entitlement may be given, or why none, and when that is asked.
    fn seats(&self, id: &str, options: &str) -> Result<(Result<Quantity, SeatDenial>, UnixTime), Refusal> {
        let question = options::read(options)?;
        Ok((self.report(&question)?.seats_to_give(id), question.now))
    }

    fn listed<'s>(&'s self, person: &'s Person) -> Listed<'s> {
        let roster = &self.state.roster;
        let seats = roster.counts().map(|(id, _)| id).filter(|id| roster.has(&person.name, id)).collect();
        Listed { name: &person.name, first: &person.first, last: &person.last, seats }
    }
}

impl<'s> Seat<'s> {
    fn of(seat: Assignment<'s>) -> Self {
        let Assignment { person, at } = seat;
        Seat { name: &person.name, first: &person.first, last: &person.last, at }
    }
}

/// The people one of whose names holds a text. All names are folded at once, as lines: to ask JavaScript for
/// each takes ten times as long.
fn holding<'s>(filter: &str, people: Vec<&'s Person>) -> Vec<&'s Person> {
    let mut names = String::new();
    for name in people.iter().flat_map(|person| [&person.name, &person.first, &person.last]) {
        names.push_str(name);
        names.push('\n');
    }
    let (filter, names) = (fold(filter), fold(&names));
    let mut names = names.split('\n').map(|name| name.contains(&filter));
    let mut is_held = || names.next().unwrap_or_default();
    people.into_iter().filter(|_| [is_held(), is_held(), is_held()].contains(&true)).collect()
}

fn page<T>(all: impl Iterator<Item = T>, from: f64, to: f64) -> Page<T> {
    let mut page = Page { count: 0, items: Vec::new() };
    for item in all {
        if (from..to).contains(&(page.count as f64)) {
            page.items.push(item);
        }
        page.count += 1;
    }
    page
}

fn denial(outcome: Result<(), SeatDenial>) -> Option<String> {
    outcome.err().map(|denial| json(&denial))
}
