//! Activations: what of a licence a host may use.

use crate::documents::claims::{document_id, serial};
use crate::documents::deactivation::ActivationName;
use crate::documents::document::{Document, Payload, Sealed};
use crate::documents::slots::{Slots, by_id};
use crate::error::{Code, Result};
use crate::host::read_key;
use crate::json::{LARGEST_INTEGER, Node};
use crate::keys::{PublicKey, read_digest};
use crate::text;
use crate::values::by_id::{Amounts, ById};
use crate::values::document_type::DocumentType;
use crate::values::lock_code::LockCode;
use crate::values::part::Part;
use crate::values::time::UnixTime;
use std::borrow::Cow;

/// An activation of a licence on a host, signed by the issuer or by a key that the licence delegates to.
///
/// It can be had only inside a [`Verified`](crate::Verified). The example of `issue::ActivationDraft` makes one
/// and reads it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Activation {
    /// Who issued it (`iss`): the issuer, or the thumbprint of the key that the licence delegates to.
    pub issuer: String,
    /// The product of the licence (`aud`).
    pub product: String,
    /// The account of the licence (`sub`).
    pub account: String,
    /// Its identity (`jti`). Later activations of the same host may keep it.
    pub id: String,
    /// When it was issued (`iat`).
    pub issued: UnixTime,
    /// It does not count before this instant (`nbf`).
    pub not_before: Option<UnixTime>,
    /// It has expired from this instant on (`exp`).
    pub expires: Option<UnixTime>,
    /// The licence that it activates, by its `jti`.
    pub license: String,
    /// The serial of the licence for which it was made; higher ones it serves too, unless they say otherwise.
    pub license_serial: u64,
    /// A higher serial of the same activation supersedes a lower one.
    pub serial: u64,
    /// The activation of another `jti` whose place it takes.
    pub replaces: Option<String>,
    /// The request that it answers; none where a lock code was typed in.
    pub request: Option<String>,
    /// Where it counts.
    pub host: ActivatedHost,
    /// How much it gives, by entitlement id; at least 1 of at least one.
    pub grants: Amounts,
    /// Which units of the licence those are, where a customer issues.
    pub slots: ById<Slots>,
    /// The entry of the issuer's ledger that it is.
    pub ledger: Option<LedgerEntry>,
    /// A note of who issued it.
    pub comment: Option<String>,
}

/// The host or hosts on which an activation counts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ActivatedHost {
    /// Their lock codes, at least one: one host has one of them.
    pub lock_codes: Vec<LockCode>,
    /// Whether the lock codes are those of three redundant servers, of which two must be alive.
    pub has_quorum: bool,
    /// The parts by which the host is recognised where its lock code is another; may be none.
    pub parts: Vec<Part>,
    /// How many of the parts must be the host's.
    pub matching: Matching,
    /// The key that the host must prove.
    pub key: Option<PublicKey>,
    /// What people call the machine.
    pub description: Option<String>,
}

/// How many of an activation's parts must be a host's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Matching {
    /// All.
    All,
    /// At least so many, which are more than half.
    AtLeast(usize),
}

/// An entry of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its number, from 1.
    pub number: u64,
    /// The hash that it carries: that of the line before.
    pub hash: [u8; 32],
}

impl Activation {
    /// What a receipt calls it by.
    pub fn name(&self) -> ActivationName {
        ActivationName {
            product: self.product.clone(),
            account: self.account.clone(),
            license: self.license.clone(),
            id: self.id.clone(),
        }
    }

    /// Each grant's slots are as many as the grant.
    fn check_slots(&self, act: &Node<'_>) -> Result<()> {
        let Some(node) = act.optional("slots")? else { return Ok(()) };
        for (id, slots) in self.slots.iter() {
            let granted = self.grants.get(id);
            if granted != Some(slots.count()) {
                let needed = match granted {
                    Some(granted) => format!("as many as {id} is granted, {granted}"),
                    None => "slots of what is granted".to_owned(),
                };
                let found = format_args!("{} slots of {id}", slots.count());
                return Err(node.error(Code::ClaimsConflict).with_found(found).with_needed(needed));
            }
        }
        Ok(())
    }
}

