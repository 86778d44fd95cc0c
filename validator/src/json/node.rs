//! Typed reading of a document: every mismatch is an error with the field's path and both sides.

use super::{Object, Value};
use crate::error::{Code, Error, Result};
use crate::text;
use countersign_reader::bytes;
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::ops::RangeInclusive;

/// For how many items room is made before they are read.
const MOST_EXPECTED: usize = 10_000;

/// Reads a value.
pub(crate) type Read<'n, T> = fn(&Node<'n>) -> Result<T>;

/// A value, and the way that led to it.
#[derive(Clone, Copy)]
pub(crate) struct Node<'n> {
    value: &'n Value<'n>,
    step: Step<'n>,
    parent: Option<&'n Node<'n>>,
}

#[derive(Clone, Copy)]
enum Step<'n> {
    Root,
    Name(&'n str),
    Index(usize),
}

impl<'n> Node<'n> {
    pub(crate) fn root(value: &'n Value<'n>) -> Self {
        Self { value, step: Step::Root, parent: None }
    }

    /// A member that must be there.
    pub(crate) fn required(&'n self, name: &'n str) -> Result<Node<'n>> {
        self.optional(name)?.ok_or_else(|| self.missing(name))
    }

    /// A member that must be there, read by `read`.
    pub(crate) fn required_with<T>(&'n self, name: &'n str, read: Read<'n, T>) -> Result<T> {
        read(&self.required(name)?)
    }

    /// A member that may be absent. `null` is a value, and never stands for absent.
    pub(crate) fn optional(&'n self, name: &'n str) -> Result<Option<Node<'n>>> {
        let value = self.object()?.get(name);
        Ok(value.map(|value| self.member(name, value)))
    }

    fn member(&'n self, name: &'n str, value: &'n Value<'n>) -> Node<'n> {
        Node { value, step: Step::Name(name), parent: Some(self) }
    }

    /// The error about a member that must be there.
    pub(crate) fn missing(&'n self, name: &'n str) -> Error {
        self.member(name, self.value).error(Code::ClaimsMissing)
    }

    /// A member that may be absent, read by `read`.
    pub(crate) fn optional_with<T>(&'n self, name: &'n str, read: Read<'n, T>) -> Result<Option<T>> {
        match self.optional(name)? {
            Some(node) => read(&node).map(Some),
            None => Ok(None),
        }
    }

    /// What `build` makes of the members, unless it read one that is refused: then the first such refusal.
    pub(crate) fn assemble<T>(&'n self, build: impl FnOnce(&Members<'n>) -> T) -> Result<T> {
        let members = Members { node: self, object: self.object()?, refusal: Cell::new(None) };
        let whole = build(&members);
        members.refusal.into_inner().map_or(Ok(whole), Err)
    }

    pub(crate) fn object(&self) -> Result<&'n Object<'n>> {
        match self.value {
            Value::Object(object) => Ok(object),
            _ => Err(self.wrong_type("object")),
        }
    }

    /// The members of an object, each with its name.
    pub(crate) fn members(&'n self) -> Result<impl Iterator<Item = (&'n str, Node<'n>)>> {
        Ok(self
            .object()?
            .iter()
            .map(|(name, value)| (name, Node { value, step: Step::Name(name), parent: Some(self) })))
    }

    /// The items of an array, each read by `read`.
    pub(crate) fn list<T>(&self, read: impl FnMut(&Node<'_>) -> Result<T>) -> Result<Vec<T>> {
        self.list_of(0..=usize::MAX, read)
    }

    /// The items of an array, each read by `read`; how many there may be is `count`.
    pub(crate) fn list_of<T>(
        &self,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&Node<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        // At once for all of them, as far as that is no room that the file does not pay for.
        let expected =
            if let Value::Array(values) = self.value { values.len().min(MOST_EXPECTED) } else { 0 };
        let mut items = Vec::with_capacity(expected);
        self.each(count, &mut |item| {
            items.push(read(item)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// The part of [`list_of`](Self::list_of) that is compiled once for every type of item.
    pub(crate) fn each(
        &self,
        count: RangeInclusive<usize>,
        read: &mut dyn FnMut(&Node<'_>) -> Result<()>,
    ) -> Result<()> {
        for (index, value) in self.array(count)?.iter().enumerate() {
            read(&Node { value, step: Step::Index(index), parent: Some(self) })?;
        }
        Ok(())
    }

    fn array(&self, count: RangeInclusive<usize>) -> Result<&'n [Value<'n>]> {
        let Value::Array(values) = self.value else { return Err(self.wrong_type("array")) };
        if count.contains(&values.len()) {
            return Ok(values);
        }
        let needed = match *count.end() {
            usize::MAX => format!("at least {}", count.start()),
            most => format!("{} to {most}", count.start()),
        };
        Err(self.error(Code::ClaimsLength).with_found(values.len()).with_needed(needed))
    }

    pub(crate) fn boolean(&self) -> Result<bool> {
        match self.value {
            Value::Boolean(boolean) => Ok(*boolean),
            _ => Err(self.wrong_type("boolean")),
        }
    }

    pub(crate) fn integer(&self, range: RangeInclusive<u64>) -> Result<u64> {
        let Value::Integer(integer) = self.value else { return Err(self.wrong_type("integer")) };
        u64::try_from(*integer).ok().filter(|integer| range.contains(integer)).ok_or_else(|| {
            let needed = format!("{} to {}", range.start(), range.end());
            self.error(Code::ClaimsRange).with_found(integer).with_needed(needed)
        })
    }

    #[cfg(feature = "jwt")]
    pub(crate) fn value(&self) -> &'n Value<'n> {
        self.value
    }

    #[cfg(any(feature = "jwt", feature = "keygen"))]
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub(crate) fn is_string(&self) -> bool {
        matches!(self.value, Value::String(_))
    }

    /// A string of any content, for values that are compared with a list or parsed.
    pub(crate) fn string(&self) -> Result<&'n str> {
        match self.value {
            Value::String(string) => Ok(string),
            _ => Err(self.wrong_type("string")),
        }
    }

    /// One of `values`, by its name.
    pub(crate) fn one_of<T: Copy>(&self, values: &[T], name: fn(T) -> &'static str) -> Result<T> {
        let string = self.string()?;
        values.iter().copied().find(|value| name(*value) == string).ok_or_else(|| {
            let names: Vec<_> = values.iter().map(|value| name(*value)).collect();
            self.refused(names.join(", "))
        })
    }

    /// A string of 1 to so many bytes of a set.
    pub(crate) fn id(&self, longest: usize, set: &bytes::Set, needed: &'static str) -> Result<String> {
        let id = self.string()?;
        if (1..=longest).contains(&id.len()) && bytes::run(id.as_bytes(), set) == id.len() {
            Ok(id.to_owned())
        } else {
            Err(self.refused(needed))
        }
    }

    /// A text of one line that a person reads; it may be empty.
    pub(crate) fn line(&self) -> Result<String> {
        self.text(0..=text::LONGEST, |_| false)
    }

    /// A name or id: a line that is not empty.
    pub(crate) fn name(&self) -> Result<String> {
        self.text(1..=text::LONGEST, |_| false)
    }

    /// A text of several lines.
    pub(crate) fn paragraphs(&self, longest: usize) -> Result<String> {
        self.text(0..=longest, text::is_layout)
    }

    /// The name under which this value is a member, read by `read`.
    pub(crate) fn member_name<T>(&self, read: fn(&Node<'_>) -> Result<T>) -> Result<T> {
        let Step::Name(name) = self.step else { return Err(self.error(Code::ClaimsType)) };
        let value = Value::String(name.into());
        read(&Node { value: &value, step: self.step, parent: self.parent })
    }

    fn text(&self, length: RangeInclusive<usize>, is_permitted: fn(char) -> bool) -> Result<String> {
        let string = self.string()?;
        let is_plain = bytes::is_plain(string);
        let count = if is_plain { string.len() } else { string.chars().count() };
        if !length.contains(&count) {
            let needed = format!("{} to {} characters", length.start(), length.end());
            return Err(self.error(Code::ClaimsLength).with_found(count).with_needed(needed));
        }
        let forbidden = |&c: &char| text::is_forbidden(c) && !is_permitted(c);
        match if is_plain { None } else { string.chars().find(forbidden) } {
            None => Ok(string.to_owned()),
            Some(c) => Err(self.error(Code::ClaimsText).with_found(format_args!("U+{:04X}", u32::from(c)))),
        }
    }

    /// An error about this value.
    pub(crate) fn error(&self, code: Code) -> Error {
        Error::new(code).with_at(self)
    }

    /// An error about this value, which is a string or number outside of what is permitted.
    pub(crate) fn refused(&self, needed: impl Into<Cow<'static, str>>) -> Error {
        let error = self.error(Code::ClaimsValue).with_needed(needed);
        match self.value {
            Value::String(string) => error.with_found(string),
            Value::Integer(integer) => error.with_found(integer),
            other => error.with_found(other.type_name()),
        }
    }

    fn wrong_type(&self, needed: &'static str) -> Error {
        self.error(Code::ClaimsType).with_found(self.value.type_name()).with_needed(needed)
    }
}

/// The members of an object while it is read, for [`Node::assemble`].
///
/// A refusal is kept until all are read: a way out after each of twenty members would be more code than
/// the reading.
pub(crate) struct Members<'n> {
    node: &'n Node<'n>,
    object: &'n Object<'n>,
    refusal: Cell<Option<Error>>,
}

impl<'n> Members<'n> {
    /// A member that must be there; where it is refused, a value that nobody gets to see.
    pub(crate) fn required<T: Default>(&self, name: &'n str, read: Read<'n, T>) -> T {
        match self.object.get(name) {
            Some(_) => self.optional(name, read).unwrap_or_default(),
            None => {
                self.refuse(self.node.missing(name));
                T::default()
            }
        }
    }

    /// A member that may be absent.
    pub(crate) fn optional<T>(&self, name: &'n str, read: Read<'n, T>) -> Option<T> {
        let value = self.object.get(name)?;
        self.accept(read(&self.node.member(name, value)))
    }

    fn accept<T>(&self, read: Result<T>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(error);
                None
            }
        }
    }

    fn refuse(&self, error: Error) {
        let first = self.refusal.take().unwrap_or(error);
        self.refusal.set(Some(first));
    }
}

/// The path of the value, e.g. `lic.entitlements[0].id`.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Name(name) if parent.parent.is_none() => f.write_str(name),
            Step::Name(name) => write!(f, ".{name}"),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}
