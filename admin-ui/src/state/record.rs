//! What is kept from one visit to the next.

use countersign::{Dropped, Result, State, Thumbprint, TrustedKeys, fold_case};

/// How the line with Keygen's keys begins, which stands after the lines of the core's state: the core keeps
/// entries that it does not know, and has none for keys of other vendors.
const KEYGEN_LINE: &str = "{\"keygen_keys\":";

/// How every text of a record begins.
const HEADER: &[u8] = b"{\"countersign\":\"state\"";

/// The core's state, and beside it the keys of vendors who use Keygen.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) own: State,
    pub(crate) keygen: TrustedKeys,
}

impl Default for Record {
    fn default() -> Self {
        Self { own: State::new(fold_case), keygen: TrustedKeys::default() }
    }
}

impl Record {
    /// Whether a file is a record, be it damaged.
    pub(super) fn is_one(bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(HEADER)
    }

    /// Reads what [`to_text`](Self::to_text) wrote: all that can be read, and which lines could not.
    pub(crate) fn parse(text: &[u8]) -> (Self, Vec<Dropped>) {
        let mut own_lines = Vec::with_capacity(text.len());
        let mut keygen = TrustedKeys::default();
        let mut dropped = Vec::new();
        for (line, content) in (1..).zip(text.split(|&byte| byte == b'\n')) {
            match content.strip_prefix(KEYGEN_LINE.as_bytes()) {
                Some(rest) => {
                    let jwk_set = rest.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
                    match TrustedKeys::parse(jwk_set).and_then(|keys| keygen.extend(keys)) {
                        Ok(()) => {}
                        Err(error) => dropped.push(Dropped { line, error }),
                    }
                }
                None => own_lines.extend_from_slice(content),
            }
            // An empty line in its place keeps the numbers of the others.
            own_lines.push(b'\n');
        }
        let (own, mut unread) = State::parse(&own_lines, fold_case);
        unread.append(&mut dropped);
        (Self { own, keygen }, unread)
    }

    /// Writes it; two records that hold the same are written the same.
    pub(crate) fn to_text(&self) -> String {
        let mut text = self.own.to_lines();
        if !self.keygen.is_empty() {
            let jwk_set = self.keygen.to_jwk_set().replace('\n', "");
            text.push_str(&[KEYGEN_LINE, &jwk_set, "}\n"].concat());
        }
        text
    }

    /// Imports another one. Of a key that both have with other constraints, the own one stands.
    pub(crate) fn merge(&mut self, other: Record) {
        self.own.merge(other.own);
        for key in other.keygen.iter().cloned() {
            self.keygen.insert(key).unwrap_or_default();
        }
    }

    /// What is to be stored where this is stored already: nothing that another tab has stored meanwhile is
    /// lost. `gone` are the keys of Keygen that were just removed, of which the record itself tells nothing.
    pub(crate) fn over(&self, stored: Option<&str>, gone: &[Thumbprint]) -> String {
        let Some(stored) = stored else { return self.to_text() };
        let mut record = self.clone();
        record.merge(Record::parse(stored.as_bytes()).0);
        for key in gone {
            record.keygen.remove(key);
        }
        record.to_text()
    }

    /// Trusts keys of vendors who use Keygen.
    ///
    /// # Errors
    /// `key_invalid` where one of them is there with other constraints; then none has been added.
    pub(super) fn import_keygen(&mut self, keys: TrustedKeys) -> Result<()> {
        self.keygen.extend(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[u8] = include_bytes!("../../../tests/fixtures/known-answers/keys.json");

    fn with_keys() -> Record {
        Record { keygen: TrustedKeys::parse(KEYS).unwrap(), ..Record::default() }
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let text = with_keys().to_text();
        let (record, dropped) = Record::parse(text.as_bytes());
        assert!(dropped.is_empty(), "{dropped:?}");
        assert_eq!(record.keygen, with_keys().keygen);
        assert_eq!(record.to_text(), text);
    }

    #[test]
    fn a_line_that_is_damaged_is_named_by_its_number() {
        let text = with_keys().to_text().replace("OKP", "RSA") + "{\"person\":{}}\n";
        let (record, dropped) = Record::parse(text.as_bytes());
        assert!(record.keygen.is_empty());
        let lines: Vec<usize> = dropped.iter().map(|dropped| dropped.line).collect();
        assert_eq!(lines, [3, 2]);
    }

    #[test]
    fn what_another_tab_stored_is_kept_and_what_was_removed_here_is_not() {
        let stored = with_keys().to_text();
        assert_eq!(Record::default().over(Some(&stored), &[]), stored);
        let gone: Vec<Thumbprint> = with_keys().keygen.iter().map(|key| key.key.thumbprint()).collect();
        assert_eq!(Record::default().over(Some(&stored), &gone), Record::default().to_text());
        assert_eq!(with_keys().over(None, &[]), stored);
    }
}
