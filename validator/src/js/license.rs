//! A verified licence in JavaScript.

use super::json;
use crate::error::Result;
use crate::judge::limits::LimitRow;
use crate::judge::question::Question;
use crate::judge::single::Single;
use crate::judge::status::Status;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::{Date, UnixTime};
use crate::verify::verified::Verified;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A verified licence, and what it was judged to be worth. The loader gives it a public face.
#[wasm_bindgen]
pub struct License {
    pub(super) license: Verified<crate::documents::license::License>,
    #[cfg_attr(not(feature = "js"), expect(dead_code, reason = "the main module judges it again, in full"))]
    pub(super) question: Question,
    single: Single,
}

impl License {
    pub(super) fn judge(
        license: Verified<crate::documents::license::License>,
        question: Question,
    ) -> Result<Self> {
        let single = Single::judge(&license, &question)?;
        Ok(Self { license, question, single })
    }
}

/// What the getters of the loader's `License` give, under their names. Instants are Unix seconds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts<'a> {
    status: Status,
    reasons: &'a [Status],
    counts: bool,
    id: &'a str,
    serial: u64,
    issuer: &'a str,
    product: &'a str,
    account: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
    kind: &'static str,
    holder: &'a str,
    issued: UnixTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support_until: Option<Date>,
    signers: &'a [Thumbprint],
}

#[wasm_bindgen]
impl License {
    /// What the licence says of itself, and its status, as JSON text. What is absent is left out.
    #[wasm_bindgen(js_name = factsJson)]
    pub fn facts_json(&self) -> String {
        let Self { license, single, .. } = self;
        json(&Facts {
            status: single.status,
            reasons: &single.reasons,
            counts: single.status.counts(),
            id: &license.id,
            serial: license.serial,
            issuer: &license.issuer,
            product: &license.product,
            account: &license.account,
            name: &license.name,
            edition: license.edition.as_deref(),
            kind: license.kind.as_str(),
            holder: &license.holder.name,
            issued: license.issued,
            not_before: license.not_before,
            expires: license.expires,
            support_until: license.support_until,
            signers: license.signers(),
        })
    }

    /// The payload, byte for byte as it was signed.
    #[wasm_bindgen(getter)]
    pub fn payload(&self) -> Vec<u8> {
        self.license.payload().to_vec()
    }

    /// Whether anything is granted of an entitlement. What is not named is not granted.
    pub fn has(&self, id: &str) -> bool {
        self.single.limit(id).is_some_and(LimitRow::grants)
    }

    /// The row of an entitlement, as JSON text; `null` where there is none.
    #[wasm_bindgen(js_name = limitJson)]
    pub fn limit_json(&self, id: &str) -> String {
        json(&self.single.limit(id))
    }
}
