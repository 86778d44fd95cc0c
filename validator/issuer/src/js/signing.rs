//! Signing documents from JavaScript.

use super::{Forms, SigningKey, Thrown, TrustedKeys, instant, json};
use crate::own_key::with_own_key;
use crate::refusal::{Failure, RefusalCode};
use crate::slips::{Slip, slips};
use countersign::issue::ClaimsInput;
use countersign::{DocumentType, UnixTime};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// The keys that sign a document.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Signers(Vec<countersign::issue::SigningKey>);

#[wasm_bindgen]
impl Signers {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Signers {
        Signers::default()
    }

    /// Adds a key.
    ///
    /// # Errors
    /// None that a key is known to have.
    pub fn add(&mut self, key: &SigningKey) -> Result<(), Thrown> {
        self.0.push(countersign::issue::SigningKey::from_seed(&key.0.seed())?);
        Ok(())
    }
}

impl Signers {
    /// The keys of a ledger, with those of the issuer's own that sign in it.
    pub(super) fn with(
        &self,
        keys: &TrustedKeys,
        issuer: &str,
    ) -> countersign::Result<countersign::TrustedKeys> {
        self.0.iter().try_fold(keys.0.clone(), |keys, own| with_own_key(keys, own.public_key(), issuer))
    }
}

/// Which slips are signed all the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Allowed {
    #[serde(default)]
    allow_unknown: bool,
    #[serde(default)]
    allow_past: bool,
    #[serde(default)]
    allow_future: bool,
}

/// A slip as it is thrown.
#[derive(Serialize)]
struct SlipRow {
    code: &'static str,
    message: String,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<String>,
}

#[derive(Serialize)]
struct Signed<'a> {
    typ: DocumentType,
    jti: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    iat: Option<UnixTime>,
    #[serde(flatten)]
    forms: Forms,
}

/// Signs the claims of a document of a type with each of the keys, as the command `sign` does, and gives it as JSON
/// text.
///
/// # Errors
/// Those of the claims; `claims_unknown`, `claims_past` and `claims_future` where `options` do not allow what has them.
#[wasm_bindgen]
pub fn sign(claims: &[u8], typ: &str, keys: &Signers, options: &str, now: f64) -> Result<String, Thrown> {
    let now = instant(now)?;
    let allowed: Allowed = super::asked::read(options)?;
    let document_type = DocumentType::from_typ(typ).ok_or_else(|| {
        let known = DocumentType::ALL.iter().map(|typ| typ.typ()).collect::<Vec<_>>().join(", ");
        Thrown::from(Failure::from(RefusalCode::UsageInvalid.refusal().at("type").found(typ).needed(known)))
    })?;
    let mut claims = ClaimsInput::read(claims, document_type)?;
    if let Some(slip) = slip(&claims, &allowed, now) {
        return Err(Thrown(json(&slip)));
    }
    claims.fill(now)?;
    let signed = claims.sign(&keys.0.iter().collect::<Vec<_>>(), now)?;
    let (jti, iat) = (claims.id().unwrap_or_default(), claims.issued());
    Ok(json(&Signed { typ: document_type, jti, iat, forms: Forms::from(&signed) }))
}

fn slip(claims: &ClaimsInput, allowed: &Allowed, now: UnixTime) -> Option<SlipRow> {
    let refused = slips(claims, now).into_iter().find_map(|slip| {
        let (is_allowed, option) = match slip {
            Slip::Unknown(_) => (allowed.allow_unknown, "allowUnknown"),
            Slip::Past { .. } => (allowed.allow_past, "allowPast"),
            Slip::Future { .. } => (allowed.allow_future, "allowFuture"),
        };
        (!is_allowed).then_some((slip, option))
    });
    let (slip, option) = refused?;
    Some(SlipRow {
        code: slip.code(),
        message: slip.message(&format!("set {option}")),
        at: slip.at().to_owned(),
        needed: slip.nearest().map(str::to_owned),
    })
}
