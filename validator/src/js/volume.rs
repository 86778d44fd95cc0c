//! Volume activation in JavaScript.

use super::asked::options;
use super::{Refusal, json};
use crate::documents::license::KmsClient;
use crate::error::{Code, Error, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::judge::report::VolumeTerms;
use crate::values::time::{Date, UnixTime};
use crate::volume::{
    self, ClientState, KmsLookup, KmsRecord, MakDenied, Promotion, VolumeLicense, parse_kms,
    parse_product_key,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What a lookup of the KMS came to, as JSON text.
///
/// # Errors
/// A [`Refusal`] where the text is too large.
#[wasm_bindgen(js_name = kmsJson)]
pub fn kms_json(printed: &[u8]) -> Result<String, Refusal> {
    Ok(json(&parse_kms(printed)?))
}

#[derive(Serialize)]
struct Key {
    key: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
}

/// A product key, as JSON text.
///
/// # Errors
/// A [`Refusal`] where the key has a mistake in it.
#[wasm_bindgen(js_name = productKeyJson)]
pub fn product_key_json(text: &str) -> Result<String, Refusal> {
    let key = parse_product_key(text)?;
    Ok(json(&Key { key: key.to_string(), kind: key.kind(), name: key.generic() }))
}

#[derive(Serialize)]
struct Plan {
    plan: &'static str,
    next: &'static str,
}

/// What comes of a lookup, a key and what a report says of volume activation, a JSON text; as JSON text.
///
/// # Errors
/// A [`Refusal`] where the key has a mistake in it, or something can't be understood.
#[wasm_bindgen(js_name = planJson)]
pub fn plan_json(given: &str) -> Result<String, Refusal> {
    let plan = options(given, |root| {
        let kms = root.optional_with("kms", |kms| {
            let (result, is_any) = (kms.required("result")?, kms.required("hosts")?.boolean()?);
            // Which hosts there are makes no difference, but that there are any.
            let one = KmsRecord { host: String::new(), port: 1688, priority: 0, weight: 0 };
            let lookups = [
                KmsLookup::Found { hosts: if is_any { vec![one] } else { Vec::new() } },
                KmsLookup::None,
                KmsLookup::NoAnswer,
                KmsLookup::NotUnderstood { line: 1 },
            ];
            let name = result.string()?;
            let known = lookups.into_iter().find(|lookup| lookup.as_str() == name);
            known.ok_or_else(|| result.refused("what parseKms gave"))
        })?;
        let key = root.optional_with("key", |key| parse_product_key(key.string()?))?;
        let terms = root.optional_with("volume", terms)?;
        let is_judged = root.required("judged")?.boolean()?;
        let license = if is_judged { VolumeLicense::Judged(terms.as_ref()) } else { VolumeLicense::NotGiven };
        Ok(volume::plan(kms.as_ref(), key.as_ref(), license))
    })?;
    Ok(json(&Plan { plan: plan.outcome.as_str(), next: plan.next.words() }))
}

fn terms(node: &Node<'_>) -> Result<VolumeTerms> {
    let method = node.required("method")?;
    Ok(VolumeTerms {
        method: match method.string()? {
            "kms" => "kms",
            "mak" => "mak",
            _ => return Err(method.refused("kms or mak")),
        },
        client_kind: node.optional_with("client_kind", KmsClient::read)?.map(KmsClient::as_str),
        quantity: node.optional_with("quantity", |number| number.integer(0..=LARGEST_INTEGER as u64))?,
    })
}

#[derive(Serialize)]
struct Written {
    text: String,
    json: String,
}

/// A request for a promotional key of the fields of a form, a JSON text; as JSON text with both forms of it.
///
/// # Errors
/// A [`Refusal`] of the first field that is missing or of no use.
#[wasm_bindgen(js_name = promotionJson)]
pub fn promotion_json(fields: &str) -> Result<String, Refusal> {
    let form = options(fields, |root| {
        let text = |name| root.optional_with(name, |text| Ok(text.string()?.to_owned()));
        Ok(Promotion {
            company: text("company")?,
            contact_name: text("contactName")?,
            contact_email: text("contactEmail")?,
            contact_phone: text("contactPhone")?,
            systems: root.optional_with("systems", |number| number.integer(0..=LARGEST_INTEGER as u64))?,
            deployment_date: root.optional_with("deploymentDate", Date::read)?,
            technical_account_manager: text("technicalAccountManager")?,
        })
    })?;
    Ok(json(&Written { text: form.to_text()?, json: form.to_json()? }))
}

/// A host that counts as a KMS does.
#[wasm_bindgen]
#[derive(Debug)]
pub struct KmsHost(volume::KmsHost);

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    #[serde(flatten)]
    state: ClientState,
}

#[wasm_bindgen]
impl KmsHost {
    /// One that nobody has asked yet, for `client` or `server`.
    ///
    /// # Errors
    /// A [`Refusal`] where the kind is another one.
    #[wasm_bindgen(constructor)]
    pub fn new(kind: &str) -> Result<KmsHost, Refusal> {
        let known = [KmsClient::Client, KmsClient::Server].into_iter().find(|known| known.as_str() == kind);
        let unknown = || {
            Error::new(Code::UsageInvalid).with_at("kind").with_found(kind).with_needed("client or server")
        };
        Ok(Self(volume::KmsHost::new(known.ok_or_else(unknown)?)))
    }

    /// One that was stored.
    ///
    /// # Errors
    /// A [`Refusal`] where the text is none that [`snapshot`](Self::snapshot) gave.
    pub fn restore(text: &str) -> Result<KmsHost, Refusal> {
        Ok(Self(volume::KmsHost::restore(text)?))
    }

    /// How many must have asked.
    pub fn threshold(&self) -> u32 {
        self.0.threshold() as u32
    }

    /// A client asks; how it stands then, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where the id or the instant is none.
    #[wasm_bindgen(js_name = askJson)]
    pub fn ask_json(&mut self, id: &str, now: f64) -> Result<String, Refusal> {
        Ok(json(&self.0.ask(id, instant(now)?)?))
    }

    /// How a client stands, as JSON text; `null` where it is not known.
    ///
    /// # Errors
    /// A [`Refusal`] where the instant is none.
    #[wasm_bindgen(js_name = clientJson)]
    pub fn client_json(&self, id: &str, now: f64) -> Result<String, Refusal> {
        Ok(json(&self.0.client(id, instant(now)?)))
    }

    /// All clients, and how each stands, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where the instant is none.
    #[wasm_bindgen(js_name = clientsJson)]
    pub fn clients_json(&self, now: f64) -> Result<String, Refusal> {
        let rows: Vec<Row<'_>> = self.0.clients(instant(now)?).map(|(id, state)| Row { id, state }).collect();
        Ok(json(&rows))
    }

    /// How many are counted.
    ///
    /// # Errors
    /// A [`Refusal`] where the instant is none.
    pub fn count(&self, now: f64) -> Result<u32, Refusal> {
        Ok(self.0.count(instant(now)?) as u32)
    }

    /// How many are activated.
    ///
    /// # Errors
    /// A [`Refusal`] where the instant is none.
    pub fn active(&self, now: f64) -> Result<u32, Refusal> {
        Ok(self.0.active(instant(now)?) as u32)
    }

    /// The whole of it, to be stored.
    pub fn snapshot(&self) -> String {
        self.0.snapshot()
    }
}

/// The count of a multiple activation key.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MakCount(volume::MakCount);

#[derive(Serialize)]
struct Activated {
    activated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(flatten)]
    denied: Option<MakDenied>,
}

