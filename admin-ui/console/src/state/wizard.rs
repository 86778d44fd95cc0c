//! Codes step by step: product, version and model, machines, comment. It makes no rule of its own: what the ledger
//! refuses is refused, and then nothing at all was made.

use super::Effect;
use super::book::Book;
use super::requests::{Asked, armor};
use countersign::issue::SigningKey;
use countersign::{Amounts, Date, Entitlement, Error, License, LockCode, Metric, Model, UnixTime, Verified};
use countersign_issuer::{Answer, Ask, Failure, Typed};

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    #[default]
    Product,
    Model,
    Machines,
    Comment,
    Done,
}

/// How codes are made for an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A code for each machine.
    Single,
    /// One code for all machines.
    Copy,
    /// One code for a server, or three redundant ones, with so many of the pool.
    Pool,
}

/// What was chosen and typed, and what came of it.
#[derive(Default)]
pub(crate) struct Wizard {
    pub(crate) step: Step,
    pub(crate) license: String,
    pub(crate) entitlement: String,
    pub(crate) codes: String,
    pub(crate) amount: String,
    pub(crate) has_quorum: bool,
    pub(crate) description: String,
    pub(crate) until: String,
    pub(crate) comment: String,
    /// Whether the step was found to be incomplete.
    pub(crate) is_incomplete: bool,
    pub(crate) made: Vec<Answer>,
    pub(crate) failure: Option<Failure>,
}

/// A field of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WizardField {
    License,
    Entitlement,
    Codes,
    Amount,
    Description,
    Until,
    Comment,
}

/// What is done with it.
#[derive(Clone, Debug)]
pub(crate) enum WizardAction {
    Set(WizardField, String),
    SetQuorum(bool),
    Next,
    Back,
    Create,
    Save(usize),
    Copy(String),
    Again,
}

impl Way {
    pub(crate) fn of(entitlement: &Entitlement) -> Self {
        match (entitlement.model, entitlement.metric) {
            (Some(Model::AuthorizedCopy), _) => Self::Copy,
            (Some(Model::Concurrent), _) | (_, Metric::Session) => Self::Pool,
            _ => Self::Single,
        }
    }
}

impl Wizard {
    /// The lock codes, each with what is wrong with it.
    pub(crate) fn read_codes(&self) -> Vec<Result<LockCode, Error>> {
        let lines = self.codes.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(LockCode::parse).collect()
    }

    /// When it ends: a day, which it includes.
    ///
    /// # Errors
    /// Where the text is no day.
    pub(crate) fn end(&self) -> Result<Option<UnixTime>, ()> {
        let text = self.until.trim();
        if text.is_empty() { Ok(None) } else { Date::parse(text).map(|day| Some(day.end())).ok_or(()) }
    }

