//! The documents of a set before they are verified, and who signs them.

use countersign::{HostIdentity, LockCode, Part, PartName, PublicKey, Thumbprint};
use countersign_tests::{Jws, TestKey};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) const VENDOR: &str = "https://vendor.example";
pub(crate) const OTHER: &str = "https://other.example";
pub(crate) const PRODUCT: &str = "call-studio";
pub(crate) const ACCOUNT: &str = "site-1";

pub(crate) const LICENSE: &str = "license+jwt";
pub(crate) const REQUEST: &str = "activation-request+jwt";
pub(crate) const ACTIVATION: &str = "activation+jwt";
pub(crate) const RECEIPT: &str = "deactivation+jwt";
pub(crate) const LIST: &str = "revocation-list+jwt";
pub(crate) const UPDATE: &str = "trust+jwt";

/// Seeds of keys. Those of the first four are trusted.
pub(crate) const ROOT: u8 = 1;
pub(crate) const FIRST: u8 = 2;
pub(crate) const SECOND: u8 = 3;
pub(crate) const OTHERS: u8 = 4;
/// Those of customers, to whom licences delegate.
pub(crate) const DELEGATES: [u8; 3] = [10, 11, 12];
pub(crate) const STRANGER: u8 = 20;
/// Those of hosts.
pub(crate) const HOSTS: [u8; 2] = [30, 31];

/// Every key with its thumbprint, made once.
static KIDS: LazyLock<BTreeMap<u8, String>> = LazyLock::new(|| {
    let seeds = [ROOT, FIRST, SECOND, OTHERS, STRANGER].into_iter().chain(DELEGATES).chain(HOSTS);
    seeds.map(|seed| (seed, key(seed).kid())).collect()
});

pub(crate) fn key(seed: u8) -> TestKey {
    TestKey::from_seed([seed; 32])
}

pub(crate) fn kid(seed: u8) -> &'static str {
    &KIDS[&seed]
}

/// A key as licences and activations name it.
pub(crate) fn public(seed: u8) -> Value {
    json!({ "kid": kid(seed), "x": key(seed).x() })
}

/// The trusted keys of the installation.
pub(crate) fn trusted() -> String {
    let of = |seed: u8, issuer: &str, uses: &str| key(seed).jwk(&format!(r#","issuer":"{issuer}"{uses}"#));
    let root = of(ROOT, VENDOR, r#","uses":["trust+jwt"]"#);
    let others = [(FIRST, VENDOR), (SECOND, VENDOR), (OTHERS, OTHER)].map(|(seed, iss)| of(seed, iss, ""));
    format!(r#"{{"keys":[{root},{}]}}"#, others.join(","))
}

/// A machine: which key it has, if any, and its number, which its other parts are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Machine {
    pub(crate) key: Option<u8>,
    pub(crate) number: u8,
}

/// The first two have keys of their own, the third has none; the fourth has the first one's key, and the fifth its
/// machine id without the key.
pub(crate) const MACHINES: [Machine; 5] = [
    Machine { key: Some(HOSTS[0]), number: 0 },
    Machine { key: Some(HOSTS[1]), number: 1 },
    Machine { key: None, number: 2 },
    Machine { key: Some(HOSTS[0]), number: 3 },
    Machine { key: None, number: 0 },
];

/// What they are recognised by, made once.
static KNOWN: LazyLock<Vec<(HostIdentity, Vec<Value>)>> = LazyLock::new(|| {
    let known = MACHINES.iter().map(|machine| {
        let identity = machine.make();
        let file: Value = serde_json::from_str(&identity.to_json()).unwrap();
        let parts = file["parts"].as_array().unwrap().clone();
        (identity, parts)
    });
    known.collect()
});

impl Machine {
    fn make(self) -> HostIdentity {
        // The same disk in all.
        let number = |name| if name == PartName::Disk { 9 } else { self.number };
        let named = [PartName::MachineId, PartName::Mac, PartName::Disk].into_iter();
        let parts = named.filter_map(|name| Part::new(name, &format!("{} of a host", number(name))));
        let key = self.key.map(|seed| PublicKey::from_bytes(&key(seed).public()).unwrap());
        HostIdentity::new(key, parts, None).unwrap()
    }

    fn known(self) -> &'static (HostIdentity, Vec<Value>) {
        &KNOWN[MACHINES.iter().position(|machine| *machine == self).unwrap()]
    }

    pub(crate) fn identity(self) -> &'static HostIdentity {
        &self.known().0
    }

    pub(crate) fn lock_code(self) -> LockCode {
        self.identity().lock_code()
    }

    /// Its parts, as documents name them.
    pub(crate) fn parts(self) -> &'static [Value] {
        &self.known().1
    }

    pub(crate) fn proved(self) -> Option<Thumbprint> {
        self.identity().key().map(PublicKey::thumbprint)
    }
}

