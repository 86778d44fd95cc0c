//! Emergency requests: an installation asks for more than its licence grants, at once.

use crate::documents::claims::document_id;
use crate::documents::document::{Document, Payload, Sealed};
use crate::documents::license::{Contact, License, MOST_EMERGENCY, Quantity, entitlement_id};
use crate::error::{Code, Error, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use std::borrow::Cow;

/// What is asked for where nothing is said, and the most where the licence says nothing.
const USUAL_QUANTITY: u64 = 10;

/// A request for an emergency licence, signed by the installation's own key.
///
/// That key proves which installation asks, and gives no trust by itself: whoever verifies requests holds
/// the keys of the installations that may ask, as keys with the use `emergency-request+jwt`. The example of
/// `issue::EmergencyRequestDraft` makes one and reads it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EmergencyRequest {
    /// The installation that asks: the thumbprint of the one key that signed (`iss`).
    pub installation: Thumbprint,
    /// Its identity (`jti`). The emergency licence that answers it names it.
    pub id: String,
    /// When it was made (`iat`).
    pub issued: UnixTime,
    /// The product (`aud`).
    pub product: Option<String>,
    /// The account (`sub`).
    pub account: Option<String>,
    /// The licence that does not grant enough, by its `jti`.
    pub license: String,
    /// The entitlement that is asked for.
    pub entitlement: String,
    /// How much more is asked for, 1 to 1000; 10 unless the request says otherwise. How much may be asked
    /// for is up to the licence: see [`check`](Self::check).
    pub quantity: u64,
    /// How much is in use.
    pub registered: u64,
    /// How much is granted.
    pub granted: u64,
    /// Whom to answer.
    pub contact: Option<Contact>,
    /// Why more is needed.
    pub reason: Option<String>,
}

impl EmergencyRequest {
    /// Whether a licence lets the request be made: it is the one that the request names, it counts what is
    /// asked for in whole numbers, and no more is asked for than 10, or than its own emergency clause gives.
    ///
    /// # Errors
    /// [`Code::ClaimsConflict`], [`Code::ClaimsValue`] or [`Code::ClaimsRange`], which name the claim of the
    /// request.
    pub fn check(&self, license: &License) -> Result<()> {
        let of_another = |at, found: &str, needed: &str| {
            Err(Error::new(Code::ClaimsConflict).with_at(at).with_found(found).with_needed(needed.to_owned()))
        };
        if self.license != license.id {
            return of_another("emr.license", &self.license, &license.id);
        }
        if let Some(product) = &self.product
            && *product != license.product
        {
            return of_another("aud", product, &license.product);
        }
        if let Some(account) = &self.account
            && *account != license.account
        {
            return of_another("sub", account, &license.account);
        }
        self.check_quantity(license)
    }

    fn check_quantity(&self, license: &License) -> Result<()> {
        let named = license.entitlements.iter().find(|entitlement| entitlement.id == self.entitlement);
        if !named.is_some_and(|named| matches!(named.quantity, Some(Quantity::Limited(_)))) {
            return Err(Error::new(Code::ClaimsValue)
                .with_at("emr.entitlement")
                .with_found(&self.entitlement)
                .with_needed("an entitlement of the licence with a whole-number quantity"));
        }
        let clause = license.emergency.as_ref().filter(|clause| clause.entitlement == self.entitlement);
        let most = clause.map_or(USUAL_QUANTITY, |clause| clause.quantity.max(USUAL_QUANTITY));
        if self.quantity > most {
            return Err(Error::new(Code::ClaimsRange)
                .with_at("emr.quantity")
                .with_found(self.quantity)
                .with_needed(format!("1 to {most}")));
        }
        Ok(())
    }
}

impl Document for EmergencyRequest {
    const TYPE: DocumentType = DocumentType::EmergencyRequest;

    fn issuer(&self) -> Cow<'_, str> {
        self.installation.to_string().into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        None
    }
}

impl Sealed for EmergencyRequest {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "sub", "emr"])?;
        let emr = root.required("emr")?;
        // That it is the signer's, verification has checked: no other key signs for this issuer.
        let installation = root.required_with("iss", Thumbprint::read)?;
        let product = root.optional_with("aud", Node::name)?;
        let account = root.optional_with("sub", Node::name)?;
        emr.assemble(|emr| Self {
            installation,
            id: claims.id,
            issued: claims.issued,
            product,
            account,
            license: emr.required("license", document_id),
            entitlement: emr.required("entitlement", entitlement_id),
            quantity: emr
                .optional("quantity", |quantity| quantity.integer(1..=MOST_EMERGENCY))
                .unwrap_or(USUAL_QUANTITY),
            registered: emr.required("registered", amount),
            granted: emr.required("granted", amount),
            contact: emr.optional("contact", Contact::read),
            reason: emr.optional("reason", Node::line),
        })
    }
}

