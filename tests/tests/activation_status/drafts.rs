//! A licence, an activation of it, and what else may be at hand; and what is asked.

use countersign::{
    Host, HostIdentity, HostProof, LockCode, Part, PartName, PublicKey, Question, Report, TrustedKeys,
    Verifier, judge,
};
use countersign_tests::judging::{at, lock_code};
use countersign_tests::{Jws, TestKey};
use serde_json::{Value, json};

pub(crate) const VENDOR: &str = "https://vendor.example";
pub(crate) const OTHER: &str = "https://other.example";
pub(crate) const NOW: i64 = 2_000;

pub(crate) fn key(seed: u8) -> TestKey {
    TestKey::from_seed([seed; 32])
}

pub(crate) fn vendor() -> TestKey {
    key(7)
}

pub(crate) fn customer() -> TestKey {
    key(60)
}

pub(crate) fn host_key() -> TestKey {
    key(50)
}

pub(crate) fn public(key: &TestKey) -> Value {
    json!({ "kid": key.kid(), "x": key.x() })
}

/// The host of the activation: its key, and a machine id.
pub(crate) fn host() -> HostIdentity {
    let key = PublicKey::from_bytes(&host_key().public()).unwrap();
    HostIdentity::new(Some(key), Part::new(PartName::MachineId, "m"), None).unwrap()
}

/// A document with another value at each of these pointers, whose parents are there.
#[derive(Clone)]
pub(crate) struct Draft {
    typ: &'static str,
    claims: Value,
    signer: u8,
}

impl Draft {
    pub(crate) fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        self.claims.pointer_mut(parent).unwrap()[name] = value.into();
        self
    }

    /// A licence that ends does not say that it is perpetual.
    pub(crate) fn ending(mut self, end: i64) -> Self {
        self.claims["lic"].as_object_mut().unwrap().remove("perpetual");
        self.with("/exp", end)
    }

    /// By the customer's key, in its own name.
    pub(crate) fn delegated(self) -> Self {
        Self { signer: 60, ..self.with("/iss", customer().kid()) }
    }

    pub(crate) fn by_other_vendor(self) -> Self {
        Self { signer: 8, ..self.with("/iss", OTHER) }
    }

    fn compact(&self) -> String {
        let key = key(self.signer);
        let header = format!(r#"{{"alg":"EdDSA","typ":"{}","kid":"{}"}}"#, self.typ, key.kid());
        Jws::signed(header, self.claims.to_string(), &key).compact()
    }
}

pub(crate) fn draft(typ: &'static str, jti: &str) -> Draft {
    let claims = json!({ "ver": 1, "iss": VENDOR, "aud": "p", "sub": "s", "jti": jti, "iat": 1_000 });
    Draft { typ, claims, signer: 7 }
}

/// Three seats and a feature, for activated hosts, of a customer that may activate some by itself.
pub(crate) fn license() -> Draft {
    let entitlements = json!([
        { "id": "seats", "metric": "host", "quantity": 3, "delegable": true },
        { "id": "fax", "metric": "feature" },
    ]);
    let terms = json!({ "serial": 1, "name": "n", "kind": "standard", "perpetual": true, "activation": "required",
        "holder": { "name": "h" }, "delegates": [public(&customer())], "entitlements": entitlements });
    draft("license+jwt", "L-1").with("/lic", terms)
}

/// The next serial of the licence.
pub(crate) fn renewed() -> Draft {
    license().with("/lic/serial", 2)
}

pub(crate) fn activation() -> Draft {
    let place = json!({ "lock_codes": [host().lock_code().to_string()], "key": public(&host_key()) });
    let act = json!({ "license": "L-1", "license_serial": 1, "serial": 1, "host": place, "grants": { "seats": 1 } });
    draft("activation+jwt", "A-1").with("/act", act)
}

pub(crate) fn receipt() -> Draft {
    let draft = Draft { signer: 50, ..draft("deactivation+jwt", "D-1").with("/iss", host_key().kid()) };
    draft.with("/rcp", json!({ "activation": "A-1", "license": "L-1", "serial": 1 }))
}

pub(crate) fn list(entry: Value) -> Draft {
    let rev = json!({ "serial": 1, "next_update": 9_000, "revoked": [entry] });
    draft("revocation-list+jwt", "R-1").with("/rev", rev)
}

pub(crate) fn servers() -> [LockCode; 3] {
    [host().lock_code(), lock_code("b"), lock_code("c")]
}

pub(crate) fn redundant() -> Draft {
    let codes = servers().map(|code| code.to_string());
    activation().with("/act/host", json!({ "lock_codes": codes, "quorum": 2 }))
}

pub(crate) fn host_of_its_key() -> Host {
    Host::Proved(HostProof::new(&host(), host().key().map(|key| key.thumbprint())))
}

/// What is asked: the honest host at an instant.
pub(crate) fn on(now: i64) -> Question {
    let mut question = Question::at(at(now));
    (question.issuer, question.product) = (Some(VENDOR.into()), Some("p".into()));
    question.account = Some("s".into());
    question.host = host_of_its_key();
    question
}

pub(crate) fn told(host: Host) -> Question {
    let mut question = on(NOW);
    question.host = host;
    question
}

pub(crate) fn alive(codes: &[LockCode]) -> Question {
    alive_on(host_of_its_key(), codes)
}

pub(crate) fn alive_on(host: Host, codes: &[LockCode]) -> Question {
    let mut question = told(host);
    question.alive = Some(codes.to_vec());
    question
}

pub(crate) fn report(files: &[&Draft], question: &Question) -> Report {
    let trusted = [(vendor(), VENDOR), (key(8), OTHER)];
    let keys = trusted.map(|(key, issuer)| key.jwk(&format!(r#","issuer":"{issuer}""#))).join(",");
    let keys = TrustedKeys::parse(format!(r#"{{"keys":[{keys}]}}"#).as_bytes()).unwrap();
    let files: Vec<String> = files.iter().map(|draft| draft.compact()).collect();
    let opened = Verifier::new(keys).open(files.iter().map(|file| ("file", file.as_bytes())));
    judge(&opened.files, question).unwrap()
}
