//! The parts of a record, as they are written.

use super::{AccountName, HEADER, Record};
use crate::fold::fold;
use crate::order::order;
use countersign::{Dropped, State, Thumbprint, TrustedKeys};
use std::rc::Rc;

/// How the line with Keygen's keys begins, which stands after the lines of the core's state: the core keeps
/// entries that it does not know, and has none for keys of other vendors.
const KEYGEN_LINE: &[u8] = b"{\"keygen_keys\":";

/// How the line begins that says whose the state is that follows.
const ACCOUNT_LINE: &[u8] = b"{\"account\":\"";

/// A part of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// What it is stored under.
    pub(crate) key: String,
    /// A record with this part alone.
    pub(crate) text: String,
}

/// What the store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stored {
    /// How many times something was stored.
    pub(crate) turn: u32,
    /// All parts, one after the other.
    pub(crate) text: String,
}

/// What is stored under this key is shared by all accounts.
const SHARED: &str = "record";

impl Section {
    /// What is to be stored where something is stored already that is not known here: nothing that another
    /// tab has stored is lost. `gone` are the keys of Keygen that were just removed, of which the record
    /// itself tells nothing.
    pub(crate) fn over(self, stored: &str, gone: &[Thumbprint]) -> Section {
        let (mut record, _) = Record::parse(self.text.as_bytes());
        record.merge(Record::parse(stored.as_bytes()).0);
        record.forget_keygen(gone);
        let own = record.sections(None).into_iter().find(|section| section.key == self.key);
        own.unwrap_or(self)
    }
}

impl Record {
    /// The parts of it, but for those that are the very ones of an earlier record.
    pub(super) fn sections(&self, earlier: Option<&Record>) -> Vec<Section> {
        let mut sections = Vec::new();
        let same =
            |earlier: &Record| Rc::ptr_eq(&earlier.shared, &self.shared) && earlier.keygen == self.keygen;
        if !earlier.is_some_and(same) {
            let mut text = self.shared.to_lines();
            if !self.keygen.is_empty() {
                let keys = self.keygen.to_jwk_set().replace('\n', "");
                text.push_str(&["{\"keygen_keys\":", &keys, "}\n"].concat());
            }
            sections.push(Section { key: SHARED.to_owned(), text });
        }
        for (name, account) in &self.accounts {
            let earlier = earlier.and_then(|earlier| earlier.accounts.get(name));
            if !earlier.is_some_and(|earlier| Rc::ptr_eq(earlier, account)) {
                let key = name.to_text();
                let text = ["{\"account\":\"", &key, "\"}\n", &account.to_lines()].concat();
                sections.push(Section { key, text });
            }
        }
        sections
    }
}

/// The lines of one part, wherever they stood.
struct Lines {
    owner: Option<AccountName>,
    /// With an empty line in the place of each that is another part's: that keeps the numbers.
    text: Vec<u8>,
    /// How many lines that is.
    count: usize,
}

/// Reads the parts of a record, in any order. What says of no account that it is its own is shared.
pub(super) fn parse(text: &[u8]) -> (Record, Vec<Dropped>) {
    let mut record = Record::default();
    let mut dropped = Vec::new();
    let mut parts = vec![Lines { owner: None, text: Vec::with_capacity(text.len()), count: 0 }];
    let (mut part, mut is_named) = (0, false);
    for (index, content) in text.split(|&byte| byte == b'\n').enumerate() {
        if let Some(rest) = content.strip_prefix(KEYGEN_LINE) {
            let jwk_set = rest.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
            if let Err(error) = TrustedKeys::parse(jwk_set).and_then(|keys| record.keygen.extend(keys)) {
                dropped.push(Dropped { line: index + 1, error });
            }
            continue;
        }
        if let Some(name) = content.strip_prefix(ACCOUNT_LINE).and_then(named) {
            part = part_of(&mut parts, name);
            is_named = true;
            continue;
        }
        if content.starts_with(HEADER) && !is_named {
            part = 0;
        }
        is_named = false;
        parts[part].push(index, content);
    }
    if parts.len() > 1 {
        // One account's part alone has nothing that is shared.
        parts.retain(|part| part.owner.is_some() || !part.text.trim_ascii().is_empty());
    }
    for Lines { owner, text, .. } in parts {
        let (state, mut unread) = State::parse(&text, fold);
        dropped.append(&mut unread);
        match owner {
            None => record.shared = Rc::new(state),
            Some(name) => drop(record.accounts.insert(name, Rc::new(state))),
        }
    }
    let order = order(dropped.len(), &|a, b| dropped[a].line.cmp(&dropped[b].line));
    (record, order.into_iter().map(|index| dropped[index as usize].clone()).collect())
}

/// The index of an account's part, which is begun where it is not there yet.
fn part_of(parts: &mut Vec<Lines>, name: AccountName) -> usize {
    let present = parts.iter().position(|part| part.owner.as_ref() == Some(&name));
    present.unwrap_or_else(|| {
        parts.push(Lines { owner: Some(name), text: Vec::new(), count: 0 });
        parts.len() - 1
    })
}

impl Lines {
    fn push(&mut self, index: usize, content: &[u8]) {
        self.text.resize(self.text.len() + index - self.count, b'\n');
        self.text.extend_from_slice(content);
        self.text.push(b'\n');
        self.count = index + 1;
    }
}

/// The account in the rest of the line that says whose the state is.
fn named(rest: &[u8]) -> Option<AccountName> {
    AccountName::from_text(std::str::from_utf8(rest.trim_ascii_end().strip_suffix(b"\"}")?).ok()?)
}
