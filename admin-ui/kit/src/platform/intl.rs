//! Dates and numbers in the reader's language and region.

use countersign::{Date, UnixTime};
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The browser's formats of one language.
pub struct Formats {
    number: Function,
    local: Function,
    utc: Function,
    date: Function,
    day: Function,
    month: Function,
    year: Function,
    /// The names of countries.
    countries: JsValue,
    /// Whether the first of a month is written as an ordinal, which the browsers' French does not know.
    has_ordinal: bool,
}

impl Formats {
    /// The formats of a language, of the region that the reader has for it, if any.
    pub fn new(language: &str, readers_tags: &[String]) -> Self {
        let regional = readers_tags.iter().find(|tag| tag.split('-').next() == Some(language));
        // English is spelt as the British do here, and so are dates, for readers of any region.
        let tag = if language == "en" { "en-GB" } else { regional.map_or(language, String::as_str) };
        let locales = Array::of1(&tag.into());
        let day = [("year", "numeric"), ("month", "long"), ("day", "numeric")];
        let time = [("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")];
        let utc = [("timeZone", "UTC")];
        let date_format = |options: &[&[(&str, &str)]]| {
            Intl::DateTimeFormat::new(&locales, &dictionary(&options.concat())).format()
        };
        Self {
            number: Intl::NumberFormat::new(&locales, &Object::new()).format(),
            local: date_format(&[&day, &time]),
            utc: date_format(&[&day, &time, &utc]),
            date: date_format(&[&day]),
            day: date_format(&[&day, &utc]),
            month: date_format(&[&[("month", "short")], &utc]),
            year: date_format(&[&[("year", "numeric")], &utc]),
            countries: countries(&locales).unwrap_or(JsValue::UNDEFINED),
            has_ordinal: language == "fr",
        }
    }

    /// A whole number, its digits grouped.
    pub fn number(&self, number: u64) -> String {
        // Quantities are at most 2^53 − 1, which a float holds exactly.
        apply(&self.number, &JsValue::from_f64(number as f64)).unwrap_or_else(|| number.to_string())
    }

    /// An instant in the computer's time zone.
    pub fn local(&self, instant: UnixTime) -> String {
        apply(&self.local, &millis(instant))
            .map(|date| self.dated(date))
            .unwrap_or_else(|| instant.to_string())
    }

    /// The day of an instant in the computer's time zone.
    pub fn date(&self, instant: UnixTime) -> String {
        apply(&self.date, &millis(instant))
            .map(|date| self.dated(date))
            .unwrap_or_else(|| instant.to_string())
    }

    /// The day that ends with an instant, where one does in UTC, as it was written; else the instant in the
    /// computer's time zone.
    pub fn end(&self, instant: UnixTime) -> String {
        let last = || apply(&self.day, &JsValue::from_f64((instant.as_secs() - 1) as f64 * 1_000.0));
        let is_day = instant.as_secs() % 86_400 == 0;
        is_day.then(last).flatten().map(|date| self.dated(date)).unwrap_or_else(|| self.local(instant))
    }

    /// The last day before an end.
    pub fn last_day(&self, end: UnixTime) -> String {
        if end.as_secs() % 86_400 == 0 { self.end(end) } else { self.date(end) }
    }

    /// A date as the language writes the first of a month.
    fn dated(&self, date: String) -> String {
        match date.strip_prefix("1 ").filter(|_| self.has_ordinal) {
            Some(rest) => ["1er ", rest].concat(),
            None => date,
        }
    }

    /// The month of an instant in UTC, in short.
    pub fn month(&self, instant: UnixTime) -> String {
        apply(&self.month, &millis(instant)).unwrap_or_else(|| instant.to_string())
    }

    /// The year of an instant in UTC.
    pub fn year(&self, instant: UnixTime) -> String {
        apply(&self.year, &millis(instant)).unwrap_or_else(|| instant.to_string())
    }

    /// An instant in UTC.
    pub fn utc(&self, instant: UnixTime) -> String {
        apply(&self.utc, &millis(instant)).map(|date| self.dated(date)).unwrap_or_else(|| instant.to_string())
    }

    /// A country by its name, where it is given by the two letters of ISO 3166.
    pub fn country(&self, country: &str) -> String {
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let name = || {
            let of: Function = Reflect::get(&self.countries, &"of".into()).ok()?.dyn_into().ok()?;
            of.call1(&self.countries, &country.into()).ok()?.as_string()
        };
        is_code.then(name).flatten().unwrap_or_else(|| country.to_owned())
    }

    /// A day of the calendar.
    pub fn day(&self, day: Date) -> String {
        // Its last second, in UTC: the day itself.
        let last = JsValue::from_f64((day.end().as_secs() - 1) as f64 * 1_000.0);
        apply(&self.day, &last).map(|date| self.dated(date)).unwrap_or_else(|| day.to_string())
    }
}

/// The browser's names of countries, which the bindings do not know.
fn countries(locales: &Array) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&names, &Array::of2(locales, &dictionary(&[("type", "region")]))).ok()
}

fn millis(instant: UnixTime) -> JsValue {
    JsValue::from_f64(instant.as_secs() as f64 * 1_000.0)
}

fn apply(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

fn dictionary(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in options {
        // It fails for a frozen object alone.
        Reflect::set(&object, &(*name).into(), &(*value).into()).unwrap_or_default();
    }
    object
}
