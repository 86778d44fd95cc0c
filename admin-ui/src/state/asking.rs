//! "May I …?": what is asked, and what the core answers.

use super::{Account, State};
use crate::fold::fold;
use crate::order::sort_by_key;
use countersign::{Decision, LimitRow};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Entitlement(String),
    /// A device of a maker.
    Device,
}

/// What is asked, as it was typed and chosen. As long as nothing was, it is one more of the first limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asking {
    pub(crate) about: Option<About>,
    /// How many more; one where nothing was typed.
    pub(crate) more: String,
    pub(crate) maker: String,
    /// The user name of a person; nobody in particular where there is none.
    pub(crate) person: String,
}

/// What the core answers, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) decision: Decision,
    /// The person who was asked about.
    pub(crate) person: Option<String>,
    /// The make of the devices that were asked about.
    pub(crate) maker: Option<String>,
}

impl State {
    /// What is asked about of an account: what was chosen, else the first of its limits.
    pub(crate) fn asked_about(&self, account: &Account, first: &str) -> Option<About> {
        let report = account.report.as_ref().ok()?;
        let is_there = |about: &&About| match about {
            About::Entitlement(id) => report.limit(id).is_some(),
            About::Device => true,
        };
        let chosen = self.asking.about.as_ref().filter(is_there).cloned();
        chosen.or_else(|| Some(About::Entitlement(first.to_owned())))
    }

    /// The answer; none as long as something is missing: a number, or the make of a device.
    pub(crate) fn answer(&self, account: &Account, about: &About) -> Option<Answer> {
        let report = account.report.as_ref().ok()?;
        let more = match self.asking.more.trim() {
            "" => 1,
            more => more.parse().ok().filter(|more| *more > 0)?,
        };
        match about {
            About::Device => {
                let maker = self.asking.maker.trim();
                // Whoever types "Cisco" means the family that a licence calls "cisco".
                let families = self.families(account);
                let family = families.iter().find(|family| fold(family) == fold(maker));
                let decision = report.decide_device(family.copied().unwrap_or(maker), more);
                (!maker.is_empty()).then(|| Answer { decision, person: None, maker: Some(maker.to_owned()) })
            }
            About::Entitlement(id) => {
                let person = self.asking.person.trim();
                let person = Some(person).filter(|person| !person.is_empty() && self.is_given(account, id));
                let decision = match (person, self.record.account(&account.name)) {
                    (Some(person), own) => {
                        let blank = super::record::blank();
                        report.decide_person(id, own.map_or(&blank.roster, |own| &own.roster), person)
                    }
                    (None, _) => report.decide(id, more),
                };
                Some(Answer { decision, person: person.map(str::to_owned), maker: None })
            }
        }
    }

    /// Whether an entitlement is given to named people.
    pub(crate) fn is_given(&self, account: &Account, id: &str) -> bool {
        let row = account.report.as_ref().ok().and_then(|report| report.limit(id));
        matches!(row, Some(LimitRow::Quantity(row)) if row.is_assignable())
    }

    /// The families of devices that the licences of an account name.
    pub(crate) fn families<'s>(&'s self, account: &'s Account) -> Vec<&'s str> {
        let mut families: Vec<&str> = self
            .licenses(&account.name)
            .flat_map(|(license, _)| &license.entitlements)
            .flat_map(|entitlement| entitlement.applies_to.iter().flatten())
            .map(String::as_str)
            .collect();
        sort_by_key(&mut families, |family| *family);
        families.dedup();
        families
    }

    /// Whether how much of an answer's entitlement is in use is known; what needs none is not counted.
    pub(crate) fn knows_answer(&self, account: &Account, answer: &Answer) -> bool {
        let row = account.report.as_ref().ok().and_then(|report| report.limit(&answer.decision.id));
        !matches!(row, Some(LimitRow::Quantity(_))) || self.knows_use(account, &answer.decision.id)
    }
}
