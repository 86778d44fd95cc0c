//! Volume activation: a lookup of the KMS, a product key, what comes of both, and how either counts. Nothing of it is
//! kept: a product key is worth money, and a lookup is asked for anew in a moment.

mod counting;
mod promotion;
#[cfg(test)]
mod tests;

pub(crate) use counting::{Counting, DAYS, Happening, KmsCourse, KmsDay, Number, QUANTITY, SYSTEMS};
pub(crate) use promotion::{MadePromotion, Promoting, PromotionField, PromotionProblem};

use super::{Account, AccountName, Announcement, Given, State};
use countersign::volume::{
    KmsLookup, Plan, TypedKey, VolumeLicense, console_lines, console_text, parse_kms, plan,
};
use countersign::{Error, VolumeTerms};
use std::rc::Rc;

/// The most characters of a line that is shown because it was not understood.
const LONGEST_LINE: usize = 120;

/// What the page of volume activation was given and told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Volume {
    pub(crate) lookup: Option<Rc<LookedUp>>,
    /// The product key, as it was typed.
    pub(crate) key: String,
    /// What was chosen to judge by.
    basis: Option<Basis>,
    pub(crate) counting: Counting,
    /// What a KMS would do by that, once it was looked at.
    course: Option<Rc<KmsCourse>>,
    pub(crate) promoting: Promoting,
}

/// A text that tells of the KMS, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookedUp {
    /// The file.
    pub(crate) name: String,
    pub(crate) result: Result<KmsLookup, Error>,
    /// The line that was not understood, as far as it is shown.
    pub(crate) line: Option<String>,
}

/// Whose licences say what volume activation is permitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Nobody's: the key and the lookup are judged alone.
    Nothing,
    Account(AccountName),
}

/// What is done on the page.
#[derive(Clone, Debug)]
pub(crate) enum VolumeAction {
    /// What a lookup of the KMS printed was given.
    Give(Given),
    /// That is laid aside.
    Forget,
    /// The product key is being typed.
    TypeKey(String),
    Judge(Basis),
    Count(Counting),
    /// A field of the request for a promotional key was typed into.
    Edit {
        field: PromotionField,
        text: String,
    },
    /// That request is to be made.
    Request,
}

impl LookedUp {
    fn read(name: String, bytes: &[u8]) -> Self {
        let result = parse_kms(bytes);
        let line = result.as_ref().ok().and_then(KmsLookup::line).map(|line| {
            let text = console_text(bytes);
            let shown = console_lines(&text).nth(line - 1).unwrap_or_default().trim();
            shown.chars().take(LONGEST_LINE).collect()
        });
        Self { name, result, line }
    }
}

impl Volume {
    /// The product key, as far as it is typed; none where nothing is.
    pub(crate) fn typed(&self) -> Option<TypedKey> {
        Some(TypedKey::read(&self.key)).filter(|_| !self.key.trim().is_empty())
    }

    /// What a KMS would do; none before the page was shown, and where a number is none.
    pub(crate) fn course(&self) -> Option<&KmsCourse> {
        self.course.as_deref()
    }
}

impl State {
    pub(super) fn apply_to_volume(&mut self, action: VolumeAction) {
        match action {
            VolumeAction::Give(given) => {
                if let Some((name, bytes)) = self.take(given) {
                    self.volume.lookup = Some(Rc::new(LookedUp::read(name, &bytes)));
                }
            }
            VolumeAction::Forget => self.volume.lookup = None,
            VolumeAction::TypeKey(key) => self.volume.key = key,
            VolumeAction::Judge(basis) => self.volume.basis = Some(basis),
            VolumeAction::Count(counting) => self.volume.counting = counting,
            VolumeAction::Edit { field, text } => self.volume.promoting.set(field, text),
            VolumeAction::Request => {
                let problems = self.volume.promoting.make();
                self.announce(match problems {
                    0 => Announcement::RequestMade,
                    count => Announcement::RequestRefused { count },
                });
            }
        }
    }

    /// Takes what was dropped or pasted on the page: a product key, else what a lookup printed.
    pub(super) fn bring_to_volume(&mut self, given: Given) {
        let action = match given {
            Given::Pasted(text) if TypedKey::read(&text).key.is_ok() => VolumeAction::TypeKey(text),
            given => VolumeAction::Give(given),
        };
        self.apply_to_volume(action);
    }

    /// Whether licences of an account have to do with volume activation, be it that none of them counts.
    pub(crate) fn has_volume(&self, account: &Account) -> bool {
        self.licenses(&account.name).any(|(license, _)| license.volume.is_some())
    }

    /// By whose licences it is judged: those that were chosen, else those that have to do with it.
    pub(crate) fn volume_account(&self) -> Option<&Account> {
        let chosen = match &self.volume.basis {
            Some(Basis::Nothing) => return None,
            Some(Basis::Account(name)) => self.accounts.iter().find(|account| account.name == *name),
            None => None,
        };
        let has_volume = |account: &&Account| self.has_volume(account);
        chosen.or_else(|| self.account().filter(has_volume)).or_else(|| self.accounts.iter().find(has_volume))
    }

    /// What these licences permit.
    pub(crate) fn volume_terms(&self) -> Option<&VolumeTerms> {
        self.volume_account()?.report.as_ref().ok()?.volume.as_ref()
    }

    /// What comes of the lookup, the key and the licences.
    pub(crate) fn volume_plan(&self) -> Plan {
        let lookup = self.volume.lookup.as_ref().and_then(|lookup| lookup.result.as_ref().ok());
        let key = self.volume.typed().and_then(|typed| typed.key.ok());
        let license = match self.volume_account() {
            None => VolumeLicense::NotGiven,
            Some(_) => VolumeLicense::Judged(self.volume_terms()),
        };
        plan(lookup, key.as_ref(), license)
    }
}
