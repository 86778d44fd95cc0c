//! From the bytes of several files to verified documents.

use crate::carrier::envelope::Envelope;
use crate::documents::revocation_list::RevocationList;
use crate::documents::trust_update::TrustUpdate;
use crate::error::{Code, Error, Result};
use crate::keys::TrustedKeys;
use crate::values::document_type::{DocumentType, Signer};
use crate::verify::at_hand::AtHand;
use crate::verify::trust::Trust;
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;
use countersign_reader::sort;
use std::num::NonZeroUsize;

/// A file that was given, and what became of it.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, for the report.
    pub name: String,
    /// The document in it, or why it was refused.
    pub outcome: Result<VerifiedDocument>,
}

impl File {
    pub(crate) fn document(&self) -> Option<&VerifiedDocument> {
        self.outcome.as_ref().ok()
    }
}

/// Verifies the files of an installation together, of whatever type each is.
///
/// ```
/// use countersign::{Question, TrustedKeys, UnixTime, Verifier, judge};
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let base = include_bytes!("../../../tests/fixtures/orange-uce-base.lic");
/// # let addon = include_bytes!("../../../tests/fixtures/orange-uce-addon.lic");
/// let verifier = Verifier::new(TrustedKeys::parse(key_set)?);
/// let opened = verifier.open([("base.lic", &base[..]), ("addon.lic", &addon[..])]);
/// let report = judge(&opened.files, &Question::at(UnixTime::from_secs(1_400_000_000)?))?;
/// assert_eq!(report.documents.len(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Verifier {
    keys: TrustedKeys,
    threshold: NonZeroUsize,
    max_size: Option<usize>,
    /// The least serials of revocation lists, by issuer and product.
    least_lists: Vec<(String, String, u64)>,
    /// The least serials of trust updates, by issuer.
    least_updates: Vec<(String, u64)>,
}

/// Files that were verified together.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Opened {
    /// What became of each, in the order given.
    pub files: Vec<File>,
    /// The keys as the trust updates among the files leave them.
    pub trust: Trust,
}

impl Verifier {
    /// A verifier that trusts these keys.
    pub fn new(keys: TrustedKeys) -> Self {
        let (least_lists, least_updates) = (Vec::new(), Vec::new());
        Self { keys, threshold: NonZeroUsize::MIN, max_size: None, least_lists, least_updates }
    }

    /// At least so many different trusted keys must have signed a document.
    #[must_use]
    pub fn with_threshold(self, threshold: NonZeroUsize) -> Self {
        Self { threshold, ..self }
    }

    /// Files may have so many bytes, whatever their type.
    #[must_use]
    pub fn with_max_size(self, bytes: usize) -> Self {
        Self { max_size: Some(bytes), ..self }
    }

    /// Refuses revocation lists of an issuer and product with a lower serial as [`Code::Stale`]: for an
    /// embedder that knows of newer ones than it has at hand.
    #[must_use]
    pub fn with_least_revocation_list(
        mut self,
        issuer: impl Into<String>,
        product: impl Into<String>,
        serial: u64,
    ) -> Self {
        self.least_lists.push((issuer.into(), product.into(), serial));
        self
    }

    /// The same for the trust updates of an issuer.
    #[must_use]
    pub fn with_least_trust_update(mut self, issuer: impl Into<String>, serial: u64) -> Self {
        self.least_updates.push((issuer.into(), serial));
        self
    }

