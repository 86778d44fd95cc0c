//! What would change if a document were added, replaced or taken out.

use crate::documents::license::Quantity;
use crate::error::{Code, Error, Result};
use crate::judge::history::Removed;
use crate::judge::judging::judge;
use crate::judge::limits::LimitRow;
use crate::judge::question::Question;
use crate::judge::report::Report;
use crate::judge::stale::Taken;
use crate::verify::files::{File, Verifier};
use crate::verify::verified_document::VerifiedDocument;
use serde::Serialize;

/// A file's name and content.
pub type Content<'c> = (&'c str, &'c [u8]);

/// A change of the files of an installation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Change<'c> {
    /// A file is added.
    Add(Content<'c>),
    /// The file at an index is taken out.
    Remove(usize),
    /// The file at an index gives its place to another.
    Replace(usize, Content<'c>),
}

/// What a change would come to. Nothing has changed yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Preview {
    /// As it is.
    pub before: Report,
    /// As it would be.
    pub after: Report,
    /// The entitlements of which another amount would be granted, by id.
    pub differences: Vec<Difference>,
}

/// An entitlement before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The entitlement.
    pub id: String,
    /// What is granted; none where nothing names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Granted>,
    /// What would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Granted>,
    /// By how much usage would be over what is granted.
    pub over_by: u64,
    /// Who would be over, the newest first, where a roster is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub over_users: Vec<String>,
}

/// What is granted of an entitlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Granted {
    /// Of a feature: whether it is.
    Feature(bool),
    /// Of a quantity.
    Quantity {
        /// By the standing licences.
        granted: Quantity,
        /// By an emergency licence.
        emergency: Quantity,
    },
}

/// What a change of the files would come to. `open` verifies files together: [`Verifier::preview`] for those
/// of this format, and whatever verifies them for others.
///
/// Where a trust update comes or goes, all files are verified again, as they will be then. A licence that is
/// taken out, or replaced, leaves its trace in the [`History`](crate::History), as it does when the change is
/// made.
///
/// # Errors
/// Those of the added file; [`Code::Stale`] where a newer one of its kind is there already;
/// [`Code::UsageInvalid`] where there is no file at the index; those of [`judge`].
pub fn preview(
    contents: &[Content<'_>],
    change: Change<'_>,
    open: &dyn Fn(&[Content<'_>]) -> Vec<File>,
    question: &Question,
) -> Result<Preview> {
    let (taken, added) = match change {
        Change::Add(content) => (None, Some(content)),
        Change::Remove(index) => (Some(index), None),
        Change::Replace(index, content) => (Some(index), Some(content)),
    };
    if let Some(index) = taken.filter(|&index| index >= contents.len()) {
        let error = Error::new(Code::UsageInvalid).with_at("index").with_found(index);
        return Err(error.with_needed(format!("less than {}", contents.len())));
    }
    let mut all: Vec<Content<'_>> = contents.iter().copied().chain(added).collect();
    let first = open(&all);
    let mut after = first.clone();
    let mut out = None;
    if let Some(index) = taken.filter(|&index| index < after.len()) {
        out = after.remove(index).outcome.ok();
        if out.as_ref().is_some_and(is_update) {
            all.remove(index);
            after = open(&all);
        }
    }
    let new = added.and(after.last()).map(|file| file.outcome.clone()).transpose()?;
    let mut present = first;
    present.truncate(contents.len());
    if new.as_ref().is_some_and(is_update) {
        present = open(contents);
    }
    let before = judge(&present, question)?;
    if let Some(document) = &new {
        Taken::new(&present, &question.history.removed).check_newer(document, before.judged_at)?;
    }
    let mut later = question.clone();
    let license = out.and_then(|document| document.license().cloned());
    later.history.removed.extend(license.map(|license| Removed { license, at: before.judged_at }));
    Ok(Preview::between(before, judge(&after, &later)?))
}

fn is_update(document: &VerifiedDocument) -> bool {
    document.trust_update().is_some()
}

impl Verifier {
    /// What a change of the files would come to. Nothing is changed.
    ///
    /// ```
    /// use countersign::{Change, Question, TrustedKeys, UnixTime, Verifier};
    ///
    /// # fn main() -> countersign::Result<()> {
    /// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
    /// # let first = include_bytes!("../../../tests/fixtures/ucware-testlizenz.lic");
    /// # let second = include_bytes!("../../../tests/fixtures/ucware-downgrade.lic");
    /// let verifier = Verifier::new(TrustedKeys::parse(key_set)?);
    /// let mut question = Question::at(UnixTime::from_secs(1_767_225_600)?);
    /// question.usage = [("client_bundle".into(), 7)].into();
    ///
    /// let change = Change::Add(("downgrade.lic", &second[..]));
    /// let preview = verifier.preview(&[("testlizenz.lic", &first[..])], change, &question)?;
    /// assert_eq!(preview.differences[0].id, "client_bundle"); // 500 before, 5 after.
    /// assert_eq!(preview.differences[0].over_by, 2);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`preview`].
    pub fn preview(
        &self,
        contents: &[Content<'_>],
        change: Change<'_>,
        question: &Question,
    ) -> Result<Preview> {
        preview(contents, change, &|contents| self.open(contents.iter().copied()).files, question)
    }
}

impl Preview {
    /// What differs between two reports on one account.
    pub fn between(before: Report, after: Report) -> Self {
        let mut ids: Vec<&str> = before.limits.iter().chain(&after.limits).map(LimitRow::id).collect();
        ids = countersign_reader::sort::sorted(ids, |a, b| a.cmp(b));
        ids.dedup();
        let differences = ids.into_iter().filter_map(|id| difference(id, &before, &after)).collect();
        Self { differences, before, after }
    }
}

fn difference(id: &str, before: &Report, after: &Report) -> Option<Difference> {
    let granted = |report: &Report| report.limit(id).map(Granted::of);
    let (was, will) = (granted(before), granted(after));
    let over_by = match (before.limit(id), after.limit(id)) {
        (_, Some(LimitRow::Quantity(row))) => row.over_by,
        // Of what nothing would name any more, all that is in use would be over.
        (Some(LimitRow::Quantity(row)), None) => row.used,
        _ => 0,
    };
    let difference =
        Difference { id: id.to_owned(), before: was, after: will, over_by, over_users: Vec::new() };
    (was != will).then_some(difference)
}

impl Granted {
    fn of(row: &LimitRow) -> Self {
        match row {
            LimitRow::Feature(row) => Granted::Feature(row.granted),
            LimitRow::Quantity(row) => Granted::Quantity { granted: row.granted, emergency: row.emergency },
        }
    }
}
