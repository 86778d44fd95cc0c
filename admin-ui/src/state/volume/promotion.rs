//! The form by which a promotional MAK is asked for, as far as it is filled in.

use countersign::volume::Promotion;
use countersign::{Code, Date, Error};
use std::rc::Rc;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PromotionField {
    Company,
    Name,
    Email,
    Phone,
    Systems,
    Date,
    Manager,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PromotionProblem {
    /// Nothing stands there.
    Missing,
    /// What stands there is of no use.
    Unusable,
}

/// The form, everything in it as it was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Promoting {
    /// By [`PromotionField`].
    texts: [String; 7],
    /// What is wrong with it, as far as that was looked at.
    pub(crate) problems: Vec<(PromotionField, PromotionProblem)>,
    /// How many times it was found to be wrong, or made.
    pub(crate) turns: u32,
    pub(crate) made: Option<Rc<MadePromotion>>,
}

/// The request, in every form in which it can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MadePromotion {
    pub(crate) form: Promotion,
    pub(crate) text: Rc<str>,
    pub(crate) json: Rc<str>,
}

impl PromotionField {
    pub(crate) const ALL: [Self; 7] =
        [Self::Company, Self::Name, Self::Email, Self::Phone, Self::Systems, Self::Date, Self::Manager];

    /// What the core calls it.
    fn of(at: &str) -> Self {
        match at {
            "company" => Self::Company,
            "contact.name" => Self::Name,
            "contact.email" => Self::Email,
            "contact.phone" => Self::Phone,
            "systems" => Self::Systems,
            "deployment_date" => Self::Date,
            _ => Self::Manager,
        }
    }
}

impl PromotionProblem {
    /// The stable code, as that of the core.
    pub(crate) fn code(self) -> Code {
        Code::UsageInvalid
    }
}

impl Promoting {
    pub(crate) fn text(&self, field: PromotionField) -> &str {
        &self.texts[field as usize]
    }

    /// Puts another text in a field. What was made before says something else.
    pub(super) fn set(&mut self, field: PromotionField, text: String) {
        self.texts[field as usize] = text;
        self.problems.retain(|(other, _)| *other != field);
        self.made = None;
    }

    pub(crate) fn problem(&self, field: PromotionField) -> Option<PromotionProblem> {
        self.problems.iter().find(|(other, _)| *other == field).map(|(_, problem)| *problem)
    }

    fn form(&self) -> Promotion {
        let text = |field| Some(self.text(field).to_owned());
        Promotion {
            company: text(PromotionField::Company),
            contact_name: text(PromotionField::Name),
            contact_email: text(PromotionField::Email),
            contact_phone: text(PromotionField::Phone),
            systems: self.text(PromotionField::Systems).trim().parse().ok(),
            deployment_date: Date::parse(self.text(PromotionField::Date).trim()),
            technical_account_manager: text(PromotionField::Manager),
        }
    }

    /// Makes the request, unless something is wrong; tells how much.
    pub(super) fn make(&mut self) -> usize {
        let form = self.form();
        self.turns = self.turns.wrapping_add(1);
        self.problems = form.problems().iter().map(|problem| self.told(problem)).collect();
        self.made = match (form.to_text(), form.to_json()) {
            (Ok(text), Ok(json)) => {
                Some(Rc::new(MadePromotion { form, text: text.into(), json: json.into() }))
            }
            _ => None,
        };
        self.problems.len()
    }

    /// What the core says of a field: one that can't be read as a number or a date is none to the core.
    fn told(&self, error: &Error) -> (PromotionField, PromotionProblem) {
        let field = PromotionField::of(error.at().unwrap_or_default());
        let is_empty = self.text(field).trim().is_empty();
        (field, if is_empty { PromotionProblem::Missing } else { PromotionProblem::Unusable })
    }
}
