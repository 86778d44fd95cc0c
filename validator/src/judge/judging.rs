//! From files and a question to a report.

use crate::documents::deactivation::Deactivation;
use crate::documents::license::{License, Volume};
use crate::documents::revocation_list::RevocationList;
use crate::error::{Code, Error, Result};
use crate::json::LARGEST_INTEGER;
use crate::judge::account::Judged;
use crate::judge::activations::{Activations, Setting, duplicate_slots, forks};
use crate::judge::emergency::{Circumstances, emergencies};
use crate::judge::limits::{LimitRow, Limits};
use crate::judge::member::shares::share;
use crate::judge::member::{Member, Place, members, past, settle};
use crate::judge::question::{Host, Question, RevocationPolicy};
use crate::judge::report::{
    AuthenticRow, DocumentOutcome, DocumentRow, Report, UnprovenRow, VolumeTerms, Warning,
};
use crate::judge::revocations::Revocations;
use crate::judge::seating::Elsewhere;
use crate::judge::status::{Reason, Side, Status};
use crate::values::document_type::Signer;
use crate::values::time::{DAY, UnixTime};
use crate::verify::files::File;
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;

/// The edition that is shown while no licence counts.
const ENTRY: &str = "Entry";

/// Judges files together: which of them count, and what they grant.
///
/// The order of the files does not matter, nor that one is given twice.
///
/// ```
/// use countersign::{
///     DocumentOutcome, LimitRow, Question, Status, TrustedKeys, UnixTime, Verifier, judge,
/// };
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let base = include_bytes!("../../../tests/fixtures/orange-uce-base.lic");
/// # let emergency = include_bytes!("../../../tests/fixtures/orange-uce-emergency.lic");
/// let verifier = Verifier::new(TrustedKeys::parse(key_set)?);
/// let opened = verifier.open([("base.lic", &base[..]), ("emergency.lic", &emergency[..])]);
/// let report = judge(&opened.files, &Question::at(UnixTime::from_secs(1_402_747_200)?))?; // 2014-06-14
///
/// let Some(LimitRow::Quantity(users)) = report.limit("users") else { panic!("users are counted") };
/// assert_eq!((users.granted.limit(), users.emergency.limit()), (Some(20), Some(0)));
/// let DocumentOutcome::Authentic(row) = &report.documents[1].outcome else { panic!("it is authentic") };
/// assert_eq!(row.status, Status::Expired);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Code::ProductAmbiguous`] and [`Code::AccountAmbiguous`] where the files are for several and the
/// question names none; [`Code::UsageInvalid`] where an entry limit is given for a feature.
pub fn judge(files: &[File], question: &Question) -> Result<Report> {
    question.check()?;
    let documents = || files.iter().filter_map(File::document);
    let licenses: Vec<&Verified<License>> = documents().filter_map(VerifiedDocument::license).collect();
    let revocations = Revocations::new(documents().filter_map(VerifiedDocument::revocation_list).collect());
    let product = judged_product(&licenses, question)?;
    let judged = judged_account(&licenses, product, question)?;
    let mut members = members(&licenses, judged, &revocations, question);
    let receipts: Vec<&Verified<Deactivation>> =
        documents().filter_map(VerifiedDocument::deactivation).collect();
    let setting =
        Setting { members: &members, judged, revocations: &revocations, receipts: &receipts, question };
    let mut activations = Activations::among(documents(), &setting);
    let floor = floor(&members, &activations, judged, &revocations, question);
    let judged_at = question.judged_at(floor);
    activations.settle(judged_at);
    let deactivated: Vec<usize> = activations.deactivated(judged_at).collect();
    let activating = activations.activating(&members);
    share(&mut members, &activating, &deactivated);
    settle(&mut members, &question.history.emergencies, judged_at);
    let own: Vec<&Member<'_>> = members.iter().filter(|member| judged.includes(member.license)).collect();
    let case = Circumstances { judged, revocations: &revocations, question, now: judged_at };
    let emergencies = emergencies(&own, &case);
    let limits = Limits::new(&own, &question.entry, &emergencies, judged_at);
    let before = past(&own, &question.history, judged_at);
    let before: Vec<&Member<'_>> = before.iter().collect();
    let before = Limits::new(&before, &question.entry, &[], judged_at);
    let rows = limits.grounded_rows(&question.usage, &before);
    refuse_entry_features(&rows, question)?;
    let bench = Bench {
        members: &members,
        activations: &activations,
        revocations: &revocations,
        judged,
        files,
        now: judged_at,
    };
    Ok(Report {
        now: question.now,
        judged_at,
        floor,
        product: product.map(str::to_owned),
        account: judged.name.map(str::to_owned),
        edition: edition(&own, &limits),
        documents: files.iter().map(|file| bench.row(file)).collect(),
        volume: volume(&own),
        emergency: emergencies.iter().map(|emergency| emergency.row(&rows)).collect(),
        warnings: warnings(&own, &activations, &limits, &case, floor),
        limits: rows,
        licensed: limits.is_licensed(),
        elsewhere: elsewhere(&members, product),
        clock_confirmed: question.history.clock.is_confirmed(question.now),
    })
}

