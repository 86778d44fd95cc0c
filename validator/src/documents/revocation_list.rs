//! Revocation lists: which documents of an issuer no longer hold.

use crate::documents::claims::{document_id, serial};
use crate::documents::document::{Document, Payload, Sealed};
use crate::error::{Code, Result};
use crate::json::Node;
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use countersign_reader::sort;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::mem;

/// The bytes of a digest that a list keeps: enough that no two of a vendor's documents meet by chance.
pub(crate) const PREFIX: usize = 8;

/// A list of documents of one issuer and product that no longer hold.
///
/// It revokes from the moment it is loaded until a list with a higher serial takes its place; its own `nbf`
/// and `exp` limit nothing.
///
/// [`judge`](crate::judge()) heeds the lists among its files. The example of `issue::RevocationListDraft` makes
/// one and reads it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RevocationList {
    /// Whose documents it revokes (`iss`).
    pub issuer: String,
    /// The product whose documents it revokes (`aud`).
    pub product: String,
    /// Its identity (`jti`).
    pub id: String,
    /// When it was issued (`iat`).
    pub issued: UnixTime,
    /// A list with a higher serial takes the place of one with a lower.
    pub serial: u64,
    /// When the next list is due. Past it this one still revokes, but may be incomplete.
    pub next_update: UnixTime,
    /// The documents in their order, each once.
    documents: Vec<Revoked>,
    /// Keys that a licence delegated to.
    delegates: Vec<Thumbprint>,
    /// The digests of a long list in their order, one after the other.
    digests: Vec<u8>,
}

/// A document that no longer holds.
#[derive(Debug, Clone)]
struct Revoked {
    document_type: DocumentType,
    id: String,
    /// The highest serial that is revoked; none: all serials.
    upto: Option<u64>,
}

impl Revoked {
    fn name(&self) -> (DocumentType, &str) {
        (self.document_type, &self.id)
    }
}

impl RevocationList {
    /// Whether a document of this list's issuer and product is revoked. Whose it is, the caller has
    /// checked.
    pub fn revokes(&self, document_type: DocumentType, id: &str, serial: u64) -> bool {
        let listed = self.documents.binary_search_by(|revoked| revoked.name().cmp(&(document_type, id)));
        listed.is_ok_and(|index| self.documents[index].upto.is_none_or(|upto| serial <= upto))
            || self.has_digest(document_type, id)
    }

    fn has_digest(&self, document_type: DocumentType, id: &str) -> bool {
        let (digests, _) = self.digests.as_chunks::<PREFIX>();
        !digests.is_empty() && digests.binary_search(&prefix(document_type, id)).is_ok()
    }

    /// Whether a key that a licence delegated to is revoked.
    pub fn revokes_delegate(&self, key: &Thumbprint) -> bool {
        self.delegates.contains(key)
    }

    /// How many entries it has: documents, and keys that licences delegated to.
    pub fn count(&self) -> usize {
        self.documents.len() + self.delegates.len() + self.digests.len() / PREFIX
    }

    /// Whether the next list is overdue.
    pub fn is_stale(&self, now: UnixTime) -> bool {
        now >= self.next_update
    }

    /// The digests, in their order.
    #[cfg(feature = "issue")]
    pub(crate) fn digests(&self) -> &[[u8; PREFIX]] {
        self.digests.as_chunks().0
    }

    fn read_entry(&mut self, entry: &Node<'_>) -> Result<()> {
        entry.optional_with("at", UnixTime::read)?;
        entry.optional_with("reason", Node::line)?;
        match (entry.optional("jti")?, entry.optional("kid")?) {
            (Some(jti), None) => {
                let document_type = entry.optional_with("typ", document_type)?;
                self.documents.push(Revoked {
                    document_type: document_type.unwrap_or(DocumentType::License),
                    id: document_id(&jti)?,
                    upto: entry.optional_with("serial", serial)?,
                });
                Ok(())
            }
            (None, Some(kid)) => {
                self.delegates.push(Thumbprint::read(&kid)?);
                Ok(())
            }
            (None, None) => Err(entry.error(Code::ClaimsMissing).with_needed("jti or kid")),
            (Some(_), Some(_)) => Err(entry.error(Code::ClaimsConflict).with_found("both jti and kid")),
        }
    }
}

impl Document for RevocationList {
    const TYPE: DocumentType = DocumentType::RevocationList;

    fn issuer(&self) -> Cow<'_, str> {
        (&self.issuer).into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        Some(self.serial)
    }
}

impl Sealed for RevocationList {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "rev"])?;
        let rev = root.required("rev")?;
        let mut list = Self {
            issuer: claims.issuer,
            product: root.required("aud")?.name()?,
            id: claims.id,
            issued: claims.issued,
            serial: serial(&rev.required("serial")?)?,
            next_update: UnixTime::read(&rev.required("next_update")?)?,
            documents: Vec::new(),
            delegates: Vec::new(),
            digests: rev.optional_with("digests", digests)?.unwrap_or_default(),
        };
        if let Some(revoked) = rev.optional("revoked")? {
            revoked.list(|entry| list.read_entry(entry))?;
        }
        list.documents = in_order(list.documents);
        Ok(list)
    }
}

/// The documents in their order; of two entries for one document, the one that revokes more.
fn in_order(mut documents: Vec<Revoked>) -> Vec<Revoked> {
    let order = sort::order(documents.len(), &|a, b| documents[a].name().cmp(&documents[b].name()));
    let mut ordered: Vec<Revoked> = Vec::with_capacity(documents.len());
    for index in order {
        let revoked = &mut documents[index];
        match ordered.last_mut() {
            Some(last) if last.name() == revoked.name() => {
                last.upto = last.upto.zip(revoked.upto).map(|(one, other)| one.max(other));
            }
            _ => ordered.push(Revoked { id: mem::take(&mut revoked.id), ..*revoked }),
        }
    }
    ordered
}

