//! Asking for an activation.

use crate::Verdict;
use crate::args::{Format, Request};
use crate::failure::Failure;
use crate::files;
use crate::issuing::{signing_key, write};
use crate::machine::{host_file, lock_codes};
use crate::opening::{Opener, amounts, borrowed, question, read_all};
use countersign::issue::{ActivationRequestDraft, NoLicense};
use countersign::{File, License, LockCode, Verified};
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Request, format: Format) -> Result<Verdict, Failure> {
    let question = question(&args.circumstances)?;
    // The command line requires both.
    let host = Path::new(args.circumstances.host.as_deref().unwrap_or_default());
    let host_key = args.circumstances.host_key.as_deref().unwrap_or(Path::new(""));
    let host = host_file(host)?;
    let key = signing_key(host_key, None)?;
    let contents = read_all(args.files.iter().map(PathBuf::as_path), args.circumstances.max_size)?;
    let opened = Opener::new(&args.circumstances)?.open(&borrowed(&contents));
    // What is asked for is signed: no licence may be passed over.
    let refused = opened.iter().filter_map(|file| Some((&file.name, file.outcome.as_ref().err()?)));
    if let Some((name, error)) = refused.max_by_key(|(_, error)| Verdict::of_refusal(error)) {
        Failure::in_file(Path::new(name), error).tell(format);
        return Ok(Verdict::of_refusal(error));
    }
    let license = license(&opened, args.ask.license.as_deref())?;
    let draft = ActivationRequestDraft {
        product: license.product.clone(),
        account: license.account.clone(),
        license: license.id.clone(),
        product_version: question.product_version,
        wants: amounts("--want", &args.ask.want)?,
        replaces: args.ask.replaces.clone(),
        redundant: redundant(args, host.lock_code())?,
        host,
    };
    let signed = draft.sign(&key, question.now)?;
    write(&signed, &args.output)?;
    if args.output.file().is_some() {
        tell(&draft, format)?;
    }
    Ok(Verdict::Good)
}

/// The licence that is named, else the only one.
fn license<'f>(files: &'f [File], named: Option<&str>) -> Result<&'f Verified<License>, Failure> {
    ActivationRequestDraft::license_to_name(files, named).map_err(|none| match none {
        NoLicense::Missing => {
            let what = named.map_or_else(|| "No licence".to_owned(), |id| format!("No licence {id}"));
            let message = format!("{what} is among the files. Give its file, or name another one.");
            Failure::new("license_missing", message).exit(1)
        }
        NoLicense::Several => Failure::usage("The files are of several licences. Choose one with --license."),
        NoLicense::Accounts => {
            Failure::new("account_ambiguous", "The files are of several accounts. Give those of one.")
        }
    })
}

/// The three redundant servers, this host among them.
fn redundant(args: &Request, own: LockCode) -> Result<Option<[LockCode; 3]>, Failure> {
    let Some(others) = &args.ask.redundant else { return Ok(None) };
    match lock_codes(others)?[..] {
        [one, other] => Ok(Some([own, one, other])),
        _ => Err(Failure::usage("--redundant takes the lock codes of the two other servers.")),
    }
}

fn tell(draft: &ActivationRequestDraft, format: Format) -> Result<(), Failure> {
    let wants: serde_json::Map<_, _> = draft.wants.iter().map(|(id, n)| (id.to_owned(), n.into())).collect();
    let code = draft.host.lock_code().to_string();
    files::print(&match format {
        Format::Json => files::to_json(&json!({
            "typ": "activation-request+jwt",
            "license": draft.license,
            "lock_code": code,
            "wants": wants,
        }))?,
        Format::Text => {
            let wants = draft.wants.iter().map(|(id, n)| format!("{n} {id}"));
            let wants = countersign::printable(&wants.collect::<Vec<_>>().join(", "));
            let license = countersign::printable(&draft.license);
            format!("licence    {license}\nhost       {code}\nasks for   {wants}\n")
        }
    })
}
