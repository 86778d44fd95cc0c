//! What a page around this one tells by `window.postMessage`.

use super::{MOST, Told};
use crate::state::{Account, State};
use countersign::{Code, LimitRow};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the member `countersign` of a message says that is meant for this page.
const KIND: &str = "usage";
/// The only version of the message so far.
const VERSION: u64 = 1;

/// A message that was understood or refused, and the answer to it.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The amounts; none where the message was refused.
    pub(crate) told: Option<Told>,
    /// What the page that told them is answered, as JSON.
    pub(crate) answer: String,
}

/// Why a message was refused: a stable code, the member, and an English sentence for developers.
struct Refusal {
    code: Code,
    at: &'static str,
    message: &'static str,
}

impl State {
    /// Reads a message, in JSON; none where it is not meant for this page.
    pub(crate) fn read_telling(&self, message: &str) -> Option<Telling> {
        let message: Map<String, Value> = serde_json::from_str(message).ok()?;
        if message.get("countersign").and_then(Value::as_str) != Some(KIND) {
            return None;
        }
        let answer = |rest: Value| {
            let mut answer = Map::new();
            answer.insert("countersign".to_owned(), KIND.into());
            answer.insert("version".to_owned(), VERSION.into());
            // What the sender told its messages apart by comes back.
            answer.extend(message.get("id").map(|id| ("id".to_owned(), id.clone())));
            if let Value::Object(rest) = rest {
                answer.extend(rest);
            }
            Value::Object(answer).to_string()
        };
        Some(match self.read_usage(&message) {
            Ok((told, unknown)) => {
                let answer = answer(json!({ "ok": true, "account": told.account.name, "unknown": unknown }));
                Telling { told: Some(told), answer }
            }
            Err(Refusal { code, at, message }) => {
                let error = json!({ "code": code.as_str(), "at": at, "message": message });
                Telling { told: None, answer: answer(json!({ "ok": false, "error": error })) }
            }
        })
    }

    /// The amounts, and those of them that no licence names.
    fn read_usage(&self, message: &Map<String, Value>) -> Result<(Told, Vec<String>), Refusal> {
        let refuse = |code, at, message| Err(Refusal { code, at, message });
        if message.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return refuse(Code::UsageInvalid, "version", "The version must be 1.");
        }
        let account = self.told_account(message)?;
        let Some(Value::Object(amounts)) = message.get("usage") else {
            return refuse(
                Code::UsageInvalid,
                "usage",
                "It must be an object of entitlement ids and amounts.",
            );
        };
        let mut usage = BTreeMap::new();
        for (id, amount) in amounts {
            let Some(amount) = amount.as_u64().filter(|amount| *amount <= MOST) else {
                return refuse(
                    Code::UsageInvalid,
                    "usage",
                    "An amount must be a whole number from 0 to 2^53 - 1.",
                );
            };
            usage.insert(id.clone(), amount);
        }
        let limits = account.report.iter().flat_map(|report| &report.limits);
        let named: BTreeSet<&str> = limits.map(LimitRow::id).collect();
        let unknown = usage.keys().filter(|id| !named.contains(id.as_str())).cloned().collect();
        Ok((Told { account: account.name.clone(), usage }, unknown))
    }

    /// The account that is told about: the one with the name, else the only one.
    fn told_account(&self, message: &Map<String, Value>) -> Result<&Account, Refusal> {
        let text = |name: &str| message.get(name).and_then(Value::as_str);
        let (name, product) = (text("account"), text("product"));
        let fits = |account: &&Account| {
            name.is_none_or(|name| account.name.name == name)
                && product.is_none_or(|product| account.name.product == product)
        };
        let mut fitting = self.accounts.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(account), None) => Ok(account),
            (None, _) => Err(Refusal {
                code: Code::AccountAmbiguous,
                at: "account",
                message: "No licence of this account is here.",
            }),
            (Some(_), Some(_)) => Err(Refusal {
                code: Code::AccountAmbiguous,
                at: "account",
                message: "Licences of several accounts are here: name one, and its product.",
            }),
        }
    }
}
