//! Claims of licences under construction.

use crate::{Jws, TestKey, judging};
use countersign::{Envelope, File, License, TrustedKeys, Verified};
use serde_json::{Value, json};
use std::fmt;

/// When licences are issued here, unless they say otherwise.
const ISSUED: i64 = 1_000_000_000;

/// The claims of a licence under construction: a perpetual standard licence of one account that grants
/// nothing yet.
#[derive(Clone)]
pub struct Claims(Value);

/// As JSON, to try again what failed.
impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Claims {
    /// A licence with this identity.
    pub fn new(id: &str) -> Self {
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

    /// With a claim, e.g. `iat`, or one of the licence's terms, e.g. `lic.serial`.
    #[must_use]
    pub fn with(mut self, path: &str, value: impl Into<Value>) -> Self {
        match path.split_once('.') {
            None => self.0[path] = value.into(),
            Some((object, name)) => self.0[object][name] = value.into(),
        }
        self
    }

    /// With an end in place of none.
    #[must_use]
    pub fn ending(mut self, end: i64) -> Self {
        if let Some(terms) = self.0["lic"].as_object_mut() {
            terms.remove("perpetual");
        }
        self.with("exp", end)
    }

    /// As an emergency licence, from its issue to its end.
    #[must_use]
    pub fn emergency(self, issued: i64, end: i64) -> Self {
        let request = format!("REQ-{}", self.id());
        self.with("iat", issued).with("lic.kind", "emergency").with("lic.request", request).ending(end)
    }

    /// With one more entitlement.
    #[must_use]
    pub fn granting(mut self, entitlement: Value) -> Self {
        if let Some(list) = self.0["lic"]["entitlements"].as_array_mut() {
            list.push(entitlement);
        }
        self
    }

    /// With so many users, or `"unlimited"`.
    #[must_use]
    pub fn users(self, quantity: impl Into<Value>) -> Self {
        let quantity: Value = quantity.into();
        self.granting(json!({ "id": "users", "metric": "user", "quantity": quantity }))
    }

    /// The identity.
    pub fn id(&self) -> &str {
        self.0["jti"].as_str().unwrap_or_default()
    }

    /// The claims as the payload of a document.
    pub fn payload(&self) -> String {
        self.0.to_string()
    }

    /// The licence, signed by the vendor's key and verified.
    ///
    /// # Errors
    /// Those of the verifier.
    pub fn verify(&self) -> countersign::Result<Verified<License>> {
        let keys = TrustedKeys::parse(TestKey::vendor().jwk("").as_bytes())?;
        Envelope::read(Jws::license(self.payload()).compact().as_bytes())?.verify(&keys)
    }

    /// The licence as a file to judge. A licence that does not verify fails the test.
    pub fn file(&self) -> File {
        judging::file(self.verify().unwrap_or_else(|error| panic!("{}: {error}", self.payload())))
    }
}
