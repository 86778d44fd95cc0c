//! The form of a request: what was typed, and what is wrong with it.

use super::made::UnsignedActivation;
use crate::state::AccountName;
use countersign::{Amounts, Code, Error, HostIdentity, License, LockCode, Metric, ProductVersion};
use countersign_kit::slip::Slip;
use std::rc::Rc;

/// The largest number that a document can say.
const LARGEST: u64 = (1 << 53) - 1;

/// For which machine it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Whose {
    /// This browser itself, by its own key.
    #[default]
    Own,
    /// Another machine, by its lock code or host file.
    Other,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ActivationField {
    License,
    LockCode,
    Description,
    Version,
    /// How much is wanted of an entitlement.
    Want(String),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ActivationProblem {
    /// Nothing stands there.
    Missing,
    /// It is no whole number.
    Number,
    /// Nothing at all is wanted.
    Nothing,
    /// The core refuses it.
    Refused(Code),
}

impl ActivationProblem {
    /// The stable code.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Missing => Code::ClaimsMissing,
            Self::Number => Code::ClaimsRange,
            Self::Nothing => Code::ClaimsLength,
            Self::Refused(code) => *code,
        }
    }
}

/// The form, everything in it as it was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActivationForm {
    /// Whose request it is; none before the form was opened.
    pub(crate) account: Option<AccountName>,
    pub(crate) license: String,
    pub(crate) whose: Whose,
    pub(crate) lock_code: String,
    pub(crate) description: String,
    pub(crate) version: String,
    /// What is wanted, by entitlement id.
    pub(crate) wants: Vec<(String, String)>,
    /// Why the host file that was given is none.
    pub(crate) host_error: Option<Error>,
    /// What is wrong with it, as far as that was looked at.
    pub(crate) problems: Vec<(ActivationField, ActivationProblem)>,
    /// How many times it was found to be wrong.
    pub(crate) refusals: u32,
}

impl ActivationForm {
    /// The form for a licence: one of each, or what this machine has already.
    pub(super) fn new(account: AccountName, license: &License, granted: Option<&Amounts>) -> Self {
        let wanted = license.entitlements.iter().map(|entitlement| {
            let has = granted.and_then(|granted| granted.get(&entitlement.id));
            (entitlement.id.clone(), has.unwrap_or(u64::from(granted.is_none())).to_string())
        });
        let (wants, license) = (wanted.collect(), license.id.clone());
        Self { account: Some(account), license, wants, ..Self::default() }
    }

    pub(super) fn set(&mut self, field: ActivationField, text: String) {
        self.problems.retain(|(other, _)| *other != field);
        match field {
            ActivationField::License => self.license = text,
            ActivationField::LockCode => {
                self.host_error = None;
                self.lock_code = text;
            }
            ActivationField::Description => self.description = text,
            ActivationField::Version => self.version = text,
            ActivationField::Want(id) => {
                self.problems.retain(|(_, problem)| *problem != ActivationProblem::Nothing);
                match self.wants.iter_mut().find(|(other, _)| *other == id) {
                    Some((_, wanted)) => *wanted = text,
                    None => self.wants.push((id, text)),
                }
            }
        }
    }

    /// Takes a machine from its host file.
    pub(super) fn take_host(&mut self, bytes: &[u8]) {
        match HostIdentity::parse(bytes) {
            Ok(host) => {
                self.set(ActivationField::LockCode, host.lock_code().to_string());
                if let Some(description) = host.description() {
                    self.set(ActivationField::Description, description.to_owned());
                }
            }
            Err(error) => self.host_error = Some(error),
        }
    }

    /// What is wanted of an entitlement, as it was typed.
    pub(crate) fn want(&self, id: &str) -> &str {
        self.wants.iter().find(|(other, _)| other == id).map_or("", |(_, wanted)| wanted)
    }

    /// The first thing that is wrong with a field. A lock code is looked at while it is typed.
    pub(crate) fn problem(&self, field: &ActivationField) -> Option<ActivationProblem> {
        let found =
            self.problems.iter().find(|(other, _)| other == field).map(|(_, problem)| problem.clone());
        let typed = || match field {
            ActivationField::LockCode => typed(&self.lock_code).and_then(|code| LockCode::parse(code).err()),
            ActivationField::Version => {
                typed(&self.version).and_then(|version| ProductVersion::parse(version).err())
            }
            _ => None,
        };
        found.or_else(|| typed().map(|error| ActivationProblem::Refused(error.code())))
    }

    /// What the form asks for.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the fields.
    pub(super) fn read(
        &self,
        license: Option<&License>,
    ) -> Result<UnsignedActivation, Vec<(ActivationField, ActivationProblem)>> {
        let mut problems = Vec::new();
        if license.is_none() {
            problems.push((ActivationField::License, ActivationProblem::Missing));
        }
        let lock_code = match self.whose {
            Whose::Own => None,
            Whose::Other => match LockCode::parse(self.lock_code.trim()) {
                Ok(code) => Some(code),
                Err(_) if self.lock_code.trim().is_empty() => {
                    problems.push((ActivationField::LockCode, ActivationProblem::Missing));
                    None
                }
                Err(error) => {
                    problems.push((ActivationField::LockCode, ActivationProblem::Refused(error.code())));
                    None
                }
            },
        };
        let product_version = match typed(&self.version).map(ProductVersion::parse).transpose() {
            Ok(version) => version,
            Err(error) => {
                problems.push((ActivationField::Version, ActivationProblem::Refused(error.code())));
                None
            }
        };
        let mut wants = Vec::new();
        for entitlement in license.into_iter().flat_map(|license| &license.entitlements) {
            let wanted = self.want(&entitlement.id).trim();
            let most = if entitlement.metric == Metric::Feature { 1 } else { LARGEST };
            match wanted.parse::<u64>() {
                Ok(0) => {}
                Err(_) if wanted.is_empty() => {}
                Ok(wanted) if wanted <= most => wants.push((entitlement.id.clone(), wanted)),
                _ => {
                    problems.push((ActivationField::Want(entitlement.id.clone()), ActivationProblem::Number))
                }
            }
        }
        if wants.is_empty()
            && problems.is_empty()
            && let Some(first) = license.and_then(|license| license.entitlements.first())
        {
            problems.push((ActivationField::Want(first.id.clone()), ActivationProblem::Nothing));
        }
        let Some(license) = license.filter(|_| problems.is_empty()) else { return Err(problems) };
        let description = typed(&self.description).map(str::to_owned);
        Ok(match lock_code {
            None => UnsignedActivation::Own {
                product: license.product.clone(),
                account: license.account.clone(),
                license: license.id.clone(),
                product_version,
                description,
                wants: wants.into_iter().collect(),
            },
            Some(code) => UnsignedActivation::Slip(Rc::new(Slip {
                license: license.id.clone(),
                lock_codes: vec![code],
                wants,
                description,
            })),
        })
    }

    /// Takes what the core refused to sign to the field that says it.
    pub(super) fn refuse(&mut self, error: &Error) {
        let field = match error.at() {
            Some(at) if at.ends_with("description") => ActivationField::Description,
            Some(at) if at.ends_with("version") => ActivationField::Version,
            _ => ActivationField::License,
        };
        self.problems = vec![(field, ActivationProblem::Refused(error.code()))];
        self.refusals = self.refusals.wrapping_add(1);
    }
}

fn typed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
