//! The envelope of a signed document: its structure and headers, and nothing of its payload.

use crate::carrier::armor::Block;
use crate::carrier::header::Header;
use crate::carrier::plain::plain;
use crate::carrier::wrong_file;
use crate::error::{Code, Error, Result};
use crate::json::{self, Object, Value};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use countersign_reader::bytes;

/// The most bytes of a file, unless the caller sets another limit.
pub(crate) const LARGEST_FILE: usize = 4 << 20;
/// The same for revocation lists, which may name very many documents.
pub(crate) const LARGEST_REVOCATION_LIST: usize = 32 << 20;
/// The most JSON values of an envelope: several times what one with all signatures has, so that a wrong
/// one is mostly told what is wrong with it.
const MOST_VALUES: usize = 256;
/// The most signatures of one document. Each costs a verification.
pub(crate) const MOST_SIGNATURES: usize = 16;

/// The form in which a document travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carrier {
    /// Base64 between a BEGIN and an END line.
    Armor,
    /// A JSON Web Signature in JSON, with one signature (RFC 7515, section 7.2.2) or several (7.2.1).
    Json,
    /// The compact form of a JSON Web Signature, `header.payload.signature` (RFC 7515, section 7.1).
    Compact,
}

impl Carrier {
    /// The name used in reports: `armor`, `json` or `compact`.
    pub fn as_str(self) -> &'static str {
        match self {
            Carrier::Armor => "armor",
            Carrier::Json => "json",
            Carrier::Compact => "compact",
        }
    }
}

/// A document that has been read but not verified.
///
/// It knows its structure, its type and the ids of the keys that it says signed it. All of that is the
/// sender's claim; the payload can be reached only through [`verify`](Envelope::verify).
#[derive(Debug)]
pub struct Envelope {
    carrier: Carrier,
    document_type: DocumentType,
    /// The payload as it was signed: base64url.
    pub(crate) payload: String,
    pub(crate) payload_bytes: Vec<u8>,
    pub(crate) signatures: Vec<Signature>,
}

/// One signature of a document.
#[derive(Debug)]
pub(crate) struct Signature {
    /// The protected header as it was signed: base64url.
    pub(crate) protected: String,
    pub(crate) alg: &'static str,
    pub(crate) kid: Thumbprint,
    pub(crate) bytes: Vec<u8>,
}

impl Envelope {
    /// Reads a document in any of the three carriers, up to 4 MiB (revocation lists: 32 MiB).
    ///
    /// # Errors
    /// The stages `size_`, `armor_`, `encoding_`, `json_`, `header_`, and `signature_count` or
    /// `signature_malformed` where a signature is missing altogether.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let envelope = Self::read_with_limit(bytes, LARGEST_REVOCATION_LIST);
        match &envelope {
            Ok(envelope) if envelope.document_type == DocumentType::RevocationList => {}
            // Whatever else is wrong with it, it is too large for what it is.
            _ => check_size(bytes, LARGEST_FILE)?,
        }
        envelope
    }

    /// Reads a document of up to `max_bytes` bytes, whatever its type.
    ///
    /// # Errors
    /// As [`Envelope::read`].
    pub fn read_with_limit(bytes: &[u8], max_bytes: usize) -> Result<Self> {
        check_size(bytes, max_bytes)?;
        let text = plain(bytes);
        if let Some(block) = Block::find(&text)? {
            let (label, labelled) = (block.label, block.document_type()?);
            let envelope = Self::read_json(&block.decode()?, Carrier::Armor)?;
            if envelope.document_type != labelled {
                return Err(Error::new(Code::ArmorLabelMismatch)
                    .with_found(label)
                    .with_needed(envelope.document_type.label()));
            }
            return Ok(envelope);
        }
        let trimmed = bytes.trim_ascii();
        if wrong_file::looks_json(trimmed) {
            Self::read_json(trimmed, Carrier::Json).map_err(|error| wrong_file::named(error, trimmed))
        } else if looks_compact(trimmed) {
            Self::read_compact(trimmed)
        } else {
            Err(wrong_file::missing(bytes))
        }
    }

    /// What the document says it is.
    pub fn document_type(&self) -> DocumentType {
        self.document_type
    }

    /// The form in which it came.
    pub fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// The ids of the keys that it says signed it, in its order.
    pub fn key_ids(&self) -> impl Iterator<Item = Thumbprint> + '_ {
        self.signatures.iter().map(|signature| signature.kid)
    }

    /// What the header of each signature says: the algorithm, and the id of the key.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, Thumbprint)> + '_ {
        self.signatures.iter().map(|signature| (signature.alg, signature.kid))
    }

    /// How many bytes the payload has.
    pub fn payload_size(&self) -> usize {
        self.payload_bytes.len()
    }

    fn read_compact(document: &[u8]) -> Result<Self> {
        let segments = || {
            let (protected, rest) = document.split_at(bytes::find(document, b'.')?);
            let rest = &rest[1..];
            let (payload, rest) = rest.split_at(bytes::find(rest, b'.')?);
            let signature = &rest[1..];
            bytes::find(signature, b'.').is_none().then_some((protected, payload, signature))
        };
        let Some((protected, payload, signature)) = segments() else {
            return Err(Error::new(Code::EncodingSegments).with_needed("3"));
        };
        let ascii = |segment| {
            str::from_utf8(segment).map_err(|_| Error::new(Code::EncodingBase64).with_at("compact document"))
        };
        Self::assemble(Carrier::Compact, ascii(payload)?, &[(ascii(protected)?, ascii(signature)?)])
    }

    fn read_json(bytes: &[u8], carrier: Carrier) -> Result<Self> {
        let root = json::parse_small(bytes, "envelope", MOST_VALUES)?;
        let payload = string_member(&root, "payload", Code::JsonEnvelope)?;
        let signatures = match root.get("signatures") {
            None => {
                check_members(&root, &["payload", "protected", "signature"])?;
                vec![signature_members(&root)?]
            }
            Some(Value::Array(rows)) => {
                check_members(&root, &["payload", "signatures"])?;
                if !(1..=MOST_SIGNATURES).contains(&rows.len()) {
                    return Err(Error::new(Code::SignatureCount)
                        .with_found(rows.len())
                        .with_needed(format!("1 to {MOST_SIGNATURES}")));
                }
                let mut signatures = Vec::with_capacity(rows.len());
                for row in rows {
                    signatures.push(signature_row(row)?);
                }
                signatures
            }
            Some(other) => {
                let error = Error::new(Code::JsonEnvelope).with_at("signatures");
                return Err(error.with_found(other.type_name()).with_needed("array"));
            }
        };
        Self::assemble(carrier, payload, &signatures)
    }

    /// Decodes the parts and checks every header.
    fn assemble(carrier: Carrier, payload: &str, parts: &[(&str, &str)]) -> Result<Self> {
        let mut signatures = Vec::with_capacity(parts.len());
        let mut document_type = None;
        for &(protected, signature) in parts {
            let header = Header::read(&base64::decode_url(protected.as_bytes())?)?;
            let first = *document_type.get_or_insert(header.document_type);
            if header.document_type != first {
                return Err(Error::new(Code::HeaderTypMismatch)
                    .with_found(header.document_type)
                    .with_needed(first.typ()));
            }
            let bytes = base64::decode_url(signature.as_bytes())?;
            signatures.push(Signature {
                protected: protected.to_owned(),
                alg: header.alg,
                kid: header.kid,
                bytes,
            });
        }
        let document_type = document_type.ok_or(Code::SignatureCount)?;
        let payload_bytes = base64::decode_url(payload.as_bytes())?;
        Ok(Self { carrier, document_type, payload: payload.to_owned(), payload_bytes, signatures })
    }
}

