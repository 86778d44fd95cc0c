//! Documents under construction, with real signatures.

use super::key;
use crate::values::base64::encode_url;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) const VENDOR: &str = "https://vendor.example";

/// A document, and the key that signs it.
#[derive(Clone)]
pub(super) struct Document {
    typ: &'static str,
    claims: Value,
    signer: u8,
}

impl Document {
    /// A perpetual standard licence for so many users, issued at 100.
    pub(super) fn license(id: &str, users: u64) -> Self {
        let entitlement = json!({ "id": "users", "metric": "user", "quantity": users, "assignable": true });
        let lic = json!({
            "serial": 1, "name": id, "kind": "standard", "perpetual": true,
            "holder": { "name": "Musterhandel GmbH" }, "entitlements": [entitlement],
        });
        Self::new("license+jwt", id, json!({ "aud": "orange-uce", "sub": "site-1", "lic": lic }))
    }

    /// An emergency licence for 10 users.
    pub(super) fn emergency(id: &str, issued: i64, end: i64) -> Self {
        let license = Self::license(id, 10).with("iat", issued).with("lic.kind", "emergency");
        license.ending(end).with("lic.request", format!("REQ-{id}"))
    }

    /// A revocation list for the product.
    pub(super) fn revocation_list(serial: u64, revoked: Value) -> Self {
        let rev = json!({ "serial": serial, "next_update": 250_000_000_000_u64, "revoked": revoked });
        Self::new("revocation-list+jwt", "R-1", json!({ "aud": "orange-uce", "rev": rev }))
    }

    /// A trust update by the root.
    pub(super) fn trust_update(serial: u64, leaked: &[u8]) -> Self {
        let kid = |&seed: &u8| json!({ "kid": key(seed).key.thumbprint().to_string(), "at": 100 });
        let retired: Vec<Value> = leaked.iter().map(kid).collect();
        let tru = json!({ "serial": serial, "keys": [], "retired": retired });
        Self::new("trust+jwt", "T-1", json!({ "tru": tru })).signed_by(9)
    }

    /// An activation of L-1 on the host with this key.
    pub(super) fn activation(id: &str, host: u8) -> Self {
        let key = key(host).key;
        let key = json!({ "kid": key.thumbprint().to_string(), "x": encode_url(key.as_bytes()) });
        let host = json!({ "lock_codes": ["CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J"], "key": key });
        let act = json!({
            "license": "L-1", "license_serial": 1, "serial": 1, "host": host, "grants": { "users": 1 },
        });
        Self::new("activation+jwt", id, json!({ "aud": "orange-uce", "sub": "site-1", "act": act }))
    }

    /// The receipt of that host for that activation.
    pub(super) fn receipt(activation: &str, host: u8) -> Self {
        let rcp = json!({ "activation": activation, "license": "L-1", "serial": 1 });
        let receipt =
            Self::new("deactivation+jwt", "D-1", json!({ "aud": "orange-uce", "sub": "site-1", "rcp": rcp }));
        receipt.with("iss", key(host).key.thumbprint().to_string()).signed_by(host)
    }

    fn new(typ: &'static str, id: &str, mut claims: Value) -> Self {
        for (name, value) in
            [("ver", json!(1)), ("iss", json!(VENDOR)), ("jti", json!(id)), ("iat", json!(100))]
        {
            claims[name] = value;
        }
        Self { typ, claims, signer: 1 }
    }

    /// With a claim, e.g. `iat`, or one of the terms, e.g. `lic.serial`.
    pub(super) fn with(mut self, path: &str, value: impl Into<Value>) -> Self {
        match path.split_once('.') {
            None => self.claims[path] = value.into(),
            Some((object, name)) => self.claims[object][name] = value.into(),
        }
        self
    }

    /// With an end in place of none.
    pub(super) fn ending(mut self, end: i64) -> Self {
        self.claims["lic"].as_object_mut().unwrap().remove("perpetual");
        self.with("exp", end)
    }

    pub(super) fn serial(self, serial: u64) -> Self {
        self.with("lic.serial", serial)
    }

    pub(super) fn signed_by(self, signer: u8) -> Self {
        Self { signer, ..self }
    }

    /// The file, as a compact JWS.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let signing = SigningKey::from_bytes(&[self.signer; 32]);
        let kid = key(self.signer).key.thumbprint().to_string();
        let header = json!({ "alg": "EdDSA", "typ": self.typ, "kid": kid }).to_string();
        let signed = [header, self.claims.to_string()].map(|part| encode_url(part.as_bytes())).join(".");
        let signature = signing.sign(signed.as_bytes());
        [signed, encode_url(&signature.to_bytes())].join(".").into_bytes()
    }

    /// The name of the file in a state.
    pub(super) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.bytes()).into()
    }
}
