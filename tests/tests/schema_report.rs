//! The JSON Schema of the report describes every report, and notices what differs from one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "all of this file is tests")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use countersign::issue::{
    ActivationDraft, EmergencyRequestDraft, Revocation, RevocationListDraft, SigningKey, TrustUpdateDraft,
};
use countersign::{
    ActivatedHost, Code, Contact, DocumentType, EmergencyStart, EmergencyState, File, Host, HostIdentity,
    HostProof, LedgerEntry, License, LimitState, Metric, ProductVersion, Question, Report, RevocationPolicy,
    Slots, Status, TrustedKey, Verifier, Warning, judge,
};
use countersign_tests::judging::{DAY, amounts, at, lock_code};
use countersign_tests::random::{documents, question};
use countersign_tests::{Claims, Jws, fixtures, judging, schemas};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// 2014-05-20T12:00:00Z, within the emergency of the Orange fixtures.
const EMERGENCY: i64 = 1_400_587_200;
/// 2025-11-27, when the activation of the known answers is in use.
const ACTIVATED: i64 = 1_764_210_000;
/// 2026-11-22T12:00:00Z
const NOW: i64 = 1_795_348_800;

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// The report as JSON text and back, which is the same and valid.
fn round_trip(schema: &Validator, report: &Report) -> Result<Value, String> {
    let text = serde_json::to_string(report).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    schema.validate(&value).map_err(|error| format!("{}: {error}\n{text}", error.instance_path()))?;
    if serde_json::to_string(&value).unwrap() == text { Ok(value) } else { Err(text) }
}

/// Reports on the fixtures of each product, at several instants, with and without usage.
fn of_fixtures() -> Vec<Report> {
    let mut reports = Vec::new();
    let names = fixtures::names();
    for product in ["ucware", "orange-uce", "call-studio", "call-services", "spss-statistics", "skype-room"] {
        let own = names.iter().filter(|name| name.starts_with(product));
        let bytes: Vec<_> = own.map(|name| (name.clone(), fixtures::read(&format!("{name}.lic")))).collect();
        assert!(!bytes.is_empty(), "{product} has no fixture");
        let files = bytes.iter().map(|(name, bytes)| (name.clone(), &bytes[..]));
        let opened = Verifier::new(fixtures::trusted_keys()).open(files);
        for now in [0, EMERGENCY, NOW, 4_102_444_800 + 30 * DAY] {
            for used in [0, 19, 20, 25, 500, 501, 502] {
                let mut question = Question::at(at(now));
                question.usage = amounts(&[("users", used), ("seats", used), ("fax_machines", used)]);
                reports.push(judge(&opened.files, &question).unwrap());
            }
        }
    }
    reports
}

/// A report on files of every type, and on files that are refused.
fn of_every_type() -> Report {
    let issuer = "https://vendor.example";
    let pem = String::from_utf8(fixtures::read("test-key.pem")).unwrap();
    let vendor = SigningKey::from_pem(&pem, None).unwrap();
    let (root, own) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
    let mut keys = fixtures::trusted_keys();
    let trusted =
        |key: &SigningKey, typ| TrustedKey { uses: Some(vec![typ]), ..TrustedKey::new(*key.public_key()) };
    let issuer_root =
        TrustedKey { issuer: Some(issuer.to_owned()), ..trusted(&root, DocumentType::TrustUpdate) };
    keys.insert(issuer_root).unwrap();
    keys.insert(trusted(&own, DocumentType::EmergencyRequest)).unwrap();

    let mut list = RevocationListDraft::new(issuer, "orange-uce", at(EMERGENCY + 1));
    let (document_type, id) = (DocumentType::License, "UCE-2014-0005".to_owned());
    list.revoke(Revocation { document_type, id, serial: None, at: None, reason: None });
    let request = EmergencyRequestDraft {
        product: "orange-uce".into(),
        account: "site-1".into(),
        license: "UCE-2013-0020".into(),
        entitlement: "users".into(),
        quantity: None,
        registered: 20,
        granted: 20,
        contact: Contact::default(),
        reason: None,
    };
    let signed = at(EMERGENCY);
    let files = [
        ("base.lic", fixtures::read("orange-uce-base.lic")),
        ("addon.lic", fixtures::read("orange-uce-addon.lic")),
        ("emergency.lic", fixtures::read("orange-uce-emergency.lic")),
        ("1.rev", list.sign(&[&vendor], signed).unwrap().to_armor().into_bytes()),
        ("1.trust", TrustUpdateDraft::new(issuer).sign(&[&root], signed).unwrap().to_armor().into_bytes()),
        ("request.txt", request.sign(&own, signed).unwrap().to_armor().into_bytes()),
        ("tampered.lic", fixtures::tampered()),
        (
            "nameless.lic",
            Jws::license(Claims::new("NAMELESS").with("lic.name", 5).payload()).compact().into(),
        ),
        ("empty.lic", Vec::new()),
        ("letter.txt", b"Dear Sir or Madam".to_vec()),
        ("activation-request.txt", fixtures::read("known-answers/activation/request.txt")),
        ("receipt.txt", fixtures::read("known-answers/activation/receipt.txt")),
    ];
    let opened = Verifier::new(keys).open(files.iter().map(|(name, bytes)| (*name, &bytes[..])));
    let mut question = Question::at(at(EMERGENCY));
    question.floor = Some(at(NOW));
    question.host = Host::Any;
    judge(&opened.files, &question).unwrap()
}

