//! The fixtures are what their claims say, and say what their systems are known for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::{
    Carrier, Envelope, File, License, LimitRow, Quantity, Question, Report, UnixTime, Verified, Volume, judge,
};
use countersign_tests::judging::{quantity, statuses};
use countersign_tests::{fixtures, folder};
use std::fs;

/// 2026-11-22T12:00:00Z
const NOW: i64 = 1_795_348_800;
/// 2014-05-20T12:00:00Z
const IN_THE_EMERGENCY: i64 = 1_400_587_200;
/// 2014-06-14T12:00:00Z
const AFTER_THE_EMERGENCY: i64 = 1_402_747_200;

fn file(name: &str) -> File {
    File { name: name.to_owned(), outcome: Ok(license(name).into()) }
}

fn license(name: &str) -> Verified<License> {
    let bytes = fs::read(folder("fixtures").join(name)).unwrap();
    let license = Envelope::read(&bytes).and_then(|envelope| envelope.verify(&fixtures::trusted_keys()));
    license.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn report(names: &[&str], now: i64) -> Report {
    let files: Vec<File> = names.iter().map(|name| file(&format!("{name}.lic"))).collect();
    judge(&files, &Question::at(UnixTime::from_secs(now).unwrap())).unwrap()
}

fn granted(report: &Report) -> Vec<(&str, Option<u64>)> {
    let mut granted = Vec::new();
    for row in &report.limits {
        let LimitRow::Quantity(row) = row else { panic!("{} is a feature", row.id()) };
        granted.push((row.id.as_str(), row.granted.limit()));
    }
    granted
}

#[test]
fn the_committed_files_are_those_that_are_made() {
    for (name, content) in fixtures::files() {
        let committed = fs::read(folder("fixtures").join(&name)).ok();
        assert!(
            committed.as_ref() == Some(&content),
            "tests/fixtures/{name} is not what is made: `cargo xtask fixtures` writes it"
        );
    }
}

#[test]
fn every_fixture_carries_its_claims_byte_for_byte() {
    let names = fixtures::names();
    assert!(names.len() >= 11, "{names:?}");
    for name in names {
        let license = license(&format!("{name}.lic"));
        assert_eq!(license.payload(), fixtures::claims(&name), "{name}");
        assert!(name.starts_with(&license.product), "{name} is for {}", license.product);
    }
}

#[test]
fn one_fixture_is_there_in_every_carrier() {
    let armored = license("ucware-testlizenz.lic");
    for (extension, carrier) in [("lic", Carrier::Armor), ("jws", Carrier::Json), ("jwt", Carrier::Compact)] {
        let name = format!("ucware-testlizenz.{extension}");
        let bytes = fs::read(folder("fixtures").join(&name)).unwrap();
        assert_eq!(Envelope::read(&bytes).unwrap().carrier(), carrier);
        assert_eq!(license(&name).payload(), armored.payload());
    }
}

#[test]
fn ucware() {
    let report = report(&["ucware-testlizenz"], NOW);
    assert_eq!(statuses(&report), ["active"]);
    assert_eq!(report.edition.as_deref(), Some("Enterprise"));
    assert_eq!(
        granted(&report),
        [
            ("attendant", Some(500)),
            ("cisco_phones", Some(500)),
            ("client_bundle", Some(500)),
            ("unify_phones", Some(500)),
            ("users", Some(501))
        ]
    );
    let license = license("ucware-testlizenz.lic");
    let holder = &license.holder;
    assert_eq!(license.name, "Testlizenz");
    assert_eq!(
        (
            holder.name.as_str(),
            holder.street.as_deref(),
            holder.postal_code.as_deref(),
            holder.city.as_deref()
        ),
        ("Musterfirma", Some("Christian-Pommer-Straße 23"), Some("38112"), Some("Braunschweig"))
    );
}

#[test]
fn the_ucware_downgrade_takes_the_place_of_the_testlizenz() {
    let report = report(&["ucware-testlizenz", "ucware-downgrade"], NOW);
    assert_eq!(statuses(&report), ["superseded", "active"]);
    assert!(granted(&report).contains(&("client_bundle", Some(5))));
}

#[test]
fn orange_uce_adds_up() {
    let base = report(&["orange-uce-base"], NOW);
    assert_eq!(granted(&base), [("users", Some(20))]);
    let license = license("orange-uce-base.lic");
    assert_eq!(license.support_until.unwrap().to_string(), "2014-10-31");
    assert!(license.agreement.as_ref().unwrap().text.as_ref().unwrap().lines().count() > 10);

    let more = report(&["orange-uce-base", "orange-uce-addon", "orange-uce-connections"], NOW);
    assert_eq!(granted(&more), [("external_connections", Some(2)), ("users", Some(25))]);
}

#[test]
fn the_orange_uce_emergency_is_one_month_of_ten_users() {
    let files = ["orange-uce-base", "orange-uce-emergency"];
    for (now, status, emergency) in [(IN_THE_EMERGENCY, "active", 10), (AFTER_THE_EMERGENCY, "expired", 0)] {
        let report = report(&files, now);
        assert_eq!(statuses(&report), ["active", status]);
        let users = quantity(&report, "users");
        assert_eq!((users.granted, users.emergency), (Quantity::Limited(20), Quantity::Limited(emergency)));
    }
    let license = license("orange-uce-emergency.lic");
    assert_eq!(license.not_before.unwrap().to_string(), "2014-05-13T10:00:00Z");
    assert_eq!(license.expires.unwrap().to_string(), "2014-06-13T10:00:00Z");
}

#[test]
fn call_services_and_call_studio() {
    assert_eq!(granted(&report(&["call-services-sessions"], NOW)), [("sessions", Some(100))]);
    assert_eq!(granted(&report(&["call-studio-seats"], NOW)), [("seats", Some(3))]);
}

#[test]
fn spss_statistics_premium_is_a_bundle_of_four() {
    assert_eq!(granted(&report(&["spss-statistics-premium"], NOW)), [("statistics_premium", Some(3))]);
    let license = license("spss-statistics-premium.lic");
    let components: Vec<&str> =
        license.entitlements[0].components.iter().map(|part| part.name.for_language("en")).collect();
    assert_eq!(components, ["Amos", "Statistics Premium", "Visualization Designer", "SamplePower"]);
}

#[test]
fn skype_room_systems_are_activated_by_key_or_by_service() {
    let volume = |name| license(name).volume.unwrap();
    assert_eq!(volume("skype-room-mak.lic"), Volume::Mak { quantity: 20 });
    assert!(matches!(volume("skype-room-kms.lic"), Volume::Kms { .. }));
    assert_eq!(granted(&report(&["skype-room-mak"], NOW)), [("seats", Some(20))]);
    assert_eq!(granted(&report(&["skype-room-kms"], NOW)), [("seats", None)]);
}
