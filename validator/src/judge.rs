//! From files and a question to a report.

use crate::account::{Judged, Member, Place, members};
use crate::document_type::DocumentType;
use crate::error::{Code, Error, Result};
use crate::license::License;
use crate::limits::{LimitRow, Limits};
use crate::question::{Host, Question};
use crate::report::{AuthenticRow, DocumentOutcome, DocumentRow, Report, Warning};
use crate::status::Status;
use crate::time::{DAY, UnixTime};
use crate::verified::Verified;

/// The edition that is shown while no licence counts.
const ENTRY: &str = "Entry";

/// A file that was given, and what became of it.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, for the report.
    pub name: String,
    /// The licence in it, or why it was refused.
    pub outcome: Result<Verified<License>>,
}

/// Judges files together: which of them count, and what they grant.
///
/// The order of the files does not matter, nor that one is given twice.
///
/// # Errors
/// [`Code::ProductAmbiguous`] and [`Code::AccountAmbiguous`] where the files are for several and the
/// question names none; [`Code::UsageInvalid`] where an entry limit is given for a feature.
pub fn judge(files: &[File], question: &Question) -> Result<Report> {
    question.check()?;
    let licenses: Vec<&Verified<License>> =
        files.iter().filter_map(|file| file.outcome.as_ref().ok()).collect();
    let product = judged_product(&licenses, question)?;
    let judged = judged_account(&licenses, product, question)?;
    let members = members(&licenses, judged, question);
    let own: Vec<&Member<'_>> = members.iter().filter(|member| judged.includes(member.license)).collect();
    let floor = floor(&own, question);
    let judged_at = floor.map_or(question.now, |floor| floor.max(question.now));
    let limits = Limits::new(&own, &question.entry);
    let rows: Vec<LimitRow> = limits.ids().iter().map(|id| limits.row(id, question, judged_at)).collect();
    refuse_entry_features(&rows, question)?;
    Ok(Report {
        now: question.now,
        judged_at,
        floor,
        product: product.map(str::to_owned),
        account: judged.name.map(str::to_owned),
        edition: edition(&own, &limits, judged_at),
        documents: files.iter().map(|file| document_row(file, &members, judged_at)).collect(),
        warnings: warnings(&own, &limits, question, floor, judged_at),
        limits: rows,
    })
}

fn judged_product<'a>(licenses: &[&'a Verified<License>], question: &'a Question) -> Result<Option<&'a str>> {
    if let Some(product) = &question.product {
        return Ok(Some(product));
    }
    let mut products = licenses.iter().map(|license| license.product.as_str());
    let Some(first) = products.next() else { return Ok(None) };
    match products.find(|product| *product != first) {
        None => Ok(Some(first)),
        Some(other) => Err(Error::new(Code::ProductAmbiguous).with_found(format_args!("{first}, {other}"))),
    }
}

fn judged_account<'a>(
    licenses: &[&'a Verified<License>],
    product: Option<&'a str>,
    question: &'a Question,
) -> Result<Judged<'a>> {
    let mut accounts = licenses
        .iter()
        .map(|license| license.account_id())
        .filter(|account| Some(account.product) == product)
        .filter(|account| question.account.as_deref().is_none_or(|asked| asked == account.name));
    let first = accounts.next();
    if let Some(first) = first
        && let Some(other) = accounts.find(|account| *account != first)
    {
        let found = format_args!("{} of {}, {} of {}", first.name, first.issuer, other.name, other.issuer);
        return Err(Error::new(Code::AccountAmbiguous).with_found(found));
    }
    Ok(Judged {
        issuer: first.map(|account| account.issuer),
        product,
        name: question.account.as_deref().or(first.map(|account| account.name)),
    })
}

/// The latest instant that is certainly past: a document's issue, or what the embedder knows. Of each
/// licence only the highest serial counts, so that a wrong `iat` can be corrected by a new serial.
fn floor(own: &[&Member<'_>], question: &Question) -> Option<UnixTime> {
    // In the order of their places, the last of a licence is the one with the highest serial.
    let newest = own.chunk_by(|a, b| a.license.id == b.license.id).filter_map(|serials| serials.last());
    newest.map(|member| member.license.issued).chain(question.floor).max()
}

/// The edition of the newest licence that counts and is no emergency licence.
fn edition(own: &[&Member<'_>], limits: &Limits<'_, '_>, now: UnixTime) -> Option<String> {
    if !limits.licensed(now) {
        return Some(ENTRY.to_owned());
    }
    let standing = own.iter().filter(|member| !member.is_emergency() && member.counts_at(now));
    standing.max_by_key(|member| member.license.age())?.license.edition.clone()
}

fn refuse_entry_features(rows: &[LimitRow], question: &Question) -> Result<()> {
    let is_feature = |row: &&LimitRow| matches!(row, LimitRow::Feature(_));
    match rows.iter().filter(is_feature).find(|row| question.entry.get(row.id()).is_some()) {
        None => Ok(()),
        Some(row) => Err(Error::new(Code::UsageInvalid)
            .with_at(format_args!("entry.{}", row.id()))
            .with_found("a feature")
            .with_needed("an entitlement that has a quantity")),
    }
}

fn document_row(file: &File, members: &[Member<'_>], now: UnixTime) -> DocumentRow {
    let outcome = match &file.outcome {
        Err(error) => DocumentOutcome::Refused { error: error.clone() },
        Ok(license) => {
            let place = Place::of(license);
            let member = members.binary_search_by(|member| member.place.cmp(&place));
            let reasons = member.map_or_else(|_| Vec::new(), |index| members[index].reasons(now));
            let status = reasons.first().map_or(Status::Active, |reason| reason.code);
            DocumentOutcome::Authentic(AuthenticRow {
                typ: DocumentType::License.typ(),
                kid: license.signers().first().copied(),
                issuer: license.issuer.clone(),
                jti: license.id.clone(),
                serial: license.serial,
                status,
                counts: status.counts(),
                reasons,
            })
        }
    };
    DocumentRow { file: file.name.clone(), outcome }
}

fn warnings(
    own: &[&Member<'_>],
    limits: &Limits<'_, '_>,
    question: &Question,
    floor: Option<UnixTime>,
    now: UnixTime,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(floor) = floor {
        let by = floor.as_secs() - question.now.as_secs();
        if by > DAY {
            warnings.push(Warning::ClockRollback { by });
        }
    }
    if question.product_version.is_none() && own.iter().any(|member| member.license.versions.is_some()) {
        warnings.push(Warning::VersionNotJudged);
    }
    if question.host == Host::Any {
        warnings.push(Warning::HostNotJudged);
    }
    for &id in limits.ids() {
        warnings.extend(
            limits
                .metric_conflicts(id, now)
                .into_iter()
                .map(|member| Warning::MetricConflict { id: id.to_owned(), jti: member.license.id.clone() }),
        );
    }
    let unknown = question.usage.iter().filter(|(id, _)| limits.ids().binary_search(id).is_err());
    warnings.extend(unknown.map(|(id, _)| Warning::UsageUnknown { id: id.to_owned() }));
    warnings
}
