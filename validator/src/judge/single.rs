//! One licence judged alone.

use crate::documents::license::License;
use crate::error::Result;
use crate::judge::account::Judged;
use crate::judge::judging::refuse_entry_features;
use crate::judge::limits::{LimitRow, Limits};
use crate::judge::member::Member;
use crate::judge::question::Question;
use crate::judge::status::Status;
use crate::values::time::UnixTime;
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
    judged_at: UnixTime,
}

impl Single {
    /// Judges the licence. What an installation remembers is not asked about: it is of sets.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`](crate::Code::UsageInvalid) where an entry limit is given for a feature.
    pub(crate) fn judge(license: &Verified<License>, question: &Question) -> Result<Self> {
        question.check()?;
        let issued = account(license, question).includes(license).then_some(license.issued);
        let judged_at = question.judged_at(issued.into_iter().chain(question.floor).max());
        let member = member(license, question, judged_at);
        let mut reasons = Vec::new();
        member.own_reasons(judged_at, &mut |reason| reasons.push(reason.code));
        let single = Self { status: Status::of(reasons.first()), reasons, judged_at };
        for (id, _) in question.entry.iter() {
            refuse_entry_features(&single.rows(license, question, Some(id)), question)?;
        }
        Ok(single)
    }

    /// The rows of all entitlements by id, or that of one alone: to make a row takes a hundred times as long as to
    /// find an id, and who asks for one licence's limit mostly asks for one.
    pub(crate) fn rows(
        &self,
        license: &Verified<License>,
        question: &Question,
        only: Option<&str>,
    ) -> Vec<LimitRow> {
        let member = member(license, question, self.judged_at);
        let own = [&member];
        let own = if account(license, question).includes(license) { own.as_slice() } else { &[] };
        Limits::of(own, &question.entry, &[], self.judged_at, only).rows(&question.usage)
    }
}

fn member<'a>(license: &'a Verified<License>, question: &Question, judged_at: UnixTime) -> Member<'a> {
    let mut member = Member::alone(license, account(license, question), question);
    member.settle(judged_at);
    member
}

/// The account that is judged: what the question leaves open is as the licence has it.
fn account<'a>(license: &'a License, question: &'a Question) -> Judged<'a> {
    Judged {
        issuer: Some(question.issuer.as_deref().unwrap_or(&license.issuer)),
        product: Some(question.product.as_deref().unwrap_or(&license.product)),
        name: Some(question.account.as_deref().unwrap_or(&license.account)),
    }
}
