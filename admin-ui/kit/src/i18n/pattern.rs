//! A message as the build script encoded it, and how it becomes text.

use super::Language;
use countersign::printable;
use countersign_texts::encoding::{END, FORM, SELECT, SELECT_END, TEXT, VARIABLE};
use std::borrow::Cow;

/// The value of a variable.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A text, of whoever: shown as the characters that it has.
    Text(Cow<'a, str>),
    /// A whole number, which also selects plural forms. Its digits are not grouped.
    Number(u64),
}

/// The variables of a message, and the language whose plural forms it has.
pub(super) struct Scope<'a> {
    pub(super) language: Language,
    pub(super) arguments: &'a [(&'a str, Value<'a>)],
}

impl Scope<'_> {
    /// Writes a message with its variables.
    pub(super) fn write(&self, message: &str, text: &mut String) {
        let mut rest = message;
        while let Some(at) = rest.find([VARIABLE, SELECT]) {
            let (before, marked) = rest.split_at(at);
            text.push_str(before);
            let end = if marked.starts_with(VARIABLE) { END } else { SELECT_END };
            // The markers are one byte long, and the build script wrote every end.
            let (inside, after) = marked[1..].split_once(end).unwrap_or((&marked[1..], ""));
            if end == END {
                self.write_variable(inside, text);
            } else {
                self.write(self.form(inside), text);
            }
            rest = after;
        }
        text.push_str(rest);
    }

    fn write_variable(&self, name: &str, text: &mut String) {
        match self.value(name) {
            // Names of files and the like are put in as they came.
            Some(Value::Text(value)) => text.push_str(&printable(value)),
            Some(Value::Number(number)) => text.push_str(&number.to_string()),
            None => text.push_str(name),
        }
    }

    /// The form for the number itself, else for its plural category, else for everything else.
    fn form<'m>(&self, select: &'m str) -> &'m str {
        let mut parts = select.split(FORM);
        let variable = parts.next().unwrap_or_default();
        let forms = parts.filter_map(|form| form.split_once(TEXT));
        let find = |key: &str| forms.clone().find(|(own, _)| *own == key).map(|(_, text)| text);
        let chosen = match self.value(variable) {
            Some(Value::Number(number)) => {
                find(&number.to_string()).or_else(|| find(self.language.plural_category(*number)))
            }
            _ => None,
        };
        chosen.or_else(|| find("")).unwrap_or_default()
    }

    fn value(&self, name: &str) -> Option<&Value<'_>> {
        let argument = self.arguments.iter().find(|(own, _)| *own == name);
        debug_assert!(argument.is_some(), "the variable {name} has no value");
        argument.map(|(_, value)| value)
    }
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
