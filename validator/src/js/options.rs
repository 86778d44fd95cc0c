//! The options of `verify`.

use super::error::thrown;
use crate::error::{Code, Error, Result};
use crate::lock_code::LockCode;
use crate::question::{Host, Question};
use crate::time::UnixTime;
use crate::version::ProductVersion;
use js_sys::Error as JsError;
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// The options as the loader hands them over: it has put seconds in place of dates, and refused names
/// that are not known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    now: f64,
    product: Option<String>,
    account: Option<String>,
    product_version: Option<String>,
    host: Option<String>,
    #[serde(default)]
    usage: BTreeMap<String, f64>,
    #[serde(default)]
    entry: BTreeMap<String, f64>,
    floor: Option<f64>,
}

pub(super) fn read(options: JsValue) -> Result<Question, JsError> {
    let options: Options = serde_wasm_bindgen::from_value(options)
        .map_err(|error| thrown(&Error::new(Code::UsageInvalid).with_at("options").with_found(error)))?;
    question(options).map_err(|error| thrown(&error))
}

fn question(options: Options) -> Result<Question> {
    let mut question = Question::at(instant(options.now)?);
    question.product = options.product;
    question.account = options.account;
    question.product_version = options.product_version.as_deref().map(ProductVersion::parse).transpose()?;
    question.host = match options.host.as_deref() {
        None => Host::Unknown,
        Some("any") => Host::Any,
        Some(code) => Host::LockCode(LockCode::parse(code)?),
    };
    question.usage = numbers("usage", options.usage)?;
    question.entry = numbers("entry", options.entry)?;
    question.floor = options.floor.map(instant).transpose()?;
    Ok(question)
}

fn instant(secs: f64) -> Result<UnixTime> {
    // A value that is not a number becomes 0 when cast, and one that is too large the largest.
    if secs.is_nan() {
        return Err(Error::new(Code::InstantInvalid).with_found(secs));
    }
    UnixTime::from_secs(secs as i64)
}

fn numbers(of: &str, numbers: BTreeMap<String, f64>) -> Result<BTreeMap<String, u64>> {
    let whole = |(id, number): (String, f64)| {
        if number >= 0.0 && number.fract() == 0.0 {
            return Ok((id, number as u64));
        }
        let error = Error::new(Code::UsageInvalid).with_at(format_args!("{of}.{id}"));
        Err(error.with_found(number).with_needed("a whole number"))
    };
    numbers.into_iter().map(whole).collect()
}
