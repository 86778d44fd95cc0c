//! `countersign activate`: answers a request out of the issuer's ledger.

use crate::Verdict;
use crate::args::{Activate, Format, MatchRule, Moment};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{signing_key, write};
use crate::ledger::OpenLedger;
use crate::machine::lock_codes;
use crate::opening::{amounts, read_keys};
use crate::sign::now;
use countersign::Envelope;
use countersign_issuer::{Answer, Ask, MatchParts, Typed, with_own_key};
use serde_json::{Map, Value, json};

pub(crate) fn run(args: &Activate, format: Format) -> Result<Verdict, Failure> {
    let now = args.at.at()?.map_or_else(now, Ok)?;
    let key = signing_key(&args.key, args.passphrase_file.as_deref())?;
    let keys = read_keys(&args.keys)?;
    let ask = ask(args)?;
    let asked = match &args.request {
        Some(path) => Asked::Request(files::read(path)?),
        None => Asked::Typed(typed(args)?),
    };
    // From here on nobody else writes to the ledger, until the answer is in it.
    let mut open = OpenLedger::lock(&args.ledger, |issuer| with_own_key(keys, key.public_key(), issuer))?;
    let answer = match &asked {
        Asked::Request(file) => open.ledger.answer(file, &ask, &key, now),
        Asked::Typed(typed) => open.ledger.answer_typed(typed, &ask, &key, now),
    };
    let answer = answer.map_err(|failure| {
        let failure = Failure::from(failure);
        match &args.request {
            Some(path) if failure.is_of_document() => failure.about(path),
            _ => failure,
        }
    })?;
    if let Some(appended) = &answer.appended {
        open.append(&[&appended.line])?;
    }
    drop(open);
    write(&Envelope::read(answer.document.as_bytes())?.to_signed(), &args.output)?;
    if args.output.file().is_some() {
        tell(&answer, format)?;
    }
    Ok(Verdict::Good)
}

/// What is to be answered.
enum Asked {
    Request(Vec<u8>),
    Typed(Typed),
}

fn ask(args: &Activate) -> Result<Ask, Failure> {
    let until = args.until.as_deref().map(Moment::parse).transpose()?;
    Ok(Ask {
        grants: amounts("--grant", &args.grant)?,
        until: until.map(|until| until.end("--until")),
        matching: args.matching.map(|matching| match matching {
            MatchRule::All => MatchParts::All,
            MatchRule::AtLeast(least) => MatchParts::AtLeast(least),
        }),
        comment: args.comment.clone(),
    })
}

fn typed(args: &Activate) -> Result<Typed, Failure> {
    let typed = &args.typed;
    Ok(Typed {
        lock_codes: lock_codes(&typed.lock_code)?,
        has_quorum: typed.quorum,
        // The command line requires it.
        license: typed.license.clone().unwrap_or_default(),
        replaces: typed.replaces.clone(),
        description: typed.description.clone(),
    })
}

fn tell(answer: &Answer, format: Format) -> Result<(), Failure> {
    let grants: Map<String, Value> =
        answer.grants.iter().map(|(id, grant)| (id.to_owned(), grant.into())).collect();
    let slots: Map<String, Value> =
        answer.slots.iter().map(|(id, slots)| (id.to_owned(), json!([slots.first, slots.last]))).collect();
    files::print(&match format {
        Format::Json => files::to_json(&json!({
            "jti": answer.id,
            "serial": answer.serial,
            "grants": grants,
            "slots": slots,
            "n": answer.number,
        }))?,
        Format::Text => {
            let grants = answer.grants.iter().map(|(id, grant)| match answer.slots.get(id) {
                Some(slots) => format!("{grant} {id} (slots {} to {})", slots.first, slots.last),
                None => format!("{grant} {id}"),
            });
            let again = if answer.appended.is_none() { " (the answer that was given before)" } else { "" };
            format!(
                "activation  {} serial {}{again}\ngives       {}\nentry       {}\n",
                answer.id,
                answer.serial,
                grants.collect::<Vec<_>>().join(", "),
                answer.number
            )
        }
    })
}