/// Reports on an activated licence on its host, which proves its key.
fn of_an_activation(names: &[&str]) -> Report {
    let known = |name: &str| fixtures::read(&format!("known-answers/activation/{name}"));
    let files: Vec<_> = names.iter().map(|name| (*name, known(name))).collect();
    let verifier = Verifier::new(fixtures::trusted_keys());
    let opened = verifier.open(files.iter().map(|(name, bytes)| (*name, &bytes[..])));
    let host = HostIdentity::parse(&known("host.json")).unwrap();
    let mut question = Question::at(at(ACTIVATED));
    question.host = Host::Proved(HostProof::new(&host, host.key().map(|key| key.thumbprint())));
    judge(&opened.files, &question).unwrap()
}

/// Reports on two activations that a customer's key made beside its ledger: of one slot, and as one entry.
fn of_a_fork() -> Report {
    let key = SigningKey::generate().unwrap();
    let x = BASE64.encode(key.public_key().as_bytes());
    let kid = key.public_key().thumbprint().to_string();
    let seats = json!({ "id": "seats", "metric": "host", "quantity": 3, "delegable": true });
    let license = Claims::new("FORKED")
        .with("lic.activation", "required")
        .with("lic.entitlements", json!([seats]))
        .with("lic.delegates", json!([{ "kid": kid, "x": x }]));
    let host = |name: &str| ActivatedHost::new(vec![lock_code(name)]);
    let activation = |id: &str, host: ActivatedHost| {
        let (product, account, grants) = ("orange-uce", "site-1", [("seats".into(), 1)].into());
        let mut draft = ActivationDraft::new(&kid, product, account, "FORKED", host, grants);
        draft.id = Some(id.into());
        draft.slots = [("seats".into(), Slots { first: 1, last: 1 })].into();
        draft.ledger = Some(LedgerEntry::new(2, [0; 32]));
        // What the customer signs is read beside the licence alone.
        draft.sign(&[&key], at(EMERGENCY)).unwrap().to_compact().unwrap().into_bytes()
    };
    let mut redundant = host("a");
    redundant.lock_codes = ["a", "b", "c"].map(lock_code).to_vec();
    redundant.has_quorum = true;
    let files = [
        ("license.lic", Jws::license(license.payload()).compact().into_bytes()),
        ("one.txt", activation("one", host("a"))),
        ("other.txt", activation("other", host("b"))),
        ("redundant.txt", activation("redundant", redundant)),
    ];
    let opened =
        Verifier::new(fixtures::trusted_keys()).open(files.iter().map(|(name, bytes)| (*name, &bytes[..])));
    let mut question = Question::at(at(EMERGENCY));
    question.host = Host::LockCode(lock_code("a"));
    judge(&opened.files, &question).unwrap()
}

