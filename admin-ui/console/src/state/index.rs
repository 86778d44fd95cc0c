//! What is searched for in a ledger.

use countersign_issuer::{Ledger, Status};
use std::collections::HashMap;

/// The texts by which licences and hosts are found, in small letters, in the order of the rows of a status. They are
/// made once: a search then looks through them alone, also where there are a hundred thousand.
pub(super) struct Index {
    licences: Vec<String>,
    hosts: Vec<Vec<String>>,
}

/// A licence of a status, by its place, with those of its hosts that are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) licence: usize,
    pub(crate) hosts: Vec<usize>,
}

impl Index {
    pub(super) fn new(status: &Status, ledger: &Ledger) -> Self {
        let holders: HashMap<&str, &str> =
            ledger.licenses().map(|license| (&*license.id, &*license.holder.name)).collect();
        let licences = status.licenses.iter().map(|row| {
            let holder = holders.get(&*row.jti).copied().unwrap_or_default();
            [&*row.jti, holder].join("\n").to_lowercase()
        });
        let hosts = status.licenses.iter().map(|row| {
            let hosts = row.activations.iter().map(|host| {
                let mut text = host.description.clone().unwrap_or_default();
                for more in [&host.jti].into_iter().chain(&host.lock_codes) {
                    text.push('\n');
                    text.push_str(more);
                }
                text.to_lowercase()
            });
            hosts.collect()
        });
        Self { licences: licences.collect(), hosts: hosts.collect() }
    }

    /// The licences with hosts that have a text, and those that have it themselves; all where there is no text.
    pub(super) fn find(&self, wanted: &str) -> Vec<Found> {
        let wanted = wanted.trim().to_lowercase();
        let rows = self.licences.iter().zip(&self.hosts).enumerate();
        let found = rows.filter_map(|(licence, (text, hosts))| {
            let hosts = hosts.iter().enumerate().filter(|(_, host)| host.contains(&wanted));
            let hosts: Vec<_> = hosts.map(|(index, _)| index).collect();
            (!hosts.is_empty() || text.contains(&wanted)).then_some(Found { licence, hosts })
        });
        found.collect()
    }
}