pub(crate) fn check_size(bytes: &[u8], most: usize) -> Result<()> {
    if bytes.is_empty() {
        return Err(Code::SizeEmpty.into());
    }
    if bytes.len() > most {
        return Err(too_large(bytes.len(), most));
    }
    Ok(())
}

pub(crate) fn too_large(bytes: usize, most: usize) -> Error {
    let error = Error::new(Code::SizeTooLarge).with_found(format_args!("{bytes} bytes"));
    error.with_needed(format!("at most {most} bytes"))
}

fn signature_row<'v>(row: &'v Value<'_>) -> Result<(&'v str, &'v str)> {
    let Value::Object(row) = row else {
        let error = Error::new(Code::JsonEnvelope).with_at("signatures");
        return Err(error.with_found(row.type_name()).with_needed("object"));
    };
    check_members(row, &["protected", "signature"])?;
    signature_members(row)
}

fn signature_members<'v>(row: &'v Object<'_>) -> Result<(&'v str, &'v str)> {
    Ok((
        string_member(row, "protected", Code::HeaderMissing)?,
        string_member(row, "signature", Code::SignatureMalformed)?,
    ))
}

fn string_member<'v>(object: &'v Object<'_>, name: &'static str, code: Code) -> Result<&'v str> {
    match object.get(name) {
        Some(Value::String(string)) => Ok(string),
        other => {
            let found = other.map_or("nothing", Value::type_name);
            Err(Error::new(code).with_at(name).with_found(found).with_needed("string"))
        }
    }
}

fn check_members(object: &Object<'_>, known: &[&str]) -> Result<()> {
    match object.iter().map(|(name, _)| name).find(|name| !known.contains(name)) {
        None => Ok(()),
        Some("header") => Err(Code::HeaderUnprotected.into()),
        Some(name) => Err(Error::new(Code::JsonEnvelope).with_found(name).with_needed(known.join(", "))),
    }
}

/// Whether the text is meant to be a compact document: every base64url-encoded JSON object begins with
/// `eyJ`, or else it is one word with dots in it.
fn looks_compact(text: &[u8]) -> bool {
    let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.+/=".contains(byte);
    text.starts_with(b"eyJ") || (text.contains(&b'.') && text.iter().all(in_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_javascript_refuses_before_it_is_copied_is_too_large_here() {
        let loader = include_str!("../../npm/arguments.js");
        assert!(loader.contains(&format!("LARGEST_FILE = {} << 20;", LARGEST_REVOCATION_LIST >> 20)));
        assert_eq!(crate::text::LONGEST, 4_096);
        assert!(loader.contains("LONGEST = 4_096;"));
    }
}
