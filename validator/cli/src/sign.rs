//! `countersign sign`.

use crate::Verdict;
use crate::args::Sign;
use crate::failure::Failure;
use crate::files;
use crate::issuing::{signing_keys, write};
use countersign::UnixTime;
use countersign::issue::sign_document;

pub(crate) fn run(args: &Sign) -> Result<Verdict, Failure> {
    let keys = signing_keys(&args.signer)?;
    let claims = files::read(&args.claims)?;
    let signed = sign_document(&claims, args.typ, &keys.iter().collect::<Vec<_>>(), now()?)
        .map_err(|error| Failure::in_file(&args.claims, &error))?;
    write(&signed, &args.output)?;
    Ok(Verdict::Good)
}

/// The clock's reading.
pub(crate) fn now() -> Result<UnixTime, Failure> {
    Ok(UnixTime::from_secs(jiff::Timestamp::now().as_second())?)
}
