//! The table of what was measured, as it stands in `docs/performance.md`.

use super::{DOCUMENT, MARKS, OTHERS, OURS, TOLERANCE, Times};
use countersign::UnixTime;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::time::SystemTime;

/// What each other takes for each that the package takes, by what was measured; more is better.
pub(super) struct Table(Vec<Row>);

struct Row {
    name: String,
    /// Microseconds of ours, or milliseconds where it is a start.
    ours: f64,
    ratios: BTreeMap<&'static str, f64>,
}

impl Table {
    pub(super) fn of(times: &Times) -> Self {
        Self(times.iter().map(|(name, times)| Row::of(name, times)).collect())
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("| | {OURS} | {} |\n|---|---|", OTHERS.join(" | "));
        text.push_str(&"---|".repeat(OTHERS.len()));
        for Row { name, ours, ratios } in &self.0 {
            let unit = if name.contains("start") { "ms" } else { "µs" };
            write!(text, "\n| {name} | {ours:.0} {unit} |").expect("a text grows");
            for other in OTHERS {
                let ratio = ratios.get(other).map_or("–".to_owned(), |ratio| format!("{ratio:.2}"));
                write!(text, " {ratio} |").expect("a text grows");
            }
        }
        text
    }

    /// Writes it into the document, in place of the one that is there.
    pub(super) fn record(&self) {
        let document = fs::read_to_string(DOCUMENT).expect("the document");
        let (before, [_, after]) = split(&document);
        let [start, end] = MARKS;
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").as_secs();
        let now = UnixTime::from_secs(i64::try_from(seconds).expect("a clock")).expect("a clock").to_string();
        let (table, day) = (self.text(), &now[..10]);
        let document = format!("{before}{start}{table}\n\nMeasured on {day}.\n{end}{after}");
        fs::write(DOCUMENT, document).expect("the document");
    }

    /// The one that is there.
    pub(super) fn recorded() -> Self {
        let document = fs::read_to_string(DOCUMENT).expect("the document");
        let (_, [table, _]) = split(&document);
        let rows = table.lines().filter(|line| line.starts_with('|')).skip(2).map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let ratios = OTHERS.iter().zip(&cells[2..]);
            Row {
                name: cells[0].to_owned(),
                ours: 0.0,
                ratios: ratios.filter_map(|(other, cell)| Some((*other, cell.parse().ok()?))).collect(),
            }
        });
        Self(rows.collect())
    }

    /// Where it is worse than another by more than runs differ.
    pub(super) fn worse_than(&self, recorded: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        for before in &recorded.0 {
            let now = self.0.iter().find(|row| row.name == before.name).expect("what was measured before is");
            for (other, ratio) in &before.ratios {
                let now = now.ratios[other];
                if now < ratio * (1.0 - TOLERANCE) {
                    worse.push(format!("{}, {other}: {now:.2}, recorded {ratio:.2}", before.name));
                }
            }
        }
        worse
    }
}

impl Row {
    fn of(name: &str, times: &Map<String, Value>) -> Self {
        let of = |name: &str| -> Option<Vec<f64>> {
            Some(times.get(name)?.as_array()?.iter().filter_map(Value::as_f64).collect())
        };
        let ours = of(OURS).expect("our times");
        let ratio = |other: &'static str| {
            // Of each round: what the machine did beside was the same for both.
            let ratios = of(other)?.iter().zip(&ours).map(|(other, ours)| other / ours).collect();
            Some((other, median(ratios)))
        };
        Self {
            name: name.to_owned(),
            ratios: OTHERS.into_iter().filter_map(ratio).collect(),
            ours: median(ours),
        }
    }
}

/// What stands before the table, the table, and what stands after it.
fn split(document: &str) -> (&str, [&str; 2]) {
    let [start, end] = MARKS;
    let (before, rest) = document.split_once(start).expect("where the table begins");
    let (table, after) = rest.split_once(end).expect("where the table ends");
    (before, [table, after])
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
