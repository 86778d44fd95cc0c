//! A purchase that has to be activated ends an emergency where it is activated, and nowhere else
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this file is tests")]

use countersign::issue::{ActivationDraft, SigningKey, sign_document};
use countersign::{
    ActivatedHost, DocumentType, EmergencyStart, EmergencyState, Host, HostIdentity, HostProof, Part,
    PartName, Question, TrustedKey, TrustedKeys, UnixTime, VerifiedDocument, Verifier, judge,
};

const ISSUER: &str = "https://vendor.example";
const START: i64 = 1_706_702_400;
const DAY: i64 = 86_400;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn host(name: &str) -> HostIdentity {
    HostIdentity::new(None, Part::new(PartName::MachineId, name), None).unwrap()
}

fn license(vendor: &SigningKey, id: &str, issued: i64, users: u64, more: &str) -> String {
    let claims = format!(
        r#"{{"iss":"{ISSUER}","aud":"call-studio","sub":"site-1","jti":"{id}","iat":{issued},"lic":{{"serial":1,"name":"n",
        "kind":"standard","perpetual":true,{more}"holder":{{"name":"h"}},
        "entitlements":[{{"id":"users","metric":"user","quantity":{users}}}]}}}}"#
    );
    sign_document(claims.as_bytes(), DocumentType::License, &[vendor], at(issued)).unwrap().to_json()
}

/// The state of the emergency, ten days after its start, on a host, with or without what activates the purchase.
fn state(asking: &str, activated: bool) -> EmergencyState {
    let vendor = SigningKey::from_seed(&[7; 32]).unwrap();
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey { issuer: Some(ISSUER.into()), ..TrustedKey::new(*vendor.public_key()) }).unwrap();
    let clause = r#""emergency":{"entitlement":"users","quantity":10,"months":1},"#;
    let base = license(&vendor, "L-1", START - DAY, 20, clause);
    let bought = license(&vendor, "L-2", START + DAY, 10, r#""activation":"required","#);
    let place = ActivatedHost::new(vec![host("here").lock_code()]);
    let grants = [("users".into(), 10)].into();
    let draft = ActivationDraft::new(ISSUER, "call-studio", "site-1", "L-2", place, grants);
    let activation = draft.sign(&[&vendor], at(START + 2 * DAY)).unwrap().to_json();
    let mut files = vec![("base.lic", base.as_bytes()), ("bought.lic", bought.as_bytes())];
    files.extend(activated.then_some(("activation.lic", activation.as_bytes())));
    let opened = Verifier::new(keys).open(files);

    let Ok(VerifiedDocument::License(known)) = &opened.files[0].outcome else { panic!("a licence") };
    let known = known.digest();
    let mut question = Question::at(at(START + 10 * DAY));
    question.host = Host::Proved(HostProof::new(&host(asking), None));
    question.usage = [("users".into(), 25)].into();
    question.history.emergencies = vec![EmergencyStart {
        entitlement: "users".into(),
        license: "L-1".into(),
        at: at(START),
        end: at(START).plus_months(1),
        seen: vec![known],
        peak: 25,
        settled: None,
    }];
    let report = judge(&opened.files, &question).unwrap();
    report.emergency.iter().find(|row| row.id == "users").unwrap().state
}

#[test]
fn a_purchase_settles_where_it_is_activated() {
    assert_eq!(state("here", true), EmergencyState::Armed);
}

#[test]
fn a_purchase_that_is_not_activated_here_settles_nothing() {
    assert_eq!(state("here", false), EmergencyState::Running);
    assert_eq!(state("elsewhere", true), EmergencyState::Running);
}
