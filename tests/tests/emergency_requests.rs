//! An emergency request is its installation's own, and nobody else's.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use countersign::issue::{EmergencyRequestDraft, SigningKey};
use countersign::{
    Code, Contact, DocumentType, EmergencyRequest, Envelope, Host, License, Question, Result, Thumbprint,
    TrustedKey, TrustedKeys, Verified, VerifiedDocument, Verifier,
};
use countersign_tests::judging::{self, amounts, at, lock_code, quantity, report};
use countersign_tests::{Claims, Jws, TestKey, general};
use serde_json::json;

/// An emergency of one month.
const MAY: &str = "2014-05-13T00:00:00Z";
const JUNE: &str = "2014-06-13T00:00:00Z";
const REQUEST: &str = r#"{"license":"L-1","entitlement":"users","registered":20,"granted":20}"#;

fn installation() -> TestKey {
    TestKey::from_seed([7; 32])
}

/// A request in the name of `issuer`, signed by `key`.
fn request(issuer: &str, key: &TestKey) -> Jws {
    let header = format!(r#"{{"alg":"EdDSA","typ":"emergency-request+jwt","kid":"{}"}}"#, key.kid());
    let claims = format!(
        r#"{{"ver":1,"iss":"{issuer}","aud":"orange-uce","sub":"site-1","jti":"REQ-1","iat":1400000000,"emr":{REQUEST}}}"#
    );
    Jws::signed(header, claims, key)
}

/// What the vendor makes of it who holds the keys of two installations, and their own.
fn read(document: &str) -> Result<Verified<EmergencyRequest>> {
    let uses = r#","uses":["emergency-request+jwt"]"#;
    let keys = [
        installation().jwk(uses),
        TestKey::second().jwk(uses),
        TestKey::vendor().jwk(r#","issuer":"https://vendor.example""#),
    ];
    let keys = TrustedKeys::parse(format!(r#"{{"keys":[{}]}}"#, keys.join(",")).as_bytes())?;
    Envelope::read(document.as_bytes())?.verify(&keys)
}

#[test]
fn the_installation_that_asks_is_the_one_that_signed() {
    let own = read(&request(&installation().kid(), &installation()).compact()).unwrap();
    assert_eq!(own.installation.to_string(), installation().kid());
    let refusal = |issuer: &str, key: &TestKey| read(&request(issuer, key).compact()).unwrap_err().code();
    // Another installation, the vendor's own key, and a stranger ask in its name.
    assert_eq!(refusal(&installation().kid(), &TestKey::second()), Code::KeyIssuer);
    assert_eq!(refusal(&installation().kid(), &TestKey::vendor()), Code::KeyIssuer);
    assert_eq!(refusal(&installation().kid(), &TestKey::attacker()), Code::KeyUnknown);
    // It asks in the vendor's name, and the vendor's key in the vendor's.
    assert_eq!(refusal("https://vendor.example", &installation()), Code::KeyIssuer);
    assert_eq!(refusal("https://vendor.example", &TestKey::vendor()), Code::KeyIssuer);
}

#[test]
fn signatures_by_others_add_nothing_and_hide_nothing() {
    let own = request(&installation().kid(), &installation());
    let other = request(&installation().kid(), &TestKey::second());
    let both = read(&general(&[&other, &own])).unwrap();
    assert_eq!(both.signers(), [installation().kid().parse().unwrap()]);
    let broken = own.clone().with_signature([0; 64]);
    assert_eq!(read(&general(&[&broken, &other])).unwrap_err().code(), Code::SignatureInvalid);
}

#[test]
fn an_installations_key_makes_no_licence() {
    let uses = installation().jwk(r#","uses":["emergency-request+jwt"]"#);
    let keys = format!(r#"{{"keys":[{uses},{}]}}"#, TestKey::vendor().jwk(""));
    let header = installation().header();
    let forged = Jws::signed(header, Claims::new("L-1").users(500).payload(), &installation()).compact();
    let honest = Jws::license(Claims::new("L-1").users(5).payload()).compact();
    let asked = request(&installation().kid(), &installation()).compact();
    let files = [("forged", forged.as_bytes()), ("honest", honest.as_bytes()), ("asked", asked.as_bytes())];
    let opened = Verifier::new(TrustedKeys::parse(keys.as_bytes()).unwrap()).open(files);
    let outcomes: Vec<_> = opened.files.into_iter().map(|file| file.outcome).collect();
    assert_eq!(outcomes[0].as_ref().unwrap_err().code(), Code::KeyUse);
    assert!(matches!(outcomes[1], Ok(VerifiedDocument::License(_))));
    assert!(matches!(outcomes[2], Ok(VerifiedDocument::EmergencyRequest(_))));
}

#[test]
fn what_an_installation_asks_for_the_vendor_grants() {
    let (start, end) = (at(1_399_939_200), at(1_402_617_600));
    assert_eq!((start.to_string().as_str(), end.to_string().as_str()), (MAY, JUNE));
    let base = Claims::new("BASE-1").users(20);
    let license = base.verify::<countersign::License>().unwrap();
    let before = report(&[&base], start.as_secs());
    assert_eq!(quantity(&before, "users").granted.limit(), Some(20));

    // The installation asks.
    let own = SigningKey::generate().unwrap();
    let draft = EmergencyRequestDraft {
        product: license.product.clone(),
        account: license.account.clone(),
        license: license.id.clone(),
        entitlement: "users".into(),
        quantity: None,
        registered: 20,
        granted: 20,
        contact: Contact::default(),
        reason: None,
    };
    let file = draft.sign(&own, start).unwrap().to_armor();

    // The vendor reads it, compares it with the licence, and answers.
    let uses = Some(vec![DocumentType::EmergencyRequest]);
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey { uses, ..TrustedKey::new(*own.public_key()) }).unwrap();
    let request: Verified<EmergencyRequest> = Envelope::read(file.as_bytes()).unwrap().verify(&keys).unwrap();
    request.check(&license).unwrap();
    let answer = Claims::new("EMERGENCY-1")
        .emergency(start.as_secs(), end.as_secs())
        .with("lic.request", request.id.clone())
        .with("lic.installation", request.installation.to_string())
        .users(request.quantity);

    let mut question = Question::at(start);
    question.usage = amounts(&[("users", 21)]);
    question.installation = Some(own.public_key().thumbprint());
    let after = judging::answer(&[&base, &answer], &question);
    let users = quantity(&after, "users");
    assert_eq!((users.granted.limit(), users.emergency.limit()), (Some(20), Some(10)));
    assert_eq!((users.emergency_used, users.over_by), (1, 0));
}

#[test]
fn the_answer_to_another_installation_counts_nowhere_else() {
    let [own, other] = [installation(), TestKey::second()].map(|key| key.kid().parse().unwrap());
    let named = |kid: Thumbprint| {
        let answer = Claims::new("E-1").emergency(1_399_939_200, 1_402_617_600).users(10);
        answer.with("lic.request", "REQ-1").with("lic.installation", kid.to_string())
    };
    let base = Claims::new("L-1").users(20);
    let nobodys = Claims::new("E-1").emergency(1_399_939_200, 1_402_617_600).users(10);
    for (answer, asked, host, status, warnings) in [
        (named(own), Some(own), Host::Unknown, "active", vec![]),
        (named(other), Some(own), Host::Unknown, "wrong_host", vec![]),
        (named(other), Some(own), Host::LockCode(lock_code("a")), "wrong_host", vec![]),
        (named(other), None, Host::Unknown, "active", vec!["installation_not_judged"]),
        (named(other), None, Host::Any, "active", vec!["host_not_judged"]),
        (named(other), Some(own), Host::Any, "active", vec!["host_not_judged"]),
        (nobodys.clone(), Some(own), Host::Unknown, "active", vec![]),
        (nobodys, None, Host::Unknown, "active", vec![]),
        // Whatever else would keep it from counting, and of another account no word is said.
        (named(other).with("aud", "other"), Some(own), Host::Unknown, "wrong_product", vec![]),
        (named(other).with("sub", "site-2"), None, Host::Unknown, "wrong_account", vec![]),
        (named(other).with("nbf", 1_400_000_001), Some(own), Host::Unknown, "wrong_host", vec![]),
    ] {
        let mut question = Question::at(at(1_400_000_000));
        question.product = Some("orange-uce".into());
        question.account = Some("site-1".into());
        (question.installation, question.host) = (asked, host);
        let report = judging::answer(&[&base, &answer], &question);
        assert_eq!(judging::statuses(&report), ["active", status], "{question:?}");
        let codes: Vec<_> = report.warnings.iter().map(countersign::Warning::code).collect();
        assert_eq!(codes, warnings, "{question:?}");
        let granted = if status == "active" { 10 } else { 0 };
        assert_eq!(quantity(&report, "users").emergency.limit(), Some(granted));
        if status == "wrong_host" {
            let report = serde_json::to_value(&report).unwrap();
            let reason = &report["documents"][1]["reasons"][0];
            assert_eq!(
                (&reason["found"], &reason["needed"]),
                (&own.to_string().into(), &other.to_string().into())
            );
        }
    }
}

#[test]
fn the_earliest_licence_is_named_whatever_its_id() {
    let license = |id: &str, issued: i64, clause: Option<&str>| {
        let claims = Claims::new(id).users(20).with("iat", issued);
        let claims = match clause {
            Some(entitlement) => {
                let clause = json!({ "entitlement": entitlement, "quantity": 3, "months": 1 });
                claims.with("lic.emergency", clause)
            }
            None => claims,
        };
        claims.verify::<License>().unwrap()
    };
    let files = [
        license("A", 30, None),
        license("B", 10, None),
        license("C", 20, None),
        license("D", 40, Some("users")),
        license("E", 35, Some("users")),
        license("F", 5, Some("phones")),
    ];
    for (of, named) in [("ABC", "B"), ("AC", "C"), ("ABCF", "F"), ("ABCD", "D"), ("ABCDEF", "E"), ("", "")] {
        for backwards in [false, true] {
            let mut licenses: Vec<&License> =
                files.iter().map(|file| &**file).filter(|license| of.contains(&license.id)).collect();
            if backwards {
                licenses.reverse();
            }
            let license = EmergencyRequestDraft::license_to_name("users", licenses);
            assert_eq!(license.map_or("", |license| &license.id), named);
        }
    }
}
