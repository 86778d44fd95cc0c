//! A JSON document as it was read, borrowing from its bytes where nothing was escaped.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Object<'a>),
}

impl Value<'_> {
    /// The name of the value's type, for error messages.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

/// The members of an object in their order; no name stands twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Object<'a> {
    /// Takes the members, or gives back a name that stands twice.
    pub(crate) fn new(members: Vec<(Cow<'a, str>, Value<'a>)>) -> Result<Self, Cow<'a, str>> {
        match repeated_name(&members) {
            Some(index) => Err(members[index].0.clone()),
            None => Ok(Self(members)),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

/// The index of a member whose name another one has. By a set, because an attacker chooses how many
/// members there are: comparing each with each would take hours for a file at the size cap.
fn repeated_name(members: &[(Cow<'_, str>, Value<'_>)]) -> Option<usize> {
    let mut names = BTreeSet::new();
    members.iter().position(|(name, _)| !names.insert(name.as_ref()))
}
