//! `countersign sign --external`: the private key is elsewhere.

use super::tell;
use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files;
use crate::issuing::write;
use crate::opening::read_keys;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::PublicKey;
use countersign::issue::{ClaimsInput, ToSign};
use std::path::{Path, PathBuf};

/// Writes what is to be signed.
pub(super) fn begin(args: &Sign, key: &PathBuf, claims: &ClaimsInput) -> Result<(), Failure> {
    if args.output.armor || args.output.json || args.output.compact {
        return Err(Failure::usage(
            "What is to be signed has one form. Name the document's together with --signature.",
        ));
    }
    let to_sign = ToSign::new(claims.bytes(), args.typ, &public_key(key)?)
        .map_err(|error| Failure::in_file(args.claims(), &error))?;
    files::create(args.output.file(), &to_sign.message(), args.output.existing())
}

/// Writes the document, now that its signature is there.
pub(super) fn finish(
    args: &Sign,
    key: &PathBuf,
    signature: &Path,
    format: Format,
) -> Result<Verdict, Failure> {
    let in_file = |error| Failure::in_file(args.claims(), &error);
    let to_sign = ToSign::parse(&files::read(args.claims())?).map_err(in_file)?;
    let claims = to_sign.claims().map_err(in_file)?;
    let claims = ClaimsInput::read(&claims, to_sign.document_type()).map_err(in_file)?;
    let bytes = files::read(signature)?;
    let signed = to_sign.with_signature(&public_key(key)?, &signature_bytes(&bytes));
    write(&signed.map_err(|error| Failure::in_file(signature, &error))?, &args.output)?;
    tell(&claims, args, format)
}

/// The one key of a file.
fn public_key(path: &PathBuf) -> Result<PublicKey, Failure> {
    let keys = read_keys(std::slice::from_ref(path))?;
    let mut keys = keys.iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => Ok(key.key),
        _ => Err(Failure::usage(
            "--external needs a file with one key, the one that signs. `countersign keys --only` takes it out of a set.",
        )),
    }
}

/// A signature as it came: as bytes, in hex, or in base64 of either kind.
fn signature_bytes(bytes: &[u8]) -> Vec<u8> {
    let text: String = String::from_utf8_lossy(bytes).split_whitespace().collect();
    if bytes.len() == 64 {
        return bytes.to_vec();
    }
    let hex = || {
        let digits = (text.len() == 128 && text.is_ascii()).then_some(text.as_str())?;
        (0..64)
            .map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok())
            .collect::<Option<Vec<u8>>>()
    };
    let base64 = || STANDARD.decode(&text).or_else(|_| URL_SAFE_NO_PAD.decode(&text)).ok();
    // What is none of these is refused as the signature that it is not.
    hex().or_else(base64).unwrap_or_else(|| bytes.to_vec())
}
