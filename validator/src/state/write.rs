//! Writing a state.

use super::journal::{Account, Started};
use super::{State, StoredDocument};
use crate::json::{push_quoted, quoted};
use crate::judge::clock::ClockMark;
use crate::keys::write_key;
use crate::values::base64;
use crate::values::revision::Revision;
use crate::values::time::UnixTime;

/// The first line.
const HEADER: &str = "{\"countersign\":\"state\",\"version\":1}\n";

pub(super) fn lines(state: &State) -> String {
    let mut lines = String::from(HEADER);
    for document in state.documents.values() {
        write_document(&mut lines, document);
    }
    for (revision, key) in state.keys.values() {
        Entry::begin(&mut lines, "key").json("jwk", &write_key(key)).revision(*revision).end();
    }
    for (revision, person) in state.roster.person_revisions() {
        let entry = Entry::begin(&mut lines, "person").text("name", &person.name);
        entry.text("first", &person.first).text("last", &person.last).revision(revision).end();
    }
    for (name, entitlement, revision) in state.roster.seat_revisions() {
        let entry = Entry::begin(&mut lines, "seat").text("person", name);
        entry.text("entitlement", entitlement).revision(revision).end();
    }
    for (entitlement, (revision, amount)) in &state.usage {
        let entry = Entry::begin(&mut lines, "usage").text("entitlement", entitlement);
        entry.number("amount", *amount).revision(*revision).end();
    }
    if state.clock != ClockMark::default() {
        Entry::begin(&mut lines, "clock").clock(&state.clock).end();
    }
    for (account, mark) in &state.marks {
        Entry::begin(&mut lines, "account_clock").account(account).clock(mark).end();
    }
    for started in state.journal.iter() {
        write_emergency(&mut lines, started);
    }
    for (activation, serial, at) in state.journal.deactivations() {
        let entry = Entry::begin(&mut lines, "deactivation").text("product", &activation.product);
        let entry = entry.text("account", &activation.account).text("license", &activation.license);
        let entry = entry.text("activation", &activation.id).number("serial", serial);
        entry.instant("at", Some(at)).end();
    }
    for line in &state.unknown {
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

fn write_document(lines: &mut String, document: &StoredDocument) {
    let entry = Entry::begin(lines, "document").text("name", &document.name);
    let mut entry = entry.instant("added", Some(document.added.at));
    if document.revision.number > 1 && document.added.order > 0 {
        entry = entry.number("added_order", document.added.order.into());
    }
    let entry = entry.revision(document.revision);
    match std::str::from_utf8(&document.bytes) {
        Ok(text) => entry.text("text", text).end(),
        Err(_) => entry.text("base64url", &base64::encode_url(&document.bytes)).end(),
    }
}

fn write_emergency(lines: &mut String, Started { account, start, order }: &Started) {
    let entry = Entry::begin(lines, "emergency").account(account);
    let entry = entry.text("entitlement", &start.entitlement).text("license", &start.license);
    let entry = entry.instant("at", Some(start.at)).instant("end", Some(start.end));
    let seen: Vec<String> = start.seen.iter().map(|digest| quoted(&base64::encode_url(digest))).collect();
    let entry = entry.json("seen", &["[", &seen.join(","), "]"].concat()).number("peak", start.peak);
    let entry = entry.instant("settled", start.settled);
    match order {
        Some(order) => entry.number("order", (*order).into()).end(),
        None => entry.end(),
    }
}

/// A line that is being written.
struct Entry<'l>(&'l mut String);

impl<'l> Entry<'l> {
    fn begin(lines: &'l mut String, kind: &str) -> Self {
        lines.push_str("{\"");
        lines.push_str(kind);
        lines.push_str("\":{");
        Self(lines)
    }

    fn json(self, name: &str, value: &str) -> Self {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        push_quoted(self.0, name);
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    fn text(self, name: &str, value: &str) -> Self {
        let entry = self.json(name, "");
        push_quoted(entry.0, value);
        entry
    }

    fn account(self, account: &Account) -> Self {
        let entry = self.text("issuer", &account.issuer).text("product", &account.product);
        entry.text("account", &account.name)
    }

    fn clock(self, clock: &ClockMark) -> Self {
        let entry = self.instant("mark", clock.mark()).instant("pending", clock.pending());
        entry.number("resets", clock.resets())
    }

    fn number(self, name: &str, value: u64) -> Self {
        self.json(name, &value.to_string())
    }

    fn instant(self, name: &str, value: Option<UnixTime>) -> Self {
        match value {
            Some(value) => self.json(name, &value.as_secs().to_string()),
            None => self,
        }
    }

    fn revision(self, revision: Revision) -> Self {
        let mut entry = self.instant("at", Some(revision.at));
        if revision.order > 0 {
            entry = entry.number("order", revision.order.into());
        }
        if revision.number > 1 {
            entry = entry.number("revision", revision.number);
        }
        if revision.removed {
            entry = entry.json("removed", "true");
        }
        entry
    }

    fn end(self) {
        self.0.push_str("}}\n");
    }
}
