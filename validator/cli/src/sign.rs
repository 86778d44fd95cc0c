//! `countersign sign`.

mod each;
mod external;

use crate::Verdict;
use crate::args::{Format, Sign};
use crate::failure::Failure;
use crate::files::{self, shown};
use crate::issuing::{signing_keys, write};
use countersign::issue::{ClaimsInput, ReadDate};
use countersign::{DocumentType, UnixTime};
use countersign_issuer::{Slip, slips};
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
    let refused = slips(claims, now).into_iter().find(|slip| !slip_option(args, slip).1);
    refused.map_or(Ok(()), |slip| Err(refused_slip(args, file, &slip)))
}

/// The option that lets a slip pass, and whether it is given.
fn slip_option(args: &Sign, slip: &Slip) -> (&'static str, bool) {
    match slip {
        Slip::Unknown(_) => ("--allow-unknown", args.allow_unknown),
        Slip::Past { .. } => ("--allow-past", args.allow_past || args.output.force),
        Slip::Future { .. } => ("--allow-future", args.allow_future || args.output.force),
    }
}

fn refused_slip(args: &Sign, file: &str, slip: &Slip) -> Failure {
    let message = slip.message(&format!("sign it all the same with {}", slip_option(args, slip).0));
    Failure::new(slip.code(), format!("{file}: {message}"))
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
