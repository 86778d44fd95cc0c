//! Storing values as JSON text, and reading them back.

use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value, push_quoted};
use crate::text::is_forbidden;

/// The version that is written and read.
const VERSION: u64 = 1;
/// The longest id of a system, in characters.
const LONGEST_ID: usize = 128;

/// An object that is written.
pub(super) struct Snapshot(String);

impl Snapshot {
    /// One of this kind.
    pub(super) fn new(kind: &str) -> Self {
        let mut snapshot = Self("{".to_owned());
        snapshot.text("countersign", kind);
        snapshot.number("version", VERSION.cast_signed());
        snapshot
    }

    fn name(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        push_quoted(&mut self.0, name);
        self.0.push(':');
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        push_quoted(&mut self.0, value);
    }

    pub(super) fn number(&mut self, name: &str, value: i64) {
        self.name(name);
        self.0 += &value.to_string();
    }

    pub(super) fn list<T>(
        &mut self,
        name: &str,
        items: impl Iterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        self.name(name);
        self.0.push('[');
        for (index, item) in items.enumerate() {
            self.0 += if index == 0 { "{" } else { ",{" };
            write(self, item);
            self.0.push('}');
        }
        self.0.push(']');
    }

    pub(super) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Reads a snapshot of this kind.
pub(super) fn read<T>(text: &str, kind: &str, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
    let root = Value::Object(json::parse(text.as_bytes(), "snapshot")?);
    let root = Node::root(&root);
    let found = root.required("countersign")?;
    if found.string()? != kind {
        return Err(found.refused(kind.to_owned()));
    }
    let version = root.required("version")?.integer(1..=u64::MAX)?;
    if version != VERSION {
        let needed = format!("version {VERSION}");
        return Err(Error::new(Code::StateVersion).with_found(version).with_needed(needed));
    }
    read(&root)
}

/// Refuses what is no id of a system.
pub(super) fn check_id(id: &str) -> Result<()> {
    let count = id.chars().count();
    if !(1..=LONGEST_ID).contains(&count) || id.chars().any(is_forbidden) {
        let needed = format!("1 to {LONGEST_ID} characters, none of which is a control character");
        return Err(Error::new(Code::UsageInvalid).with_at("id").with_found(id).with_needed(needed));
    }
    Ok(())
}
