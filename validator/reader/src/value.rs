//! A JSON document as it was read, borrowing from its bytes where nothing was escaped.

use crate::{bytes, sort};
use std::borrow::Cow;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`, which never stands for absent.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer within the limits.
    Integer(i64),
    /// A number that is no such integer, as it is written. Only foreign documents have any.
    #[cfg(feature = "foreign")]
    Number(Cow<'a, str>),
    /// A string, with what was escaped in it.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Value<'a>>),
    /// An object.
    Object(Object<'a>),
}

impl Value<'_> {
    /// The name of the value's type, for error messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "integer",
            #[cfg(feature = "foreign")]
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

#[cfg(feature = "foreign")]
impl Value<'_> {
    /// The same, borrowing from nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Boolean(boolean) => Value::Boolean(boolean),
            Value::Integer(integer) => Value::Integer(integer),
            Value::Number(literal) => Value::Number(literal.into_owned().into()),
            Value::String(string) => Value::String(string.into_owned().into()),
            Value::Array(values) => Value::Array(values.into_iter().map(Value::into_owned).collect()),
            Value::Object(Object(members)) => {
                let owned =
                    |(name, value): (Cow<'_, str>, Value<'_>)| (name.into_owned().into(), value.into_owned());
                Value::Object(Object(members.into_iter().map(owned).collect()))
            }
        }
    }
}

#[cfg(feature = "foreign")]
impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Value::String(text.into())
    }
}

#[cfg(feature = "foreign")]
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::String(text.into())
    }
}

#[cfg(feature = "foreign")]
impl From<bool> for Value<'_> {
    fn from(boolean: bool) -> Self {
        Value::Boolean(boolean)
    }
}

#[cfg(feature = "foreign")]
impl From<i64> for Value<'_> {
    fn from(integer: i64) -> Self {
        Value::Integer(integer)
    }
}

#[cfg(feature = "foreign")]
impl<'v> From<Vec<Value<'v>>> for Value<'v> {
    fn from(values: Vec<Value<'v>>) -> Self {
        Value::Array(values)
    }
}

/// So many names are compared each with each.
const FEW: usize = 16;

/// The members of an object in their order; no name stands twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Object<'a> {
    /// Takes the members, or gives back a name that stands twice.
    ///
    /// The names of many are sorted for that, because an attacker chooses how many there are: comparing each with
    /// each would take hours for a file at the size cap. Those of few, as nearly all objects have, are sooner compared.
    ///
    /// # Errors
    /// The name.
    pub fn new(members: Vec<(Cow<'a, str>, Value<'a>)>) -> Result<Self, String> {
        let name = |index: usize| members[index].0.as_ref();
        let repeated = if members.len() <= FEW {
            let repeats = |&later: &usize| {
                (0..later).any(|earlier| bytes::equal(name(earlier).as_bytes(), name(later).as_bytes()))
            };
            (1..members.len()).filter(repeats).min_by(|&a, &b| name(a).cmp(name(b)))
        } else {
            sort::repeated(members.len(), &name)
        };
        match repeated {
            Some(index) => Err(members[index].0.clone().into_owned()),
            None => Ok(Self(members)),
        }
    }

    /// The value of a member, if there is one.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.0
            .iter()
            .find(|(member, _)| bytes::equal(member.as_bytes(), name.as_bytes()))
            .map(|(_, value)| value)
    }

    /// The members, each with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}
