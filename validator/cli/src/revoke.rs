//! `countersign revoke`: makes the next revocation list.

use crate::Verdict;
use crate::args::{Format, Moment, Revoke, revoked};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{named, previous, signing_keys, write};
use crate::opening::read_keys;
use crate::sign::now;
use countersign::issue::{Revocation, RevocationListDraft, SigningKey};
use countersign::{DocumentType, RevocationList, UnixTime};
use serde::Serialize;
use std::path::Path;

/// What is told of a list that was written to a file.
#[derive(Serialize)]
struct Made {
    typ: DocumentType,
    serial: u64,
    next_update: UnixTime,
    /// How many documents and keys it names.
    named: usize,
    /// How many documents it has the digests of.
    digests: usize,
}

pub(crate) fn run(args: &Revoke, format: Format) -> Result<Verdict, Failure> {
    let now = now()?;
    let keys = signing_keys(&args.signer)?;
    let next_update = Moment::parse(&args.next_update)?.end("--next-update");
    if next_update <= now {
        return Err(Failure::usage(
            "--next-update is past already. Name the instant when the next list is due.",
        ));
    }
    let mut draft = draft(args, next_update, &keys)?;
    let at = args.at.as_deref().map(Moment::parse).transpose()?;
    let at = at.map_or(now, |at| at.last_second("--at"));
    for (id, serial) in args.documents.iter().cloned().chain(listed(args.from.as_deref())?) {
        match serial {
            // A digest stands for every serial.
            None if args.digests => draft.revoke_digest(args.typ, &id),
            serial => draft.revoke(Revocation {
                document_type: args.typ,
                id,
                serial,
                at: Some(at),
                reason: args.reason.clone(),
            }),
        }
    }
    for key in &args.delegate {
        draft.revoke_delegate(*key, Some(at), args.reason.clone());
    }
    write(&draft.sign(&keys.iter().collect::<Vec<_>>(), now)?, &args.output)?;
    if args.output.file().is_some() {
        tell(format, &draft, next_update)?;
    }
    Ok(Verdict::Good)
}

fn draft(args: &Revoke, next_update: UnixTime, keys: &[SigningKey]) -> Result<RevocationListDraft, Failure> {
    let before = match &args.previous {
        Some(path) => Some(previous::<RevocationList>(path, keys, &read_keys(&args.keys)?)?),
        None => None,
    };
    let issuer = named("--issuer", &args.issuer, before.as_ref().map(|before| &*before.issuer))?;
    let product = named("--product", &args.product, before.as_ref().map(|before| &*before.product))?;
    Ok(match before {
        Some(before) => RevocationListDraft::after(&before, next_update)?,
        None => RevocationListDraft::new(issuer, product, next_update),
    })
}

/// The documents that a file lists, one to a line.
fn listed(path: Option<&Path>) -> Result<Vec<(String, Option<u64>)>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text = files::read_text(path)?;
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    let read = |(index, line)| {
        revoked(line).map_err(|needed| {
            Failure::usage(format!("{}, line {}: {needed}: {line}", path.display(), index + 1))
        })
    };
    lines.map(read).collect()
}

fn tell(format: Format, draft: &RevocationListDraft, next_update: UnixTime) -> Result<(), Failure> {
    let made = Made {
        typ: DocumentType::RevocationList,
        serial: draft.serial(),
        next_update,
        named: draft.named(),
        digests: draft.digests(),
    };
    files::print(&match format {
        Format::Json => files::to_json(&made)?,
        Format::Text => format!(
            "serial       {}\nnamed        {}\ndigests      {}\nnext update  {}\n",
            made.serial, made.named, made.digests, made.next_update
        ),
    })
}
