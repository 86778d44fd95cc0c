//! Keys and their constraints as a JWK set (RFC 7517, RFC 8037).

use super::{Keep, PublicKey, Retirement, TrustedKey, TrustedKeys};
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value, quoted};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::time::UnixTime;

/// Reads a JWK set, or one JWK by itself.
///
/// Members that are not known are ignored, as RFC 7517 asks for; one key that is not accepted refuses the
/// whole set.
pub(super) fn read(bytes: &[u8]) -> Result<TrustedKeys> {
    let mut keys = TrustedKeys::default();
    read_set(bytes, &mut |node, _| keys.insert(read_key(node)?).map_err(|error| error.with_at(node)))?;
    Ok(keys)
}

/// Reads another maker's key set, each key with its `kid`, which may be any name. Keys of other kinds than
/// Ed25519 are passed over: identity servers publish several kinds in one set.
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(super) fn read_foreign(
    bytes: &[u8],
    add: &mut dyn FnMut(TrustedKey, Option<String>) -> Result<()>,
) -> Result<()> {
    read_set(bytes, &mut |node, place| {
        if place == Place::Set && is_of_another_kind(node)? {
            return Ok(());
        }
        let (key, name) = (read_key_by(node, read_x)?, node.optional_with("kid", Node::name)?);
        add(key, name).map_err(|error| error.with_at(node))
    })
}

/// Where a key stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Set,
    Alone,
}

/// What reads a key of a set.
type Add<'a> = &'a mut dyn FnMut(&Node<'_>, Place) -> Result<()>;

fn read_set(bytes: &[u8], add: Add<'_>) -> Result<()> {
    let document = Value::Object(json::parse(bytes, "key set")?);
    read_document(&Node::root(&document), add).map_err(|error| {
        // A document's reader speaks of claims; this one is a key file.
        if error.code().as_str().starts_with("claims_") { error.with_code(Code::KeyInvalid) } else { error }
    })
}

/// Reads the members `x` and `kid` that a key has in key sets and in documents, and checks one by the
/// other.
pub(crate) fn read_public_key(node: &Node<'_>) -> Result<PublicKey> {
    let key = read_x(node)?;
    if let Some(kid) = node.optional("kid")? {
        let (found, needed) = (kid.string()?, key.thumbprint().to_string());
        if found != needed {
            return Err(kid.error(Code::KeyThumbprint).with_found(found).with_needed(needed));
        }
    }
    Ok(key)
}

fn read_x(node: &Node<'_>) -> Result<PublicKey> {
    let x = node.required("x")?;
    let bytes = base64::decode_url(x.string()?.as_bytes())
        .map_err(|_| x.refused("32 bytes in base64url").with_code(Code::KeyInvalid))?;
    PublicKey::from_slice(&bytes).map_err(|error| error.with_at(x))
}

fn read_document(root: &Node<'_>, add: Add<'_>) -> Result<()> {
    if let Some(set) = root.optional("keys")? {
        set.list(|node| add(node, Place::Set))?;
        Ok(())
    } else if root.optional("kty")?.is_some() {
        add(root, Place::Alone)
    } else {
        Err(Error::new(Code::KeyFormat).with_found("a JSON object without keys or kty"))
    }
}

pub(crate) fn read_key(node: &Node<'_>) -> Result<TrustedKey> {
    read_key_by(node, read_public_key)
}

/// Whether it says that it is a key of another kind than are read. A private one belongs in no set.
#[cfg(any(feature = "jwt", feature = "keygen"))]
fn is_of_another_kind(node: &Node<'_>) -> Result<bool> {
    refuse_private(node)?;
    Ok(node.required("kty")?.string()? != "OKP" || node.required("crv")?.string()? != "Ed25519")
}

fn refuse_private(node: &Node<'_>) -> Result<()> {
    node.optional("d")?.map_or(Ok(()), |secret| Err(secret.error(Code::KeyPrivate)))
}

fn read_key_by(node: &Node<'_>, read_public_key: fn(&Node<'_>) -> Result<PublicKey>) -> Result<TrustedKey> {
    refuse_private(node)?;
    for (name, needed) in [("kty", "OKP"), ("crv", "Ed25519")] {
        let member = node.required(name)?;
        if member.string()? != needed {
            return Err(member.refused(needed));
        }
    }
    Ok(TrustedKey {
        issuer: node.optional_with("issuer", Node::name)?,
        retired: node.optional_with("retired", read_retirement)?,
        ..read_constraints(node, read_public_key(node)?)?
    })
}

