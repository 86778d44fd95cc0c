//! Verifying the documents of a ledger: by the keys that are given, whatever has become of them since.

use crate::account::Account;
use crate::ledger::{AccountName, Ledger};
use crate::line::Entry;
use crate::refusal::{Failure, RefusalCode};
use countersign::{
    Activation, ActivationRequest, Code, DocumentType, Envelope, Error, License, RevocationList, Thumbprint,
    TrustedKey, TrustedKeys, Verified,
};
use std::collections::BTreeMap;

/// What the documents of a ledger are verified by.
#[derive(Debug, Clone)]
pub(crate) struct Proofs {
    keys: TrustedKeys,
    issuer: String,
}

impl Proofs {
    pub(crate) fn new(issuer: &str, keys: &TrustedKeys) -> countersign::Result<Self> {
        let mut lasting = TrustedKeys::default();
        for key in keys.iter() {
            lasting.insert(TrustedKey { retired: None, ..key.clone() })?;
        }
        Ok(Self { keys: lasting, issuer: issuer.to_owned() })
    }

    /// The key whose ledger it is, where a customer issues.
    pub(crate) fn delegate(&self) -> Option<Thumbprint> {
        self.issuer.parse().ok()
    }

    /// The entry that a file becomes, and the digest of its payload. Of several signatures, the first that holds
    /// goes into the ledger.
    pub(crate) fn entry(&self, file: &[u8], ledger: &Ledger) -> Result<(Entry, [u8; 32]), Failure> {
        let envelope = Envelope::read(file)?;
        let digest = envelope.payload_digest();
        let holds: fn(&Ledger, &str) -> Result<(), Failure> = match envelope.document_type() {
            DocumentType::License => |ledger, document| ledger.proofs.license(document).map(drop),
            DocumentType::RevocationList => |ledger, document| ledger.proofs.list(document).map(drop),
            DocumentType::Activation => |ledger, document| ledger.activation(document).map(drop),
            DocumentType::Deactivation => |_, _| Ok(()),
            other => {
                let needed = "a licence, a revocation list, a deactivation receipt or an activation";
                return Err(RefusalCode::UsageInvalid.refusal().found(other).needed(needed).into());
            }
        };
        let mut failure = Failure::from(Error::from(Code::SignatureCount));
        for document in envelope.to_compacts() {
            match holds(ledger, &document) {
                Err(refused) => failure = refused,
                Ok(()) => {
                    let entry = match envelope.document_type() {
                        DocumentType::License => Entry::License(document),
                        DocumentType::RevocationList => Entry::Revocation(document),
                        DocumentType::Activation => Entry::Recovered(document),
                        _ => Entry::Receipt(document),
                    };
                    return Ok((entry, digest));
                }
            }
        }
        Err(failure)
    }

    /// A request in compact form, and what it says.
    pub(crate) fn own_request(
        &self,
        file: &[u8],
    ) -> countersign::Result<(String, Verified<ActivationRequest>)> {
        let envelope = Envelope::read(file)?;
        let document = envelope.to_compacts().into_iter().next().unwrap_or_default();
        Ok((document, envelope.verify(&self.keys)?))
    }

    /// A licence of the issuer; in a customer's ledger, one that delegates to the customer's key.
    pub(crate) fn license(&self, document: &str) -> Result<Verified<License>, Failure> {
        let license: Verified<License> = Envelope::read(document.as_bytes())?.verify(&self.keys)?;
        match self.delegate() {
            None => self.check_issuer(&license.issuer)?,
            Some(own) => {
                let delegates =
                    license.delegates.iter().map(|delegate| delegate.key.thumbprint().to_string());
                let named: Vec<_> = delegates.collect();
                let is_named = named.contains(&own.to_string());
                RefusalCode::LicenseMissing.unless(
                    is_named,
                    named.join(", "),
                    format_args!("a licence that delegates to {own}"),
                )?;
            }
        }
        Ok(license)
    }

    pub(crate) fn list(&self, document: &str) -> Result<Verified<RevocationList>, Failure> {
        Ok(Envelope::read(document.as_bytes())?.verify(&self.keys)?)
    }

    pub(crate) fn request(&self, document: &str) -> countersign::Result<Verified<ActivationRequest>> {
        Envelope::read(document.as_bytes())?.verify(&self.keys)
    }

    /// An activation by the issuer, or by the customer's key that the licences name.
    pub(crate) fn activation(
        &self,
        document: &str,
        accounts: &BTreeMap<AccountName, Account>,
    ) -> Result<Verified<Activation>, Failure> {
        let envelope = Envelope::read(document.as_bytes())?;
        // One licence that names the customer's key is enough to verify by.
        let naming =
            self.delegate().and_then(|_| accounts.values().find_map(|account| account.licenses().first()));
        let activation = envelope.verify_activation(&self.keys, naming)?;
        self.check_issuer(&activation.issuer)?;
        Ok(activation)
    }

    /// The book of an activation. In a customer's ledger that of the licence, which names the vendor.
    pub(crate) fn account_of(
        &self,
        activation: &Activation,
        accounts: &BTreeMap<AccountName, Account>,
    ) -> AccountName {
        let (product, account) = (activation.product.clone(), activation.account.clone());
        let of_license = accounts.iter().find(|((_, known_product, known_account), book)| {
            *known_product == product
                && *known_account == account
                && book.licenses().iter().any(|license| license.id == activation.license)
        });
        match of_license {
            Some((name, _)) if self.delegate().is_some() => name.clone(),
            _ => (self.issuer.clone(), product, account),
        }
    }

    fn check_issuer(&self, issuer: &str) -> Result<(), Failure> {
        RefusalCode::WrongAccount.unless(issuer == self.issuer, issuer, &self.issuer)?;
        Ok(())
    }
}