/// Reports on licences that do not count, for every reason there is.
fn of_statuses() -> Report {
    let license = |id: &str| Claims::new(id).users(5);
    let conflicting = license("CONFLICT");
    let claims = [
        license("OLD"),
        license("NEW").with("lic.supersedes", json!(["OLD"])).with("lic.edition", "Basic"),
        conflicting.clone(),
        conflicting.with("lic.name", "other"),
        license("PRODUCT").with("aud", "ucware"),
        license("ACCOUNT").with("sub", "site-2"),
        license("VERSION").with("lic.versions", "6"),
        license("HOST").with("lic.hosts", json!({ "lock_codes": [lock_code("b").to_string()] })),
        license("ACTIVATION").with("lic.activation", "required"),
        license("LATER").with("nbf", EMERGENCY + DAY),
        license("EXPIRED").ending(EMERGENCY - DAY),
        license("GRACE").ending(EMERGENCY - DAY).with("lic.grace_days", 3),
        license("EXPIRING").ending(EMERGENCY + DAY),
        Claims::new("SESSIONS").granting(json!({ "id": "users", "metric": "session", "quantity": 1 })),
        Claims::new("FAX").granting(json!({ "id": "fax", "metric": "feature", "exp": EMERGENCY + DAY })),
        Claims::new("RECORDING").granting(json!({ "id": "recording", "metric": "feature" })),
        Claims::new("LINES").granting(json!({ "id": "lines", "metric": "session", "quantity": "unlimited" })),
    ];
    let files: Vec<File> = claims.iter().map(Claims::file).collect();
    let mut question = Question::at(at(EMERGENCY));
    question.product = Some("orange-uce".into());
    question.account = Some("site-1".into());
    question.product_version = Some(ProductVersion::parse("5").unwrap());
    question.host = Host::LockCode(lock_code("a"));
    question.revocations = RevocationPolicy::Required;
    judge(&files, &question).unwrap()
}

/// Reports on a licence with an emergency clause and an overage: armed, running and locked.
fn of_an_emergency() -> Vec<Report> {
    let users = json!({ "id": "users", "metric": "user", "quantity": 20, "overage": { "percent": 10 } });
    let clause = json!({ "entitlement": "users", "quantity": 10, "months": 1 });
    let license = Claims::new("BASE").granting(users).with("lic.emergency", clause).with("lic.versions", "5");
    let file = license.file();
    let digest = license.verify::<License>().unwrap().digest();
    let start = EmergencyStart {
        entitlement: "users".into(),
        license: "BASE".into(),
        at: at(EMERGENCY),
        end: at(EMERGENCY).plus_months(1),
        seen: vec![digest],
        peak: 25,
        settled: None,
    };
    let report = |starts: &[EmergencyStart], now, used| {
        let mut question = Question::at(at(now));
        question.usage = amounts(&[("users", used)]);
        question.history.emergencies = starts.to_vec();
        judge(std::slice::from_ref(&file), &question).unwrap()
    };
    let started = [start];
    let mut locked = report(&started, EMERGENCY + 40 * DAY, 25);
    locked.emergency[0].blocked_users = vec!["sandra.singer".into()];
    vec![report(&[], EMERGENCY, 21), report(&started, EMERGENCY, 25), locked]
}

/// Reports on a licence for each method of volume activation.
fn of_volume() -> [Report; 2] {
    let volumes =
        [json!({ "method": "kms", "client_kind": "server" }), json!({ "method": "mak", "quantity": 20 })];
    volumes.map(|volume| {
        let file = Claims::new("VOLUME").users(5).with("lic.volume", volume).file();
        judge(&[file], &Question::at(at(NOW))).unwrap()
    })
}

fn samples() -> Vec<Report> {
    let mut samples = of_fixtures();
    samples.extend([
        of_every_type(),
        of_an_activation(&["studio.lic", "activation.lic", "receipt.txt"]),
        of_an_activation(&["studio.lic", "activation.lic"]),
        of_a_fork(),
        of_statuses(),
        judge(&[], &Question::at(at(NOW))).unwrap(),
    ]);
    samples.extend(of_volume());
    samples.extend(of_an_emergency());
    samples
}

#[test]
fn the_schema_is_one() {
    jsonschema::draft202012::meta::validate(&schemas::report()).unwrap();
}

#[test]
fn every_member_is_described_and_no_other_is_let_through() {
    let schema = schemas::report();
    let objects = schemas::objects(&schema);
    assert!(objects.len() > 12, "{objects:?}");
    for pointer in objects {
        let object = schema.pointer(&pointer).unwrap();
        assert_eq!(object["additionalProperties"], json!(false), "{pointer}");
        for (name, member) in object["properties"].as_object().unwrap() {
            assert!(member["description"].is_string(), "{pointer}: {name}");
        }
    }
}

