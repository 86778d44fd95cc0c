//! What a document must tell so that it can be verified.

use crate::claims::Claims;
use crate::document_type::DocumentType;
use crate::error::Result;
use crate::json::Node;

/// A type of signed document, which [`Envelope::verify`](crate::Envelope::verify) can read.
///
/// Implemented here only: a document of another making could not promise that it is read strictly.
pub trait Document: Sealed {
    /// The type that the header must name.
    const TYPE: DocumentType;
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
