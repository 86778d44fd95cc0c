//! What happened, for other programs.

use crate::csv::{self, Separator};
use crate::state::{Event, Happened, State};
use serde_json::{Map, Value};

/// The columns, in their order; the names of the members in JSON.
const COLUMNS: [&str; 7] = ["at", "event", "file", "key", "account", "entitlement", "number"];

/// A line for each event, the last first.
pub(super) fn table(state: &State) -> String {
    let mut table = String::new();
    let separator = Separator::of(state.language);
    csv::write(&mut table, separator, COLUMNS);
    for event in state.history() {
        csv::write(&mut table, separator, cells(&event).each_ref().map(String::as_str));
    }
    table
}

/// A list of objects, the last event first. What an event has nothing to say of is left out.
pub(super) fn json(state: &State) -> String {
    let events = state.history();
    let objects = events.iter().map(|event| {
        let members = COLUMNS.iter().zip(cells(event)).filter(|(_, cell)| !cell.is_empty());
        Value::Object(members.map(|(name, cell)| ((*name).to_owned(), cell.into())).collect::<Map<_, _>>())
    });
    // Strings in objects in a list are always JSON.
    serde_json::to_string_pretty(&Value::Array(objects.collect())).unwrap_or_default()
}

fn cells(event: &Event<'_>) -> [String; 7] {
    let [mut file, mut key, mut account, mut entitlement, mut number] = [const { String::new() }; 5];
    match &event.what {
        Happened::Added(document) | Happened::Removed(document) => document.name().clone_into(&mut file),
        Happened::KeyImported(trusted) | Happened::KeyRetired(trusted) | Happened::KeyRemoved(trusted) => {
            key = trusted.key.thumbprint().to_string();
        }
        Happened::EmergencyStarted(past)
        | Happened::EmergencyEnded(past)
        | Happened::EmergencySettled(past) => {
            account = [past.product, past.account].join("/");
            past.start.entitlement.clone_into(&mut entitlement);
        }
        Happened::Roster { account: of, entitlement: seat, count, .. } => {
            account = [of.product.as_str(), &of.name].join("/");
            seat.unwrap_or_default().clone_into(&mut entitlement);
            number = count.to_string();
        }
        Happened::Usage { account: of, entitlement: id, amount } => {
            account = [of.product.as_str(), &of.name].join("/");
            (*id).clone_into(&mut entitlement);
            number = amount.map(|amount| amount.to_string()).unwrap_or_default();
        }
    }
    [event.at.to_string(), event.what.code().to_owned(), file, key, account, entitlement, number]
}