pub(crate) fn judged_product<'a>(
    licenses: &[&'a Verified<License>],
    question: &'a Question,
) -> Result<Option<&'a str>> {
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

pub(crate) fn judged_account<'a>(
    licenses: &[&'a Verified<License>],
    product: Option<&'a str>,
    question: &'a Question,
) -> Result<Judged<'a>> {
    let mut accounts = licenses
        .iter()
        .map(|license| license.account_id())
        .filter(|account| Some(account.product) == product)
        .filter(|account| question.issuer.as_deref().is_none_or(|asked| asked == account.issuer))
        .filter(|account| question.account.as_deref().is_none_or(|asked| asked == account.name));
    let first = accounts.next();
    if let Some(first) = first
        && let Some(other) = accounts.find(|account| *account != first)
    {
        let found = format_args!("{} of {}, {} of {}", first.name, first.issuer, other.name, other.issuer);
        return Err(Error::new(Code::AccountAmbiguous).with_found(found));
    }
    Ok(Judged {
        issuer: question.issuer.as_deref().or(first.map(|account| account.issuer)),
        product,
        name: question.account.as_deref().or(first.map(|account| account.name)),
    })
}

/// The latest instant that is certainly past: a document's issue, or what the embedder or the installation
/// knows. Of each licence only the highest serial counts, so that a wrong `iat` can be corrected by a new
/// serial.
pub(crate) fn floor(
    members: &[Member<'_>],
    activations: &Activations<'_>,
    judged: Judged<'_>,
    revocations: &Revocations<'_>,
    question: &Question,
) -> Option<UnixTime> {
    let own: Vec<_> =
        members.iter().filter(|member| member.holds() && judged.includes(member.license)).collect();
    // In the order of their places, the last of a licence is the one with the highest serial.
    let newest = own.chunk_by(|a, b| a.license.id == b.license.id).filter_map(|serials| serials.last());
    let licenses = newest.map(|member| member.license.issued);
    let lists = judged.lists(revocations).map(|list| list.issued);
    licenses
        .chain(activations.floor())
        .chain(lists)
        .chain(question.floor)
        .chain(question.history.clock.mark())
        .max()
}

/// The licences for other products that no other document speaks against.
fn elsewhere(members: &[Member<'_>], product: Option<&str>) -> Elsewhere {
    let is_other = |member: &&Member<'_>| {
        product.is_some_and(|product| product != member.license.product)
            && member.removed.is_none()
            && member.takes_effect()
            && !member.is_superseded()
    };
    Elsewhere(members.iter().filter(is_other).map(|member| member.license.clone()).collect())
}

/// The edition of the newest licence that counts and is no emergency licence.
fn edition(own: &[&Member<'_>], limits: &Limits<'_, '_>) -> Option<String> {
    if !limits.is_licensed() {
        return Some(ENTRY.to_owned());
    }
    let standing = own.iter().filter(|member| !member.is_emergency() && member.counts);
    standing.max_by_key(|member| member.license.age())?.license.edition.clone()
}

/// The volume activation that the licences permit which count. Quantities add up, as those of entitlements do.
fn volume(own: &[&Member<'_>]) -> Option<VolumeTerms> {
    let mut terms = VolumeTerms { method: "", client_kind: None, quantity: None };
    // The newest so far of all that permit it, and of those that permit KMS.
    let (mut newest, mut newest_kms): (Option<&License>, Option<&License>) = (None, None);
    for member in own.iter().filter(|member| !member.is_emergency() && member.counts) {
        let license: &License = member.license;
        let Some(volume) = license.volume else { continue };
        let method = match volume {
            Volume::Kms { client } => {
                if replaces(&mut newest_kms, license) {
                    terms.client_kind = Some(client.as_str());
                }
                "kms"
            }
            Volume::Mak { quantity } => {
                let sum = terms.quantity.unwrap_or(0).saturating_add(quantity);
                terms.quantity = Some(sum.min(LARGEST_INTEGER as u64));
                "mak"
            }
        };
        if replaces(&mut newest, license) {
            terms.method = method;
        }
    }
    newest.map(|_| terms)
}

/// Puts a licence in the place of an older one, or of none; whether it did.
fn replaces<'a>(newest: &mut Option<&'a License>, license: &'a License) -> bool {
    let is_newer = newest.is_none_or(|newest| newest.age() <= license.age());
    if is_newer {
        *newest = Some(license);
    }
    is_newer
}

pub(crate) fn refuse_entry_features(rows: &[LimitRow], question: &Question) -> Result<()> {
    let is_feature = |row: &&LimitRow| matches!(row, LimitRow::Feature(_));
    match rows.iter().filter(is_feature).find(|row| question.entry.get(row.id()).is_some()) {
        None => Ok(()),
        Some(row) => Err(Error::new(Code::UsageInvalid)
            .with_at(format_args!("entry.{}", row.id()))
            .with_found("a feature")
            .with_needed("an entitlement that has a quantity")),
    }
}

/// What the rows of the documents are told from.
struct Bench<'b, 'a> {
    members: &'b [Member<'a>],
    activations: &'b Activations<'a>,
    revocations: &'b Revocations<'a>,
    judged: Judged<'b>,
    files: &'b [File],
    now: UnixTime,
}

impl Bench<'_, '_> {
    fn row(&self, file: &File) -> DocumentRow {
        let outcome = match &file.outcome {
            Err(error) if error.code() == Code::ActivationMissing => {
                DocumentOutcome::Unproven(UnprovenRow::of_receipt())
            }
            Err(error) => DocumentOutcome::Refused { error: error.clone() },
            Ok(document) => {
                let reasons = self.reasons(document);
                let status = Status::of(reasons.first().map(|reason| &reason.code));
                DocumentOutcome::Authentic(AuthenticRow {
                    typ: document.document_type().typ(),
                    kid: document.signers().first().copied(),
                    issuer: document.issuer().into_owned(),
                    jti: document.id().to_owned(),
                    serial: document.serial(),
                    status,
                    counts: status.counts(),
                    self_signed: document.document_type().signer() == Signer::Host,
                    reasons,
                })
            }
        };
        DocumentRow { file: file.name.clone(), outcome }
    }

    fn reasons(&self, document: &VerifiedDocument) -> Vec<Reason> {
        match document {
            VerifiedDocument::License(license) => {
                let place = Place::of(license);
                let member = self.members.binary_search_by(|member| member.place.cmp(&place));
                member.map_or_else(|_| Vec::new(), |index| self.members[index].reasons(self.now))
            }
            VerifiedDocument::RevocationList(list) => {
                let mut reasons = replaced(list.serial, self.revocations.replaced(list));
                reasons.extend(self.judged.list_mismatches(list));
                reasons
            }
            VerifiedDocument::TrustUpdate(update) => {
                let documents = self.files.iter().filter_map(File::document);
                let updates = documents.filter_map(VerifiedDocument::trust_update);
                let newest =
                    updates.filter(|other| other.issuer == update.issuer).map(|other| other.serial).max();
                replaced(update.serial, newest.filter(|&newest| newest > update.serial))
            }
            VerifiedDocument::Activation(activation) => {
                let activated = self.activations.of(activation);
                activated.map_or_else(Vec::new, |activated| activated.reasons(self.members, self.now))
            }
            VerifiedDocument::EmergencyRequest(_)
            | VerifiedDocument::ActivationRequest(_)
            | VerifiedDocument::Deactivation(_) => Vec::new(),
        }
    }
}

/// Why a document of a kind that its next one replaces has no effect any more.
fn replaced(serial: u64, newer: Option<u64>) -> Vec<Reason> {
    let reason =
        |newer| Reason { code: Status::Superseded, found: Side::Serial(serial), needed: Side::Serial(newer) };
    newer.map(reason).into_iter().collect()
}

fn warnings(
    own: &[&Member<'_>],
    activations: &Activations<'_>,
    limits: &Limits<'_, '_>,
    case: &Circumstances<'_, '_>,
    floor: Option<UnixTime>,
) -> Vec<Warning> {
    let question = case.question;
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
    } else if question.installation.is_none()
        && own.iter().any(|member| member.license.installation.is_some())
    {
        warnings.push(Warning::InstallationNotJudged);
    }
    if activations.lacks_alive(question) {
        warnings.push(Warning::QuorumNotJudged);
    }
    warnings.extend(duplicate_slots(activations));
    warnings.extend(forks(activations));
    let lists: Vec<&RevocationList> = case.judged.lists(case.revocations).collect();
    if lists.is_empty() && question.revocations == RevocationPolicy::Required {
        warnings.push(Warning::RevocationMissing);
    }
    let stale = lists.iter().filter(|list| list.is_stale(case.now));
    warnings.extend(
        stale.map(|list| Warning::RevocationStale { jti: list.id.clone(), next_update: list.next_update }),
    );
    for (id, member) in limits.metric_conflicts() {
        warnings.push(Warning::MetricConflict { id: id.to_owned(), jti: member.license.id.clone() });
    }
    let unknown = question.usage.iter().filter(|(id, _)| !limits.names(id));
    warnings.extend(unknown.map(|(id, _)| Warning::UsageUnknown { id: id.to_owned() }));
    warnings
}
