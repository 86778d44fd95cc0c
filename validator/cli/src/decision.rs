//! Decisions and denials in words.

use crate::table::colour;
use anstyle::{AnsiColor, Style};
use countersign::{Decision, Denial, Quantity, Remedy, Verdict, printable};

/// What was asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Entitlement,
    /// A family of devices.
    Device,
}

/// A decision as one sentence, and where it is no, with what would make it possible. `families` are those of
/// devices that need a licence.
pub(crate) fn text(decision: &Decision, subject: Subject, families: &[&str]) -> String {
    let id = printable(&decision.id);
    let more = format!("{} more of {id}", decision.requested);
    let use_of = match decision.limit {
        Some(_) => more.as_str(),
        None => id.as_str(),
    };
    match (decision.decision, decision.code) {
        (Verdict::Deny, Some(code)) => {
            let because = match code {
                Denial::LimitExhausted => in_use(decision),
                code => because(code) + &elsewhere(decision),
            };
            denied(&format!("{use_of} may not be used"), code, &because, &remedies(decision))
        }
        (Verdict::AllowOverage, _) => allowed(
            AnsiColor::Yellow,
            "!",
            &format!("{more} may be used, as an overage: {}", in_use(decision)),
        ),
        _ if subject == Subject::Device && decision.limit.is_none() => {
            let others = match families {
                [] => String::new(),
                families => format!(", unlike {}", printable(&families.join(", "))),
            };
            allowed(AnsiColor::Green, "✓", &format!("{id} devices need no licence{others}"))
        }
        _ if decision.limit.is_none() => allowed(AnsiColor::Green, "✓", &format!("{id} may be used")),
        _ if decision.emergency => {
            let how = format!("{more} may be used, by the emergency licence: {}", in_use(decision));
            allowed(AnsiColor::Yellow, "!", &how)
        }
        _ => allowed(AnsiColor::Green, "✓", &format!("{more} may be used: {}", in_use(decision))),
    }
}

/// Why an emergency licence may not be requested.
pub(crate) fn request_denied(id: &str, code: Denial) -> String {
    let what = format!("An emergency licence for {} may not be requested", printable(id));
    denied(&what, code, &because(code), "Add a licence.")
}

fn allowed(hue: AnsiColor, symbol: &str, sentence: &str) -> String {
    let style = colour(hue);
    format!("{style}{symbol}{style:#} {sentence}.\n")
}

fn denied(what: &str, code: Denial, because: &str, remedies: &str) -> String {
    let red: Style = colour(AnsiColor::Red);
    format!("{red}✗{red:#} {what} [{}]: {because}. {remedies}\n", code.as_str())
}

fn in_use(decision: &Decision) -> String {
    let used = decision.used;
    let verb = if used == 1 { "is" } else { "are" };
    match decision.limit {
        Some(Quantity::Limited(limit)) => format!("{used} of {limit} {verb} in use"),
        _ => format!("{used} {verb} in use, and there is no limit"),
    }
}

/// Which other products' licences name it, where that may be what was meant.
fn elsewhere(decision: &Decision) -> String {
    match decision.other_products.as_slice() {
        [] => String::new(),
        products => {
            format!(" for this product; licences for {} name it", printable(&products.join(" and ")))
        }
    }
}

fn because(code: Denial) -> String {
    match code {
        Denial::FeatureMissing => "no licence grants it".to_owned(),
        Denial::NoLicense => "there is no licence that counts".to_owned(),
        Denial::LicenseExpired => "the licence that granted it has ended".to_owned(),
        Denial::EmergencyRunning => "one runs already".to_owned(),
        Denial::EmergencyLocked => "the last emergency ended, and nothing was bought".to_owned(),
        // A denial that this version of the command has no words for is still told by its code.
        other => other.as_str().replace('_', " "),
    }
}

/// What would make it possible, e.g. "Free 1, add a licence or request an emergency licence."
fn remedies(decision: &Decision) -> String {
    let limit = decision.limit.and_then(Quantity::limit).unwrap_or(0);
    let free = (decision.used.saturating_add(decision.requested)).saturating_sub(limit);
    let words = decision.remedies.iter().map(|remedy| match remedy {
        Remedy::Free => format!("free {free}"),
        Remedy::Activate => "activate the licence for it on this machine".to_owned(),
        Remedy::AddLicense => "add a licence".to_owned(),
        Remedy::AssignSeat => "give the person a seat".to_owned(),
        Remedy::StartEmergency => "start the emergency that the licence permits".to_owned(),
        Remedy::RequestEmergency => "request an emergency licence".to_owned(),
        other => format!("{other:?}"),
    });
    let words: Vec<String> = words.collect();
    let sentence = match words.split_last() {
        None => return String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    };
    let (first, rest) = sentence.split_at(1);
    first.to_uppercase() + rest + "."
}
