//! A verified licence in JavaScript.

use super::json;
use super::judgement::Judgement;
use crate::keys::Thumbprint;
use crate::report::{DocumentOutcome, Report};
use crate::status::Status;
use crate::time::{Date, UnixTime};
use crate::verified::Verified;
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A verified licence, and what it was judged to be worth. The loader gives it a public face.
#[wasm_bindgen]
pub struct License {
    license: Verified<crate::license::License>,
    report: Rc<Report>,
}

impl License {
    pub(super) fn new(license: Verified<crate::license::License>, report: Report) -> Self {
        Self { license, report: Rc::new(report) }
    }
}

/// What the getters of the loader's `License` give, under their names. Instants are Unix seconds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts<'a> {
    status: Option<Status>,
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
        let license = &self.license;
        let status = self.report.documents.first().and_then(|row| match &row.outcome {
            DocumentOutcome::Authentic(row) => Some(row.status),
            DocumentOutcome::Refused { .. } => None,
        });
        json(&Facts {
            status,
            counts: status.is_some_and(Status::counts),
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

    /// What it was judged to be worth.
    pub fn judgement(&self) -> Judgement {
        Judgement(Rc::clone(&self.report))
    }
}
