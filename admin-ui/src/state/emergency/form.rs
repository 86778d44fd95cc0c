//! The form of a request: what was typed, and what is wrong with it.

use super::Candidate;
use super::candidate::USUAL_QUANTITY;
use super::made::UnsignedRequest;
use crate::state::AccountName;
use countersign::issue::EmergencyRequestDraft;
use countersign::{Code, Contact, ContactRole, Error, Holder};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestField {
    Entitlement,
    Quantity,
    Name,
    Email,
    Phone,
    Reason,
}

/// The form, everything in it as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestForm {
    /// Whose request it is; none before the form was opened.
    pub(crate) account: Option<AccountName>,
    pub(crate) entitlement: String,
    pub(crate) quantity: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) reason: String,
    /// What is wrong with it, as far as that was looked at.
    pub(crate) problems: Vec<(RequestField, RequestProblem)>,
    /// How many times it was found to be wrong.
    pub(crate) refusals: u32,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestProblem {
    /// Nothing stands there.
    Missing,
    /// There is neither an e-mail address nor a telephone number.
    NoWayToAnswer,
    /// It is no whole number from 1 to this one.
    Range { most: u64 },
    /// It is no e-mail address.
    Email,
    /// A request can't hold it.
    Refused(Code),
}

impl RequestProblem {
    /// The stable code.
    pub(crate) fn code(self) -> Code {
        match self {
            Self::Missing | Self::NoWayToAnswer => Code::ClaimsMissing,
            Self::Range { .. } => Code::ClaimsRange,
            Self::Email => Code::ClaimsValue,
            Self::Refused(code) => code,
        }
    }
}

impl RequestField {
    /// The field that holds what a claim of the request says.
    fn of_claim(claim: &str) -> Option<Self> {
        Some(match claim {
            "emr.entitlement" => Self::Entitlement,
            "emr.quantity" => Self::Quantity,
            "emr.contact.name" => Self::Name,
            "emr.contact.email" => Self::Email,
            "emr.contact.phone" => Self::Phone,
            "emr.reason" => Self::Reason,
            _ => return None,
        })
    }
}

impl RequestForm {
    /// A new form, which knows what the licence says of whom to answer.
    pub(super) fn new(account: AccountName, candidate: &Candidate<'_>) -> Self {
        let contact = administrator(&candidate.license.holder);
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        Self {
            account: Some(account),
            entitlement: candidate.row.id.clone(),
            quantity: USUAL_QUANTITY.to_string(),
            name: text(contact.and_then(|contact| contact.name.as_ref())),
            email: text(contact.and_then(|contact| contact.email.as_ref())),
            phone: text(contact.and_then(|contact| contact.phone.as_ref())),
            ..Self::default()
        }
    }

    /// Puts another text in a field. What was wrong with it is looked at again when it is sent.
    pub(super) fn set(&mut self, field: RequestField, text: String) {
        *match field {
            RequestField::Entitlement => &mut self.entitlement,
            RequestField::Quantity => &mut self.quantity,
            RequestField::Name => &mut self.name,
            RequestField::Email => &mut self.email,
            RequestField::Phone => &mut self.phone,
            RequestField::Reason => &mut self.reason,
        } = text;
        self.problems.retain(|(other, _)| *other != field);
    }

    /// The first thing that is wrong with a field.
    pub(crate) fn problem(&self, field: RequestField) -> Option<RequestProblem> {
        self.problems.iter().find(|(other, _)| *other == field).map(|(_, problem)| *problem)
    }

    /// What the form asks for.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the fields.
    pub(super) fn read(
        &self,
        candidates: &[Candidate<'_>],
    ) -> Result<UnsignedRequest, Vec<(RequestField, RequestProblem)>> {
        let mut problems = Vec::new();
        let open = candidates.iter().filter(|candidate| candidate.denial.is_none());
        let candidate = open.clone().find(|candidate| candidate.row.id == self.entitlement);
        if candidate.is_none() {
            problems.push((RequestField::Entitlement, RequestProblem::Missing));
        }
        let most = candidate.map_or(USUAL_QUANTITY, |candidate| candidate.most);
        let quantity = self.quantity.trim().parse::<u64>().ok().filter(|number| (1..=most).contains(number));
        if quantity.is_none() {
            problems.push((RequestField::Quantity, RequestProblem::Range { most }));
        }
        let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (name, email, phone) = (typed(&self.name), typed(&self.email), typed(&self.phone));
        if name.is_none() {
            problems.push((RequestField::Name, RequestProblem::Missing));
        }
        match &email {
            None if phone.is_none() => problems.push((RequestField::Email, RequestProblem::NoWayToAnswer)),
            Some(email) if !is_address(email) => problems.push((RequestField::Email, RequestProblem::Email)),
            _ => {}
        }
        let (Some(candidate), Some(quantity)) = (candidate.filter(|_| problems.is_empty()), quantity) else {
            return Err(problems);
        };
        let mut contact = Contact::default();
        (contact.name, contact.email, contact.phone) = (name, email, phone);
        let draft = EmergencyRequestDraft {
            product: candidate.license.product.clone(),
            account: candidate.license.account.clone(),
            license: candidate.license.id.clone(),
            entitlement: candidate.row.id.clone(),
            quantity: Some(quantity),
            registered: candidate.row.used,
            granted: candidate.granted,
            contact,
            reason: typed(&self.reason),
        };
        Ok(UnsignedRequest { draft, license: candidate.license.clone() })
    }

    /// Takes what the core refused to sign to the field that says it.
    pub(super) fn refuse(&mut self, error: &Error) {
        let field = error.at().and_then(RequestField::of_claim).unwrap_or(RequestField::Entitlement);
        self.problems = vec![(field, RequestProblem::Refused(error.code()))];
        self.refusals = self.refusals.wrapping_add(1);
    }
}

/// Whether a text looks like an e-mail address: the only proof is an answer to it.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
    })
}

/// Whom the licence names for such questions: the administrator, else whoever comes first.
fn administrator(holder: &Holder) -> Option<&Contact> {
    let mut contacts = holder.contacts.iter();
    contacts
        .clone()
        .find(|contact| contact.role == Some(ContactRole::Administrator))
        .or_else(|| contacts.next())
}
