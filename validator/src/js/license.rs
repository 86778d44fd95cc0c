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
use std::cell::{Cell, OnceCell};
use wasm_bindgen::prelude::*;

/// How many rows are made one at a time, before all of them are made and kept: who asks for one or two of a licence
/// that has very many waits for no others, and who asks for all of them for each but once.
const ONE_AT_A_TIME: u32 = 8;

/// A verified licence, and what it was judged to be worth. The loader gives it a public face.
#[wasm_bindgen]
pub struct License {
    pub(super) license: Verified<crate::documents::license::License>,
    pub(super) question: Question,
    single: Single,
    asked: Cell<u32>,
    rows: OnceCell<Vec<LimitRow>>,
}

impl License {
    pub(super) fn judge(
        license: Verified<crate::documents::license::License>,
        question: Question,
    ) -> Result<Self> {
        let single = Single::judge(&license, &question)?;
        Ok(Self { license, question, single, asked: Cell::new(0), rows: OnceCell::new() })
    }

    /// What `tell` says of the row of an entitlement, if there is one.
    fn row<T>(&self, id: &str, tell: impl Fn(Option<&LimitRow>) -> T) -> T {
        let rows = |only| self.single.rows(&self.license, &self.question, only);
        if self.asked.get() < ONE_AT_A_TIME {
            self.asked.set(self.asked.get() + 1);
            return tell(rows(Some(id)).first());
        }
        tell(LimitRow::find(self.rows.get_or_init(|| rows(None)), id))
    }
}

/// What the getters of the loader's `License` give, under their names; a state's rows have it without what it was judged to
/// be, and with two more instants. Instants are Unix seconds.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Facts<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<&'a [Status]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<bool>,
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
    issued: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<UnixTime>,
    #[cfg(feature = "js-state")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) warns_from: Option<UnixTime>,
    #[cfg(feature = "js-state")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ends: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support_until: Option<Date>,
    signers: &'a [Thumbprint],
}

impl<'a> Facts<'a> {
    /// What a licence says of itself.
    pub(super) fn of(license: &'a Verified<crate::documents::license::License>) -> Self {
        Self {
            id: &license.id,
            serial: license.serial,
            issuer: &license.issuer,
            product: &license.product,
            account: &license.account,
            name: &license.name,
            edition: license.edition.as_deref(),
            kind: license.kind.as_str(),
            holder: &license.holder.name,
            issued: Some(license.issued),
            not_before: license.not_before,
            expires: license.expires,
            support_until: license.support_until,
            signers: license.signers(),
            ..Self::default()
        }
    }
}

#[wasm_bindgen]
impl License {
    /// What the licence says of itself, and its status, as JSON text. What is absent is left out.
    #[wasm_bindgen(js_name = factsJson)]
    pub fn facts_json(&self) -> String {
        let Self { license, single, .. } = self;
        json(&Facts {
            status: Some(single.status),
            reasons: Some(&single.reasons),
            counts: Some(single.status.counts()),
            ..Facts::of(license)
        })
    }

    /// The payload, byte for byte as it was signed.
    #[wasm_bindgen(getter)]
    pub fn payload(&self) -> Vec<u8> {
        self.license.payload().to_vec()
    }

    /// Whether anything is granted of an entitlement. What is not named is not granted.
    pub fn has(&self, id: &str) -> bool {
        self.row(id, |row| row.is_some_and(LimitRow::grants))
    }

    /// The row of an entitlement, as JSON text; `null` where there is none.
    #[wasm_bindgen(js_name = limitJson)]
    pub fn limit_json(&self, id: &str) -> String {
        self.row(id, |row| json(&row))
    }
}
