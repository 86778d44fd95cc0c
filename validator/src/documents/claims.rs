//! The claims that every document has.

use crate::error::{Code, Error, Result};
use crate::json::{LARGEST_INTEGER, Node};
use crate::values::time::UnixTime;
use countersign_reader::bytes::{Set, set};

/// The version of the format that is read.
const VERSION: u64 = 1;

/// What decides which keys may sign a document. It is read before the other claims, and no error about
/// it shows what was found: only when it is known can a signature be called trusted.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) issuer: String,
    pub(crate) product: Option<String>,
    pub(crate) issued: UnixTime,
}

impl Scope {
    pub(crate) fn read(root: &Node<'_>) -> Result<Self> {
        let scope = || {
            Ok(Self {
                issuer: root.required_with("iss", Node::name)?,
                product: root.optional_with("aud", Node::name)?,
                issued: root.required_with("iat", UnixTime::read)?,
            })
        };
        scope().map_err(Error::without_found)
    }
}

/// The common claims of a verified payload.
#[derive(Debug)]
pub(crate) struct Claims {
    pub(crate) issuer: String,
    pub(crate) id: String,
    pub(crate) issued: UnixTime,
    pub(crate) not_before: Option<UnixTime>,
    pub(crate) expires: Option<UnixTime>,
    critical: Vec<String>,
}

impl Claims {
    pub(crate) fn read(root: &Node<'_>, scope: Scope) -> Result<Self> {
        let version = root.required("ver")?;
        if version.integer(0..=LARGEST_INTEGER as u64)? != VERSION {
            return Err(version.refused("1"));
        }
        let claims = Self {
            issuer: scope.issuer,
            id: root.required_with("jti", document_id)?,
            issued: scope.issued,
            not_before: root.optional_with("nbf", UnixTime::read)?,
            expires: root.optional_with("exp", UnixTime::read)?,
            critical: root.optional_with("crit", critical)?.unwrap_or_default(),
        };
        if let (Some(start), Some(end)) = (claims.not_before, claims.expires)
            && start >= end
        {
            let error = Error::new(Code::ClaimsConflict).with_at("nbf").with_found(start);
            return Err(error.with_needed(format!("before {end} (exp)")));
        }
        Ok(claims)
    }

    /// Refuses a document whose `crit` names a field that its type, with the members `own`, does not have.
    pub(crate) fn check_critical(&self, own: &[&str]) -> Result<()> {
        const COMMON: [&str; 7] = ["ver", "iss", "jti", "iat", "nbf", "exp", "crit"];
        let understood = |name: &str| COMMON.contains(&name) || own.contains(&name);
        match self.critical.iter().find(|name| !understood(name)) {
            None => Ok(()),
            Some(name) => Err(Error::new(Code::ClaimsCrit).with_at("crit").with_found(name)),
        }
    }
}

/// A `jti`: 1 to 128 characters of `A-Za-z0-9._-`.
pub(crate) fn document_id(node: &Node<'_>) -> Result<String> {
    const SET: Set = set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    node.id(128, &SET, "1 to 128 characters of A-Z a-z 0-9 . _ -")
}

/// A serial: from 1.
pub(crate) fn serial(node: &Node<'_>) -> Result<u64> {
    node.integer(1..=LARGEST_INTEGER as u64)
}

fn critical(node: &Node<'_>) -> Result<Vec<String>> {
    node.list_of(1..=usize::MAX, |name| name.name())
}
