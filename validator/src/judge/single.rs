//! One licence judged alone.

use crate::documents::license::License;
use crate::error::Result;
use crate::judge::account::Judged;
use crate::judge::judging::refuse_entry_features;
use crate::judge::limits::{LimitRow, Limits};
use crate::judge::member::Member;
use crate::judge::question::Question;
use crate::judge::status::Status;
use crate::verify::verified::Verified;

/// What a licence is worth alone. Its status and its limits are those that
/// [`judge`](crate::judge()) gives for a set with no other file in it, and come from the same rules:
/// those that take two documents are left out, and of browsers nobody who asks about one licence downloads
/// them.
pub(crate) struct Single {
    /// What it is worth.
    pub(crate) status: Status,
    /// The codes of all reasons that apply, the one of the status first.
    pub(crate) reasons: Vec<Status>,
    /// One row for each entitlement, by id.
    pub(crate) limits: Vec<LimitRow>,
}

impl Single {
    /// Judges the licence. What an installation remembers is not asked about: it is of sets.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`](crate::Code::UsageInvalid) where an entry limit is given for a feature.
    pub(crate) fn judge(license: &Verified<License>, question: &Question) -> Result<Self> {
        question.check()?;
        let judged = account(license, question);
        let is_own = judged.includes(license);
        let issued = is_own.then_some(license.issued);
        let judged_at = question.judged_at(issued.into_iter().chain(question.floor).max());
        let mut member = Member::alone(license, judged, question);
        member.settle(judged_at);
        let own = [&member];
        let own = if is_own { own.as_slice() } else { &[] };
        let limits = Limits::new(own, &question.entry, &[], judged_at).rows(&question.usage);
        refuse_entry_features(&limits, question)?;
        let mut reasons = Vec::new();
        member.own_reasons(judged_at, &mut |reason| reasons.push(reason.code));
        Ok(Self { status: Status::of(reasons.first()), reasons, limits })
    }

    /// The row of an entitlement.
    #[cfg(feature = "js-slim")]
    pub(crate) fn limit(&self, id: &str) -> Option<&LimitRow> {
        LimitRow::find(&self.limits, id)
    }
}

/// The account that is judged: what the question leaves open is as the licence has it.
fn account<'a>(license: &'a License, question: &'a Question) -> Judged<'a> {
    Judged {
        issuer: Some(question.issuer.as_deref().unwrap_or(&license.issuer)),
        product: Some(question.product.as_deref().unwrap_or(&license.product)),
        name: Some(question.account.as_deref().unwrap_or(&license.account)),
    }
}
