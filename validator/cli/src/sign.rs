//! `countersign sign`.

mod each;
mod external;

use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::issuing::{signing_keys, write};
use countersign::issue::{CLOCK_TOLERANCE, ClaimsInput, ReadDate};
use countersign::{DocumentType, UnixTime};
use serde::Serialize;
use std::io::Write as _;
use std::time::SystemTime;

pub(crate) fn run(args: &Sign, format: Format) -> Result<Verdict, Failure> {
    let now = now()?;
    match (&args.external, &args.signature) {
        (Some(key), Some(signature)) => return external::finish(args, key, signature, format),
        // The parser does not ask for an argument that conflicts with one that is there.
        (None, Some(_)) => {
            return Err(Failure::usage(
                "--signature needs --external, the public key that the signature is by.",
            ));
        }
        _ => {}
    }
    let keys = signing_keys(&args.signer)?;
    if let (Some(table), Some(folder)) = (&args.each, &args.out_dir) {
        return each::run(args, table, folder, &keys, format);
    }
    let in_file = |error| Failure::in_file(args.claims(), &error);
    let mut claims = ClaimsInput::read(&files::read(args.claims())?, args.typ).map_err(in_file)?;
    refuse_slips(args, &shown(args.claims()), &claims, now)?;
    claims.fill(now).map_err(in_file)?;
    match &args.external {
        Some(key) => external::begin(args, key, &claims)?,
        None => {
            let signed = claims.sign(&keys.iter().collect::<Vec<_>>(), now).map_err(in_file)?;
            write(&signed, &args.output)?;
        }
    }
    tell(&claims, args, format)
}

/// Tells what was written.
fn tell(claims: &ClaimsInput, args: &Sign, format: Format) -> Result<Verdict, Failure> {
    let made = Made::new(claims);
    match (args.output.file(), format) {
        (Some(_), Format::Json) => files::print(&files::to_json(&made)?)?,
        (Some(_), Format::Text) => files::print(&text(&made))?,
        // Standard output is the document alone; what was not in the claims is told beside it.
        (None, _) => {
            let _ = anstream::stderr().write_all(remarks(&made).as_bytes());
        }
    }
    Ok(Verdict::Good)
}

/// What the format permits and hardly anybody means is not signed unless one asks for that.
fn refuse_slips(args: &Sign, file: &str, claims: &ClaimsInput, now: UnixTime) -> Result<(), Failure> {
    if !args.allow_unknown && !claims.unknown().is_empty() {
        let names = claims.unknown().iter().map(|claim| match &claim.nearest {
            Some(nearest) => format!("{} (did you mean {nearest}?)", claim.path),
            None => claim.path.clone(),
        });
        let message = format!(
            "{file}: no reader knows {}. Correct the name, or sign it all the same with --allow-unknown.",
            names.collect::<Vec<_>>().join(", ")
        );
        return Err(Failure::new("claims_unknown", message));
    }
    let past = claims.past(now);
    if let (Some(slip), false) = (past.first(), args.allow_past || args.output.force) {
        let message = format!(
            "{file}: {} is past already ({}). Correct it, or sign it all the same with --allow-past.",
            slip.path, slip.instant
        );
        return Err(Failure::new("claims_past", message));
    }
    let future = claims.future(now, CLOCK_TOLERANCE);
    if let (Some(slip), false) = (future.first(), args.allow_future || args.output.force) {
        let message = format!(
            "{file}: {} lies ahead ({}), and from when it is read all of this account is judged as of then. \
             Leave {} out, or sign it all the same with --allow-future.",
            slip.path, slip.instant, slip.path
        );
        return Err(Failure::new("claims_future", message));
    }
    Ok(())
}

/// What is told of a document that was written.
#[derive(Serialize)]
struct Made<'a> {
    typ: DocumentType,
    jti: &'a str,
    iat: UnixTime,
    /// Which of them were in no claims: signed again, the same claims are another document.
    made_up: &'a [&'static str],
    /// The dates that were read as instants.
    dates: Vec<MadeDate<'a>>,
}

#[derive(Serialize)]
struct MadeDate<'a> {
    at: &'a str,
    date: String,
    instant: UnixTime,
}

impl<'a> Made<'a> {
    fn new(claims: &'a ClaimsInput) -> Self {
        let date = |read: &'a ReadDate| MadeDate {
            at: &read.path,
            date: read.date.to_string(),
            instant: read.instant,
        };
        Self {
            typ: claims.document_type(),
            // What was signed has both.
            jti: claims.id().unwrap_or_default(),
            iat: claims.issued().unwrap_or(UnixTime::MAX),
            made_up: claims.made_up(),
            dates: claims.dates().iter().map(date).collect(),
        }
    }
}

fn text(made: &Made<'_>) -> String {
    format!("document  {}\njti       {}\niat       {}\n{}", made.typ, made.jti, made.iat, remarks(made))
}

/// What the claims did not say, in sentences.
fn remarks(made: &Made<'_>) -> String {
    let mut remarks = String::new();
    for MadeDate { at, date, instant } in &made.dates {
        remarks += &format!("{at}: {date} is read as {instant}.\n");
    }
    if made.made_up.contains(&"jti") {
        remarks += &format!(
            "jti {} was made up. Keep the file: signed again, the same claims are a further document{}.\n",
            made.jti,
            if made.typ == DocumentType::License { ", and the two add up" } else { "" }
        );
    } else if made.made_up.contains(&"iat") {
        remarks += &format!(
            "iat {} was filled in. Keep the file: signed again, the same claims are another document of this \
             jti and serial, and neither counts.\n",
            made.iat
        );
    }
    remarks
}

/// The clock's reading.
pub(crate) fn now() -> Result<UnixTime, Failure> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = seconds.ok().and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok());
    Ok(UnixTime::from_secs(seconds.unwrap_or(-1))?)
}