/// Reads what a key is trusted for, as key sets and trust updates say it.
pub(crate) fn read_constraints(node: &Node<'_>, key: PublicKey) -> Result<TrustedKey> {
    let key = node.assemble(|jwk| TrustedKey {
        uses: jwk.optional("uses", |uses| uses.list_of(1..=DocumentType::ALL.len(), read_use)),
        products: jwk
            .optional("products", |products| products.list_of(1..=usize::MAX, |product| product.name())),
        not_before: jwk.optional("nbf", UnixTime::read),
        expires: jwk.optional("exp", UnixTime::read),
        ..TrustedKey::new(key)
    })?;
    match (key.not_before, key.expires) {
        (Some(start), Some(end)) if start >= end => {
            Err(node.required("exp")?.refused("an instant after nbf"))
        }
        _ => Ok(key),
    }
}

fn read_use(node: &Node<'_>) -> Result<DocumentType> {
    node.one_of(DocumentType::ALL, DocumentType::typ)
}

pub(crate) fn read_retirement(node: &Node<'_>) -> Result<Retirement> {
    let at = UnixTime::read(&node.required("at")?)?;
    let keep = node.optional_with("keep", read_keep)?.unwrap_or(Keep::Nothing);
    Ok(Retirement { at, keep })
}

fn read_keep(node: &Node<'_>) -> Result<Keep> {
    match node.string() {
        Ok("none") => Ok(Keep::Nothing),
        Ok("before") => Ok(Keep::Before),
        Ok(_) => Err(node.refused("none, before, or a list of payload digests")),
        Err(_) => node.list_of(1..=usize::MAX, read_digest).map(Keep::Payloads),
    }
}

pub(crate) fn read_digest(node: &Node<'_>) -> Result<[u8; 32]> {
    let digest = base64::decode_url(node.string()?.as_bytes()).ok();
    digest
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| node.refused("a SHA-256 digest in base64url"))
}

impl TrustedKeys {
    /// Writes the keys with their constraints as a JWK set, one key to a line, which
    /// [`parse`](Self::parse) reads back: what each may sign is the same.
    pub fn to_jwk_set(&self) -> String {
        let keys: Vec<String> = self.iter().map(write_key).collect();
        format!("{{\"keys\":[\n{}\n]}}\n", keys.join(",\n"))
    }
}

