//! Every status of an activation with both sides of its reason, at the instants at which they change.
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

mod cases;
mod drafts;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cases::{elsewhere, over, unlike_its_like, unlike_what_is_asked};
use countersign::{Host, HostIdentity, HostProof, Part, PartName, Question, Remedy, Status, Verdict};
use countersign_tests::judging::lock_code;
use drafts::{Draft, NOW, activation, alive, license, list, on, receipt, redundant, report, servers, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Those of an activation, in the order in which they apply.
const STATUSES: [&str; 14] = [
    "revoked",
    "conflict",
    "superseded",
    "wrong_product",
    "wrong_account",
    "license_missing",
    "license_outdated",
    "wrong_host",
    "deactivated",
    "quorum_missing",
    "not_yet_valid",
    "expired",
    "license_inactive",
    "active",
];

/// The reasons of the first file, each as its code, what was found and what is needed.
fn reasons(files: &[&Draft], question: &Question) -> Vec<[Value; 3]> {
    let report = serde_json::to_value(report(files, question)).unwrap();
    let row = &report["documents"][0];
    let reasons = row["reasons"].as_array().unwrap_or_else(|| panic!("{row}"));
    let reasons: Vec<_> =
        reasons.iter().map(|reason| ["code", "found", "needed"].map(|side| reason[side].clone())).collect();
    let status = reasons.first().map_or("active".into(), |reason| reason[0].clone());
    assert_eq!((&row["status"], &row["counts"]), (&status, &json!(status == "active")));
    reasons
}

#[test]
fn each_status_says_what_was_found_and_what_is_needed() {
    let mut seen = BTreeSet::new();
    for (name, activation, beside, question, expected) in
        [unlike_its_like(), unlike_what_is_asked(), elsewhere(), over()].into_iter().flatten()
    {
        let files: Vec<_> = [&activation].into_iter().chain(&beside).collect();
        let found = reasons(&files, &question);
        assert_eq!(found, expected, "{name}");
        seen.insert(found.first().map_or("active", |reason| reason[0].as_str().unwrap()).to_owned());
    }
    assert_eq!(seen, STATUSES.map(str::to_owned).into(), "each status at least once, and no other");
}

/// Everything that can be wrong with one activation, all at once, and then one thing after the other mended.
#[test]
fn the_first_that_applies_is_the_status() {
    let servers = servers().map(|code| code.to_string());
    let worst = |jti: &str| {
        let draft = redundant().with("/jti", jti).with("/act/serial", 1).with("/nbf", NOW + 1);
        draft.with("/act/host/lock_codes", json!([lock_code("e").to_string(), servers[1], servers[2]]))
    };
    let codes: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    let place = |code: &str| codes.iter().position(|other| *other == code).unwrap();
    assert!(STATUSES.is_sorted_by_key(|code| place(code)), "the order of all statuses keeps that of these");
    let files = [
        worst("A-1"),
        worst("A-1").with("/iat", 1_001),
        activation().with("/jti", "A-2").with("/act/replaces", "A-1"),
        license().with("/lic/activation_serial", 1).with("/nbf", NOW + 5),
        list(json!({ "jti": "A-1", "typ": "activation+jwt" })),
    ];
    let files: Vec<&Draft> = files.iter().collect();
    let found = reasons(&files, &alive(&[]));
    let found: Vec<_> = found.iter().map(|reason| reason[0].as_str().unwrap()).collect();
    assert_eq!(
        found,
        [
            "revoked",
            "conflict",
            "superseded",
            "wrong_host",
            "quorum_missing",
            "not_yet_valid",
            "license_inactive"
        ]
    );
    assert!(found.is_sorted_by_key(|code| place(code)));
}

/// What a denial says is to be done, and by which code.
#[test]
fn where_a_licence_needs_an_activation_here_the_remedy_is_to_activate() {
    let (vendor, activate) = (Remedy::AddLicense, Remedy::Activate);
    let ended = license().ending(NOW);
    let needs_none = license().with("/lic/activation", "none");
    let whole = activation().with("/act/grants/seats", 3).with("/act/grants/fax", 1);
    for (name, files, id, adding, code, remedies) in [
        ("not activated", vec![license()], "seats", 1, Some("no_license"), vec![activate, vendor]),
        ("nor a feature", vec![license()], "fax", 1, Some("no_license"), vec![activate, vendor]),
        (
            "deactivated",
            vec![license(), activation(), receipt()],
            "seats",
            1,
            Some("no_license"),
            vec![activate, vendor],
        ),
        ("activated", vec![license(), activation()], "seats", 1, None, vec![]),
        (
            "activated for less than the licence has",
            vec![license(), activation()],
            "seats",
            2,
            Some("limit_exhausted"),
            vec![Remedy::Free, activate, vendor, Remedy::RequestEmergency],
        ),
        (
            "a feature that no host was given",
            vec![license(), activation()],
            "fax",
            1,
            Some("feature_missing"),
            vec![activate, vendor],
        ),
        (
            "activated for all that it has",
            vec![license(), whole.clone()],
            "seats",
            4,
            Some("limit_exhausted"),
            vec![Remedy::Free, vendor, Remedy::RequestEmergency],
        ),
        (
            "needs no activation",
            vec![needs_none],
            "seats",
            4,
            Some("limit_exhausted"),
            vec![Remedy::Free, vendor, Remedy::RequestEmergency],
        ),
        ("ended", vec![ended], "seats", 1, Some("no_license"), vec![vendor]),
        ("another id", vec![license()], "telex", 1, Some("no_license"), vec![vendor]),
        ("not there", vec![], "seats", 1, Some("no_license"), vec![vendor]),
    ] {
        let files: Vec<_> = files.iter().collect();
        let decision = report(&files, &on(NOW)).decide(id, adding);
        assert_eq!(decision.code.map(|code| code.as_str()), code, "{name}");
        assert_eq!(decision.decision == Verdict::Deny, !remedies.is_empty(), "{name}");
        assert_eq!(decision.remedies, remedies, "{name}");
    }
}

/// What can be guessed, and copied with a disk, is never enough: a machine's id or key is among what matches.
#[test]
fn of_parts_that_match_one_is_the_machine_id_or_the_key() {
    let parts = |values: [&str; 3]| {
        let names = [PartName::MachineId, PartName::Hostname, PartName::Mac];
        HostIdentity::new(
            None,
            names.into_iter().zip(values).flat_map(|(name, value)| Part::new(name, value)),
            None,
        )
        .unwrap()
    };
    let own = parts(["m", "pbx.example", "00:1b:44:11:3a:b7"]);
    let digests: Vec<Value> = own
        .parts()
        .iter()
        .map(|part| json!({ "name": part.name().as_str(), "digest": URL_SAFE_NO_PAD.encode(part.digest()) }))
        .collect();
    let place = json!({ "lock_codes": [lock_code("e").to_string()], "parts": digests, "match": 2 });
    let activation = activation().with("/act/host", place);
    let status = |values| {
        let host = Host::Proved(HostProof::new(&parts(values), None));
        reasons(&[&activation, &license()], &told(host)).first().map(|[code, ..]| code.clone())
    };
    for values in [
        ["m", "pbx.example", "00:1b:44:11:3a:b7"],
        ["m", "pbx.example", "00:1b:44:11:3a:b8"],
        ["m", "other.example", "00:1b:44:11:3a:b7"],
    ] {
        assert_eq!(status(values), None, "{values:?}");
    }
    for values in [["other", "pbx.example", "00:1b:44:11:3a:b7"], ["m", "other.example", "00:1b:44:11:3a:b8"]]
    {
        assert_eq!(status(values), Some(json!("wrong_host")), "{values:?}");
    }
}