#[wasm_bindgen]
impl MakCount {
    /// One of which nothing is used.
    #[wasm_bindgen(constructor)]
    pub fn new(quantity: f64) -> MakCount {
        Self(volume::MakCount::new(quantity as u64))
    }

    /// One that was stored.
    ///
    /// # Errors
    /// A [`Refusal`] where the text is none that [`snapshot`](Self::snapshot) gave.
    pub fn restore(text: &str) -> Result<MakCount, Refusal> {
        Ok(Self(volume::MakCount::restore(text)?))
    }

    /// Activates a system, or says why not, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where the id is none.
    #[wasm_bindgen(js_name = activateJson)]
    pub fn activate_json(&mut self, id: &str) -> Result<String, Refusal> {
        let denied = self.0.activate(id)?.err();
        let code = denied.map(|denied| denied.code());
        Ok(json(&Activated { activated: denied.is_none(), code, denied }))
    }

    /// How many may be activated.
    pub fn quantity(&self) -> f64 {
        self.0.quantity() as f64
    }

    /// How many are.
    pub fn used(&self) -> f64 {
        self.0.used() as f64
    }

    /// The systems that are activated, as JSON text.
    #[wasm_bindgen(js_name = systemsJson)]
    pub fn systems_json(&self) -> String {
        json(&self.0.systems().collect::<Vec<_>>())
    }

    /// The whole of it, to be stored.
    pub fn snapshot(&self) -> String {
        self.0.snapshot()
    }
}

fn instant(secs: f64) -> Result<UnixTime> {
    UnixTime::from_secs(secs as i64)
}
