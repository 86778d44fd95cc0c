//! Options on their way in from JavaScript.

use crate::error::{Code, Result};
use crate::json::{self, Node, Value};

/// Reads options from the JSON text that the loader makes of them.
pub(super) fn options<T>(text: &str, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
    let root = Value::Object(json::parse(text.as_bytes(), "options")?);
    read(&Node::root(&root)).map_err(|error| {
        // A document's reader speaks of claims; these are none.
        let is_of_claims = error.code().as_str().starts_with("claims_");
        if is_of_claims { error.with_code(Code::UsageInvalid) } else { error }
    })
}
