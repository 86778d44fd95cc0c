//! Claims of documents under construction.

use crate::documents::claims::{self, Scope};
use crate::documents::document::{Payload, Sealed};
use crate::error::Result;
use crate::json::{self, Node};
use crate::{File, License, RevocationList, TrustUpdate, Verified};
use serde_json::json;

/// When documents are issued here, unless they say otherwise.
const ISSUED: i64 = 1_000_000_000;
/// The last instant that documents can name.
const LAST: i64 = 253_402_300_799;

/// The claims of a document under construction.
#[derive(Clone, Debug)]
pub(super) struct Claims(serde_json::Value);

impl Claims {
    /// A perpetual standard licence of one account that grants nothing yet.
    pub(super) fn new(id: &str) -> Self {
        Self(json!({
            "ver": 1,
            "iss": "https://vendor.example",
            "aud": "orange-uce",
            "sub": "site-1",
            "jti": id,
            "iat": ISSUED,
            "lic": {
                "serial": 1,
                "name": id,
                "kind": "standard",
                "perpetual": true,
                "holder": { "name": "Musterhandel GmbH" },
                "entitlements": [],
            },
        }))
    }

    /// A revocation list of the same vendor, in which these licences stand.
    pub(super) fn revoking(ids: &[&str], serial: u64) -> Self {
        let revoked: Vec<_> = ids.iter().map(|id| json!({ "jti": id })).collect();
        Self(json!({
            "ver": 1,
            "iss": "https://vendor.example",
            "aud": "orange-uce",
            "jti": format!("R-{serial}"),
            "iat": ISSUED,
            "rev": { "serial": serial, "next_update": LAST, "revoked": revoked },
        }))
    }

    /// A trust update of the same vendor's.
    pub(super) fn trust_update(serial: u64) -> Self {
        Self(json!({
            "ver": 1,
            "iss": "https://vendor.example",
            "jti": format!("T-{serial}"),
            "iat": ISSUED,
            "tru": { "serial": serial, "keys": [] },
        }))
    }

    /// With a claim, e.g. `iat`, or one of the licence's terms, e.g. `lic.serial`.
    pub(super) fn with(mut self, path: &str, value: impl Into<serde_json::Value>) -> Self {
        match path.split_once('.') {
            None => self.0[path] = value.into(),
            Some((object, name)) => self.0[object][name] = value.into(),
        }
        self
    }

    /// With an end in place of none.
    pub(super) fn ending(mut self, end: i64) -> Self {
        if let Some(terms) = self.0["lic"].as_object_mut() {
            terms.remove("perpetual");
        }
        self.with("exp", end)
    }

    /// As an emergency licence, from its issue to its end.
    pub(super) fn emergency(self, issued: i64, end: i64) -> Self {
        let request = format!("REQ-{}", self.id());
        self.with("iat", issued).with("lic.kind", "emergency").with("lic.request", request).ending(end)
    }

    /// With one more entitlement.
    pub(super) fn granting(mut self, entitlement: serde_json::Value) -> Self {
        if let Some(list) = self.0["lic"]["entitlements"].as_array_mut() {
            list.push(entitlement);
        }
        self
    }

    /// With so many users, or `"unlimited"`.
    pub(super) fn users(self, quantity: impl Into<serde_json::Value>) -> Self {
        let quantity: serde_json::Value = quantity.into();
        self.granting(json!({ "id": "users", "metric": "user", "quantity": quantity }))
    }

    /// With so many users in place of what it granted.
    pub(super) fn users_instead(self, quantity: impl Into<serde_json::Value>) -> Self {
        self.with("lic.entitlements", json!([])).users(quantity)
    }

    fn id(&self) -> &str {
        self.0["jti"].as_str().unwrap()
    }

    /// The document as a file to judge, as if a key had signed it.
    pub(super) fn file(&self) -> File {
        let document = if self.0.get("rev").is_some() {
            self.verified::<RevocationList>().into()
        } else if self.0.get("tru").is_some() {
            self.verified::<TrustUpdate>().into()
        } else {
            self.verified::<License>().into()
        };
        File { name: format!("{}.lic", self.id()), outcome: Ok(document) }
    }

    pub(super) fn verified<T: Sealed>(&self) -> Verified<T> {
        let payload = self.0.to_string();
        let document = read(&payload).unwrap_or_else(|error| panic!("{payload}: {error}"));
        Verified::new(document, payload.as_bytes(), Vec::new())
    }
}

/// Reads a payload as it is read once its signature held.
fn read<T: Sealed>(payload: &str) -> Result<T> {
    let root = json::Value::Object(json::parse(payload.as_bytes(), "payload")?);
    let root = Node::root(&root);
    T::read(Payload { root: &root, claims: claims::Claims::read(&root, Scope::read(&root)?)? })
}
