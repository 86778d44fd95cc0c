//! The form by which a site without access to volume licences asks for a promotional MAK.

use crate::error::{Code, Error, Result};
use crate::json::{LARGEST_INTEGER, push_quoted};
use crate::text::{LONGEST, is_forbidden};
use crate::values::time::Date;

/// What the form asks for. `None`, or nothing but spaces, is a field that is not filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Promotion {
    /// The name of the company.
    pub company: Option<String>,
    /// The name of the contact for the deployment.
    pub contact_name: Option<String>,
    /// That contact's e-mail address.
    pub contact_email: Option<String>,
    /// That contact's telephone number.
    pub contact_phone: Option<String>,
    /// How many systems are deployed.
    pub systems: Option<u64>,
    /// When they are deployed.
    pub deployment_date: Option<Date>,
    /// The name of the technical account manager, where there is one.
    pub technical_account_manager: Option<String>,
}

impl Promotion {
    /// Everything that is wrong, in the order of the fields; each error's `at` is the name of its field as it stands in
    /// the JSON, such as `contact.email`. Empty where the form can be sent.
    pub fn problems(&self) -> Vec<Error> {
        let texts = [
            ("company", &self.company),
            ("contact.name", &self.contact_name),
            ("contact.email", &self.contact_email),
            ("contact.phone", &self.contact_phone),
        ];
        let mut problems: Vec<Error> = Vec::new();
        for (at, text) in texts {
            problems.extend(match filled(text) {
                None => Some(missing(at)),
                Some(text) => unreadable(at, text).or_else(|| unusable(at, text)),
            });
        }
        problems.extend(match self.systems {
            None => Some(missing("systems")),
            Some(systems) => {
                let is_number = (1..=LARGEST_INTEGER as u64).contains(&systems);
                (!is_number).then(|| wrong("systems").with_found(systems).with_needed("1 or more"))
            }
        });
        if self.deployment_date.is_none() {
            problems.push(missing("deployment_date"));
        }
        let manager = filled(&self.technical_account_manager);
        problems.extend(manager.and_then(|text| unreadable("technical_account_manager", text)));
        problems
    }

    /// The request as text, one field a line, for a message.
    ///
    /// # Errors
    /// The first of the [`problems`](Self::problems).
    pub fn to_text(&self) -> Result<String> {
        let form = self.checked()?;
        let mut text = "Request for a promotional multiple activation key (MAK)\n\n".to_owned();
        for (label, value) in [
            ("Company", form.company),
            ("Deployment contact", form.contact_name),
            ("E-mail", form.contact_email),
            ("Telephone", form.contact_phone),
            ("Deployed systems", &form.systems.to_string()),
            ("Deployment date", &form.deployment_date.to_string()),
        ] {
            text += &format!("{:<27}{value}\n", format!("{label}:"));
        }
        if let Some(manager) = form.manager {
            text += &format!("{:<27}{manager}\n", "Technical account manager:");
        }
        Ok(text)
    }

    /// The request as JSON text.
    ///
    /// # Errors
    /// The first of the [`problems`](Self::problems).
    pub fn to_json(&self) -> Result<String> {
        let form = self.checked()?;
        let mut json = String::from("{\n  \"company\": ");
        push_quoted(&mut json, form.company);
        json += ",\n  \"contact\": {\n    \"name\": ";
        push_quoted(&mut json, form.contact_name);
        json += ",\n    \"email\": ";
        push_quoted(&mut json, form.contact_email);
        json += ",\n    \"phone\": ";
        push_quoted(&mut json, form.contact_phone);
        json += &format!("\n  }},\n  \"systems\": {}", form.systems);
        json += &format!(",\n  \"deployment_date\": \"{}\"", form.deployment_date);
        if let Some(manager) = form.manager {
            json += ",\n  \"technical_account_manager\": ";
            push_quoted(&mut json, manager);
        }
        Ok(json + "\n}\n")
    }

    fn checked(&self) -> Result<Checked<'_>> {
        if let Some(problem) = self.problems().into_iter().next() {
            return Err(problem);
        }
        let text = |text| filled(text).unwrap_or_default();
        Ok(Checked {
            company: text(&self.company),
            contact_name: text(&self.contact_name),
            contact_email: text(&self.contact_email),
            contact_phone: text(&self.contact_phone),
            systems: self.systems.unwrap_or_default(),
            deployment_date: self.deployment_date.ok_or_else(|| missing("deployment_date"))?,
            manager: filled(&self.technical_account_manager),
        })
    }
}

/// A form that can be sent.
struct Checked<'f> {
    company: &'f str,
    contact_name: &'f str,
    contact_email: &'f str,
    contact_phone: &'f str,
    systems: u64,
    deployment_date: Date,
    manager: Option<&'f str>,
}

/// A text without the spaces around it; none where there is nothing else.
fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn wrong(at: &str) -> Error {
    Error::new(Code::UsageInvalid).with_at(at)
}

fn missing(at: &str) -> Error {
    wrong(at).with_found("nothing").with_needed("the field filled in")
}

/// What can't stand on one line.
fn unreadable(at: &str, text: &str) -> Option<Error> {
    let is_line = text.chars().count() <= LONGEST && !text.chars().any(is_forbidden);
    (!is_line).then(|| wrong(at).with_found(text).with_needed("one line of text"))
}

/// What nobody could answer to.
fn unusable(at: &str, text: &str) -> Option<Error> {
    let needed = match at {
        "contact.email" => {
            let (name, host) = text.split_once('@').unwrap_or_default();
            let is_address = !name.is_empty() && !host.is_empty() && !host.contains('@');
            if is_address && !text.contains(char::is_whitespace) {
                return None;
            }
            "an e-mail address"
        }
        "contact.phone" if !text.chars().any(|c| c.is_ascii_digit()) => "a telephone number",
        _ => return None,
    };
    Some(wrong(at).with_found(text).with_needed(needed))
}
