//! The lines of a ledger.

use crate::refusal::{Refusal, RefusalCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::UnixTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The SHA-256 of a line without its line feed, as the next line carries it.
pub(crate) fn hash(line: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(line))
}

/// The first line: whose ledger it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    ledger: u64,
    /// The issuer; in a customer's own ledger the thumbprint of the key that a licence delegates to.
    pub(crate) iss: String,
    created: i64,
}

impl Header {
    pub(crate) fn new(issuer: &str, created: UnixTime) -> Self {
        Self { ledger: 1, iss: issuer.to_owned(), created: created.as_secs() }
    }

    pub(crate) fn read(line: &[u8]) -> Result<(Self, UnixTime), Refusal> {
        let broken = |found: String| RefusalCode::LedgerBroken.refusal().at(0).found(found);
        let header: Self = serde_json::from_slice(line).map_err(|error| broken(error.to_string()))?;
        if header.ledger != 1 {
            return Err(broken(format!("version {}", header.ledger)).needed("version 1"));
        }
        let created = UnixTime::from_secs(header.created).map_err(|error| broken(error.to_string()))?;
        Ok((header, created))
    }
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A licence, as compact JWS; so are all documents.
    License(String),
    /// A revocation list.
    Revocation(String),
    /// A host's deactivation receipt.
    Receipt(String),
    /// An activation that was given.
    Activation {
        /// The activation.
        document: String,
        /// The request that it answers; none where lock codes were typed in.
        request: Option<String>,
    },
    /// An activation that was given, and whose entry was lost.
    Recovered(String),
    /// An operator's word that a host no longer uses its activation.
    Release {
        /// The activation's `jti`.
        activation: String,
        /// Why.
        reason: String,
    },
}

/// An entry with its place in the chain of hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) previous: String,
    pub(crate) at: UnixTime,
    pub(crate) entry: Entry,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    n: u64,
    prev: String,
    at: i64,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Line {
    /// Reads a line; what is wrong with it otherwise.
    pub(crate) fn read(line: &[u8]) -> Result<Self, String> {
        let members: Members = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let Members { n, prev, at, kind, document, request, activation, reason } = members;
        let at = UnixTime::from_secs(at).map_err(|error| error.to_string())?;
        let entry = match (kind.as_str(), document, request, activation, reason) {
            ("license", Some(document), None, None, None) => Entry::License(document),
            ("revocation", Some(document), None, None, None) => Entry::Revocation(document),
            ("receipt", Some(document), None, None, None) => Entry::Receipt(document),
            ("activation", Some(document), request, None, None) => Entry::Activation { document, request },
            ("recovered", Some(document), None, None, None) => Entry::Recovered(document),
            ("release", None, None, Some(activation), Some(reason)) if !reason.trim().is_empty() => {
                Entry::Release { activation, reason }
            }
            _ => return Err(format!("an entry of the kind {kind} with other members than it has")),
        };
        Ok(Self { number: n, previous: prev, at, entry })
    }

    /// The line, without its line feed.
    pub(crate) fn write(&self) -> String {
        let (kind, mut members) = match self.entry.clone() {
            Entry::License(document) => {
                ("license", Members { document: Some(document), ..Members::default() })
            }
            Entry::Revocation(document) => {
                ("revocation", Members { document: Some(document), ..Members::default() })
            }
            Entry::Receipt(document) => {
                ("receipt", Members { document: Some(document), ..Members::default() })
            }
            Entry::Activation { document, request } => {
                ("activation", Members { document: Some(document), request, ..Members::default() })
            }
            Entry::Recovered(document) => {
                ("recovered", Members { document: Some(document), ..Members::default() })
            }
            Entry::Release { activation, reason } => {
                let (activation, reason) = (Some(activation), Some(reason));
                ("release", Members { activation, reason, ..Members::default() })
            }
        };
        members.n = self.number;
        members.prev.clone_from(&self.previous);
        members.at = self.at.as_secs();
        members.kind = kind.to_owned();
        // Numbers and texts always have a form in JSON.
        serde_json::to_string(&members).unwrap_or_default()
    }
}

/// The first line of a ledger, without its line feed.
pub(crate) fn write_header(header: &Header) -> String {
    serde_json::to_string(header).unwrap_or_default()
}