pub(crate) fn write_key(trusted: &TrustedKey) -> String {
    let x = base64::encode_url(trusted.key.as_bytes());
    let kid = trusted.key.thumbprint();
    let mut jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","kid":"{kid}""#);
    let mut member = |name: &str, value: String| jwk.push_str(&format!(r#","{name}":{value}"#));
    if let Some(issuer) = &trusted.issuer {
        member("issuer", quoted(issuer));
    }
    if let Some(uses) = &trusted.uses {
        member("uses", array(uses.iter().map(|document_type| quoted(document_type.typ()))));
    }
    if let Some(products) = &trusted.products {
        member("products", array(products.iter().map(|product| quoted(product))));
    }
    if let Some(start) = trusted.not_before {
        member("nbf", start.as_secs().to_string());
    }
    let mut expires = trusted.expires;
    let mut retired = None;
    if let Some(Retirement { at, keep }) = &trusted.retired {
        let listed =
            |digests: &[[u8; 32]]| array(digests.iter().map(|digest| quoted(&base64::encode_url(digest))));
        let keep = match keep {
            Keep::Nothing => quoted("none"),
            Keep::Before => quoted("before"),
            Keep::Payloads(digests) => listed(digests),
            // A key set has a list or an instant: the instant is one at which the key ends, too.
            Keep::PayloadsBefore(_) if trusted.not_before.is_some_and(|start| start >= *at) => quoted("none"),
            Keep::PayloadsBefore(digests) => {
                expires = Some(expires.map_or(*at, |end| end.min(*at)));
                listed(digests)
            }
        };
        retired = Some(format!(r#"{{"at":{},"keep":{keep}}}"#, at.as_secs()));
    }
    if let Some(end) = expires {
        member("exp", end.as_secs().to_string());
    }
    if let Some(retired) = retired {
        member("retired", retired);
    }
    jwk.push('}');
    jwk
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: &str = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";
    const OTHER_X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn jwk(members: &str) -> String {
        format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}"{members}}}"#)
    }

    #[test]
    fn a_list_within_an_instant_is_written_as_what_it_keeps() {
        let at = |secs| UnixTime::from_secs(secs).unwrap();
        let keep = Keep::PayloadsBefore(vec![[7; 32]]);
        let key = TrustedKeys::parse(jwk("").as_bytes()).unwrap().iter().next().unwrap().clone();
        let read = |key: TrustedKey| {
            let mut keys = TrustedKeys::default();
            keys.insert(key).unwrap();
            TrustedKeys::parse(keys.to_jwk_set().as_bytes()).unwrap().iter().next().unwrap().clone()
        };
        for (nbf, exp, end, kept) in [
            (None, None, Some(9), Keep::Payloads(vec![[7; 32]])),
            (Some(8), Some(20), Some(9), Keep::Payloads(vec![[7; 32]])),
            (None, Some(5), Some(5), Keep::Payloads(vec![[7; 32]])),
            (Some(9), Some(20), Some(20), Keep::Nothing),
        ] {
            let retired = Some(Retirement { at: at(9), keep: keep.clone() });
            let key = TrustedKey { not_before: nbf.map(at), expires: exp.map(at), retired, ..key.clone() };
            let read = read(key);
            assert_eq!(
                (read.expires, read.retired),
                (end.map(at), Some(Retirement { at: at(9), keep: kept }))
            );
        }
    }

    fn refusal(text: &str) -> (&'static str, String) {
        let error = TrustedKeys::parse(text.as_bytes()).unwrap_err();
        (error.code().as_str(), error.at().unwrap_or_default().to_owned())
    }

    #[test]
    fn every_constraint_is_read_and_written_back() {
        let digest = base64::encode_url(&[7; 32]);
        let set = format!(
            r#"{{"keys":[{},{{"kty":"OKP","crv":"Ed25519","x":"{OTHER_X}"}}],"unknown":null}}"#,
            jwk(&format!(
                r#","kid":"1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y","issuer":"Größe \"\\ 1","uses":["license+jwt","trust+jwt"],
                "products":["ucware"],"nbf":1,"exp":2,"retired":{{"at":3,"keep":["{digest}"]}},"alg":"EdDSA","use":"sig""#
            ))
        );
        let keys = TrustedKeys::parse(set.as_bytes()).unwrap();
        assert_eq!(keys.len(), 2);
        let key = keys.get(&"1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y".parse().unwrap()).unwrap();
        assert_eq!(key.issuer.as_deref(), Some("Größe \"\\ 1"));
        assert_eq!(key.uses, Some(vec![DocumentType::License, DocumentType::TrustUpdate]));
        assert_eq!(key.products, Some(vec!["ucware".to_owned()]));
        assert_eq!(key.not_before, Some(UnixTime::from_secs(1).unwrap()));
        assert_eq!(key.expires, Some(UnixTime::from_secs(2).unwrap()));
        let retired = Retirement { at: UnixTime::from_secs(3).unwrap(), keep: Keep::Payloads(vec![[7; 32]]) };
        assert_eq!(key.retired, Some(retired));
        assert_eq!(TrustedKeys::parse(keys.to_jwk_set().as_bytes()).unwrap(), keys);
    }

    #[test]
    fn one_key_by_itself_is_a_set() {
        for (keep, expected) in
            [("", Keep::Nothing), (r#","keep":"none""#, Keep::Nothing), (r#","keep":"before""#, Keep::Before)]
        {
            let keys =
                TrustedKeys::parse(jwk(&format!(r#","retired":{{"at":3{keep}}}"#)).as_bytes()).unwrap();
            assert_eq!(keys.iter().next().unwrap().retired.as_ref().unwrap().keep, expected);
            assert_eq!(TrustedKeys::parse(keys.to_jwk_set().as_bytes()).unwrap(), keys);
        }
    }

    #[test]
    fn a_set_without_keys_is_empty() {
        assert!(TrustedKeys::parse(br#"{"keys":[]}"#).unwrap().is_empty());
        let written = TrustedKeys::default().to_jwk_set();
        assert!(TrustedKeys::parse(written.as_bytes()).unwrap().is_empty());
    }

    #[test]
    fn a_bad_key_refuses_the_set_and_is_named() {
        let good = jwk("");
        for (bad, code, at) in [
            (jwk(r#","d":"AAAA""#), "key_private", "keys[1].d"),
            (r#"{"kty":"RSA","d":"AAAA"}"#.to_owned(), "key_private", "keys[1].d"),
            (r#"{"kty":"RSA","n":"AAAA","e":"AQAB"}"#.to_owned(), "key_invalid", "keys[1].kty"),
            (good.replace("Ed25519", "Ed448"), "key_invalid", "keys[1].crv"),
            (good.replace(r#""crv":"Ed25519","#, ""), "key_invalid", "keys[1].crv"),
            (good.replace(X, &X[1..]), "key_invalid", "keys[1].x"),
            (good.replace(X, &format!("{X}=")), "key_invalid", "keys[1].x"),
            (good.replace(X, ""), "key_invalid", "keys[1].x"),
            (good.replace(X, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "key_weak", "keys[1].x"),
            (good.replace(&format!("\"{X}\""), "null"), "key_invalid", "keys[1].x"),
            (jwk(r#","kid":"key-1""#), "key_thumbprint", "keys[1].kid"),
            (jwk(r#","kid":1"#), "key_invalid", "keys[1].kid"),
            (jwk(r#","issuer":"""#), "key_invalid", "keys[1].issuer"),
            (jwk(r#","uses":[]"#), "key_invalid", "keys[1].uses"),
            (jwk(r#","uses":["licence+jwt"]"#), "key_invalid", "keys[1].uses[0]"),
            (jwk(r#","products":"ucware""#), "key_invalid", "keys[1].products"),
            (jwk(r#","nbf":2,"exp":2"#), "key_invalid", "keys[1].exp"),
            (jwk(r#","exp":1767225600000"#), "key_invalid", "keys[1].exp"),
            (jwk(r#","retired":{}"#), "key_invalid", "keys[1].retired.at"),
            (jwk(r#","retired":{"at":1,"keep":"all"}"#), "key_invalid", "keys[1].retired.keep"),
            (jwk(r#","retired":{"at":1,"keep":["AAAA"]}"#), "key_invalid", "keys[1].retired.keep[0]"),
            (jwk(r#","retired":true"#), "key_invalid", "keys[1].retired"),
            (jwk(r#","issuer":"another""#), "key_invalid", "keys[1]"),
            ("5".to_owned(), "key_invalid", "keys[1]"),
        ] {
            assert_eq!(refusal(&format!(r#"{{"keys":[{good},{bad}]}}"#)), (code, at.to_owned()), "{bad}");
        }
    }

    #[test]
    fn what_is_no_key_set_is_refused() {
        for (text, code) in [
            ("{}", "key_format"),
            (r#"{"keys":{}}"#, "key_invalid"),
            (r#"{"keys":[],"keys":[]}"#, "json_duplicate_key"),
            (r#"{"keys":[]"#, "json_syntax"),
            (r#"{"keys":[]} x"#, "json_trailing"),
        ] {
            assert_eq!(refusal(text).0, code, "{text}");
        }
    }
}
