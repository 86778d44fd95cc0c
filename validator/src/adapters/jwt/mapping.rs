//! What an application's tokens mean.

use super::draft::LicenseDraft;
use super::grant::Grant;
use super::source::{Presence, Source, Values, check_members};
use crate::adapters::foreign::read_license;
use crate::carrier::envelope::check_size;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use sha2::{Digest, Sha256};

/// The most bytes of a mapping.
const LARGEST: usize = 1 << 20;
/// The most entitlements, as of a licence.
const MOST_ENTITLEMENTS: usize = 10_000;

const MEMBERS: [&str; 21] = [
    "typ",
    "iss",
    "aud",
    "issuer",
    "native_issuer",
    "product",
    "account",
    "jti",
    "serial",
    "iat",
    "nbf",
    "exp",
    "without_exp",
    "name",
    "edition",
    "kind",
    "grace_days",
    "versions",
    "support_until",
    "holder",
    "entitlements",
];
const TERMS: [&str; 7] = ["serial", "name", "edition", "kind", "grace_days", "versions", "support_until"];
const HOLDER: [&str; 8] = ["name", "street", "postal_code", "city", "region", "country", "email", "phone"];

/// What the claims of an application's tokens mean, as its mapping file says: see [the module](super).
pub struct JwtMapping {
    typ: Option<String>,
    issuer_claim: Option<String>,
    audience_claim: Option<String>,
    issuer: Issuer,
    pub(super) product: String,
    pub(super) account: Source,
    pub(super) identity: Source,
    pub(super) issued: Source,
    pub(super) start: Source,
    pub(super) end: Source,
    pub(super) without_end: WithoutEnd,
    pub(super) terms: Vec<(&'static str, Source)>,
    pub(super) holder: Vec<(&'static str, Source)>,
    pub(super) grants: Vec<Grant>,
}

/// Whose the licences are.
enum Issuer {
    /// A name among the issuers of tokens.
    OfTokens(String),
    /// An issuer of licence files, whose own the licences count as.
    Native(String),
}

/// What a token without an end is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WithoutEnd {
    Refused,
    Perpetual,
}

impl WithoutEnd {
    const ALL: [WithoutEnd; 2] = [WithoutEnd::Refused, WithoutEnd::Perpetual];

    fn as_str(self) -> &'static str {
        match self {
            WithoutEnd::Refused => "refused",
            WithoutEnd::Perpetual => "perpetual",
        }
    }
}

impl JwtMapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// A `json_…` code where it is not strict JSON, and [`Code::UsageInvalid`] where a member is unknown,
    /// missing or wrong, or no token could be a licence by this mapping; `at` names the member.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        check_size(bytes, LARGEST)?;
        let document = Value::Object(json::parse(bytes, "mapping")?);
        let mapping = Self::read(&Node::root(&document)).and_then(Self::tried_out);
        mapping.map_err(|error| {
            // A document's reader speaks of claims; this one is the embedder's.
            if error.code().as_str().starts_with("claims_") {
                error.with_code(Code::UsageInvalid)
            } else {
                error
            }
        })
    }

    fn read(root: &Node<'_>) -> Result<Self> {
        check_members(root, &MEMBERS)?;
        let issuer_claim = string_or_null(root, "iss")?;
        let issuer = read_issuer(root, issuer_claim.as_deref())?;
        let end = root.optional_with("exp", read_end)?;
        let source = |name| root.optional_with(name, Source::read);
        Ok(Self {
            typ: read_type(root)?,
            issuer_claim,
            audience_claim: string_or_null(root, "aud")?,
            issuer,
            product: root.required_with("product", Node::name)?,
            account: root.required_with("account", Source::read)?,
            identity: root
                .optional_with("jti", Source::read_identity)?
                .unwrap_or(Source::standard_claim("jti", Presence::Required)),
            issued: source("iat")?.unwrap_or(Source::standard_claim("iat", Presence::Required)),
            start: source("nbf")?.unwrap_or(Source::standard_claim("nbf", Presence::Optional)),
            end: end.unwrap_or(Source::standard_claim("exp", Presence::Optional)),
            without_end: root
                .optional_with("without_exp", |node| node.one_of(&WithoutEnd::ALL, WithoutEnd::as_str))?
                .unwrap_or(WithoutEnd::Refused),
            terms: read_terms(root)?,
            holder: root.required_with("holder", read_holder)?,
            grants: root.required("entitlements")?.list_of(1..=MOST_ENTITLEMENTS, Grant::read)?,
        })
    }

    /// The mapping, if a token with suitable claims would be a licence by it.
    fn tried_out(self) -> Result<Self> {
        let draft = LicenseDraft::new(&self, &Values::Samples)?;
        read_license(&draft.claims, |_| Ok(()))?;
        Ok(self)
    }

    /// The `typ` that the header must have.
    pub(super) fn typ(&self) -> Option<&str> {
        self.typ.as_deref()
    }

    /// The issuer of the licences: in the name space of tokens, unless the mapping names an issuer of licence
    /// files in so many words.
    pub(super) fn issuer(&self) -> String {
        match &self.issuer {
            Issuer::OfTokens(name) => format!("jwt:{name}"),
            Issuer::Native(name) => name.clone(),
        }
    }

    /// The issuer that a key may name in its key set: as the mapping or the token has it.
    pub(super) fn issuer_of_keys(&self) -> &str {
        match &self.issuer {
            Issuer::OfTokens(name) | Issuer::Native(name) => name,
        }
    }

    /// The claims of a licence, from those of a token that a registered key signed.
    pub(super) fn license<'v>(&self, claims: &'v Value<'v>, payload: &[u8]) -> Result<LicenseDraft<'v>> {
        let Value::Object(object) = claims else { return Err(Code::JsonRoot.into()) };
        self.check_issuer(object.get("iss"))?;
        self.check_audience(object.get("aud"))?;
        let digest = base64::encode_url(&Sha256::digest(payload));
        LicenseDraft::new(self, &Values::Token { payload: claims, digest })
    }

    fn check_issuer(&self, found: Option<&Value<'_>>) -> Result<()> {
        let holds = match (&self.issuer_claim, found) {
            (Some(needed), Some(Value::String(found))) => needed == found,
            (needed, found) => needed.is_none() && found.is_none(),
        };
        if holds { Ok(()) } else { Err(expected(Code::KeyIssuer, "iss", self.issuer_claim.as_deref())) }
    }

    /// The audience is one string, or an array of them (RFC 7519, section 4.1.3).
    fn check_audience(&self, found: Option<&Value<'_>>) -> Result<()> {
        let is_named = |value: &Value<'_>, needed: &str| matches!(value, Value::String(one) if one == needed);
        let holds = match (&self.audience_claim, found) {
            (Some(needed), Some(Value::Array(several))) => {
                several.iter().any(|one| is_named(one, needed))
                    && several.iter().all(|one| matches!(one, Value::String(_)))
            }
            (Some(needed), Some(one)) => is_named(one, needed),
            (needed, found) => needed.is_none() && found.is_none(),
        };
        if holds { Ok(()) } else { Err(expected(Code::KeyProduct, "aud", self.audience_claim.as_deref())) }
    }
}

