//! A JSON document as it was read, borrowing from its bytes where nothing was escaped.

use crate::sort;
use std::borrow::Cow;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number that is no such integer, as it is written. Only foreign documents have any.
    #[cfg(any(feature = "jwt", feature = "keygen"))]
    Number(Cow<'a, str>),
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
            #[cfg(any(feature = "jwt", feature = "keygen"))]
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }
}

#[cfg(feature = "jwt")]
impl Value<'_> {
    /// The same, borrowing from nothing.
    pub(crate) fn into_owned(self) -> Value<'static> {
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

/// So many names are compared each with each.
const FEW: usize = 16;

/// The members of an object in their order; no name stands twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Object<'a> {
    /// Takes the members, or gives back a name that stands twice.
    ///
    /// The names of many are sorted for that, because an attacker chooses how many there are: comparing each with
    /// each would take hours for a file at the size cap. Those of few, as nearly all objects have, are sooner compared.
    pub(crate) fn new(members: Vec<(Cow<'a, str>, Value<'a>)>) -> Result<Self, String> {
        let name = |index: usize| members[index].0.as_ref();
        let repeated = if members.len() <= FEW {
            let repeats = |&later: &usize| (0..later).any(|earlier| name(earlier) == name(later));
            (1..members.len()).filter(repeats).min_by(|&a, &b| name(a).cmp(name(b)))
        } else {
            sort::repeated(members.len(), &name)
        };
        match repeated {
            Some(index) => Err(members[index].0.clone().into_owned()),
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
