//! A mapping and the keys of its tokens.

use super::token::Token;
use super::{JwtKeys, JwtMapping};
use crate::adapters::foreign::read_license;
use crate::carrier::envelope::LARGEST_FILE;
use crate::documents::license::License;
use crate::error::{Error, Result};
use crate::json::{self, Value};
use crate::verify::verified::Verified;

/// Reads the JWT licences of one application: what its tokens mean, and which keys signed them.
pub struct JwtAdapter {
    mapping: JwtMapping,
    keys: JwtKeys,
    max_size: usize,
}

impl JwtAdapter {
    /// Registers keys for the tokens that a mapping is for. With no keys, every token is refused.
    pub fn new(mapping: JwtMapping, keys: JwtKeys) -> Self {
        Self { mapping, keys, max_size: LARGEST_FILE }
    }

    /// With another limit than 4 MiB for a token.
    #[must_use]
    pub fn with_max_size(self, max_bytes: usize) -> Self {
        Self { max_size: max_bytes, ..self }
    }

    /// Verifies a token, and reads from the verified bytes what it licenses.
    ///
    /// The payload of the result is the token's own, and the signer the key that holds.
    ///
    /// # Errors
    /// - the stages `size_` and `encoding_`, [`EncodingSegments`](crate::Code::EncodingSegments) for
    ///   everything that is no compact JWS,
    /// - the stage `header_`, [`HeaderTypMismatch`](crate::Code::HeaderTypMismatch) for a licence file,
    /// - `key_` and `signature_`; [`KeyIssuer`](crate::Code::KeyIssuer) and
    ///   [`KeyProduct`](crate::Code::KeyProduct) where a token by a registered key has another `iss` or `aud`
    ///   than the mapping,
    /// - `json_` and `claims_` where the payload is not what the mapping expects, or what comes of it is no
    ///   licence; `at` names the field, and the claim that it comes from.
    pub fn verify(&self, token: &[u8]) -> Result<Verified<License>> {
        let token = Token::read(token, self.max_size)?;
        token.check_type(self.mapping.typ())?;
        let (payload, key) = token.verify(&self.keys)?;
        let claims = Value::Object(json::parse_foreign(&payload, "payload").map_err(Error::without_found)?);
        let draft = self.mapping.license(&claims, &payload)?;
        let license = read_license(&draft.claims, |scope| {
            let issuer = self.mapping.issuer_of_keys();
            self.keys.trusted().check(key, issuer, scope.product.as_deref(), scope.issued)
        });
        let license = license.map_err(|error| draft.locate(error))?;
        let signer = key.key.thumbprint();
        Ok(Verified::new(license, &payload, vec![signer]))
    }
}
