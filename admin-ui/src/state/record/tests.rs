use super::*;
use countersign::{Person, Quantity};

const KEYS: &[u8] = include_bytes!("../../../../tests/fixtures/known-answers/keys.json");

fn with_keys() -> Record {
    Record { keygen: TrustedKeys::parse(KEYS).unwrap(), ..Record::default() }
}

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn site(name: &str) -> AccountName {
    AccountName { issuer: "https://vendor.example/ \"%".into(), product: "p".into(), name: name.into() }
}

fn person(name: &str) -> Person {
    Person { name: name.into(), first: String::new(), last: String::new() }
}

/// A record with one person, who has a seat, in each of two accounts.
fn with_people() -> Record {
    let mut record = with_keys();
    for (site, name) in [(site("one"), "gerd.gudlat"), (site("two"), "sandra.singer")] {
        let own = record.account_mut(&site);
        own.roster.add(person(name), at(1)).unwrap();
        own.roster.assign(name, "seats", at(1), Quantity::Unlimited).unwrap();
        own.set_usage("seats", 9, at(1));
        own.set_usage("users", 3, at(1));
    }
    record
}

fn people(record: &Record, site: &AccountName) -> Vec<String> {
    let own = record.account(site).into_iter();
    own.flat_map(|own| own.roster.people()).map(|person| person.name.clone()).collect()
}

#[test]
fn a_record_comes_back_as_it_was() {
    let text = with_people().to_text();
    let (record, dropped) = Record::parse(text.as_bytes());
    assert!(dropped.is_empty(), "{dropped:?}");
    assert_eq!(record.keygen, with_keys().keygen);
    assert_eq!(record.to_text(), text);
    assert_eq!(people(&record, &site("one")), ["gerd.gudlat"]);
    assert_eq!(people(&record, &site("two")), ["sandra.singer"]);
}

#[test]
fn the_parts_may_stand_in_any_order() {
    let record = with_people();
    let text: String = record.sections(None).into_iter().rev().map(|section| section.text).collect();
    let (again, dropped) = Record::parse(text.as_bytes());
    assert!(dropped.is_empty(), "{dropped:?}");
    assert_eq!(again.to_text(), record.to_text());
}

#[test]
fn a_line_that_is_damaged_is_named_by_its_number() {
    let text = with_keys().to_text().replace("OKP", "RSA") + "{\"person\":{}}\n";
    let (record, dropped) = Record::parse(text.as_bytes());
    assert!(record.keygen.is_empty());
    let lines: Vec<usize> = dropped.iter().map(|dropped| dropped.line).collect();
    assert_eq!(lines, [2, 3]);
}

#[test]
fn people_of_a_damaged_part_come_under_no_other_account() {
    let text = with_people().to_text();
    let damaged = text.replace(" two\"}", " two");
    let (record, dropped) = Record::parse(damaged.as_bytes());
    assert_eq!(dropped.len(), 1, "{dropped:?}");
    let name = damaged.lines().position(|line| line.ends_with(" two")).unwrap();
    assert_eq!(dropped[0].line, name + 1);
    assert_eq!(people(&record, &site("one")), ["gerd.gudlat"]);
    assert!(record.has_unowned());
    let mut record = record;
    record.adopt(&site("two"), at(2));
    assert!(!record.has_unowned());
    assert_eq!(people(&record, &site("two")), ["sandra.singer"]);
}

#[test]
fn only_the_parts_that_changed_are_written() {
    let stored = with_people();
    let mut record = stored.clone();
    assert!(record.changed_since(&stored).is_empty());
    record.account_mut(&site("two")).set_usage("users", 4, at(2));
    let changed = record.changed_since(&stored);
    let texts: Vec<bool> = changed.iter().map(|part| part.text.contains("sandra.singer")).collect();
    assert_eq!(texts, [true]);
    record.keygen = TrustedKeys::default();
    assert_eq!(record.changed_since(&stored).len(), 2);
}

#[test]
fn what_is_judged_is_counted_before_it_is_typed_in() {
    let question = with_people().question(&site("one"), Question::at(at(2)));
    assert_eq!(question.usage.iter().collect::<Vec<_>>(), [("users", 3)]);
    assert_eq!(with_people().whole(&site("one")).roster.count("seats"), 1);
}

#[test]
fn what_another_tab_stored_is_kept_and_what_was_removed_here_is_not() {
    let part = |record: &Record| record.sections(None).remove(0);
    let stored = part(&with_keys()).text;
    assert_eq!(part(&Record::default()).over(&stored, &[]).text, stored);
    let gone: Vec<Thumbprint> = with_keys().keygen.iter().map(|key| key.key.thumbprint()).collect();
    assert_eq!(part(&Record::default()).over(&stored, &gone), part(&Record::default()));

    let mut here = with_people();
    here.account_mut(&site("two")).roster.add(person("supervisor"), at(3)).unwrap();
    let mut there = with_people();
    there.account_mut(&site("two")).roster.add(person("vivien.vogt"), at(3)).unwrap();
    let [own] = here.changed_since(&with_people_as(&here)).try_into().unwrap();
    let other = there.sections(None).into_iter().find(|part| part.key == own.key).unwrap();
    let (both, dropped) = Record::parse(own.over(&other.text, &[]).text.as_bytes());
    assert!(dropped.is_empty(), "{dropped:?}");
    assert_eq!(people(&both, &site("two")), ["sandra.singer", "supervisor", "vivien.vogt"]);
}

/// The same record, but for the second account.
fn with_people_as(record: &Record) -> Record {
    let mut earlier = record.clone();
    earlier.accounts.remove(&site("two"));
    earlier
}

/// An earlier version folded names in a way that made another name of some when they were folded once more.
#[test]
fn a_seat_that_an_earlier_version_stored_is_its_persons() {
    use unicode_normalization::UnicodeNormalization as _;
    let earlier = |name: &str| name.nfkc().collect::<String>().to_lowercase();
    let letters = ('\u{a0}'..'\u{e0000}').map(|c| c.to_uppercase().collect::<String>());
    let names: Vec<String> = letters
        .filter(|letter| countersign::printable(letter) == *letter)
        .map(|letter| if fold(&letter).is_empty() { ["x", &letter].concat() } else { letter })
        .filter(|name| earlier(&earlier(name)) != earlier(name) || fold(name) != earlier(name))
        .collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let stored = with_people().to_text().replace("gerd.gudlat", "NAME");
        let stored = stored
            .replace("\"person\":\"NAME", &["\"person\":\"", &earlier(&name)].concat())
            .replace("NAME", &name);
        let (record, dropped) = Record::parse(stored.as_bytes());
        assert!(dropped.is_empty(), "{dropped:?}");
        let roster = &record.account(&site("one")).unwrap().roster;
        assert!(roster.has(&name, "seats") && roster.count("seats") == 1, "{}", name.escape_unicode());
        assert_eq!(Record::parse(record.to_text().as_bytes()).0.to_text(), record.to_text());
    }
}