impl Document for Activation {
    const TYPE: DocumentType = DocumentType::Activation;

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

impl Sealed for Activation {
    fn read(Payload { root, claims }: Payload<'_>) -> Result<Self> {
        claims.check_critical(&["aud", "sub", "act"])?;
        let product = root.required_with("aud", Node::name)?;
        let account = root.required_with("sub", Node::name)?;
        let act = root.required("act")?;
        let host = act.required_with("host", ActivatedHost::read)?;
        let activation = act.assemble(|act| Self {
            issuer: claims.issuer,
            product,
            account,
            id: claims.id,
            issued: claims.issued,
            not_before: claims.not_before,
            expires: claims.expires,
            license: act.required("license", document_id),
            license_serial: act.required("license_serial", serial),
            serial: act.required("serial", serial),
            replaces: act.optional("replaces", document_id),
            request: act.optional("request", document_id),
            host,
            grants: act.required("grants", grants),
            slots: act.optional("slots", Slots::read_by_id).unwrap_or_default(),
            ledger: act.optional("ledger", LedgerEntry::read),
            comment: act.optional("comment", paragraphs),
        })?;
        activation.check_slots(&act)?;
        Ok(activation)
    }
}

impl ActivatedHost {
    /// The hosts with these lock codes, and nothing else that is asked of them.
    pub fn new(lock_codes: Vec<LockCode>) -> Self {
        Self {
            lock_codes,
            has_quorum: false,
            parts: Vec::new(),
            matching: Matching::All,
            key: None,
            description: None,
        }
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        let lock_codes = node.required("lock_codes")?.list_of(1..=usize::MAX, LockCode::read)?;
        let mut host = Self::new(lock_codes);
        host.has_quorum = read_quorum(node, &host.lock_codes)?;
        host.parts = node.optional_with("parts", Part::read_all)?.unwrap_or_default();
        host.matching = Matching::read(node, &host.parts)?;
        host.key = node.optional_with("key", read_key)?;
        host.description = node.optional_with("description", paragraphs)?;
        if let Some(parts) = node.optional("parts")?
            && !host.parts.iter().any(|part| part.name().identifies())
        {
            let names = host.parts.iter().map(|part| part.name().as_str()).collect::<Vec<_>>();
            let error = parts.error(Code::ClaimsConflict).with_found(names.join(", "));
            return Err(error.with_needed("key or machine_id among them"));
        }
        // What one host alone has can't be asked of several.
        for name in ["key", "parts"] {
            if let Some(member) = node.optional(name)?
                && host.lock_codes.len() > 1
            {
                let found = format_args!("{} lock codes", host.lock_codes.len());
                let error = member.error(Code::ClaimsConflict).with_found(found);
                return Err(error.with_needed(format!("one lock code, or no {name}")));
            }
        }
        Ok(host)
    }
}

/// Whether there is a quorum; then there are three lock codes, each another one.
fn read_quorum(node: &Node<'_>, codes: &[LockCode]) -> Result<bool> {
    const SERVERS: usize = 3;
    const ALIVE: u64 = 2;
    let Some(quorum) = node.optional("quorum")? else { return Ok(false) };
    if quorum.integer(0..=LARGEST_INTEGER as u64)? != ALIVE {
        return Err(quorum.refused("2"));
    }
    let repeated = |code: &&LockCode| codes.iter().filter(|other| other == code).count() > 1;
    let conflict = |found: String| {
        let error = node.required("lock_codes")?.error(Code::ClaimsConflict).with_found(found);
        Err(error.with_needed("three different lock codes, as there is a quorum"))
    };
    if codes.len() != SERVERS {
        return conflict(format!("{} lock codes", codes.len()));
    }
    match codes.iter().find(repeated) {
        None => Ok(true),
        Some(code) => conflict(format!("{code} twice")),
    }
}

impl Matching {
    fn read(node: &Node<'_>, parts: &[Part]) -> Result<Self> {
        let Some(matching) = node.optional("match")? else { return Ok(Matching::All) };
        if matching.is_string() {
            return match matching.string()? {
                "all" => Ok(Matching::All),
                _ => Err(matching.refused("all, or a number of parts")),
            };
        }
        let (least, most) = (parts.len() / 2 + 1, parts.len());
        let found = matching.integer(0..=LARGEST_INTEGER as u64)?;
        match usize::try_from(found).ok().filter(|found| (least..=most).contains(found)) {
            Some(found) => Ok(Matching::AtLeast(found)),
            None => Err(matching
                .error(Code::ClaimsRange)
                .with_found(found)
                .with_needed(format!("more than half of the {most} parts, and no more than all"))),
        }
    }
}

impl LedgerEntry {
    /// The entry with this number, from 1, that carries this hash.
    pub fn new(number: u64, hash: [u8; 32]) -> Self {
        Self { number, hash }
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        Ok(Self { number: node.required_with("n", serial)?, hash: node.required_with("hash", read_digest)? })
    }
}

fn grants(node: &Node<'_>) -> Result<Amounts> {
    let grants = by_id(node, |amount| amount.integer(1..=LARGEST_INTEGER as u64))?;
    if grants.is_empty() {
        return Err(node.error(Code::ClaimsLength).with_found(0).with_needed("at least one entitlement"));
    }
    Ok(grants)
}

fn paragraphs(node: &Node<'_>) -> Result<String> {
    node.paragraphs(text::LONGEST)
}
