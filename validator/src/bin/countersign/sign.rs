//! `countersign sign`.

use crate::Verdict;
use crate::args::{OutputArgs, Sign, SignerArgs};
use crate::failure::Failure;
use crate::files;
use countersign::UnixTime;
use countersign::issue::{SignedDocument, SigningKey, sign_document};
use std::path::PathBuf;

pub(crate) fn run(args: &Sign) -> Result<Verdict, Failure> {
    let keys = read_signing_keys(&args.signer)?;
    let claims = files::read(&args.claims)?;
    let signed = sign_document(&claims, args.typ, &keys.iter().collect::<Vec<_>>(), now()?)
        .map_err(|error| Failure::in_file(&args.claims, &error))?;
    write(&signed, &args.output)?;
    Ok(Verdict::Good)
}

/// The private keys that sign.
pub(crate) fn read_signing_keys(args: &SignerArgs) -> Result<Vec<SigningKey>, Failure> {
    let passphrase = args.passphrase_file.as_deref().map(files::read_text).transpose()?;
    let passphrase = passphrase.as_deref().map(|text| text.lines().next().unwrap_or_default());
    let read = |path: &PathBuf| {
        let pem = files::read_text(path)?;
        SigningKey::from_pem(&pem, passphrase).map_err(|error| Failure::in_file(path, &error))
    };
    args.key.iter().map(read).collect()
}

/// Writes a document in the form that was asked for.
pub(crate) fn write(signed: &SignedDocument, args: &OutputArgs) -> Result<(), Failure> {
    let document = if args.compact {
        let compact = signed.to_compact().ok_or_else(|| {
            Failure::usage(
                "The compact form has room for one signature. Use --armor or --json for several keys.",
            )
        })?;
        compact + "\n"
    } else if args.json {
        signed.to_json() + "\n"
    } else {
        signed.to_armor()
    };
    files::write(args.out.as_deref(), &document)
}

/// The clock's reading.
pub(crate) fn now() -> Result<UnixTime, Failure> {
    Ok(UnixTime::from_secs(jiff::Timestamp::now().as_second())?)
}
