//! What activations of different hosts tell of each other: slots that two have, entries that two claim to be.

use super::{Activated, Activations};
use crate::judge::report::Warning;
use countersign_reader::sort;

/// Slots that two hosts have of one licence: a customer's key signed beside its ledger.
pub(crate) fn duplicate_slots(activations: &Activations<'_>) -> Vec<Warning> {
    let standing: Vec<&Activated<'_>> = activations
        .iter()
        .filter(|activated| {
            activated.revoked.is_none() && activated.successor.is_none() && activated.deactivated.is_none()
        })
        .filter(|activated| activated.foreign.is_empty())
        .collect();
    let mut runs = Vec::new();
    for (index, activated) in standing.iter().enumerate() {
        let slots = activated.activation.slots.iter();
        runs.extend(
            slots.map(|(id, slots)| (&*activated.activation.license, id, slots.first, slots.last, index)),
        );
    }
    let order = sort::order(runs.len(), &|a, b| runs[a].cmp(&runs[b]));
    let mut warnings = Vec::new();
    for same in order.chunk_by(|&a, &b| (runs[a].0, runs[a].1) == (runs[b].0, runs[b].1)) {
        // Those that reach up to the slot where the next one begins.
        let mut open: Vec<usize> = Vec::new();
        for &run in same {
            let (_, id, first, _, index) = runs[run];
            open.retain(|&other| runs[other].3 >= first);
            for other in open.iter().map(|&other| standing[runs[other].4]) {
                if are_apart(other, standing[index]) {
                    let mut ids = [other, standing[index]].map(|activated| activated.activation.id.clone());
                    if ids[0] > ids[1] {
                        ids.reverse();
                    }
                    warnings.push(Warning::DuplicateSlot {
                        id: id.to_owned(),
                        slot: first,
                        activations: ids,
                    });
                }
            }
            open.push(run);
        }
    }
    warnings
}

/// Whether two are of different hosts, and of one time.
fn are_apart(one: &Activated<'_>, other: &Activated<'_>) -> bool {
    let shared = |code| other.activation.host.lock_codes.contains(code);
    !one.activation.host.lock_codes.iter().any(shared)
        && one.own_period().common(other.own_period()).is_some()
        && one.activation.payload() != other.activation.payload()
}

/// Pairs of activations that claim to be one entry of their issuer's ledger.
pub(crate) fn forks(activations: &Activations<'_>) -> Vec<Warning> {
    let entry = |activated: &Activated<'_>| activated.activation.ledger.map(|entry| entry.number);
    let known: Vec<_> = activations.iter().filter(|activated| entry(activated).is_some()).collect();
    let place =
        |index: usize| (&known[index].activation.issuer, entry(known[index]), &known[index].activation.id);
    let order = sort::order(known.len(), &|a, b| place(a).cmp(&place(b)));
    let pairs = order.windows(2).filter(|pair| {
        let [a, b] = [place(pair[0]), place(pair[1])];
        (a.0, a.1) == (b.0, b.1)
    });
    let warning = |pair: &[usize]| Warning::LedgerForked {
        n: entry(known[pair[0]]).unwrap_or_default(),
        activations: [pair[0], pair[1]].map(|index| known[index].activation.id.clone()),
    };
    pairs.map(warning).collect()
}
