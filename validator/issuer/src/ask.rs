//! What is asked of the issuer.

use countersign::{ActivationRequest, Amounts, LockCode, ProductVersion, Thumbprint, UnixTime, Verified};
use std::num::NonZeroUsize;

/// What is asked for, beside what a request says.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// How much is given, by entitlement id; empty for what the request wants.
    pub grants: Amounts,
    /// When the activation ends. With an end, only temporary activations are continued and made.
    pub until: Option<UnixTime>,
    /// Recognise the host by its parts too, in case its lock code changes.
    pub matching: Option<MatchParts>,
    /// A note of who issues it.
    pub comment: Option<String>,
}

/// How many of a host's parts must be there for it to be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchParts {
    /// All.
    All,
    /// At least so many, which must be more than half.
    AtLeast(NonZeroUsize),
}

/// Lock codes that somebody typed in, for hosts that can't write a request.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// One; several for a right to copy; or three redundant servers.
    pub lock_codes: Vec<LockCode>,
    /// Whether they are three redundant servers, of which two must be alive.
    pub has_quorum: bool,
    /// The licence, by its `jti`.
    pub license: String,
    /// The activation that is continued on this host, by its `jti`.
    pub replaces: Option<String>,
    /// What people call the host.
    pub description: Option<String>,
}

/// A request or typed lock codes, as far as answering is the same for both.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    pub(crate) license: &'a str,
    /// The product and the account that a request names.
    pub(crate) named: Option<(&'a str, &'a str)>,
    pub(crate) version: Option<&'a ProductVersion>,
    /// In their order, each as often as it is given.
    pub(crate) lock_codes: Vec<LockCode>,
    pub(crate) has_quorum: bool,
    /// The lock code of the host that asks.
    pub(crate) own: Option<LockCode>,
    pub(crate) key: Option<Thumbprint>,
    pub(crate) replaces: Option<&'a str>,
    pub(crate) grants: &'a Amounts,
    pub(crate) until: Option<UnixTime>,
}

impl<'a> Wanted<'a> {
    pub(crate) fn of_request(request: &'a Verified<ActivationRequest>, ask: &'a Ask) -> Self {
        let own = request.host.lock_code();
        Self {
            license: &request.license,
            named: Some((&request.product, &request.account)),
            version: request.product_version.as_ref(),
            lock_codes: sorted(request.redundant.as_ref().map_or(&[own][..], |codes| &codes[..])),
            has_quorum: request.redundant.is_some(),
            own: Some(own),
            key: Some(request.key().thumbprint()),
            replaces: request.replaces.as_deref(),
            grants: if ask.grants.is_empty() { &request.wants } else { &ask.grants },
            until: ask.until,
        }
    }

    pub(crate) fn of_typed(typed: &'a Typed, ask: &'a Ask) -> Self {
        Self {
            license: &typed.license,
            named: None,
            version: None,
            lock_codes: sorted(&typed.lock_codes),
            has_quorum: typed.has_quorum,
            own: None,
            key: None,
            replaces: typed.replaces.as_deref(),
            grants: &ask.grants,
            until: ask.until,
        }
    }
}

fn sorted(codes: &[LockCode]) -> Vec<LockCode> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    codes
}
