//! `countersign trust`: makes the next trust update.

use crate::Verdict;
use crate::args::{Format, KeepRule, KeyName, Retiring, TrustArgs};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{named, previous, signing_keys, write};
use crate::opening::read_keys;
use crate::sign::now;
use countersign::issue::TrustUpdateDraft;
use countersign::{
    Document, DocumentType, EmergencyRequest, Envelope, Error, Keep, License, Retirement, RevocationList,
    Thumbprint, TrustUpdate, TrustedKey, TrustedKeys, UnixTime,
};
use serde::Serialize;
use std::path::PathBuf;

/// What is told of an update that was written to a file.
#[derive(Serialize)]
struct Made<'d> {
    typ: DocumentType,
    serial: u64,
    /// All keys that it names as signing for the issuer.
    keys: Vec<Thumbprint>,
    /// Those that no longer do.
    retired: Vec<&'d Thumbprint>,
}

/// A document that stays good although its key is retired.
struct Kept {
    digest: [u8; 32],
    signers: Vec<Thumbprint>,
}

pub(crate) fn run(args: &TrustArgs, format: Format) -> Result<Verdict, Failure> {
    let now = now()?;
    let roots = signing_keys(&args.signer)?;
    let trusted = read_keys(&args.keys)?;
    let before = match &args.previous {
        Some(path) => Some(previous::<TrustUpdate>(path, &roots, &trusted)?),
        None => None,
    };
    let issuer = named("--issuer", &args.issuer, before.as_ref().map(|before| &*before.issuer))?;
    let mut draft =
        before.map_or_else(|| TrustUpdateDraft::new(issuer), |before| TrustUpdateDraft::after(&before));
    for path in &args.add {
        let in_file = |error: Error| Failure::in_file(path, &error.for_issuer());
        for key in TrustedKeys::parse(&files::read(path)?).map_err(in_file)?.iter() {
            draft.add(key.clone()).map_err(in_file)?;
        }
    }
    retire(args, &mut draft, trusted, now)?;
    write(&draft.sign(&roots.iter().collect::<Vec<_>>(), now)?, &args.output)?;
    if args.output.file().is_some() {
        tell(format, &draft)?;
    }
    Ok(Verdict::Good)
}

fn retire(
    args: &TrustArgs,
    draft: &mut TrustUpdateDraft,
    mut known: TrustedKeys,
    now: UnixTime,
) -> Result<(), Failure> {
    draft.keys().try_for_each(|key| learn(&mut known, key))?;
    let mut retired = Vec::new();
    for Retiring { key, keep, at } in &args.retire {
        let at = at.as_ref().map_or(now, |at| at.end("--retire"));
        for kid in named_keys(key, &mut known)? {
            retired.push((kid, *keep, at));
        }
    }
    let is_listed =
        |kid: &Thumbprint| retired.iter().any(|(listed, rule, _)| listed == kid && *rule == KeepRule::Listed);
    let kept = kept(&args.keep, &known, is_listed)?;
    for (kid, rule, at) in &retired {
        draft.retire(*kid, &Retirement { at: *at, keep: keep(*kid, *rule, &kept)? });
    }
    Ok(())
}

/// The keys that are named, each of which is known: a name with a mistake in it would retire nothing, and
/// nobody would notice.
fn named_keys(name: &KeyName, known: &mut TrustedKeys) -> Result<Vec<Thumbprint>, Failure> {
    match name {
        KeyName::Thumbprint(kid) if known.get(kid).is_some() => Ok(vec![*kid]),
        KeyName::Thumbprint(kid) => Err(Failure::usage(format!(
            "{kid} is no key of the issuer's that is known here. Compare it, or give the key with --keys."
        ))),
        KeyName::File(path) => {
            let keys = read_keys(std::slice::from_ref(path))?;
            keys.iter().try_for_each(|key| learn(known, key))?;
            Ok(keys.iter().map(|key| key.key.thumbprint()).collect())
        }
    }
}

fn learn(known: &mut TrustedKeys, key: &TrustedKey) -> countersign::Result<()> {
    match known.get(&key.key.thumbprint()) {
        Some(_) => Ok(()),
        None => known.insert(key.clone()),
    }
}

fn keep(kid: Thumbprint, rule: KeepRule, kept: &[Kept]) -> Result<Keep, Failure> {
    let digests: Vec<_> =
        kept.iter().filter(|kept| kept.signers.contains(&kid)).map(|kept| kept.digest).collect();
    match rule {
        KeepRule::Leaked => Ok(Keep::Nothing),
        KeepRule::Before => Ok(Keep::Before),
        KeepRule::Listed if digests.is_empty() => Err(Failure::usage(format!(
            "{kid} is listed and keeps no document. Name some with --keep, or write leaked."
        ))),
        KeepRule::Listed => Ok(Keep::Payloads(digests)),
    }
}

/// The documents of `--keep`, each signed by a key that is `listed`.
fn kept(
    paths: &[PathBuf],
    keys: &TrustedKeys,
    is_listed: impl Fn(&Thumbprint) -> bool,
) -> Result<Vec<Kept>, Failure> {
    let read = |path: &PathBuf| {
        let kept = kept_file(&files::read(path)?, keys)
            .map_err(|error| Failure::in_file(path, &error.for_issuer()))?;
        if kept.signers.iter().any(&is_listed) {
            return Ok(kept);
        }
        Err(Failure::usage(format!("{}: no key that is listed signed it.", path.display())))
    };
    paths.iter().map(read).collect()
}

fn kept_file(bytes: &[u8], keys: &TrustedKeys) -> countersign::Result<Kept> {
    let envelope = Envelope::read(bytes)?;
    match envelope.document_type() {
        DocumentType::RevocationList => kept_document::<RevocationList>(envelope, keys),
        DocumentType::EmergencyRequest => kept_document::<EmergencyRequest>(envelope, keys),
        // Of any other type, the refusal says what was found.
        _ => kept_document::<License>(envelope, keys),
    }
}

fn kept_document<T: Document>(envelope: Envelope, keys: &TrustedKeys) -> countersign::Result<Kept> {
    let document = envelope.verify::<T>(keys)?;
    Ok(Kept { digest: document.digest(), signers: document.signers().to_vec() })
}

fn tell(format: Format, draft: &TrustUpdateDraft) -> Result<(), Failure> {
    let made = Made {
        typ: DocumentType::TrustUpdate,
        serial: draft.serial(),
        keys: draft.keys().map(|key| key.key.thumbprint()).collect(),
        retired: draft.retired().keys().collect(),
    };
    files::print(&match format {
        Format::Json => files::to_json(&made)?,
        Format::Text => text(&made),
    })
}

fn text(made: &Made<'_>) -> String {
    let mut text = format!("serial   {}\n", made.serial);
    for key in &made.keys {
        let retired = if made.retired.contains(&key) { "  retired" } else { "" };
        text += &format!("key      {key}{retired}\n");
    }
    for key in made.retired.iter().filter(|key| !made.keys.contains(key)) {
        text += &format!("retired  {key}\n");
    }
    text
}
