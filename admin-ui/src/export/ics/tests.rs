//! Read back by the parser of the crate `icalendar`.

use super::*;
use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;

fn event(uid: &str, summary: &str) -> Event {
    Event {
        uid: uid.to_owned(),
        sequence: 3,
        start: Start::At(UnixTime::from_secs(1_402_653_600).unwrap()),
        summary: summary.to_owned(),
        description: "Renew it.".to_owned(),
    }
}

fn made() -> UnixTime {
    UnixTime::from_secs(1_399_975_200).unwrap()
}

/// The text that a property stands for (section 3.3.11).
fn value(component: &Component<'_>, name: &str) -> String {
    component.find_prop(name).map(|property| property.val.to_string()).unwrap_or_default()
}

#[test]
fn an_event_says_when_it_is_and_reminds_of_it_twice() {
    let text = calendar(&[event("licence.L-1@countersign", "Licence ends: L-1")], made());
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    let [event] = calendar.components.as_slice() else { panic!("one event") };
    assert_eq!(event.name, "VEVENT");
    for (name, expected) in [
        ("UID", "licence.L-1@countersign"),
        ("SEQUENCE", "3"),
        ("DTSTAMP", "20140513T100000Z"),
        ("DTSTART", "20140613T100000Z"),
        ("SUMMARY", "Licence ends: L-1"),
    ] {
        assert_eq!(value(event, name), expected, "{name}");
    }
    let triggers: Vec<String> = event.components.iter().map(|alarm| value(alarm, "TRIGGER")).collect();
    assert_eq!(triggers, ["-P30D", "-P7D"]);
    assert!(event.components.iter().all(|alarm| alarm.name == "VALARM"));
}

#[test]
fn a_day_is_a_day_and_no_instant() {
    let day = Start::On(Date::parse("2014-10-31").unwrap());
    let text = calendar(&[Event { start: day, ..event("u", "s") }], made());
    assert!(text.contains("\r\nDTSTART;VALUE=DATE:20141031\r\n"), "{text}");
}

#[test]
fn no_events_are_a_calendar_too() {
    let text = calendar(&[], made());
    assert_eq!(read_calendar(&unfold(&text)).unwrap().components.len(), 0);
}

proptest! {
    #[test]
    fn whatever_a_licence_is_called_is_one_value_in_short_lines(
        summary in any::<String>(),
        long in "[\\PC;,\\\\\n]{0,300}",
    ) {
        let text = calendar(&[event("u", &summary), event(&long, "s")], made());
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= LINE, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\n', '\r']));
        }
        let unfolded = unfold(&text);
        let calendar = read_calendar(&unfolded).map_err(TestCaseError::fail)?;
        prop_assert_eq!(calendar.components.len(), 2);
        let plain = |text: &str| text.replace(|c: char| c.is_control() && c != '\n', "");
        prop_assert_eq!(value(&calendar.components[0], "SUMMARY"), plain(&summary));
        prop_assert_eq!(value(&calendar.components[1], "UID"), plain(&long));
    }
}
