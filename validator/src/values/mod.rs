//! Small values that documents, keys and questions are made of: each reads itself strictly, and knows nothing
//! of what it is used for.

pub(crate) mod base64;
pub(crate) mod by_id;
pub(crate) mod by_name;
pub(crate) mod clock;
pub(crate) mod document_type;
pub(crate) mod lock_code;
pub(crate) mod part;
pub(crate) mod period;
pub(crate) mod revision;
pub(crate) mod thumbprint;
pub(crate) mod time;
pub(crate) mod version;
