//! A verified licence in JavaScript.

use crate::license::Quantity;
use crate::limits::LimitRow;
use crate::report::{DocumentOutcome, Report};
use crate::time::UnixTime;
use crate::verified::Verified;
use wasm_bindgen::prelude::*;

/// A verified licence, and what it was judged to be worth. The loader gives it a public face.
#[wasm_bindgen]
pub struct License {
    license: Verified<crate::license::License>,
    report: Report,
}

impl License {
    pub(super) fn new(license: Verified<crate::license::License>, report: Report) -> Self {
        Self { license, report }
    }
}

#[wasm_bindgen]
impl License {
    /// The status, e.g. `active`.
    #[wasm_bindgen(getter)]
    pub fn status(&self) -> Option<String> {
        match &self.report.documents.first()?.outcome {
            DocumentOutcome::Authentic(row) => Some(row.status.as_str().to_owned()),
            DocumentOutcome::Refused { .. } => None,
        }
    }

    /// Whether the licence counts.
    #[wasm_bindgen(getter)]
    pub fn counts(&self) -> bool {
        let outcome = self.report.documents.first().map(|row| &row.outcome);
        matches!(outcome, Some(DocumentOutcome::Authentic(row)) if row.counts)
    }

    /// Its identity (`jti`).
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.license.id.clone()
    }

    /// Its serial.
    #[wasm_bindgen(getter)]
    pub fn serial(&self) -> f64 {
        self.license.serial as f64
    }

    /// Who issued it.
    #[wasm_bindgen(getter)]
    pub fn issuer(&self) -> String {
        self.license.issuer.clone()
    }

    /// The product it is for.
    #[wasm_bindgen(getter)]
    pub fn product(&self) -> String {
        self.license.product.clone()
    }

    /// The account it is for.
    #[wasm_bindgen(getter)]
    pub fn account(&self) -> String {
        self.license.account.clone()
    }

    /// The name that is shown.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.license.name.clone()
    }

    /// The edition that is shown.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> Option<String> {
        self.license.edition.clone()
    }

    /// What kind of licence it is.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.license.kind.as_str().to_owned()
    }

    /// The name of its holder.
    #[wasm_bindgen(getter)]
    pub fn holder(&self) -> String {
        self.license.holder.name.clone()
    }

    /// When it was issued, in Unix seconds.
    #[wasm_bindgen(getter)]
    pub fn issued(&self) -> f64 {
        seconds(self.license.issued)
    }

    /// Its start, in Unix seconds.
    #[wasm_bindgen(getter, js_name = notBefore)]
    pub fn not_before(&self) -> Option<f64> {
        self.license.not_before.map(seconds)
    }

    /// Its end, in Unix seconds.
    #[wasm_bindgen(getter)]
    pub fn expires(&self) -> Option<f64> {
        self.license.expires.map(seconds)
    }

    /// The last day of support, `YYYY-MM-DD`.
    #[wasm_bindgen(getter, js_name = supportUntil)]
    pub fn support_until(&self) -> Option<String> {
        self.license.support_until.map(|date| date.to_string())
    }

    /// The thumbprints of the trusted keys whose signatures hold.
    #[wasm_bindgen(getter)]
    pub fn signers(&self) -> Vec<String> {
        self.license.signers().iter().map(ToString::to_string).collect()
    }

    /// The payload, byte for byte as it was signed.
    #[wasm_bindgen(getter)]
    pub fn payload(&self) -> Vec<u8> {
        self.license.payload().to_vec()
    }

    /// Whether anything is granted of an entitlement. What is not named is not granted.
    pub fn has(&self, id: &str) -> bool {
        match self.report.limit(id) {
            Some(LimitRow::Feature(row)) => row.granted,
            Some(LimitRow::Quantity(row)) => row.granted.plus(row.emergency) > Quantity::ZERO,
            None => false,
        }
    }

    /// The row of an entitlement, as JSON text.
    ///
    /// # Errors
    /// None is expected: a row is always representable.
    #[wasm_bindgen(js_name = limitJson)]
    pub fn limit_json(&self, id: &str) -> Result<Option<String>, JsError> {
        Ok(self.report.limit(id).map(serde_json::to_string).transpose()?)
    }

    /// The whole report, as JSON text.
    ///
    /// # Errors
    /// None is expected: a report is always representable.
    #[wasm_bindgen(js_name = reportJson)]
    pub fn report_json(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.report)?)
    }
}

/// JavaScript counts seconds in doubles, which hold every instant exactly.
fn seconds(instant: UnixTime) -> f64 {
    instant.as_secs() as f64
}
