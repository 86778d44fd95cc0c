//! The shortest way from a file to what it allows.

use crate::carrier::envelope::Envelope;
use crate::documents::license::License;
use crate::error::Result;
use crate::judge::judging::judge;
use crate::judge::question::Question;
use crate::judge::report::{DocumentOutcome, Report};
use crate::judge::status::Status;
use crate::keys::TrustedKeys;
use crate::verify::files::File;
use crate::verify::verified::Verified;
use std::slice;

/// A licence whose signature holds, and what it is worth by itself.
///
/// What product and account the [`Question`] leaves open are those of the licence. An installation with several
/// files asks about all of them at once: [`Verifier`](crate::Verifier) and [`judge`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct JudgedLicense {
    /// The licence.
    pub license: Verified<License>,
    /// All that was found out, in the form that every binding gives. It has one document, with the licence's
    /// identity (`jti`) in place of a file's name.
    pub report: Report,
}

/// Verifies a licence and judges what it is worth. That it has expired, is for another product and the like is no
/// error: see [`JudgedLicense::status`].
///
/// ```
/// use countersign::{Question, Status, TrustedKeys, UnixTime, verify};
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/known-answers/keys.json");
/// # let file = include_bytes!("../../../tests/fixtures/known-answers/testlizenz.lic");
/// let keys = TrustedKeys::parse(key_set)?;
/// let mut question = Question::at(UnixTime::from_secs(1_740_500_000)?);
/// question.usage = [("users".into(), 501)].into();
/// let license = verify(file, &keys, &question)?;
///
/// assert_eq!(license.license.holder.name, "Musterfirma");
/// assert_eq!(license.status(), Status::Active);
/// assert!(license.report.has("users"));
/// assert!(license.report.decide("users", 1).code.is_some(), "all 501 are in use");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of [`Envelope::read`] and [`Envelope::verify`] where the file is malformed or not authentic, and of [`judge`]
/// where the question can't be answered.
pub fn verify(file: &[u8], keys: &TrustedKeys, question: &Question) -> Result<JudgedLicense> {
    JudgedLicense::new(Envelope::read(file)?.verify(keys)?, question)
}

impl JudgedLicense {
    /// Judges a licence by itself.
    ///
    /// # Errors
    /// Those of [`judge`].
    pub fn new(license: Verified<License>, question: &Question) -> Result<Self> {
        let file = File { name: license.id.clone(), outcome: Ok(license.clone().into()) };
        Ok(Self { license, report: judge(slice::from_ref(&file), question)? })
    }

    /// What it is worth, at the instant of the question.
    pub fn status(&self) -> Status {
        let outcome = self.report.documents.first().map(|row| &row.outcome);
        match outcome {
            Some(DocumentOutcome::Authentic(row)) => row.status,
            // There is one document, and it is authentic.
            _ => Status::LicenseMissing,
        }
    }
}
