//! Emergency requests, and the licences that answer them.

use super::book::Book;
use super::licences::Signed;
use super::requests::Form;
use super::{Effect, UnixTime};
use countersign::issue::SigningKey;
use countersign::{EmergencyRequest, Verified};
use countersign_issuer::{EmergencyAsk, EmergencyPlan, Failure};

/// An installation asks for more than its licence grants, at once.
pub(crate) struct Emergency {
    pub(crate) request: Verified<EmergencyRequest>,
    /// What the answer would be; none while nothing can be said.
    pub(crate) plan: Option<Result<EmergencyPlan, Failure>>,
    /// The licence, and the number of its entry.
    pub(crate) answer: Option<(Signed, u64)>,
}

impl Emergency {
    pub(super) fn new(request: Verified<EmergencyRequest>) -> Self {
        Self { request, plan: None, answer: None }
    }

    /// What the fields say; none while one is not right.
    fn ask(&self, form: &Form) -> Option<EmergencyAsk> {
        let quantity = form.amounts()?.get(&self.request.entitlement);
        Some(EmergencyAsk { quantity, expires: form.end().ok()? })
    }

    /// Finds out anew what the answer would be.
    pub(super) fn plan(&mut self, form: &Form, book: &mut Book, now: UnixTime) {
        self.plan = self.ask(form).map(|ask| book.ledger.plan_emergency(&self.request, &ask, now));
    }

    /// Answers, and gives what has to be stored before the answer is handed out.
    pub(super) fn sign(
        &mut self,
        form: &Form,
        book: &mut Book,
        key: &SigningKey,
        now: UnixTime,
    ) -> Result<Vec<Effect>, Failure> {
        let Some(ask) = self.ask(form).filter(|_| self.answer.is_none()) else { return Ok(Vec::new()) };
        let (answer, effects) = book.change(
            now,
            |ledger| ledger.answer_emergency(&self.request, &ask, key, now),
            |answer| Some(&answer.appended),
        )?;
        let (armor, compact) = (answer.signed.to_armor(), answer.signed.to_compact().unwrap_or_default());
        self.answer = Some((Signed { id: answer.id, armor, compact }, answer.appended.number));
        Ok(effects)
    }
}
