//! What a page around this one tells by `window.postMessage`.

use super::{MOST, Told};
use crate::state::{Account, AccountName, State};
use countersign::{Code, Error, PoolState};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the member `countersign` of a message says that is meant for this page: amounts in use, or who has a session.
const KINDS: [&str; 2] = ["usage", "pool"];
/// The only version of the messages so far.
const VERSION: u64 = 1;

/// A message that was understood or refused, and the answer to it.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// What it says; none where that was refused.
    pub(crate) heard: Option<Heard>,
    /// What the page that told them is answered, as JSON.
    pub(crate) answer: String,
}

/// What a message says.
#[derive(Clone, Debug)]
pub(crate) enum Heard {
    Usage(Told),
    /// Who has which session; where that can't be read, why.
    Pool {
        account: AccountName,
        read: Result<Rc<PoolState>, Error>,
    },
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
        let kind = message.get("countersign").and_then(Value::as_str);
        let kind = kind.filter(|kind| KINDS.contains(kind))?;
        let answer = |rest: Value| {
            let mut answer = Map::new();
            answer.insert("countersign".to_owned(), kind.into());
            answer.insert("version".to_owned(), VERSION.into());
            // What the sender told its messages apart by comes back.
            answer.extend(message.get("id").map(|id| ("id".to_owned(), id.clone())));
            if let Value::Object(rest) = rest {
                answer.extend(rest);
            }
            Value::Object(answer).to_string()
        };
        let refused = |code: Code, at: &str, message: &str| {
            answer(json!({ "ok": false, "error": { "code": code.as_str(), "at": at, "message": message } }))
        };
        let read = if kind == "pool" { self.read_pool(&message) } else { self.read_usage(&message) };
        Some(match read {
            Err(Refusal { code, at, message }) => Telling { heard: None, answer: refused(code, at, message) },
            // The page shows that, too.
            Ok((Heard::Pool { account, read: Err(error) }, _)) => {
                let answer = refused(error.code(), error.at().unwrap_or("snapshot"), &error.to_string());
                Telling { heard: Some(Heard::Pool { account, read: Err(error) }), answer }
            }
            Ok((heard, unknown)) => {
                let account = match &heard {
                    Heard::Usage(told) => &told.account,
                    Heard::Pool { account, .. } => account,
                };
                let answer = answer(json!({ "ok": true, "account": account.name, "unknown": unknown }));
                Telling { heard: Some(heard), answer }
            }
        })
    }

    /// Who has which session, and those entitlements that no licence names.
    fn read_pool(&self, message: &Map<String, Value>) -> Result<(Heard, Vec<String>), Refusal> {
        check_version(message)?;
        let account = self.told_account(message)?;
        let Some(snapshot) = message.get("snapshot").and_then(Value::as_str) else {
            let message = "It must be the text that the pool's snapshot() gave.";
            return Err(Refusal { code: Code::UsageInvalid, at: "snapshot", message });
        };
        let read = PoolState::read(snapshot.as_bytes()).map(Rc::new);
        let mut ids: Vec<&str> = Vec::new();
        for session in read.iter().flat_map(|state| &state.sessions) {
            // They are in the order of the ids.
            if ids.last() != Some(&session.id.as_str()) {
                ids.push(&session.id);
            }
        }
        let unknown = unnamed(account, ids.into_iter());
        Ok((Heard::Pool { account: account.name.clone(), read }, unknown))
    }

    /// The amounts, and those of them that no licence names.
    fn read_usage(&self, message: &Map<String, Value>) -> Result<(Heard, Vec<String>), Refusal> {
        let refuse = |code, at, message| Err(Refusal { code, at, message });
        check_version(message)?;
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
        let unknown = unnamed(account, usage.keys().map(String::as_str));
        Ok((Heard::Usage(Told { account: account.name.clone(), usage }), unknown))
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

fn check_version(message: &Map<String, Value>) -> Result<(), Refusal> {
    let version = message.get("version").and_then(Value::as_u64);
    let refusal = Refusal { code: Code::UsageInvalid, at: "version", message: "The version must be 1." };
    if version == Some(VERSION) { Ok(()) } else { Err(refusal) }
}

/// Those entitlements that no licence of an account names.
fn unnamed<'a>(account: &Account, ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let is_named = |id: &str| account.report.as_ref().is_ok_and(|report| report.limit(id).is_some());
    ids.filter(|id| !is_named(id)).map(str::to_owned).collect()
}
