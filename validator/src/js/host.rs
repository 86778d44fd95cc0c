//! Who a host is, and what it signs, in JavaScript.
//!
//! The host's key may be one that no program can read: what is to be signed goes out, and the signature comes back. A
//! host comes in as its host file each time, so that nothing is kept here.

use super::asked::options;
use super::{Files, Refusal, json};
use crate::error::{Code, Error, Result};
use crate::host::HostIdentity;
use crate::issue::{ActivationRequestDraft, DeactivationDraft, NoLicense, SigningKey, ToSign};
use crate::json::{LARGEST_INTEGER, Node};
use crate::keys::{PublicKey, TrustedKeys};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::part::{Part, PartName};
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;
use crate::verify::files::{File, Verifier};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A host as the loader shows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    lock_code: String,
    key: Option<Thumbprint>,
    parts: Vec<PartRow>,
    /// The host file.
    file: String,
}

#[derive(Serialize)]
struct PartRow {
    name: &'static str,
    digest: String,
}

/// The host with this key, and with parts of these values by their names, a JSON text; as JSON text. What is no part,
/// because machines share it, is none.
///
/// # Errors
/// A [`Refusal`] where the key is none that could be trusted, a name is not known, or the description is not one that
/// a document may have.
#[wasm_bindgen(js_name = hostJson)]
pub fn host_json(key: &[u8], values: &str, description: Option<String>) -> Result<String, Refusal> {
    let key = PublicKey::from_slice(key)?;
    let parts = options(values, |root| {
        let mut parts = Vec::new();
        for (name, value) in root.members()? {
            let known = PartName::from_name(name).ok_or_else(|| root.refused("the name of a part"))?;
            parts.extend(Part::new(known, value.string()?));
        }
        Ok(parts)
    })?;
    let host = HostIdentity::new(Some(key), parts, description)?;
    let row = |part: &Part| PartRow { name: part.name().as_str(), digest: base64::encode_url(part.digest()) };
    Ok(json(&Identity {
        lock_code: host.lock_code().to_string(),
        key: host.key().map(PublicKey::thumbprint),
        parts: host.parts().iter().map(row).collect(),
        file: host.to_json(),
    }))
}

/// Whether the host has shown by this signature of a challenge that it has its key.
///
/// # Errors
/// A [`Refusal`] where the signature does not hold.
#[wasm_bindgen]
pub fn prove(host: &str, challenge: &[u8], signature: &[u8]) -> Result<(), Refusal> {
    Ok(own_key(&HostIdentity::parse(host.as_bytes())?)?.verify(challenge, signature)?)
}

/// What the host has to sign to ask for an activation; none where there is no licence to name.
///
/// # Errors
/// A [`Refusal`] where a file is refused, several licences could be meant, or an option can't be understood.
#[wasm_bindgen(js_name = requestMessage)]
pub fn request_message(
    host: &str,
    licenses: Files,
    keys: &[u8],
    ask: &str,
) -> Result<Option<String>, Refusal> {
    let host = HostIdentity::parse(host.as_bytes())?;
    let files = opened(&licenses, keys, None)?;
    let message = options(ask, |root| {
        let named = root.optional_with("license", Node::name)?;
        let license = match ActivationRequestDraft::license_to_name(&files, named.as_deref()) {
            Ok(license) => license,
            Err(NoLicense::Missing) => return Ok(None),
            Err(NoLicense::Accounts) => return Err(Code::AccountAmbiguous.into()),
            Err(NoLicense::Several) => {
                let error = Error::new(Code::UsageInvalid).with_at("license").with_found("several licences");
                return Err(error.with_needed("the one that is to be activated"));
            }
        };
        let draft = ActivationRequestDraft {
            product: license.product.clone(),
            account: license.account.clone(),
            license: license.id.clone(),
            product_version: root
                .optional_with("productVersion", |text| ProductVersion::parse(text.string()?))?,
            wants: wants(root)?.into_iter().collect(),
            replaces: root.optional_with("replaces", Node::name)?,
            redundant: redundant(root, host.lock_code())?,
            host: host.clone(),
        };
        let (id, now) = id_and_instant(root)?;
        Ok(Some(draft.to_sign(&id, now)?.message()))
    })?;
    Ok(message)
}

