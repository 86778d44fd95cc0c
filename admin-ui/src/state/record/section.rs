//! The parts of a record, as they are written.

use super::{AccountName, HEADER, Record};
use crate::fold::fold;
use crate::order::order;
use countersign::{Code, Dropped, State, Thumbprint, TrustedKeys};
use std::collections::BTreeMap;
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
    /// What can't be read of it.
    pub(crate) unread: Vec<Unread>,
}

/// Something in the store that can't be read. It stays there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// What it is stored under.
    pub(crate) key: String,
    /// Why.
    pub(crate) code: Code,
    /// What it says, as far as the browser can tell.
    pub(crate) text: Option<Rc<str>>,
}

/// What is stored under this key is shared by all accounts.
const SHARED: &str = "record";

impl Section {
    /// Whether a newer version of the page wrote a part: what it means by its lines is not known here.
    pub(crate) fn is_newer(text: &str) -> bool {
        text.lines().filter(|line| line.as_bytes().starts_with(HEADER)).any(|header| {
            let (_, unread) = State::parse(header.as_bytes(), fold);
            unread.iter().any(|dropped| dropped.error.code() == Code::StateVersion)
        })
    }

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
#[derive(Default)]
struct Lines {
    owner: Option<AccountName>,
    text: Vec<u8>,
    /// The number of each.
    numbers: Vec<usize>,
}

/// Reads the parts of a record, in any order. What says of no account that it is its own is shared.
pub(super) fn parse(text: &[u8]) -> (Record, Vec<Dropped>) {
    let mut record = Record::default();
    let mut dropped = Vec::new();
    let mut parts = vec![Lines::default()];
    let mut owners = BTreeMap::new();
    let (mut part, mut is_named) = (0, false);
    for (number, content) in (1..).zip(text.split(|&byte| byte == b'\n')) {
        if let Some(rest) = content.strip_prefix(KEYGEN_LINE) {
            let jwk_set = rest.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
            if let Err(error) = TrustedKeys::parse(jwk_set).and_then(|keys| record.keygen.extend(keys)) {
                dropped.push(Dropped { line: number, error });
            }
            continue;
        }
        if let Some(name) = content.strip_prefix(ACCOUNT_LINE).and_then(named) {
            part = *owners.entry(name.clone()).or_insert_with(|| {
                parts.push(Lines { owner: Some(name), ..Lines::default() });
                parts.len() - 1
            });
            is_named = true;
            continue;
        }
        if content.starts_with(HEADER) && !is_named {
            part = 0;
        }
        is_named = false;
        parts[part].push(number, content);
    }
    if parts.len() > 1 {
        // One account's part alone has nothing that is shared.
        parts.retain(|part| part.owner.is_some() || !part.text.trim_ascii().is_empty());
    }
    for Lines { owner, text, numbers } in parts {
        let (state, unread) = State::parse(&text, fold);
        dropped.extend(unread.into_iter().map(|unread| {
            let number = numbers.get(unread.line - 1).copied();
            Dropped { line: number.unwrap_or(unread.line), ..unread }
        }));
        match owner {
            None => record.shared = Rc::new(state),
            Some(name) => drop(record.accounts.insert(name, Rc::new(state))),
        }
    }
    let order = order(dropped.len(), &|a, b| dropped[a].line.cmp(&dropped[b].line));
    (record, order.into_iter().map(|index| dropped[index as usize].clone()).collect())
}

impl Lines {
    fn push(&mut self, number: usize, content: &[u8]) {
        self.text.extend_from_slice(content);
        self.text.push(b'\n');
        self.numbers.push(number);
    }
}

/// The account in the rest of the line that says whose the state is.
fn named(rest: &[u8]) -> Option<AccountName> {
    AccountName::from_text(std::str::from_utf8(rest.trim_ascii_end().strip_suffix(b"\"}")?).ok()?)
}
