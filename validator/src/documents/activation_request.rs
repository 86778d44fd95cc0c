//! Activation requests: a host asks for its share of a licence.

use crate::documents::claims::document_id;
use crate::documents::document::{Document, Payload, Sealed};
use crate::documents::slots::by_id;
use crate::error::{Code, Result};
use crate::host::HostIdentity;
use crate::json::{LARGEST_INTEGER, Node};
use crate::keys::PublicKey;
use crate::values::by_id::Amounts;
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::time::UnixTime;
use crate::values::version::ProductVersion;
use std::borrow::Cow;

/// A request for an activation, signed by the key of the host that asks.
///
/// That key stands in the request: the signature proves that the one who asks has it, and gives no trust. So a
/// request is verified without any trusted key. The example of `issue::ActivationRequestDraft` makes one and
/// reads it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ActivationRequest {
    /// Its identity (`jti`). The activation that answers it names it.
    pub id: String,
    /// When it was made (`iat`).
    pub issued: UnixTime,
    /// It is not to be answered before this instant (`nbf`).
    pub not_before: Option<UnixTime>,
    /// It is not to be answered from this instant on (`exp`).
    pub expires: Option<UnixTime>,
    /// The product (`aud`).
    pub product: String,
    /// The account (`sub`).
    pub account: String,
    /// The licence that is to be activated, by its `jti`.
    pub license: String,
    /// The version of the product on the host.
    pub product_version: Option<ProductVersion>,
    /// The host that asks; it has a key, whose thumbprint is the issuer (`iss`).
    pub host: HostIdentity,
    /// How much is asked for, by entitlement id. What may be asked for is up to who answers.
    pub wants: Amounts,
    /// The activation that this host had before, by its `jti`.
    pub replaces: Option<String>,
    /// The three redundant servers that share one activation, this host among them.
    pub redundant: Option<[LockCode; 3]>,
    key: PublicKey,
}

impl ActivationRequest {
    /// The host's own key, under which the signature holds.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The key of a request that is not verified yet: what it is to be verified by, and nothing else of it.
    pub(crate) fn read_key(root: &Node<'_>) -> Result<PublicKey> {
        let req = root.required("req")?;
        let host = req.required("host")?;
        crate::host::read_key(&host.required("key")?)
    }
}

impl Document for ActivationRequest {
    const TYPE: DocumentType = DocumentType::ActivationRequest;

    fn issuer(&self) -> Cow<'_, str> {
        self.key.thumbprint().to_string().into()
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn serial(&self) -> Option<u64> {
        None
    }
}

impl Sealed for ActivationRequest {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "sub", "req"])?;
        let product = root.required_with("aud", Node::name)?;
        let account = root.required_with("sub", Node::name)?;
        // That the signature holds under this key, and that it is the issuer, verification has checked.
        let key = Self::read_key(root)?;
        let req = root.required("req")?;
        let host = req.required_with("host", HostIdentity::read)?;
        let wants = req.required_with("wants", |wants| by_id(wants, amount))?;
        let redundant = redundant(&req, host.lock_code())?;
        req.assemble(|req| Self {
            id: claims.id,
            issued: claims.issued,
            not_before: claims.not_before,
            expires: claims.expires,
            product,
            account,
            license: req.required("license", document_id),
            product_version: req.optional("product_version", ProductVersion::read),
            host,
            wants,
            replaces: req.optional("replaces", document_id),
            redundant,
            key,
        })
    }
}

/// The redundant servers: three lock codes, the host's own among them.
fn redundant(req: &Node<'_>, own: LockCode) -> Result<Option<[LockCode; 3]>> {
    let Some(redundant) = req.optional("redundant")? else { return Ok(None) };
    let codes = redundant.list_of(3..=3, LockCode::read)?;
    if !codes.contains(&own) {
        let found = codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let error = redundant.error(Code::ClaimsConflict).with_found(found);
        return Err(error.with_needed(format!("the host's own lock code among them, {own}")));
    }
    Ok(codes.try_into().ok())
}

fn amount(node: &Node<'_>) -> Result<u64> {
    node.integer(0..=LARGEST_INTEGER as u64)
}
