//! A type of signed document, and what each must tell so that it can be verified.

use crate::documents::claims::Claims;
use crate::error::Result;
use crate::json::Node;
use crate::values::document_type::DocumentType;
use std::borrow::Cow;

/// A type of signed document, which [`Envelope::verify`](crate::Envelope::verify) can read.
///
/// Implemented here only: a document of another making could not promise that it is read strictly.
pub trait Document: Sealed {
    /// The type that the header must name.
    const TYPE: DocumentType;

    /// Who issued it (`iss`).
    fn issuer(&self) -> Cow<'_, str>;

    /// Its identity (`jti`).
    fn id(&self) -> &str;

    /// Its serial: of documents with the same identity, or of a kind that replaces the last one, the
    /// highest is the newest. A request has none.
    fn serial(&self) -> Option<u64>;
}

/// Reading a document, which happens after its signature held and nowhere else.
pub trait Sealed: Sized {
    fn read(payload: Payload<'_>) -> Result<Self>;
}

/// A payload whose signature held.
pub struct Payload<'n> {
    pub(crate) root: &'n Node<'n>,
    pub(crate) claims: Claims,
}
