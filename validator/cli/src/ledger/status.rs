//! `countersign ledger status`: what is claimed of each licence, and by whom.

use crate::Verdict;
use crate::args::{Format, LedgerStatus};
use crate::failure::Failure;
use crate::files;
use crate::table::{self, plain};
use anstyle::Style;
use countersign::{Quantity, UnixTime};
use countersign_issuer::{ChainRow, ChainState, EntitlementRow, LicenseRow};

pub(super) fn run(args: &LedgerStatus, format: Format) -> Result<Verdict, Failure> {
    let now = args.file.now()?;
    let status = args.file.read()?.status(now)?;
    files::print(&match format {
        Format::Json => files::to_json(&status)?,
        Format::Text => status.licenses.iter().map(text).collect::<Vec<_>>().join("\n"),
    })?;
    Ok(Verdict::Good)
}

fn text(license: &LicenseRow) -> String {
    let bold = Style::new().bold();
    let (id, status) = (countersign::printable(&license.jti), license.status.replace('_', " "));
    let mut text = format!("{bold}{id}{bold:#}  serial {}, {status}\n", license.serial);
    let rows: Vec<_> = license.entitlements.iter().map(entitlement).collect();
    text += &table::table(["entitlement", "licensed", "claimed", "left", "over by"], &rows);
    if !license.activations.is_empty() {
        let rows: Vec<_> = license.activations.iter().map(chain).collect();
        text += &table::table(["activation", "state", "gives", "host", "description"], &rows);
    }
    text
}

fn entitlement(row: &EntitlementRow) -> [(String, Style); 5] {
    let amount = |quantity: Option<Quantity>| {
        quantity.map_or(String::new(), |quantity| {
            quantity.limit().map_or("unlimited".to_owned(), |limit| limit.to_string())
        })
    };
    let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    let over = row.over_by.filter(|over| *over > 0);
    [
        plain(&row.id),
        plain(amount(row.quantity)),
        plain(number(row.claimed)),
        plain(amount(row.free)),
        over.map_or(plain(""), table::bad),
    ]
}

fn chain(row: &ChainRow) -> [(String, Style); 5] {
    let state = match row.state {
        ChainState::Active => "active",
        ChainState::Freed => "freed",
        ChainState::Ended => "ended",
    };
    let end = row.exp.and_then(|end| UnixTime::from_secs(end).ok());
    let end = end.map_or(String::new(), |end| format!(" until {end}"));
    let grants = row.grants.iter().map(|(id, grant)| match row.slots.get(id) {
        Some([first, last]) => format!("{grant} {id} ({first}–{last})"),
        None => format!("{grant} {id}"),
    });
    [
        plain(format!("{} serial {}", row.jti, row.serial)),
        plain(format!("{state}{end}")),
        plain(grants.collect::<Vec<_>>().join(", ")),
        plain(row.lock_codes.join(" ")),
        plain(row.description.as_deref().unwrap_or_default()),
    ]
}
