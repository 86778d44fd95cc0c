//! Licences of other makers, as our own claims.
//!
//! An adapter verifies a foreign document by its own rules, writes what it says as the claims of a licence,
//! and has these read by the reader of all licences: so every rule of the format holds for it too, and a
//! report on it is like any other.

use crate::documents::claims::{Claims, Scope};
use crate::documents::document::{Payload, Sealed as _};
use crate::documents::license::License;
use crate::error::{Code, Error, Result};
use crate::json::{Node, Object, Value};
use std::borrow::Cow;

/// An object that is being written.
#[derive(Default)]
pub(crate) struct Draft<'v>(Vec<(Cow<'v, str>, Value<'v>)>);

impl<'v> Draft<'v> {
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<Value<'v>>) {
        self.0.push((name.into(), value.into()));
    }

    pub(crate) fn finish(self) -> Result<Value<'v>> {
        let duplicate = |name| Error::new(Code::ClaimsDuplicate).with_found(name);
        Object::new(self.0).map(Value::Object).map_err(duplicate)
    }
}

/// Reads the claims as those of a licence of our own would be read: first what decides whether the key may
/// sign it, which `may_sign` answers, and then all else.
pub(crate) fn read_license(
    claims: &Value<'_>,
    may_sign: impl FnOnce(&Scope) -> Result<()>,
) -> Result<License> {
    let root = Node::root(claims);
    let scope = Scope::read(&root)?;
    may_sign(&scope)?;
    let claims = Claims::read(&root, scope)?;
    License::read(Payload { root: &root, claims })
}
