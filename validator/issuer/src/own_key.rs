//! The keys of a ledger, with the one that signs.

use countersign::{DocumentType, PublicKey, Thumbprint, TrustedKey, TrustedKeys};

/// The keys with the public half of one that signs, so that it verifies what it has signed: for the issuer of the
/// ledger where the keys name that one, for then they must; in a customer's ledger for that customer's activations
/// alone.
///
/// # Errors
/// Where the key contradicts another.
pub fn with_own_key(keys: TrustedKeys, own: &PublicKey, issuer: &str) -> countersign::Result<TrustedKeys> {
    let mut all = keys;
    if all.get(&own.thumbprint()).is_some() {
        return Ok(all);
    }
    let is_customer = issuer.parse::<Thumbprint>().is_ok();
    let is_named = all.iter().any(|key| key.issuer.as_deref() == Some(issuer));
    all.insert(TrustedKey {
        issuer: (is_customer || is_named).then(|| issuer.to_owned()),
        uses: is_customer.then(|| vec![DocumentType::Activation]),
        ..TrustedKey::new(*own)
    })?;
    Ok(all)
}
