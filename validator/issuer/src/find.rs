//! Whether a document is in a ledger.

use crate::ledger::{Fork, Ledger};
use crate::refusal::Failure;
use countersign::{DocumentType, Envelope};

/// Where a document stands in a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The number of its entry; of a request, of the one that answers it. None where it is not there.
    pub number: Option<u64>,
    /// Of an activation, others that claim to be the same entry.
    pub forked: Vec<Fork>,
}

impl Ledger {
    /// Finds an authentic document, by what it says: whoever signed it, and in whatever carrier.
    ///
    /// # Errors
    /// Those of the document; [`RefusalCode::LedgerRolledBack`](crate::RefusalCode::LedgerRolledBack) of a receipt for
    /// an activation that is not there.
    pub fn find(&self, file: &[u8]) -> Result<Found, Failure> {
        let envelope = Envelope::read(file)?;
        let digest = envelope.payload_digest();
        let mut found = Found { number: self.known.get(&digest).copied(), forked: Vec::new() };
        match envelope.document_type() {
            DocumentType::Deactivation => drop(self.receipt(envelope)?),
            DocumentType::ActivationRequest => {
                self.proofs.own_request(file)?;
                found.number = self.answered.get(&digest).map(|&index| self.given[index].number);
            }
            _ => {
                let (entry, _) = self.proofs.entry(file, self)?;
                if let crate::line::Entry::Recovered(document) = entry {
                    found.forked = self.forks_of(&document)?;
                }
            }
        }
        Ok(found)
    }

    fn forks_of(&self, document: &str) -> Result<Vec<Fork>, Failure> {
        let activation = self.activation(document)?;
        let Some(entry) = activation.ledger else { return Ok(Vec::new()) };
        let others = self.by_entry.get(&entry.number).into_iter().flatten();
        let others = others.map(|&index| &self.given[index].activation);
        let forked = others.filter(|other| other.payload() != activation.payload());
        let fork =
            |other: &str| Fork { n: entry.number, activations: [other.to_owned(), activation.id.clone()] };
        Ok(forked.map(|other| fork(&other.id)).collect())
    }
}
