//! The protected header: exactly `alg`, `typ` and `kid`.

use crate::error::{Code, Error, Result};
use crate::json::{self, Object, Value};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;

/// What is written; `Ed25519` (RFC 9864) names the same algorithm and is read too.
const ALGORITHMS: [&str; 2] = ["EdDSA", "Ed25519"];

/// The most JSON values of a header: several times what it needs, so that a wrong one is mostly told what
/// is wrong with it.
const MOST_VALUES: usize = 64;

/// A protected header that names nothing but what version 1 knows.
pub(crate) struct Header {
    pub(crate) alg: &'static str,
    pub(crate) document_type: DocumentType,
    pub(crate) kid: Thumbprint,
}

impl Header {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let object = fields(bytes)?;
        let alg = algorithm(&object)?;
        let typ = string(&object, "typ", Code::HeaderTyp)?;
        let document_type =
            DocumentType::from_typ(typ).ok_or_else(|| Error::new(Code::HeaderTyp).with_found(typ))?;
        let kid = string(&object, "kid", Code::HeaderKid)?;
        Ok(Self { alg, document_type, kid: kid.parse()? })
    }
}

/// The fields of a header, which has none but the three.
pub(crate) fn fields(bytes: &[u8]) -> Result<Object<'_>> {
    let object = json::parse_small(bytes, "header", MOST_VALUES)?;
    // An extension that is passed over is how `crit`, `b64` and embedded keys become attacks.
    if let Some((name, _)) = object.iter().find(|(name, _)| !["alg", "typ", "kid"].contains(name)) {
        return Err(Error::new(Code::HeaderField).with_found(name).with_needed("alg, typ, kid"));
    }
    Ok(object)
}

/// The algorithm, which is Ed25519 by either name.
pub(crate) fn algorithm(object: &Object<'_>) -> Result<&'static str> {
    let alg = string(object, "alg", Code::HeaderAlg)?;
    let known = ALGORITHMS.into_iter().find(|known| *known == alg);
    known.ok_or_else(|| Error::new(Code::HeaderAlg).with_found(alg).with_needed("EdDSA or Ed25519"))
}

pub(crate) fn string<'v>(object: &'v Object<'_>, name: &'static str, code: Code) -> Result<&'v str> {
    match object.get(name) {
        Some(Value::String(string)) => Ok(string),
        Some(other) => {
            Err(Error::new(code).with_at(name).with_found(other.type_name()).with_needed("string"))
        }
        None => Err(Error::new(Code::HeaderMissing).with_needed(name)),
    }
}
