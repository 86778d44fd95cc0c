//! A vendor's desk, or a customer's, with hosts that ask it: what is done there, as documents and as the model's
//! entries.

use crate::model::{Activation, Entitlement, Grants, License, Wanted};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::issue::{ActivationRequestDraft, SigningKey, sign_document};
use countersign::{
    DocumentType, HostIdentity, LockCode, Part, PartName, ProductVersion, TrustedKey, TrustedKeys, UnixTime,
};
use countersign_issuer::{Ask, Ledger, Typed};
use serde_json::{Value, json};

pub(crate) const VENDOR: &str = "https://vendor.example";
pub(crate) const PRODUCT: &str = "call-services";
pub(crate) const HOSTS: usize = 6;

pub(crate) fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

pub(crate) struct Machine {
    pub(crate) key: SigningKey,
    pub(crate) identity: HostIdentity,
}

impl Machine {
    /// A machine by its number. From `HOSTS` on they have the key of the one before, and a machine id of their own.
    fn new(number: usize) -> Self {
        let key = SigningKey::from_seed(&[u8::try_from(number % HOSTS).unwrap() + 40; 32]).unwrap();
        let parts = Part::new(PartName::MachineId, &format!("machine {number}"));
        let identity =
            HostIdentity::new(Some(*key.public_key()), parts, Some(format!("host {number}"))).unwrap();
        Self { key, identity }
    }

    pub(crate) fn code(&self) -> LockCode {
        self.identity.lock_code()
    }
}

pub(crate) struct Desk {
    pub(crate) vendor: SigningKey,
    /// Who answers: the vendor, or the customer.
    pub(crate) signer: SigningKey,
    pub(crate) machines: Vec<Machine>,
    pub(crate) keys: TrustedKeys,
    pub(crate) ledger: Ledger,
    pub(crate) text: String,
}

impl Desk {
    pub(crate) fn new(is_delegate: bool, now: i64) -> Self {
        let vendor = SigningKey::from_seed(&[1; 32]).unwrap();
        let customer = SigningKey::from_seed(&[2; 32]).unwrap();
        let mut keys = TrustedKeys::default();
        keys.insert(TrustedKey { issuer: Some(VENDOR.into()), ..TrustedKey::new(*vendor.public_key()) })
            .unwrap();
        let thumbprint = customer.public_key().thumbprint().to_string();
        let issuer = if is_delegate { &thumbprint } else { VENDOR };
        let (ledger, line) = Ledger::new(issuer, &keys, at(now)).unwrap();
        let signer = if is_delegate { customer } else { SigningKey::from_seed(&[1; 32]).unwrap() };
        let mut machines: Vec<Machine> = (0..HOSTS + 1).map(Machine::new).collect();
        // So that the numbers of hosts are in the order of their lock codes.
        machines[..HOSTS].sort_by_key(Machine::code);
        Self { vendor, signer, machines, keys, ledger, text: line + "\n" }
    }

    pub(crate) fn license(&self, license: &License) -> String {
        let entitlements: Vec<Value> = license.entitlements.iter().map(entitlement).collect();
        let mut claims = json!({
            "iss": VENDOR, "aud": PRODUCT, "sub": license.account, "jti": license.jti, "iat": license.iat,
            "ver": 1,
            "lic": {
                "serial": license.serial, "name": "Call Services", "kind": "standard",
                "activation": "required", "holder": { "name": "Musterkontakt GmbH" },
                "entitlements": entitlements,
            },
        });
        if let Some(nbf) = license.nbf {
            claims["nbf"] = json!(nbf);
        }
        match license.exp {
            None => claims["lic"]["perpetual"] = json!(true),
            Some(exp) => {
                claims["exp"] = json!(exp);
                claims["lic"]["grace_days"] = json!(license.grace_days);
            }
        }
        if !license.supersedes.is_empty() {
            claims["lic"]["supersedes"] = json!(license.supersedes);
        }
        if let Some(version) = license.version {
            claims["lic"]["versions"] = json!(version.to_string());
        }
        if license.has_delegates {
            let customer = SigningKey::from_seed(&[2; 32]).unwrap();
            let other = SigningKey::from_seed(&[3; 32]).unwrap();
            let delegate = |key: &SigningKey| {
                let key = key.public_key();
                json!({ "kid": key.thumbprint().to_string(), "x": URL_SAFE_NO_PAD.encode(key.as_bytes()) })
            };
            let mut delegates = vec![delegate(&customer)];
            if let Some(slots) = &license.slots {
                delegates[0]["slots"] = json!(slots);
                delegates.push(delegate(&other));
                delegates[1]["slots"] = json!({});
            }
            claims["lic"]["delegates"] = json!(delegates);
        }
        self.sign(&claims, DocumentType::License)
    }

