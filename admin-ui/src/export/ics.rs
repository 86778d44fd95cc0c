//! Calendars (RFC 5545).

use countersign::{Date, UnixTime};

/// The most octets of a line, its end not counted (section 3.1).
const LINE: usize = 75;

/// Before an event, these many days, people are reminded of it.
const ALARM_DAYS: [u32; 2] = [30, 7];

/// An event.
pub(super) struct Event {
    /// What it is known by: the same in a later calendar, which then moves it.
    pub(super) uid: String,
    /// Which revision of it this is.
    pub(super) sequence: u64,
    pub(super) start: Start,
    pub(super) summary: String,
    pub(super) description: String,
}

/// When an event is.
pub(super) enum Start {
    At(UnixTime),
    /// All of this day.
    On(Date),
}

/// A calendar with these events, made at an instant.
pub(super) fn calendar(events: &[Event], made: UnixTime) -> String {
    let mut calendar = Calendar(String::new());
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Countersign//Licence calendar//EN");
    calendar.line("METHOD", "PUBLISH");
    events.iter().for_each(|event| calendar.event(event, made));
    calendar.line("END", "VCALENDAR");
    calendar.0
}

struct Calendar(String);

impl Calendar {
    fn event(&mut self, event: &Event, made: UnixTime) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escaped(&event.uid));
        self.line("SEQUENCE", &event.sequence.to_string());
        self.line("DTSTAMP", &instant(made));
        match event.start {
            Start::At(at) => self.line("DTSTART", &instant(at)),
            // Without an end it lasts for the day (section 3.6.1).
            Start::On(day) => self.line("DTSTART;VALUE=DATE", &day.to_string().replace('-', "")),
        }
        self.line("TRANSP", "TRANSPARENT");
        self.line("SUMMARY", &escaped(&event.summary));
        self.line("DESCRIPTION", &escaped(&event.description));
        for days in ALARM_DAYS {
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            self.line("TRIGGER", &format!("-P{days}D"));
            self.line("DESCRIPTION", &escaped(&event.summary));
            self.line("END", "VALARM");
        }
        self.line("END", "VEVENT");
    }

    /// Writes a line; a long one is folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as the value of a property (section 3.3.11). Control characters have no place in one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// An instant in UTC, e.g. `20260131T120000Z`.
fn instant(instant: UnixTime) -> String {
    // RFC 3339 has the same digits in the same order.
    instant.to_string().replace(['-', ':'], "")
}

#[cfg(test)]
mod tests;