    /// The entitlement that was chosen.
    pub(crate) fn chosen<'l>(&self, license: Option<&'l Verified<License>>) -> Option<&'l Entitlement> {
        license?.entitlements.iter().find(|entitlement| entitlement.id == self.entitlement)
    }

    /// What is asked of the ledger, one code after the other; none while something is missing or wrong.
    pub(crate) fn orders(&self, license: Option<&Verified<License>>) -> Option<Vec<(Typed, Ask)>> {
        let entitlement = self.chosen(license)?;
        let codes: Vec<LockCode> = self.read_codes().into_iter().collect::<Result<_, _>>().ok()?;
        let count = codes.len() as u64;
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let order = |lock_codes: Vec<LockCode>, has_quorum, amount: u64| {
            let typed = Typed {
                lock_codes,
                has_quorum,
                license: self.license.clone(),
                replaces: None,
                description: given(&self.description),
            };
            let grants: Amounts = [(entitlement.id.clone(), amount)].into_iter().collect();
            let ask = Ask { grants, until: self.end().ok()?, matching: None, comment: given(&self.comment) };
            Some((typed, ask))
        };
        match Way::of(entitlement) {
            _ if codes.is_empty() => None,
            Way::Single => codes.into_iter().map(|code| order(vec![code], false, 1)).collect(),
            Way::Copy => Some(vec![order(codes, false, count)?]),
            Way::Pool if self.has_quorum != (count == 3) => None,
            Way::Pool if !self.has_quorum && count != 1 => None,
            Way::Pool => Some(vec![order(codes, self.has_quorum, self.amount.trim().parse().ok()?)?]),
        }
    }

    pub(super) fn reduce(
        &mut self,
        action: WizardAction,
        book: Option<&mut Book>,
        key: Option<&SigningKey>,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            WizardAction::Set(field, text) => self.set(field, text),
            WizardAction::SetQuorum(has_quorum) => self.has_quorum = has_quorum,
            WizardAction::Next => return self.next(book.as_deref()),
            WizardAction::Back => {
                self.failure = None;
                self.go(match self.step {
                    Step::Product | Step::Model => Step::Product,
                    Step::Machines => Step::Model,
                    Step::Comment | Step::Done => Step::Machines,
                });
                return vec![Effect::Focus(TITLE)];
            }
            WizardAction::Create => return self.create(book, key, now),
            WizardAction::Save(index) => {
                let safe = self.made.get(index).filter(|it| book.is_some_and(|book| book.is_safe(it.number)));
                let save = safe.map(|it| Effect::Save { name: Asked::file_name(it), text: armor(it) });
                return save.into_iter().collect();
            }
            WizardAction::Copy(text) => return vec![Effect::Copy(text)],
            WizardAction::Again => {
                *self = Self { license: std::mem::take(&mut self.license), ..Self::default() };
                return vec![Effect::Focus(TITLE)];
            }
        }
        Vec::new()
    }

    fn set(&mut self, field: WizardField, text: String) {
        (self.is_incomplete, self.failure) = (false, None);
        *match field {
            WizardField::License => {
                self.entitlement.clear();
                &mut self.license
            }
            WizardField::Entitlement => &mut self.entitlement,
            WizardField::Codes => &mut self.codes,
            WizardField::Amount => &mut self.amount,
            WizardField::Description => &mut self.description,
            WizardField::Until => &mut self.until,
            WizardField::Comment => &mut self.comment,
        } = text;
    }

    fn go(&mut self, step: Step) {
        (self.step, self.is_incomplete) = (step, false);
    }

    fn next(&mut self, book: Option<&Book>) -> Vec<Effect> {
        let license = book.and_then(|book| book.ledger.licenses().filter(|it| it.id == self.license).last());
        let next = match self.step {
            Step::Product => license.map(|_| Step::Model),
            Step::Model => self.chosen(license).map(|_| Step::Machines),
            Step::Machines => self.orders(license).map(|_| Step::Comment),
            Step::Comment | Step::Done => None,
        };
        match next {
            Some(step) => self.go(step),
            None => self.is_incomplete = true,
        }
        vec![Effect::Focus(TITLE)]
    }

    /// Makes all of the codes, or none: what the ledger would refuse of the last one is found out beforehand.
    fn create(&mut self, book: Option<&mut Book>, key: Option<&SigningKey>, now: UnixTime) -> Vec<Effect> {
        let (Some(book), Some(key), Step::Comment) = (book, key, self.step) else { return Vec::new() };
        let license = book.ledger.licenses().filter(|it| it.id == self.license).last();
        let Some(orders) = self.orders(license) else { return Vec::new() };
        let mut trial = book.ledger.clone();
        let tried =
            orders.iter().try_for_each(|(typed, ask)| trial.answer_typed(typed, ask, key, now).map(|_| ()));
        if let Err(failure) = tried {
            self.failure = Some(failure);
            return vec![Effect::Focus(TITLE)];
        }
        let mut effects = Vec::new();
        for (typed, ask) in &orders {
            match book.answer(now, |ledger| ledger.answer_typed(typed, ask, key, now)) {
                Ok((answer, more)) => {
                    self.made.push(answer);
                    effects.extend(more);
                }
                Err(failure) => self.failure = Some(failure),
            }
        }
        self.go(Step::Done);
        effects.push(Effect::Focus(TITLE));
        effects
    }
}

/// The id of the title of the step, which takes the focus.
pub(crate) const TITLE: &str = "wizard-title";