/// What the host has to sign to give an activation back.
///
/// # Errors
/// A [`Refusal`] where a file is refused, is no activation, or is that of another host.
#[wasm_bindgen(js_name = receiptMessage)]
pub fn receipt_message(
    host: &str,
    activation: &[u8],
    licenses: Files,
    keys: &[u8],
    ask: &str,
) -> Result<String, Refusal> {
    let host = HostIdentity::parse(host.as_bytes())?;
    let files = opened(&licenses, keys, Some(activation))?;
    let document = files.first().and_then(File::document);
    let Some(activation) = document.and_then(|document| document.activation()) else {
        let found = document.map_or("nothing", |document| document.document_type().typ());
        let error = Error::new(Code::HeaderTypMismatch).with_found(found);
        return Err(error.with_needed(DocumentType::Activation.typ()).into());
    };
    let message = options(ask, |root| {
        let mut draft = DeactivationDraft::of(activation);
        draft.reason = root.optional_with("reason", |text| Ok(text.string()?.to_owned()))?;
        let (id, now) = id_and_instant(root)?;
        Ok(draft.to_sign(own_key(&host)?, &id, now)?.message())
    })?;
    Ok(message)
}

/// The document, once the host has signed what it had to: as `armor`, `json` or `compact`.
///
/// # Errors
/// A [`Refusal`] where the signature does not hold, or the document says what none may say.
#[wasm_bindgen(js_name = signedText)]
pub fn signed_text(host: &str, message: &str, signature: &[u8], form: &str) -> Result<String, Refusal> {
    let host = HostIdentity::parse(host.as_bytes())?;
    let signed = ToSign::parse(message.as_bytes())?
        .with_signature(own_key(&host)?, signature)
        .map_err(Error::for_issuer)?;
    match form {
        "armor" => Ok(signed.to_armor()),
        "json" => Ok(signed.to_json() + "\n"),
        _ => Ok(signed.to_compact().ok_or(Code::SignatureCount).map_err(Error::from)? + "\n"),
    }
}

/// The public half of the key of a seed, for where the platform has no Ed25519 of its own.
///
/// # Errors
/// A [`Refusal`] where that is no seed.
#[wasm_bindgen(js_name = keyOfSeed)]
pub fn key_of_seed(seed: &[u8]) -> Result<Vec<u8>, Refusal> {
    Ok(of_seed(seed)?.public_key().as_bytes().to_vec())
}

/// Signs by the key of a seed.
///
/// # Errors
/// A [`Refusal`] where that is no seed.
#[wasm_bindgen(js_name = signBySeed)]
pub fn sign_by_seed(seed: &[u8], message: &[u8]) -> Result<Vec<u8>, Refusal> {
    Ok(of_seed(seed)?.sign(message).to_vec())
}

fn of_seed(seed: &[u8]) -> Result<SigningKey> {
    let seed = seed.try_into().map_err(|_| Error::new(Code::KeyFormat).with_needed("32 bytes"))?;
    SigningKey::from_seed(seed)
}

fn own_key(host: &HostIdentity) -> Result<&PublicKey> {
    host.key().ok_or_else(|| Error::new(Code::HostInvalid).with_at("key").with_needed("the key of the host"))
}

/// The files, none of which may be refused, `first` before them.
fn opened(licenses: &Files, keys: &[u8], first: Option<&[u8]>) -> Result<Vec<File>> {
    licenses.check_sizes()?;
    let first = first.map(|bytes| ("activation", bytes));
    let files = Verifier::new(TrustedKeys::parse(keys)?).open(first.into_iter().chain(licenses.list())).files;
    match files.iter().find_map(|file| file.outcome.as_ref().err()) {
        None => Ok(files),
        Some(error) => Err(error.clone()),
    }
}

/// The id that the loader made, of random bits, and the clock's reading.
fn id_and_instant(root: &Node<'_>) -> Result<(String, UnixTime)> {
    let id = root.required("id")?.string()?.to_owned();
    let now = root.required_with("now", UnixTime::read)?;
    Ok((id, now))
}

fn wants(root: &Node<'_>) -> Result<Vec<(String, u64)>> {
    let mut wants = Vec::new();
    for (id, amount) in root.required("want")?.members()? {
        wants.push((id.to_owned(), amount.integer(0..=LARGEST_INTEGER as u64)?));
    }
    Ok(wants)
}

/// The three redundant servers, this host among them.
fn redundant(root: &Node<'_>, own: LockCode) -> Result<Option<[LockCode; 3]>> {
    let Some(others) = root.optional("redundant")? else { return Ok(None) };
    let codes = others.list_of(2..=2, |code| LockCode::parse(code.string()?))?;
    Ok(<[LockCode; 2]>::try_from(codes).ok().map(|[one, other]| [own, one, other]))
}
