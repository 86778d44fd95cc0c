//! Own templates of licences: kept in the browser, and in a file for other browsers.

use super::Effect;
use serde_json::{Value, json};

/// The member of a file of templates that has them.
const MEMBER: &str = "templates";

/// The templates that somebody made.
#[derive(Default)]
pub(crate) struct Templates {
    pub(crate) own: Vec<Template>,
}

/// A template: claims, with or without places to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) name: String,
    pub(crate) claims: Value,
}

impl Templates {
    /// The templates of a text; none where it has no such member.
    pub(super) fn read(text: &str) -> Option<Vec<Template>> {
        let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        let rows = file.get(MEMBER)?.as_array()?;
        let template = |row: &Value| {
            let name = row.get("name")?.as_str()?.trim().to_owned();
            let claims = row.get("claims").filter(|claims| claims.is_object())?.clone();
            (!name.is_empty()).then_some(Template { name, claims })
        };
        rows.iter().map(template).collect()
    }

    /// Takes templates in; one of the same name takes the place of the other.
    pub(super) fn add(&mut self, templates: Vec<Template>) {
        for template in templates {
            match self.own.iter_mut().find(|own| own.name == template.name) {
                Some(own) => *own = template,
                None => self.own.push(template),
            }
        }
    }

    /// The file that has all of them.
    pub(super) fn write(&self) -> String {
        let rows: Vec<_> =
            self.own.iter().map(|own| json!({ "name": own.name, "claims": own.claims })).collect();
        serde_json::to_string_pretty(&json!({ MEMBER: rows })).unwrap_or_default() + "\n"
    }

    pub(super) fn keep(&self) -> Effect {
        Effect::KeepTemplates(self.write())
    }
}
