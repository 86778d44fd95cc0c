//! What is asked of a ledger, as JSON text that the loader makes of options.

use super::{Thrown, instant};
use crate::ask::{Ask, MatchParts, Typed};
use crate::refusal::{Failure, RefusalCode};
use countersign::LockCode;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// The options of an answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    grants: Option<BTreeMap<String, u64>>,
    until: Option<i64>,
    #[serde(rename = "match")]
    matching: Option<Parts>,
    comment: Option<String>,
}

/// `"all"`, or how many.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Parts {
    Word(String),
    AtLeast(usize),
}

/// Lock codes that were typed in, and what is asked for them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct TypedIn {
    lock_codes: Vec<String>,
    license: String,
    #[serde(default)]
    quorum: bool,
    replaces: Option<String>,
    description: Option<String>,
}

pub(super) fn ask(text: &str) -> Result<Ask, Thrown> {
    let Options { grants, until, matching, comment } = read(text)?;
    let until = until.map(|until| instant(until as f64)).transpose()?;
    let matching = matching.map(Parts::read).transpose()?;
    // To grant nothing is something else than to say nothing of what is granted.
    if grants.as_ref().is_some_and(BTreeMap::is_empty) {
        let refusal = RefusalCode::UsageInvalid.refusal().at("grants").found("nothing");
        return Err(Failure::from(refusal.needed("at least one entitlement")).into());
    }
    Ok(Ask { grants: grants.into_iter().flatten().collect(), until, matching, comment })
}

impl Parts {
    fn read(self) -> Result<MatchParts, Thrown> {
        let found = match self {
            Parts::Word(word) if word == "all" => return Ok(MatchParts::All),
            Parts::AtLeast(least) => match NonZeroUsize::new(least) {
                Some(least) => return Ok(MatchParts::AtLeast(least)),
                None => "0".to_owned(),
            },
            Parts::Word(word) => word,
        };
        let refusal = RefusalCode::UsageInvalid.refusal().at("match").found(found);
        Err(Failure::from(refusal.needed("all, or how many parts")).into())
    }
}

pub(super) fn typed(text: &str) -> Result<Typed, Thrown> {
    let typed: TypedIn = read(text)?;
    let lock_codes = typed.lock_codes.iter().map(|code| LockCode::parse(code)).collect::<Result<_, _>>()?;
    Ok(Typed {
        lock_codes,
        has_quorum: typed.quorum,
        license: typed.license,
        replaces: typed.replaces,
        description: typed.description,
    })
}

/// The loader has checked the names and kinds of all.
pub(super) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Thrown> {
    let refused = |error: serde_json::Error| {
        Failure::from(RefusalCode::UsageInvalid.refusal().at("options").found(error)).into()
    };
    serde_json::from_str(text).map_err(refused)
}
