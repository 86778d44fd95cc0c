//! What the payloads of each document type say. They are read only once a signature over them holds.

pub(crate) mod activation;
pub(crate) mod activation_request;
pub(crate) mod claims;
pub(crate) mod deactivation;
pub(crate) mod document;
pub(crate) mod emergency_request;
pub(crate) mod license;
pub(crate) mod revocation_list;
pub(crate) mod slots;
pub(crate) mod trust_update;