    /// Reads and verifies files by name and content.
    ///
    /// Trust updates come first, in the order of their serials, and then everything else under the keys that
    /// they leave: what the files amount to does not depend on the order in which they are given. Activations
    /// come after the licences, which may delegate to the keys that sign them, and receipts after the
    /// activations, which name the keys of the hosts.
    pub fn open<'b>(&self, files: impl IntoIterator<Item = (impl Into<String>, &'b [u8])>) -> Opened {
        let mut names = Vec::new();
        let mut envelopes = Vec::new();
        for (name, bytes) in files {
            names.push(name.into());
            envelopes.push(self.read(bytes));
        }
        self.verify_all(names, envelopes)
    }

    fn verify_all(&self, names: Vec<String>, envelopes: Vec<Result<Envelope>>) -> Opened {
        let mut trust = Trust::new(self.keys.clone());
        for (issuer, serial) in &self.least_updates {
            trust = trust.with_least_serial(issuer, *serial);
        }
        let mut outcomes: Vec<Option<Result<VerifiedDocument>>> = Vec::new();
        let mut updates = Vec::new();
        let mut others = Vec::new();
        for (index, envelope) in envelopes.into_iter().enumerate() {
            outcomes.push(None);
            match envelope {
                Ok(envelope) if envelope.document_type() == DocumentType::TrustUpdate => {
                    match envelope.verify_by::<TrustUpdate>(&self.keys, self.threshold) {
                        Ok(update) => updates.push((index, update)),
                        Err(error) => outcomes[index] = Some(Err(error)),
                    }
                }
                Ok(envelope) => others.push((index, envelope)),
                Err(error) => outcomes[index] = Some(Err(error)),
            }
        }
        let position = |index: usize| {
            let update: &Verified<TrustUpdate> = &updates[index].1;
            (update.serial, update.payload())
        };
        let order = sort::order(updates.len(), &|a, b| position(a).cmp(&position(b)));
        for copies in order.chunk_by(|&a, &b| position(a) == position(b)) {
            // The same update given twice is one, which all the roots that signed a copy of it speak for.
            let signers = copies.iter().flat_map(|&copy| updates[copy].1.signers()).copied().collect();
            let outcome = trust.take(&updates[copies[0]].1.signed_by(signers));
            for (index, update) in copies.iter().map(|&copy| &updates[copy]) {
                outcomes[*index] = Some(outcome.clone().map(|()| update.clone().into()));
            }
        }
        self.verify_others(others, trust.keys(), &mut outcomes);
        let files = names.into_iter().zip(outcomes);
        let files = files.filter_map(|(name, outcome)| Some(File { name, outcome: outcome? })).collect();
        Opened { files, trust }
    }

    fn read(&self, bytes: &[u8]) -> Result<Envelope> {
        match self.max_size {
            Some(most) => Envelope::read_with_limit(bytes, most),
            None => Envelope::read(bytes),
        }
    }

    /// Verifies all but trust updates, in the order of their signers: what names the keys of one document stands
    /// in those before.
    fn verify_others(
        &self,
        mut others: Vec<(usize, Envelope)>,
        keys: &TrustedKeys,
        outcomes: &mut [Option<Result<VerifiedDocument>>],
    ) {
        let mut at_hand = AtHand::new();
        for signer in Signer::ALL {
            let verified = || outcomes.iter().filter_map(|outcome| outcome.as_ref()?.as_ref().ok());
            match signer {
                Signer::Issuer | Signer::Installation | Signer::Host => {}
                Signer::IssuerOrDelegate => {
                    at_hand.add_licenses(keys, verified().filter_map(VerifiedDocument::license));
                }
                Signer::ActivatedHost if others.is_empty() => {}
                Signer::ActivatedHost => {
                    at_hand.add_activations(verified().filter_map(VerifiedDocument::activation));
                }
            }
            let of_signer = |(_, envelope): &(usize, Envelope)| envelope.document_type().signer() == signer;
            let (now, later) = others.into_iter().partition(of_signer);
            others = later;
            for (index, envelope) in now {
                outcomes[index] = Some(self.verify(envelope, keys, &at_hand));
            }
        }
    }

    fn verify(&self, envelope: Envelope, keys: &TrustedKeys, at_hand: &AtHand) -> Result<VerifiedDocument> {
        let document = VerifiedDocument::verify(envelope, keys, self.threshold, at_hand)?;
        if let VerifiedDocument::RevocationList(list) = &document {
            self.check_least(list)?;
        }
        Ok(document)
    }

    fn check_least(&self, list: &RevocationList) -> Result<()> {
        let named = self
            .least_lists
            .iter()
            .filter(|(issuer, product, _)| *issuer == list.issuer && *product == list.product);
        match named.map(|(_, _, serial)| *serial).max() {
            Some(least) if list.serial < least => Err(Error::new(Code::Stale)
                .with_at("rev.serial")
                .with_found(list.serial)
                .with_needed(format!("{least} or more"))),
            _ => Ok(()),
        }
    }
}
