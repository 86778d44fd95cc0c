//! `countersign request`: asks the vendor for an emergency licence.

use crate::Verdict;
use crate::args::{Format, Request};
use crate::failure::Failure;
use crate::issuing::{signing_key, write};
use crate::opening::{Judged, question};
use crate::{decision, files};
use countersign::issue::{EmergencyRequestDraft, SignedDocument, SigningKey};
use countersign::{
    Contact, Denial, Document, DocumentOutcome, EmergencyRequest, Envelope, Error, License, LimitRow,
    Quantity, QuantityRow, Source, Thumbprint, TrustedKey, TrustedKeys, Verified, VerifiedDocument,
};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &Request, format: Format) -> Result<Verdict, Failure> {
    let key = signing_key(&args.key, args.passphrase_file.as_deref())?;
    let mut question = question(&args.circumstances)?;
    // Who asks is the installation that is asked about.
    let own = key.public_key().thumbprint();
    if question.installation.is_some_and(|named| named != own) {
        return Err(Failure::usage("--installation names another key than --key. Leave it out."));
    }
    question.installation = Some(own);
    let judged = Judged::asked(&args.files, &args.circumstances, &question)?;
    // What is asked for is signed: no number in it may lack what a file would have said.
    if let Some((name, error)) = judged.refused().max_by_key(|(_, error)| Verdict::of_refusal(error)) {
        Failure::in_file(Path::new(name), error).tell(format);
        return Ok(Verdict::of_refusal(error));
    }
    if let Some(LimitRow::Feature(row)) = judged.report.limit(&args.emergency) {
        return Err(Failure::usage(format!(
            "{} is a feature: it is granted or not, and there is nothing to exceed. Add a licence that grants it.",
            row.id
        )));
    }
    let (row, license) = match grounds(&judged, &args.emergency) {
        Ok(grounds) => grounds,
        Err(denial) => return deny(&args.emergency, denial, format),
    };
    let Quantity::Limited(granted) = row.granted else {
        return Err(Failure::usage(format!("{} has no limit: there is nothing to ask for.", row.id)));
    };
    let draft = EmergencyRequestDraft {
        product: license.product.clone(),
        account: license.account.clone(),
        license: license.id.clone(),
        entitlement: row.id.clone(),
        quantity: args.quantity,
        registered: row.used,
        granted,
        contact: contact(args),
        reason: args.reason.clone(),
    };
    let signed = draft.sign(&key, judged.report.judged_at).map_err(|error| unfit(&error))?;
    let request = as_the_vendor_reads_it(&signed, &key)?;
    request.check(license).map_err(|error| unfit(&error))?;
    write(&signed, &args.output)?;
    if args.output.file().is_some() {
        tell(&request, format)?;
    }
    Ok(Verdict::Good)
}

/// What is not granted enough of, and the licence to name.
fn grounds<'j>(judged: &'j Judged, id: &str) -> Result<(&'j QuantityRow, &'j License), Denial> {
    judged.report.may_request_emergency(id).map_err(|denial| match denial {
        // Something counts, and nothing names this.
        Denial::NoLicense if judged.report.limit(id).is_none() && counts(judged) => Denial::FeatureMissing,
        denial => denial,
    })?;
    let Some(LimitRow::Quantity(row)) = judged.report.limit(id) else { return Err(Denial::NoLicense) };
    let licenses = row.sources.iter().filter_map(|source| license(judged, source));
    let license = EmergencyRequestDraft::license_to_name(id, licenses).ok_or(Denial::NoLicense)?;
    Ok((row, license))
}

/// Whether any licence counts.
fn counts(judged: &Judged) -> bool {
    judged.report.documents.iter().any(|row| {
        matches!(&row.outcome, DocumentOutcome::Authentic(row) if row.counts && row.typ == License::TYPE.typ())
    })
}

/// The licence that a quantity comes from.
fn license<'j>(judged: &'j Judged, source: &Source) -> Option<&'j License> {
    let files = judged.files.iter().zip(&judged.report.documents);
    files.into_iter().find_map(|(file, row)| match (&file.outcome, &row.outcome) {
        (Ok(VerifiedDocument::License(license)), DocumentOutcome::Authentic(row))
            if row.counts && license.id == source.jti && license.serial == source.serial =>
        {
            Some(&**license)
        }
        _ => None,
    })
}

fn contact(args: &Request) -> Contact {
    let mut contact = Contact::default();
    contact.name.clone_from(&args.contact_name);
    contact.email.clone_from(&args.contact_email);
    contact.phone.clone_from(&args.contact_phone);
    contact
}

/// Reads the request back as the vendor will, so that none is sent which would be refused.
fn as_the_vendor_reads_it(
    signed: &SignedDocument,
    key: &SigningKey,
) -> countersign::Result<Verified<EmergencyRequest>> {
    let mut keys = TrustedKeys::default();
    let uses = Some(vec![EmergencyRequest::TYPE]);
    keys.insert(TrustedKey { uses, ..TrustedKey::new(*key.public_key()) })?;
    Envelope::read(signed.to_armor().as_bytes())?.verify(&keys)
}

/// What the request may not say, by the option that says it.
fn unfit(error: &Error) -> Failure {
    let option = match error.at() {
        Some("emr.quantity") => "--quantity",
        Some("emr.reason") => "--reason",
        Some("emr.contact.name") => "--contact-name",
        Some("emr.contact.email") => "--contact-email",
        Some("emr.contact.phone") => "--contact-phone",
        _ => return Failure::from(error.clone()),
    };
    Failure::in_option(option, error)
}

/// Why nothing may be asked for.
#[derive(Serialize)]
struct Denied<'a> {
    id: &'a str,
    decision: countersign::Verdict,
    code: Denial,
}

fn deny(id: &str, code: Denial, format: Format) -> Result<Verdict, Failure> {
    match format {
        Format::Json => {
            files::print(&files::to_json(&Denied { id, decision: countersign::Verdict::Deny, code })?)?;
        }
        // Standard output may be where the request was to go.
        Format::Text => {
            let _ = anstream::stderr().write_all(decision::request_denied(id, code).as_bytes());
        }
    }
    Ok(Verdict::DoesNotCount)
}

/// What is told of a request that was written to a file.
#[derive(Serialize)]
struct Made<'a> {
    typ: &'static str,
    jti: &'a str,
    installation: Thumbprint,
    license: &'a str,
    entitlement: &'a str,
    quantity: u64,
    registered: u64,
    granted: u64,
}

fn tell(request: &EmergencyRequest, format: Format) -> Result<(), Failure> {
    let made = Made {
        typ: EmergencyRequest::TYPE.typ(),
        jti: &request.id,
        installation: request.installation,
        license: &request.license,
        entitlement: &request.entitlement,
        quantity: request.quantity,
        registered: request.registered,
        granted: request.granted,
    };
    files::print(&match format {
        Format::Json => files::to_json(&made)?,
        Format::Text => format!(
            "request       {}\nlicence       {}\nasks for      {} more of {}, of which {} of {} are in use\n\
             installation  {}\n",
            made.jti,
            made.license,
            made.quantity,
            made.entitlement,
            made.registered,
            made.granted,
            made.installation
        ),
    })
}
