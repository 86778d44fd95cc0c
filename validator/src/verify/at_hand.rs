//! What verified documents tell about the keys that others are verified by.

use crate::documents::activation::Activation;
use crate::documents::activation_request::ActivationRequest;
use crate::documents::deactivation::{ActivationName, Deactivation};
use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::keys::{PublicKey, TrustedKey, TrustedKeys};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::verify::verified::Verified;
use countersign_reader::sort;

/// The documents at hand that others are verified beside: licences, which delegate to keys, and activations,
/// which name the keys of hosts.
#[derive(Debug)]
pub(crate) struct AtHand {
    /// Each key that a licence delegates to, for what it signs in its own name.
    delegates: TrustedKeys,
    /// The trusted keys with those beside them, where there are any.
    signers: Option<TrustedKeys>,
    /// By their names and serials.
    activations: Vec<Verified<Activation>>,
}

/// No documents. What verifies one licence alone need not even know how others would be dropped.
pub(crate) static NOTHING: AtHand = AtHand::new();

impl AtHand {
    /// No documents yet.
    pub(crate) const fn new() -> Self {
        Self { delegates: TrustedKeys::NONE, signers: None, activations: Vec::new() }
    }

    /// Takes in the keys that the licences delegate to, to stand beside the trusted keys.
    pub(crate) fn add_licenses<'d>(
        &mut self,
        keys: &TrustedKeys,
        licenses: impl Iterator<Item = &'d Verified<License>>,
    ) {
        for delegate in licenses.flat_map(|license| &license.delegates) {
            self.delegates.replace(TrustedKey {
                issuer: Some(delegate.key.thumbprint().to_string()),
                uses: Some(vec![DocumentType::Activation]),
                ..TrustedKey::new(delegate.key)
            });
        }
        if !self.delegates.is_empty() {
            let both = self.signers.get_or_insert_with(|| keys.clone());
            self.delegates.iter().for_each(|delegate| both.replace(delegate.clone()));
        }
    }

    /// Takes in the hosts that the activations name.
    pub(crate) fn add_activations<'d>(
        &mut self,
        activations: impl Iterator<Item = &'d Verified<Activation>>,
    ) {
        let all: Vec<_> = self.activations.drain(..).chain(activations.cloned()).collect();
        let names: Vec<_> = all.iter().map(|activation| (activation.name(), activation.serial)).collect();
        let order = sort::order(all.len(), &|a, b| names[a].cmp(&names[b]));
        self.activations = order.into_iter().map(|index| all[index].clone()).collect();
    }

    /// The trusted keys, and beside them those that a licence delegates to.
    pub(crate) fn with_delegates<'k>(&'k self, keys: &'k TrustedKeys) -> &'k TrustedKeys {
        self.signers.as_ref().unwrap_or(keys)
    }

    /// Whether a document of this issuer is signed by a key that a licence delegates to.
    pub(crate) fn is_delegate(&self, issuer: &str) -> bool {
        let own = |key: &Thumbprint| self.delegates.get(key).is_some();
        issuer.parse().is_ok_and(|thumbprint| own(&thumbprint))
    }

    /// The keys of the host that the activation of exactly this name and serial names: mostly one, several where
    /// activations contradict each other, and none where they were made for a lock code.
    fn host_keys(&self, name: &ActivationName, serial: u64) -> Option<TrustedKeys> {
        let place = |activation: &Verified<Activation>| {
            (activation.name(), activation.serial).cmp(&(name.clone(), serial))
        };
        let start = self.activations.partition_point(|activation| place(activation).is_lt());
        let named = self.activations[start..].iter().take_while(|activation| place(activation).is_eq());
        let mut keys = None;
        for activation in named {
            let keys = keys.get_or_insert_with(TrustedKeys::default);
            if let Some(key) = activation.host.key {
                keys.replace(TrustedKey::new(key));
            }
        }
        keys
    }

    /// The keys that a receipt, not verified yet, may be signed by.
    ///
    /// # Errors
    /// [`Code::ActivationMissing`], or what is wrong with the name in it; nothing of the receipt is shown.
    pub(crate) fn keys_of_receipt(&self, payload: &[u8]) -> Result<TrustedKeys> {
        let (name, serial) = peek(payload, Deactivation::read_name)?;
        self.host_keys(&name, serial).ok_or_else(|| Code::ActivationMissing.into())
    }
}

/// The key that an activation request, not verified yet, may be signed by: the one that it names.
///
/// # Errors
/// What is wrong with that key; nothing of the request is shown.
pub(crate) fn key_of_request(payload: &[u8]) -> Result<TrustedKeys> {
    let key: PublicKey = peek(payload, ActivationRequest::read_key)?;
    let mut keys = TrustedKeys::default();
    keys.replace(TrustedKey::new(key));
    Ok(keys)
}

/// The activation and its serial that a deactivation receipt, not verified yet, names.
#[cfg(feature = "issue")]
pub(crate) fn name_of_receipt(payload: &[u8]) -> Result<(ActivationName, u64)> {
    peek(payload, Deactivation::read_name)
}

/// Reads what decides which keys may have signed a payload, and nothing else of it.
fn peek<T>(payload: &[u8], read: fn(&Node<'_>) -> Result<T>) -> Result<T> {
    let root = json::parse(payload, "payload").map_err(Error::without_found)?;
    read(&Node::root(&Value::Object(root))).map_err(Error::without_sides)
}