fn document_type(node: &Node<'_>) -> Result<DocumentType> {
    DocumentType::from_typ(node.string()?).ok_or_else(|| node.refused("the typ of a document"))
}

/// The digests, which must be whole and sorted, or else a search could miss one.
fn digests(node: &Node<'_>) -> Result<Vec<u8>> {
    let bytes = base64::decode_url(node.string()?.as_bytes()).map_err(|error| error.with_at(node))?;
    let (digests, rest) = bytes.as_chunks::<PREFIX>();
    if !rest.is_empty() {
        return Err(node.error(Code::ClaimsLength).with_needed("a multiple of 8 bytes"));
    }
    if !digests.is_sorted() {
        return Err(node.error(Code::ClaimsValue).with_needed("digests in their order"));
    }
    Ok(bytes)
}

/// The first bytes of SHA-256 over the type, NUL and the id.
pub(crate) fn prefix(document_type: DocumentType, id: &str) -> [u8; PREFIX] {
    let digest: [u8; 32] =
        Sha256::new_with_prefix(document_type.typ()).chain_update([0]).chain_update(id).finalize().into();
    let mut prefix = [0; PREFIX];
    prefix.copy_from_slice(&digest[..PREFIX]);
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::claims::{Claims, Scope};
    use crate::json::{Value, parse};

    /// Reads a list with these members of `rev` besides its serial and next update.
    fn read(members: &str) -> Result<RevocationList> {
        let payload = format!(
            r#"{{"ver":1,"iss":"i","aud":"p","jti":"R-1","iat":5,"rev":{{"serial":3,"next_update":100,{members}}}}}"#
        );
        let root = Value::Object(parse(payload.as_bytes(), "payload").unwrap());
        let root = Node::root(&root);
        RevocationList::read(Payload { root: &root, claims: Claims::read(&root, Scope::read(&root)?)? })
    }

    fn refusal(members: &str) -> Code {
        read(members).unwrap_err().code()
    }

    #[test]
    fn a_serial_revokes_itself_and_lower_ones() {
        let list =
            read(r#""revoked":[{"jti":"A"},{"jti":"B","serial":2},{"jti":"C","typ":"activation+jwt"}]"#)
                .unwrap();
        let revokes = |id, serial| list.revokes(DocumentType::License, id, serial);
        assert!(revokes("A", 1) && revokes("A", u64::MAX));
        assert!(revokes("B", 1) && revokes("B", 2) && !revokes("B", 3));
        assert!(!revokes("C", 1) && list.revokes(DocumentType::Activation, "C", 1));
        assert!(!revokes("a", 1) && !revokes("", 1));
    }

    #[test]
    fn of_two_entries_the_one_that_revokes_more_holds() {
        let highest = |entries: &str| {
            let list = read(&format!(r#""revoked":[{entries}]"#)).unwrap();
            (1..=9).rev().find(|&serial| list.revokes(DocumentType::License, "A", serial))
        };
        assert_eq!(highest(r#"{"jti":"A","serial":2},{"jti":"A","serial":4}"#), Some(4));
        assert_eq!(highest(r#"{"jti":"A","serial":4},{"jti":"A","serial":2}"#), Some(4));
        assert_eq!(highest(r#"{"jti":"A","serial":4},{"jti":"A"}"#), Some(9));
        assert_eq!(highest(r#"{"jti":"A"},{"jti":"A","serial":4}"#), Some(9));
    }

    #[test]
    fn a_digest_revokes_every_serial_of_its_type() {
        let mut digests = ["A", "B", "Z"].map(|id| prefix(DocumentType::License, id));
        digests.sort_unstable();
        let list = read(&format!(r#""digests":"{}""#, base64::encode_url(digests.as_flattened()))).unwrap();
        for id in ["A", "B", "Z"] {
            assert!(
                list.revokes(DocumentType::License, id, 7) && !list.revokes(DocumentType::Activation, id, 7)
            );
        }
        assert!(!list.revokes(DocumentType::License, "C", 7));
        digests.reverse();
        assert_eq!(
            refusal(&format!(r#""digests":"{}""#, base64::encode_url(digests.as_flattened()))),
            Code::ClaimsValue
        );
        assert_eq!(refusal(r#""digests":"AAAA""#), Code::ClaimsLength);
    }

    #[test]
    fn a_list_is_stale_from_its_next_update_on() {
        let list = read(r#""revoked":[]"#).unwrap();
        let at = |secs| list.is_stale(UnixTime::from_secs(secs).unwrap());
        assert!(!at(99) && at(100));
    }

    #[test]
    fn an_entry_names_a_document_or_a_key() {
        let kid = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
        let list = read(&format!(r#""revoked":[{{"kid":"{kid}"}}]"#)).unwrap();
        assert!(list.revokes_delegate(&kid.parse().unwrap()));
        for (entry, code) in [
            ("{}".to_owned(), Code::ClaimsMissing),
            (format!(r#"{{"kid":"{kid}","jti":"A"}}"#), Code::ClaimsConflict),
            (r#"{"kid":"x"}"#.to_owned(), Code::ClaimsValue),
            (r#"{"jti":"A B"}"#.to_owned(), Code::ClaimsValue),
            (r#"{"jti":"A","typ":"license"}"#.to_owned(), Code::ClaimsValue),
            (r#"{"jti":"A","serial":0}"#.to_owned(), Code::ClaimsRange),
            (r#"{"jti":"A","at":"2024-01-01"}"#.to_owned(), Code::ClaimsType),
        ] {
            assert_eq!(refusal(&format!(r#""revoked":[{entry}]"#)), code, "{entry}");
        }
    }
}