/// A document of a set.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) typ: &'static str,
    pub(crate) claims: Value,
    pub(crate) signer: u8,
}

impl Paper {
    pub(crate) fn compact(&self) -> String {
        let header = format!(r#"{{"alg":"EdDSA","typ":"{}","kid":"{}"}}"#, self.typ, kid(self.signer));
        Jws::signed(header, self.claims.to_string(), &key(self.signer)).compact()
    }

    pub(crate) fn read(&self) -> Read {
        let claims = serde_json::from_value(self.claims.clone()).unwrap();
        Read { typ: self.typ, signer: kid(self.signer), payload: self.claims.to_string(), claims }
    }
}

/// A document as it is read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) typ: &'static str,
    pub(crate) signer: &'static str,
    pub(crate) payload: String,
    pub(crate) claims: Claims,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    #[serde(default)]
    pub(crate) aud: String,
    #[serde(default)]
    pub(crate) sub: String,
    pub(crate) jti: String,
    pub(crate) iat: i64,
    pub(crate) nbf: Option<i64>,
    pub(crate) exp: Option<i64>,
    pub(crate) lic: Option<Terms>,
    pub(crate) act: Option<Act>,
    pub(crate) rcp: Option<Rcp>,
    pub(crate) rev: Option<Rev>,
    pub(crate) tru: Option<Tru>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Terms {
    pub(crate) serial: u64,
    pub(crate) kind: String,
    pub(crate) request: Option<String>,
    pub(crate) edition: Option<String>,
    #[serde(default)]
    pub(crate) supersedes: Vec<String>,
    #[serde(default)]
    pub(crate) grace_days: i64,
    pub(crate) versions: Option<String>,
    pub(crate) activation: Option<String>,
    pub(crate) activation_serial: Option<u64>,
    pub(crate) hosts: Option<Bound>,
    #[serde(default)]
    pub(crate) delegates: Vec<Delegate>,
    pub(crate) entitlements: Vec<Entitlement>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Bound {
    pub(crate) lock_codes: Vec<String>,
}

pub(crate) type Slots = BTreeMap<String, (u64, u64)>;

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Delegate {
    pub(crate) kid: String,
    pub(crate) slots: Option<Slots>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Entitlement {
    pub(crate) id: String,
    pub(crate) metric: String,
    /// A number or `unlimited`; none of a feature.
    pub(crate) quantity: Option<Value>,
    pub(crate) overage: Option<Value>,
    pub(crate) exp: Option<i64>,
    pub(crate) model: Option<String>,
    #[serde(default)]
    pub(crate) delegable: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Act {
    pub(crate) license: String,
    pub(crate) license_serial: u64,
    pub(crate) serial: u64,
    pub(crate) replaces: Option<String>,
    pub(crate) host: Place,
    pub(crate) grants: BTreeMap<String, u64>,
    #[serde(default)]
    pub(crate) slots: Slots,
    pub(crate) ledger: Option<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Place {
    pub(crate) lock_codes: Vec<String>,
    pub(crate) quorum: Option<u64>,
    pub(crate) parts: Option<Vec<Value>>,
    pub(crate) r#match: Option<Value>,
    pub(crate) key: Option<Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Entry {
    pub(crate) n: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Rcp {
    pub(crate) activation: String,
    pub(crate) license: String,
    pub(crate) serial: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Rev {
    pub(crate) serial: u64,
    pub(crate) next_update: i64,
    pub(crate) revoked: Vec<Revoked>,
    pub(crate) digests: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Revoked {
    pub(crate) jti: Option<String>,
    pub(crate) typ: Option<String>,
    pub(crate) serial: Option<u64>,
    pub(crate) kid: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Tru {
    pub(crate) serial: u64,
    #[serde(default)]
    pub(crate) retired: Vec<Retired>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Retired {
    pub(crate) kid: String,
    pub(crate) at: i64,
    pub(crate) keep: Option<String>,
}

/// The digest of a document in a long list: the first 8 bytes of SHA-256 over its type, NUL and its `jti`.
pub(crate) fn prefix(typ: &str, jti: &str) -> [u8; 8] {
    let digest = Sha256::digest([typ.as_bytes(), &[0], jti.as_bytes()].concat());
    digest[..8].try_into().unwrap()
}