/// What was found is left out: the key is trusted for nothing else.
fn expected(code: Code, claim: &str, needed: Option<&str>) -> Error {
    Error::new(code).with_at(claim).with_needed(needed.unwrap_or("no such claim").to_owned())
}

fn read_issuer(root: &Node<'_>, issuer_claim: Option<&str>) -> Result<Issuer> {
    let [own, native] = ["issuer", "native_issuer"].map(|name| root.optional(name));
    match (own?, native?, issuer_claim) {
        (Some(_), Some(native), _) => {
            Err(native.error(Code::ClaimsConflict).with_needed("issuer or native_issuer"))
        }
        (None, Some(native), _) => Ok(Issuer::Native(native.name()?)),
        (Some(own), None, _) => Ok(Issuer::OfTokens(own.name()?)),
        (None, None, Some(claim)) => Ok(Issuer::OfTokens(claim.to_owned())),
        (None, None, None) => {
            Err(root.required("iss")?.refused("a string, or issuer or native_issuer beside it"))
        }
    }
}

/// The type must not be one of ours: a licence of our own says itself what it means, and who may sign it.
fn read_type(root: &Node<'_>) -> Result<Option<String>> {
    let typ = string_or_null(root, "typ")?;
    match typ.as_deref().and_then(DocumentType::from_typ) {
        None => Ok(typ),
        Some(_) => Err(root.required("typ")?.refused("another type than those of this format")),
    }
}

fn string_or_null<'n>(root: &'n Node<'n>, name: &'n str) -> Result<Option<String>> {
    let node = root.required(name)?;
    if node.is_null() { Ok(None) } else { node.name().map(Some) }
}

/// Whether a token needs an end is said by `without_exp` alone.
fn read_end(node: &Node<'_>) -> Result<Source> {
    let presence = match node.optional("optional")? {
        None => Source::read(node)?,
        Some(optional) => {
            return Err(optional.error(Code::ClaimsValue).with_found("optional").with_needed("without_exp"));
        }
    };
    Ok(match presence {
        Source::Claim { pointer, .. } => Source::Claim { pointer, presence: Presence::Optional },
        other => other,
    })
}

fn read_terms(root: &Node<'_>) -> Result<Vec<(&'static str, Source)>> {
    let mut terms = Vec::new();
    for name in TERMS {
        let default = match name {
            "serial" => Some(Source::Constant(Value::Integer(1))),
            "kind" => Some(Source::Constant("standard".into())),
            _ => None,
        };
        let source = root.optional_with(name, Source::read)?.or(default);
        terms.extend(source.map(|source| (name, source)));
    }
    root.required("name")?;
    Ok(terms)
}

fn read_holder(node: &Node<'_>) -> Result<Vec<(&'static str, Source)>> {
    check_members(node, &HOLDER)?;
    node.required("name")?;
    let mut holder = Vec::new();
    for name in HOLDER {
        holder.extend(node.optional_with(name, Source::read)?.map(|source| (name, source)));
    }
    Ok(holder)
}