    pub(crate) fn revocation(&self, serial: u64, revoked: &[(String, Option<u64>)], now: i64) -> String {
        let entry = |(jti, serial): &(String, Option<u64>)| match serial {
            None => json!({ "jti": jti }),
            Some(serial) => json!({ "jti": jti, "serial": serial }),
        };
        let claims = json!({
            "iss": VENDOR, "aud": PRODUCT, "jti": format!("R-{serial}"), "iat": now, "ver": 1,
            "rev": { "serial": serial, "next_update": 253_402_300_799_i64,
                "revoked": revoked.iter().map(entry).collect::<Vec<_>>() },
        });
        self.sign(&claims, DocumentType::RevocationList)
    }

    fn sign(&self, claims: &Value, document_type: DocumentType) -> String {
        let signed = sign_document(claims.to_string().as_bytes(), document_type, &[&self.vendor], at(0));
        signed.unwrap_or_else(|error| panic!("{claims}: {error}")).to_compact().unwrap()
    }

    /// A receipt of the host for this activation at this serial.
    pub(crate) fn receipt(&self, one: &Activation, account: &str, serial: u64, now: i64) -> String {
        let key = &self.machines[one.key.unwrap()].key;
        let claims = json!({
            "iss": key.public_key().thumbprint().to_string(), "aud": PRODUCT, "sub": account, "ver": 1,
            "jti": format!("RCP-{}-{serial}", one.jti), "iat": now,
            "rcp": { "activation": one.jti, "license": one.license, "serial": serial },
        });
        let signed =
            sign_document(claims.to_string().as_bytes(), DocumentType::Deactivation, &[key], at(now));
        signed.unwrap_or_else(|error| panic!("{claims}: {error}")).to_compact().unwrap()
    }

    pub(crate) fn request(&self, host: usize, wanted: &Wanted, now: i64) -> String {
        let machine = &self.machines[host];
        let redundant: Vec<LockCode> = wanted.codes.iter().map(|&code| self.machines[code].code()).collect();
        let draft = ActivationRequestDraft {
            product: PRODUCT.into(),
            account: wanted.account.unwrap().into(),
            license: wanted.license.clone(),
            product_version: wanted.version.map(|v| ProductVersion::parse(&format!("{v}.1")).unwrap()),
            host: machine.identity.clone(),
            wants: wanted.grants.clone().into_iter().collect(),
            replaces: wanted.replaces.clone(),
            redundant: wanted.has_quorum.then(|| redundant.try_into().unwrap()),
        };
        draft.sign(&machine.key, at(now)).unwrap().to_compact().unwrap()
    }

    pub(crate) fn ask(wanted: &Wanted, grants: &Grants) -> Ask {
        Ask { grants: grants.clone().into_iter().collect(), until: wanted.until.map(at), ..Ask::default() }
    }

    pub(crate) fn typed(&self, wanted: &Wanted) -> Typed {
        Typed {
            lock_codes: wanted.codes.iter().map(|&host| self.machines[host].code()).collect(),
            has_quorum: wanted.has_quorum,
            license: wanted.license.clone(),
            replaces: wanted.replaces.clone(),
            description: None,
        }
    }

    pub(crate) fn code(&self, host: usize) -> String {
        self.machines[host].code().to_string()
    }
}

fn entitlement(one: &Entitlement) -> Value {
    let mut value = json!({ "id": one.id, "metric": one.metric });
    if one.metric != "feature" {
        value["quantity"] = one.quantity.map_or(json!("unlimited"), |quantity| json!(quantity));
    }
    if one.is_copy {
        value["model"] = json!("authorized_copy");
    }
    if one.is_delegable {
        value["delegable"] = json!(true);
    }
    value
}

/// The claims of a compact document.
pub(crate) fn claims(document: &str) -> Value {
    let payload = document.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
