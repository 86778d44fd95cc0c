//! The limits of an account, for spreadsheets.

use crate::csv::{self, Separator};
use crate::state::{Account, State};
use countersign::{LimitRow, LimitState, Quantity, Report};

/// The columns, in their order.
const COLUMNS: [&str; 9] =
    ["id", "name", "metric", "used", "granted", "emergency", "available", "state", "next_change"];

/// A line for each limit, by id.
pub(super) fn table(state: &State, account: &Account, report: &Report) -> String {
    let mut table = String::new();
    let separator = Separator::of(state.language);
    csv::write(&mut table, separator, COLUMNS);
    for row in &report.limits {
        let name = state.entitlement_name(&account.name, row.id());
        match row {
            LimitRow::Feature(row) => {
                let granted = if row.granted { "true" } else { "false" };
                let change = row.next_change.map(|change| change.at.to_string()).unwrap_or_default();
                csv::write(
                    &mut table,
                    separator,
                    [&*row.id, name, row.metric.as_str(), "", granted, "", "", "", &change],
                );
            }
            LimitRow::Quantity(row) => {
                let change = row.next_change.map(|change| change.at.to_string()).unwrap_or_default();
                let (used, granted) = (row.used.to_string(), quantity(row.granted));
                let (emergency, available) = (quantity(row.emergency), quantity(row.available));
                let standing = state_name(row.state);
                let cells = [
                    &*row.id,
                    name,
                    row.metric.as_str(),
                    &used,
                    &granted,
                    &emergency,
                    &available,
                    &standing,
                    &change,
                ];
                csv::write(&mut table, separator, cells);
            }
        }
    }
    table
}

fn quantity(quantity: Quantity) -> String {
    quantity.limit().map_or_else(|| "unlimited".to_owned(), |number| number.to_string())
}

/// As in the report.
fn state_name(state: LimitState) -> String {
    serde_json::to_value(state).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
}
