//! Whose licences are judged together, and what they amount to.

use super::{Judgement, Outcome, State};
use countersign::{Host, License, LicenseKind, Question, Report, Result};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What can't stand in a JSON string, or separates the parts of an account's name.
const NOT_PLAIN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\\').add(b'%');

/// Whose a licence is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AccountName {
    pub(crate) issuer: String,
    pub(crate) product: String,
    pub(crate) name: String,
}

/// An account that has licences here.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) name: AccountName,
    /// What its licences amount to.
    pub(crate) report: Result<Report>,
}

/// The product whose administrators are told of external connections and emergencies also while they have none.
const TELLS_NONE: &str = "orange-uce";

impl AccountName {
    pub(crate) fn of(license: &License) -> Self {
        Self {
            issuer: license.issuer.clone(),
            product: license.product.clone(),
            name: license.account.clone(),
        }
    }

    /// Whether it is a licence's.
    pub(crate) fn is_of(&self, license: &License) -> bool {
        self.issuer == license.issuer && self.product == license.product && self.name == license.account
    }

    /// Whether it is told that there are no external connections and no emergency: others know of such only where
    /// their licences do.
    pub(crate) fn tells_none(&self) -> bool {
        self.product == TELLS_NONE
    }

    /// Writes it as one word for each of its parts, with no character that JSON escapes.
    pub(crate) fn to_text(&self) -> String {
        let parts = [&self.issuer, &self.product, &self.name];
        parts.map(|part| utf8_percent_encode(part, NOT_PLAIN).to_string()).join(" ")
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let mut part = || percent_decode_str(parts.next()?).decode_utf8().ok().map(String::from);
        let name = Self { issuer: part()?, product: part()?, name: part()? };
        parts.next().is_none().then_some(name)
    }
}

impl State {
    /// The question that this page asks about an account. It knows neither the product's version nor its
    /// machine.
    pub(super) fn question(&self, name: &AccountName) -> Question {
        let mut question = Question::at(self.now);
        question.product = Some(name.product.clone());
        if !name.is_entry() {
            question.issuer = Some(name.issuer.clone());
            question.account = Some(name.name.clone());
        }
        if let Some(entry) = self.entry.as_ref().filter(|entry| entry.product == name.product) {
            question.entry = entry.limits.clone();
        }
        question.host = Host::Any;
        question
    }

    /// The account that is shown: the one that was chosen, else the only one.
    pub(crate) fn account(&self) -> Option<&Account> {
        match self.accounts.as_slice() {
            [only] => Some(only),
            accounts => accounts.iter().find(|account| self.chosen.as_ref() == Some(&account.name)),
        }
    }

    /// The licences of an account that are here, the last one first.
    pub(crate) fn licenses<'s>(
        &'s self,
        account: &'s AccountName,
    ) -> impl Iterator<Item = (&'s License, &'s Judgement)> {
        self.files
            .iter()
            .filter_map(|file| match (&file.outcome, &file.judgement) {
                (Outcome::License { license, .. }, Some(Ok(judgement))) => Some((&***license, judgement)),
                _ => None,
            })
            .filter(|(license, _)| account.is_of(license))
    }

    /// The licence that an account is known by: the first of those that count and are no emergency licences.
    /// Later ones add to it.
    pub(crate) fn lead<'s>(&'s self, account: &'s AccountName) -> Option<(&'s License, &'s Judgement)> {
        let standing = self.licenses(account).filter(|(license, judgement)| {
            judgement.status.counts() && license.kind != LicenseKind::Emergency
        });
        standing.min_by_key(|(license, _)| license.issued)
    }
}