#[test]
fn enumerations_are_those_of_rust() {
    let schema = schemas::report();
    let values = |name| schemas::enumeration(&schema, name);
    assert_eq!(values("code"), Code::ALL.iter().map(|code| code.as_str()).collect());
    assert_eq!(values("status"), Status::ALL.iter().map(|status| status.as_str()).collect());
    assert_eq!(values("typ"), DocumentType::ALL.iter().map(|typ| typ.typ()).collect());
    let names = |states: Value| states.as_array().unwrap().clone();
    assert_eq!(schema["$defs"]["limit_state"]["enum"].as_array(), Some(&names(json!(LimitState::ALL))));
    assert_eq!(
        schema["$defs"]["emergency_state"]["enum"].as_array(),
        Some(&names(json!(EmergencyState::ALL)))
    );
    let metrics = schema["$defs"]["quantity_limit"]["properties"]["metric"]["enum"].as_array().unwrap();
    let counted = Metric::ALL.iter().filter(|metric| **metric != Metric::Feature);
    assert_eq!(*metrics, counted.map(|metric| json!(metric.as_str())).collect::<Vec<_>>());
}

#[test]
fn warnings_are_those_of_rust() {
    let warnings = judging::every_warning();
    let mut schema = schemas::report();
    let mut codes = BTreeSet::new();
    for definition in schema["$defs"]["warning"]["oneOf"].as_array().unwrap() {
        let name = definition["$ref"].as_str().unwrap().replace('#', "");
        let code = &schema.pointer(&name).unwrap()["properties"]["code"];
        codes.extend(code["const"].as_str());
        codes.extend(code["enum"].as_array().into_iter().flatten().filter_map(Value::as_str));
    }
    assert_eq!(codes, warnings.iter().map(Warning::code).collect());
    schema = json!({ "$ref": "#/$defs/warning", "$defs": schema["$defs"] });
    let schema = validator(&schema);
    for warning in &warnings {
        schema.validate(&json!(warning)).unwrap_or_else(|error| panic!("{warning:?}: {error}"));
    }
}

#[test]
fn reports_are_valid() {
    let schema = validator(&schemas::report());
    for report in samples() {
        round_trip(&schema, &report).unwrap_or_else(|difference| panic!("{difference}"));
    }
}

/// The schema has no member that no report has: without it some report is refused.
#[test]
fn every_member_is_one_that_reports_have() {
    let schema = schemas::report();
    let reports: Vec<Value> = samples().iter().map(|report| json!(report)).collect();
    for object in schemas::objects(&schema) {
        let members = schema.pointer(&object).unwrap()["properties"].as_object().unwrap();
        for name in members.keys() {
            let less = schemas::without(&schema, &format!("{object}/properties/{name}")).unwrap();
            let less = validator(&less);
            assert!(reports.iter().any(|report| !less.is_valid(report)), "no report has {name} of {object}");
        }
    }
}

/// What the schema lets a report lack, some report lacks: were it required, that report would be refused.
#[test]
fn what_may_be_absent_is_absent_somewhere() {
    let schema = schemas::report();
    let reports: Vec<Value> = samples().iter().map(|report| json!(report)).collect();
    for object in schemas::objects(&schema) {
        let description = schema.pointer(&object).unwrap();
        let required = description["required"].as_array().unwrap();
        for name in description["properties"].as_object().unwrap().keys() {
            if required.contains(&json!(name)) {
                continue;
            }
            let mut more = required.clone();
            more.push(json!(name));
            let more = validator(&schemas::replaced(&schema, &format!("{object}/required"), json!(more)));
            assert!(
                reports.iter().any(|report| !more.is_valid(report)),
                "every report has {name} of {object}"
            );
        }
    }
}

/// A member that no report has, and a value of a type that it can't have, are refused.
#[test]
fn every_alteration_is_noticed() {
    let schema = validator(&schemas::report());
    let mut reports = vec![of_every_type(), of_statuses()];
    reports.extend(of_volume());
    reports.extend(of_an_emergency());
    for report in reports.iter().map(|report| json!(report)) {
        assert!(schema.is_valid(&report));
        for pointer in schemas::pointers(&report) {
            for other in [json!({}), json!(null), json!(1.5), json!([{}])] {
                assert!(!schema.is_valid(&schemas::replaced(&report, &pointer, other)), "{pointer}");
            }
            if let Some(more) = schemas::with_unknown_member(&report, &pointer) {
                assert!(!schema.is_valid(&more), "{pointer}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn random_reports_round_trip(documents in documents(), question in question()) {
        let schema = validator(&schemas::report());
        let files: Vec<File> = documents.iter().map(Claims::file).collect();
        match judge(&files, &question) {
            Ok(report) => {
                let outcome = round_trip(&schema, &report);
                prop_assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
            }
            // An entry limit is asked for that is a feature now.
            Err(error) => prop_assert_eq!(error.code(), Code::UsageInvalid),
        }
    }
}
