//! What files were judged to be worth, in JavaScript.

use super::{License, Refusal, json, object};
use crate::judge::alone::JudgedLicense;
use crate::judge::report::Report;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A report, asked for one thing at a time. The loader gives it a public face.
#[wasm_bindgen]
pub struct Judgement(pub(super) Rc<Report>);

#[wasm_bindgen]
impl License {
    /// What it was judged to be worth, with all that a report tells of it.
    ///
    /// # Errors
    /// None: the question was answered when the licence was verified.
    pub fn judgement(&self) -> Result<Judgement, Refusal> {
        let judged = JudgedLicense::new(self.license.clone(), &self.question)?;
        Ok(Judgement(Rc::new(judged.report)))
    }
}

#[wasm_bindgen]
impl Judgement {
    /// Whether anything is granted of an entitlement. What is not named is not granted.
    pub fn has(&self, id: &str) -> bool {
        self.0.has(id)
    }

    /// The row of an entitlement, as JSON text; `null` where there is none.
    #[wasm_bindgen(js_name = limitJson)]
    pub fn limit_json(&self, id: &str) -> String {
        json(&self.0.limit(id))
    }

    /// Whether so much more of an entitlement may be used. The loader has checked that the number is a whole
    /// one.
    ///
    /// # Errors
    /// Where the decision can't be made an object of.
    pub fn decide(&self, id: &str, adding: f64) -> Result<JsValue, Refusal> {
        object(&self.0.decide(id, adding as u64))
    }

    /// Whether so many more devices of a family may be used.
    ///
    /// # Errors
    /// Where the decision can't be made an object of.
    #[wasm_bindgen(js_name = decideDevice)]
    pub fn decide_device(&self, family: &str, adding: f64) -> Result<JsValue, Refusal> {
        object(&self.0.decide_device(family, adding as u64))
    }

    /// Why no emergency licence may be asked for; none where one may.
    #[wasm_bindgen(js_name = emergencyDenial)]
    pub fn emergency_denial(&self, id: &str) -> Option<String> {
        self.0.may_request_emergency(id).err().map(|denial| denial.as_str().to_owned())
    }

    /// The whole report, as JSON text.
    #[wasm_bindgen(js_name = reportJson)]
    pub fn report_json(&self) -> String {
        json(&*self.0)
    }
}
