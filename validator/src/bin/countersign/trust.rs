//! `countersign trust`: makes the next trust update.

use crate::Verdict;
use crate::args::{Format, KeepRule, Retiring, TrustArgs};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{named, previous, signing_keys, write};
use crate::sign::now;
use crate::verify::{read_keys, to_json};
use countersign::issue::TrustUpdateDraft;
use countersign::{
    Document, DocumentType, EmergencyRequest, Envelope, Keep, License, Retirement, RevocationList,
    Thumbprint, TrustUpdate, TrustedKeys, UnixTime,
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

pub(crate) fn run(args: &TrustArgs) -> Result<Verdict, Failure> {
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
        let in_file = |error| Failure::in_file(path, &error);
        for key in TrustedKeys::parse(&files::read(path)?).map_err(in_file)?.iter() {
            draft.add(key.clone()).map_err(in_file)?;
        }
    }
    retire(args, &mut draft, &trusted, now)?;
    write(&draft.sign(&roots.iter().collect::<Vec<_>>(), now)?, &args.output)?;
    if args.output.out.is_some() {
        tell(args.format, &draft)?;
    }
    Ok(Verdict::Good)
}

fn retire(
    args: &TrustArgs,
    draft: &mut TrustUpdateDraft,
    trusted: &TrustedKeys,
    now: UnixTime,
) -> Result<(), Failure> {
    let kept = kept(args, draft, trusted)?;
    for Retiring { kid, keep, at } in &args.retire {
        let keep = match keep {
            KeepRule::Leaked => Keep::Nothing,
            KeepRule::Before => Keep::Before,
            KeepRule::Listed => {
                let of_key = kept.iter().filter(|kept| kept.signers.contains(kid));
                Keep::Payloads(of_key.map(|kept| kept.digest).collect())
            }
        };
        // A name with a mistake in it would retire nothing, and nobody would notice.
        if trusted.get(kid).is_none() && !draft.keys().any(|key| key.key.thumbprint() == *kid) {
            return Err(Failure::usage(format!(
                "{kid} is no key of the issuer's that is known here. Compare it, or give the key with --keys."
            )));
        }
        if keep == Keep::Payloads(Vec::new()) {
            return Err(Failure::usage(format!(
                "{kid}=listed keeps no document. Name some with --keep, or write {kid}=leaked."
            )));
        }
        draft.retire(*kid, &Retirement { at: at.unwrap_or(now), keep });
    }
    Ok(())
}

/// The documents of `--keep`, each signed by a key that is `listed`.
fn kept(args: &TrustArgs, draft: &TrustUpdateDraft, trusted: &TrustedKeys) -> Result<Vec<Kept>, Failure> {
    let mut keys = trusted.clone();
    for key in draft.keys() {
        if keys.get(&key.key.thumbprint()).is_none() {
            keys.insert(key.clone())?;
        }
    }
    let listed = |kid: &Thumbprint| {
        args.retire.iter().any(|retiring| retiring.kid == *kid && retiring.keep == KeepRule::Listed)
    };
    let read = |path: &PathBuf| {
        let kept = kept_file(&files::read(path)?, &keys).map_err(|error| Failure::in_file(path, &error))?;
        if kept.signers.iter().any(listed) {
            return Ok(kept);
        }
        Err(Failure::usage(format!("{}: no key that is listed signed it.", path.display())))
    };
    args.keep.iter().map(read).collect()
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
        Format::Json => to_json(&made)?,
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
