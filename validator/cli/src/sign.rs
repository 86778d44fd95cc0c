//! `countersign sign`.

use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{signing_keys, write};
use countersign::UnixTime;
use countersign::issue::sign_document;
use std::time::SystemTime;

pub(crate) fn run(args: &Sign, _format: Format) -> Result<Verdict, Failure> {
    let keys = signing_keys(&args.signer)?;
    let claims = files::read(&args.claims)?;
    let signed = sign_document(&claims, args.typ, &keys.iter().collect::<Vec<_>>(), now()?)
        .map_err(|error| Failure::in_file(&args.claims, &error))?;
    write(&signed, &args.output)?;
    Ok(Verdict::Good)
}

/// The clock's reading.
pub(crate) fn now() -> Result<UnixTime, Failure> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = seconds.ok().and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok());
    Ok(UnixTime::from_secs(seconds.unwrap_or(-1))?)
}
