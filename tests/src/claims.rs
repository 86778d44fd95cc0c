//! Claims of licences and revocation lists under construction.

use crate::{Jws, TestKey};
use countersign::{Document, Envelope, File, License, RevocationList, TrustedKeys, Verified};
use serde_json::{Value, json};
use std::fmt;

/// When documents are issued here, unless they say otherwise.
const ISSUED: i64 = 1_000_000_000;
/// The last instant that documents can name.
const LAST: i64 = 253_402_300_799;

/// The claims of a document under construction.
#[derive(Clone)]
pub struct Claims(Value);

/// As JSON, to try again what failed.
impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Claims {
    /// A perpetual standard licence of one account that grants nothing yet.
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

    /// A revocation list of the same vendor's, with these entries and never overdue.
    pub fn revoking(serial: u64, entries: &[Value]) -> Self {
        Self(json!({
            "ver": 1,
            "iss": "https://vendor.example",
            "aud": "orange-uce",
            "jti": format!("R-{serial}"),
            "iat": ISSUED,
            "rev": { "serial": serial, "next_update": LAST, "revoked": entries },
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

    /// The document, signed by the vendor's key and verified.
    ///
    /// # Errors
    /// Those of the verifier.
    pub fn verify<T: Document>(&self) -> countersign::Result<Verified<T>> {
        let vendor = TestKey::vendor();
        let keys = TrustedKeys::parse(vendor.jwk("").as_bytes())?;
        let header = vendor.header().replace("license+jwt", T::TYPE.typ());
        Envelope::read(Jws::signed(header, self.payload(), &vendor).compact().as_bytes())?.verify(&keys)
    }

    /// The document as a file to judge. One that does not verify fails the test.
    pub fn file(&self) -> File {
        let document = match self.0.get("rev") {
            Some(_) => self.verify::<RevocationList>().map(Into::into),
            None => self.verify::<License>().map(Into::into),
        };
        let document = document.unwrap_or_else(|error| panic!("{}: {error}", self.payload()));
        File { name: format!("{}.lic", self.id()), outcome: Ok(document) }
    }
}
