//! Where the value of a field comes from.

use super::pointer::Pointer;
use crate::error::{Code, Error, Result};
use crate::json::{Node, Value};

/// Where the value of a field comes from: the mapping or the token.
pub(super) enum Source {
    Constant(Value<'static>),
    Claim {
        pointer: Pointer,
        presence: Presence,
    },
    /// SHA-256 of the payload.
    Digest,
}

/// Whether a claim must be in the token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// What values are taken from.
pub(super) enum Values<'v> {
    /// A verified token.
    Token { payload: &'v Value<'v>, digest: String },
    /// No token: claims have such values as licences may have, so that a mapping can be tried out.
    Samples,
}

impl<'v> Values<'v> {
    /// A claim of the token's own.
    pub(super) fn standard_claim(&self, name: &str) -> Option<Value<'v>> {
        match self {
            Values::Token { payload: Value::Object(claims), .. } => claims.get(name).cloned(),
            _ => None,
        }
    }
}

impl Source {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        check_members(node, &["value", "claim", "optional"])?;
        Self::read_members(node)
    }

    /// A claim that every token has, or may have, under a name of RFC 7519.
    pub(super) fn standard_claim(name: &str, presence: Presence) -> Self {
        Source::Claim { pointer: Pointer::to_member(name), presence }
    }

    /// The identity of a document, which may also be the digest of its payload.
    pub(super) fn read_identity(node: &Node<'_>) -> Result<Self> {
        check_members(node, &["value", "claim", "optional", "digest"])?;
        match node.optional("digest")? {
            None => Self::read_members(node),
            Some(digest) if digest.string()? == "SHA-256" && node.object()?.iter().count() == 1 => {
                Ok(Source::Digest)
            }
            Some(digest) => Err(digest.refused("SHA-256, and nothing beside it")),
        }
    }

    /// A source with one member more, which says how the claim is to be understood.
    pub(super) fn read_beside(node: &Node<'_>, member: &str) -> Result<Self> {
        check_members(node, &["value", "claim", "optional", member])?;
        Self::read_members(node)
    }

    fn read_members(node: &Node<'_>) -> Result<Self> {
        let optional = node.optional("optional")?;
        match (node.optional("value")?, node.optional("claim")?) {
            (Some(value), None) => match optional {
                None => Ok(Source::Constant(value.value().clone().into_owned())),
                Some(optional) => Err(optional.error(Code::ClaimsConflict).with_found("also value")),
            },
            (None, Some(claim)) => {
                let presence = match optional.map(|optional| optional.boolean()).transpose()? {
                    Some(true) => Presence::Optional,
                    _ => Presence::Required,
                };
                Ok(Source::Claim { pointer: Pointer::read(&claim)?, presence })
            }
            (Some(value), Some(_)) => Err(value.error(Code::ClaimsConflict).with_found("also claim")),
            (None, None) => Err(node.error(Code::ClaimsMissing).with_needed("value or claim")),
        }
    }

    /// The value; none where the claim is absent and may be. `sample` stands for a claim where there is no
    /// token.
    pub(super) fn take<'v>(&self, values: &Values<'v>, sample: Value<'static>) -> Result<Option<Value<'v>>> {
        match (self, values) {
            (Source::Constant(value), _) => Ok(Some(value.clone())),
            (_, Values::Samples) => Ok(Some(sample)),
            (Source::Digest, Values::Token { digest, .. }) => Ok(Some(digest.clone().into())),
            (Source::Claim { pointer, presence }, Values::Token { payload, .. }) => {
                match (pointer.find(payload), presence) {
                    (Some(value), _) => Ok(Some(value.clone())),
                    (None, Presence::Optional) => Ok(None),
                    (None, Presence::Required) => Err(Error::new(Code::ClaimsMissing).with_at(pointer)),
                }
            }
        }
    }

    /// The pointer, where it is a claim.
    pub(super) fn pointer(&self) -> Option<&Pointer> {
        match self {
            Source::Claim { pointer, .. } => Some(pointer),
            Source::Constant(_) | Source::Digest => None,
        }
    }
}

/// Refuses an object with a member that is not known: a slip of the pen would change what licences say.
pub(super) fn check_members(node: &Node<'_>, known: &[&str]) -> Result<()> {
    match node.members()?.find(|(name, _)| !known.contains(name)) {
        None => Ok(()),
        Some((name, _)) => Err(node.error(Code::ClaimsValue).with_found(name).with_needed(known.join(", "))),
    }
}