fn amount(node: &Node<'_>) -> Result<u64> {
    node.integer(0..=LARGEST_INTEGER as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::claims::{Claims, Scope};
    use crate::json::{Value, parse};

    const KID: &str = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
    const LEAST: &str = r#""license":"L-1","entitlement":"users","registered":20,"granted":20"#;

    /// Reads a document with these claims besides those that all have.
    fn read<T: Sealed>(id: &str, claims: &str) -> Result<T> {
        let payload = format!(r#"{{"ver":1,"iss":"{KID}","jti":"{id}","iat":5,{claims}}}"#);
        let root = Value::Object(parse(payload.as_bytes(), "payload").unwrap());
        let root = Node::root(&root);
        T::read(Payload { root: &root, claims: Claims::read(&root, Scope::read(&root)?)? })
    }

    fn request(emr: &str) -> Result<EmergencyRequest> {
        read("REQ-1", &format!(r#""aud":"p","sub":"site-1","emr":{{{emr}}}"#))
    }

    /// A licence of 20 users, an unlimited number of sessions and a feature, with these terms besides.
    fn license(terms: &str) -> License {
        let lic = format!(
            r#"{{"serial":1,"name":"n","kind":"standard","perpetual":true,"holder":{{"name":"h"}},{terms}
            "entitlements":[{{"id":"users","metric":"user","quantity":20}},{{"id":"fax","metric":"feature"}},
            {{"id":"sessions","metric":"session","quantity":"unlimited"}}]}}"#
        );
        read("L-1", &format!(r#""aud":"p","sub":"site-1","lic":{lic}"#)).unwrap()
    }

    #[test]
    fn ten_are_asked_for_unless_another_number_is_given() {
        let least = request(LEAST).unwrap();
        assert_eq!((least.quantity, least.registered, least.granted), (10, 20, 20));
        assert_eq!((least.installation.to_string().as_str(), least.id.as_str()), (KID, "REQ-1"));
        assert_eq!((least.product.as_deref(), least.account.as_deref()), (Some("p"), Some("site-1")));
        assert!(least.contact.is_none() && least.reason.is_none());
        let bare: EmergencyRequest = read("REQ-1", &format!(r#""emr":{{{LEAST}}}"#)).unwrap();
        assert_eq!((bare.product, bare.account), (None, None));
        for quantity in [1, 10, 11, 1_000] {
            let request = request(&format!(r#"{LEAST},"quantity":{quantity}"#)).unwrap();
            assert_eq!(request.quantity, quantity);
        }
    }

    #[test]
    fn what_the_page_does_not_permit_is_refused() {
        let refusal = |emr: &str| request(emr).unwrap_err().code().as_str();
        let without = |member: &str| {
            let members =
                [r#""license":"L-1""#, r#""entitlement":"users""#, r#""registered":20"#, r#""granted":20"#];
            members.into_iter().filter(|text| !text.contains(member)).collect::<Vec<_>>().join(",")
        };
        for member in ["license", "entitlement", "registered", "granted"] {
            assert_eq!(refusal(&without(member)), "claims_missing", "{member}");
        }
        for (member, code) in [
            (r#""quantity":0"#, "claims_range"),
            (r#""quantity":1001"#, "claims_range"),
            (r#""quantity":"10""#, "claims_type"),
            (r#""contact":"Erika Mustermann""#, "claims_type"),
            (r#""contact":{"role":"owner"}"#, "claims_value"),
            (r#""contact":{"name":""}"#, "claims_length"),
            (r#""reason":"a\nb""#, "claims_text"),
            (r#""reason":"a\u202eb""#, "claims_text"),
            (r#""reason":null"#, "claims_type"),
        ] {
            assert_eq!(refusal(&format!("{LEAST},{member}")), code, "{member}");
        }
        assert_eq!(refusal(&LEAST.replace("L-1", "L 1")), "claims_value");
        assert_eq!(refusal(&LEAST.replace("users", "Users")), "claims_value");
        assert_eq!(refusal(&LEAST.replace("20", "-1")), "claims_range");
    }

    #[test]
    fn more_than_ten_only_as_the_licence_says() {
        let ask = |quantity: u64| request(&format!(r#"{LEAST},"quantity":{quantity}"#)).unwrap();
        let clause = |clause: &str| license(&format!(r#""emergency":{clause},"#));
        let plain = license("");
        assert!(ask(10).check(&plain).is_ok());
        let refused = ask(11).check(&plain).unwrap_err();
        assert_eq!((refused.code(), refused.needed()), (Code::ClaimsRange, Some("1 to 10")));

        let generous = clause(r#"{"entitlement":"users","quantity":25,"months":1}"#);
        assert!(ask(25).check(&generous).is_ok());
        assert_eq!(ask(26).check(&generous).unwrap_err().needed(), Some("1 to 25"));
        // A clause gives, and takes nothing away; one for something else says nothing about this.
        assert!(ask(10).check(&clause(r#"{"entitlement":"users","quantity":5,"months":1}"#)).is_ok());
        assert!(ask(11).check(&clause(r#"{"entitlement":"fax","quantity":25,"months":1}"#)).is_err());
    }

    #[test]
    fn only_the_licence_that_it_names_lets_it_be_made() {
        let license = license("");
        let refusal = |request: EmergencyRequest| {
            let error = request.check(&license).unwrap_err();
            (error.code(), error.at().unwrap_or_default().to_owned())
        };
        let asked = request(LEAST).unwrap();
        let with = |license: &str, product: &str, account: &str, entitlement: &str| EmergencyRequest {
            license: license.into(),
            product: Some(product.into()),
            account: Some(account.into()),
            entitlement: entitlement.into(),
            ..asked.clone()
        };
        assert!(with("L-1", "p", "site-1", "users").check(&license).is_ok());
        assert!(EmergencyRequest { product: None, account: None, ..asked.clone() }.check(&license).is_ok());
        for (request, code, at) in [
            (with("L-2", "p", "site-1", "users"), Code::ClaimsConflict, "emr.license"),
            (with("L-1", "q", "site-1", "users"), Code::ClaimsConflict, "aud"),
            (with("L-1", "p", "site-2", "users"), Code::ClaimsConflict, "sub"),
            (with("L-1", "p", "site-1", "devices"), Code::ClaimsValue, "emr.entitlement"),
            (with("L-1", "p", "site-1", "fax"), Code::ClaimsValue, "emr.entitlement"),
            (with("L-1", "p", "site-1", "sessions"), Code::ClaimsValue, "emr.entitlement"),
        ] {
            assert_eq!(refusal(request), (code, at.to_owned()));
        }
    }
}
