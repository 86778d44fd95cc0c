//! A compiled message, and how it becomes text.

use super::Language;
use std::borrow::Cow;

/// A message in one language.
pub(super) enum Pattern {
    Text(&'static str),
    Parts(&'static [Part]),
}

/// A part of a message that has variables.
pub(super) enum Part {
    Text(&'static str),
    Variable(&'static str),
    /// The form whose key is the number itself or its plural category, or the other one.
    Select {
        variable: &'static str,
        forms: &'static [(&'static str, &'static [Part])],
        other: &'static [Part],
    },
}

/// The value of a variable.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    /// A whole number, which also selects plural forms. Its digits are not grouped.
    Number(u64),
}

impl Pattern {
    pub(super) fn write(&self, language: Language, arguments: &[(&str, Value)]) -> String {
        let mut text = String::new();
        match self {
            Pattern::Text(whole) => text.push_str(whole),
            Pattern::Parts(parts) => write_parts(parts, language, arguments, &mut text),
        }
        text
    }
}

fn write_parts(parts: &[Part], language: Language, arguments: &[(&str, Value)], text: &mut String) {
    let value = |name: &str| {
        let argument = arguments.iter().find(|(own, _)| *own == name);
        debug_assert!(argument.is_some(), "the variable {name} has no value");
        argument.map(|(_, value)| value)
    };
    for part in parts {
        match part {
            Part::Text(own) => text.push_str(own),
            Part::Variable(name) => match value(name) {
                Some(Value::Text(own)) => text.push_str(own),
                Some(Value::Number(number)) => text.push_str(&number.to_string()),
                None => text.push_str(name),
            },
            Part::Select { variable, forms, other } => {
                let form = match value(variable) {
                    Some(Value::Number(number)) => form(forms, language, *number),
                    _ => None,
                };
                write_parts(form.unwrap_or(other), language, arguments, text);
            }
        }
    }
}

fn form(
    forms: &'static [(&'static str, &'static [Part])],
    language: Language,
    number: u64,
) -> Option<&'static [Part]> {
    let find = |key: &str| forms.iter().find(|(own, _)| *own == key).map(|(_, parts)| *parts);
    find(&number.to_string()).or_else(|| find(language.plural_category(number)))
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}
