//! What the commands that sign have in common: keys, the document before, the document's form.

use crate::args::{OutputArgs, SignerArgs};
use crate::failure::Failure;
use crate::files::{self, NewFile, Prepared, Secrecy};
use countersign::issue::{SignedDocument, SigningKey};
use countersign::{Document, TrustedKeys, Verified};
use std::path::Path;

/// The private keys that sign.
pub(crate) fn signing_keys(args: &SignerArgs) -> Result<Vec<SigningKey>, Failure> {
    args.key.iter().map(|path| signing_key(path, args.passphrase_file.as_deref())).collect()
}

/// A private key.
pub(crate) fn signing_key(path: &Path, passphrase_file: Option<&Path>) -> Result<SigningKey, Failure> {
    let passphrase = passphrase_file.map(passphrase).transpose()?;
    let passphrase = passphrase.as_deref();
    let pem = files::read(path)?;
    SigningKey::from_pem(&pem, passphrase).map_err(|error| Failure::in_file(path, &error))
}

/// The passphrase that a file has in its first line.
pub(crate) fn passphrase(path: &Path) -> Result<String, Failure> {
    Ok(files::read_text(path)?.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}').to_owned())
}

/// The document that the new one follows: signed by one of the same keys, or by a trusted one.
pub(crate) fn previous<T: Document>(
    path: &Path,
    signers: &[SigningKey],
    trusted: &TrustedKeys,
) -> Result<Verified<T>, Failure> {
    let signers: Vec<_> = signers.iter().map(|signer| *signer.public_key()).collect();
    let verified = countersign_issuer::previous(&files::read(path)?, &signers, trusted);
    verified.map_err(|error| Failure::in_file(path, &error.for_issuer()))
}

/// What names the new document's issuer or product: the option, which must not contradict the document
/// before, or else that.
pub(crate) fn named(option: &str, given: &Option<String>, before: Option<&str>) -> Result<String, Failure> {
    match (given, before) {
        (Some(given), Some(before)) if given != before => Err(Failure::usage(format!(
            "{option} is {given}, but the previous document says {before}. Give the right document, or leave \
             {option} out."
        ))),
        (Some(name), _) => Ok(name.clone()),
        (None, Some(name)) => Ok(name.to_owned()),
        (None, None) => Err(Failure::usage(format!("{option} is missing. Name it, or give --previous."))),
    }
}

/// A document that is written, but for its name, before something else is: what is refused is refused by then.
pub(crate) enum Ready {
    Printed(String),
    File(Prepared),
}

impl Ready {
    /// Prepares a document in the form that was asked for.
    pub(crate) fn new(signed: &SignedDocument, args: &OutputArgs) -> Result<Self, Failure> {
        let content = form(signed, args)?;
        let Some(path) = args.file() else { return Ok(Ready::Printed(content)) };
        let file = NewFile { path, content: &content, secrecy: Secrecy::Default, existing: args.existing() };
        Ok(Ready::File(files::prepare(&[file])?))
    }

    /// Hands it out.
    pub(crate) fn write(self) -> Result<(), Failure> {
        match self {
            Ready::Printed(content) => files::print(&content),
            Ready::File(file) => file.place(),
        }
    }
}

/// Writes a document in the form that was asked for.
pub(crate) fn write(signed: &SignedDocument, args: &OutputArgs) -> Result<(), Failure> {
    Ready::new(signed, args)?.write()
}

/// A document in the form that was asked for.
pub(crate) fn form(signed: &SignedDocument, args: &OutputArgs) -> Result<String, Failure> {
    if args.compact {
        let compact = signed.to_compact().ok_or_else(|| {
            Failure::usage(
                "The compact form has room for one signature. Use --armor or --json for several keys.",
            )
        })?;
        Ok(compact + "\n")
    } else if args.json {
        Ok(signed.to_json() + "\n")
    } else {
        Ok(signed.to_armor())
    }
}
