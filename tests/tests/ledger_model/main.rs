//! Ledgers against their rules as they are written: random histories, each step of them answered by the ledger and
//! by a plain model, and told by both.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod desk;
mod model;
mod ops;

use countersign_issuer::{Added, Answer as Given, Appended, Failure, Ledger};
use desk::{Desk, HOSTS, at, claims};
use model::{Activation, Answer, Entitlement, Entry, Grants, License, Model, Wanted};
use ops::{Asked, Licensed, Op, history};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::env;

const START: i64 = 1_764_000_000;
const DAY: i64 = 86_400;

struct Run {
    desk: Desk,
    model: Model,
    /// What the clock shows.
    now: i64,
    /// The instant of the last entry.
    last: i64,
    /// The instants of the entries.
    instants: Vec<i64>,
    /// The requests that were made: what is wanted, the document, and what the operator gave.
    requests: Vec<(Wanted, String, Grants)>,
    receipts: Vec<(String, u64, String)>,
    /// The activations' documents, in the order of the model's.
    documents: Vec<String>,
    lists: u64,
}

fn jti(which: usize) -> String {
    format!("L-{which}")
}

fn account(which: usize) -> &'static str {
    if which == 3 { "site-2" } else { "site-1" }
}

fn code(failure: &Failure) -> (&'static str, Option<[u64; 4]>) {
    let shortage = match failure {
        Failure::Refused(refusal) => refusal.shortage,
        _ => None,
    };
    (failure.code(), shortage.map(|one| [one.limit, one.used, one.requested, one.left]))
}

impl Run {
    fn new(is_delegate: bool) -> Self {
        Self {
            desk: Desk::new(is_delegate, START),
            model: Model { entries: Vec::new(), is_delegate },
            now: START,
            last: START,
            instants: Vec::new(),
            requests: Vec::new(),
            receipts: Vec::new(),
            documents: Vec::new(),
            lists: 0,
        }
    }

    fn now(&self) -> i64 {
        self.now.max(self.last)
    }

    fn status(&mut self) -> Value {
        serde_json::to_value(self.desk.ledger.status(at(self.now)).unwrap()).unwrap()
    }

    fn told(&self) -> Value {
        self.model.status(self.now(), |host| self.desk.code(host))
    }

    fn append(&mut self, entry: Entry, appended: &Appended) {
        self.last = self.now();
        self.desk.text += &(appended.line.clone() + "\n");
        self.instants.push(self.last);
        self.model.entries.push(entry);
        assert_eq!(appended.number, self.model.entries.len() as u64);
        let line: Value = serde_json::from_str(&appended.line).unwrap();
        assert_eq!((&line["n"], &line["at"]), (&json!(appended.number), &json!(self.last)));
    }

    fn add(&mut self, document: &str, entry: Entry) {
        match self.desk.ledger.add(document.as_bytes(), at(self.now)).unwrap() {
            Added::Entry(appended) => self.append(entry, &appended),
            other => panic!("{other:?}"),
        }
    }

    fn license(&mut self, new: &Licensed) {
        let is_delegate = self.model.is_delegate;
        let serials = self.model.entries.iter().filter_map(|entry| match entry {
            Entry::License(license) if license.jti == jti(new.which) => Some(license.serial),
            _ => None,
        });
        let serial = serials.max().unwrap_or(0) + 1;
        let has_delegates = new.has_delegates || is_delegate;
        let one = |id, metric, quantity| Entitlement {
            id,
            metric,
            quantity,
            is_copy: id == "copies",
            is_delegable: id == "units" || (is_delegate && id != "users" && id != "fax"),
        };
        let mut entitlements =
            vec![one("seats", "host", Some(new.seats)), one("sessions", "session", Some(new.sessions))];
        if !new.is_small {
            entitlements.extend([
                one("users", "user", Some(new.users)),
                one("copies", "user", Some(6)),
                one("units", "device", Some(7)),
                one("fax", "feature", None),
                one("lines", "session", None),
            ]);
        }
        let license = License {
            jti: jti(new.which),
            serial,
            account: account(new.which),
            iat: self.now(),
            nbf: new.start.map(|days| self.now() + days * DAY),
            exp: new.end.map(|days| self.now() + (days + new.start.unwrap_or(0)) * DAY),
            grace_days: if new.end.is_some() { new.grace } else { 0 },
            supersedes: new.supersedes.iter().map(|&which| jti(which)).collect(),
            version: new.version,
            entitlements,
            has_delegates,
            slots: new.slots.filter(|_| has_delegates).map(|slots| {
                ["seats", "sessions", "units", "copies"].map(|id| (id.to_owned(), slots)).into()
            }),
        };
        let document = self.desk.license(&license);
        self.add(&document, Entry::License(license));
    }

    fn wanted(&self, asked: &Asked, is_request: bool) -> Wanted {
        let activations = self.model.activations();
        let replaces = asked.replaces.map(|number| match activations.len() {
            0 => "A-0".to_owned(),
            count => activations[number % count].jti.clone(),
        });
        let mut codes = asked.codes.clone();
        codes.sort_unstable();
        let mut has_quorum = asked.has_quorum;
        if is_request {
            // The three of a request are different, its own among them.
            let is_triad = has_quorum && codes.windows(2).all(|pair| pair[0] < pair[1]);
            if !(is_triad && codes.contains(&asked.host)) {
                (codes, has_quorum) = (vec![asked.host], false);
            }
        } else {
            codes.dedup();
            if codes.is_empty() {
                codes = vec![asked.host];
            }
        }
        let same_key = |host: usize| {
            let key = |host: usize| *self.desk.machines[host].key.public_key();
            (0..HOSTS).find(|&other| key(other) == key(host))
        };
        let own = if asked.is_of_other_account { "site-9" } else { account(asked.license) };
        Wanted {
            request: is_request.then_some(self.requests.len()),
            license: jti(asked.license),
            account: is_request.then_some(own),
            version: asked.version.filter(|_| is_request),
            codes,
            has_quorum,
            key: same_key(asked.host).filter(|_| is_request),
            own: asked.host,
            replaces,
            grants: asked.grants.iter().map(|&(id, n)| (id.to_owned(), n)).collect(),
            until: asked.days.map(|days| self.now() + days * DAY),
            description: is_request
                .then(|| self.desk.machines[asked.host].identity.description().unwrap().to_owned()),
        }
    }

    fn ask(&mut self, asked: &Asked, is_request: bool) {
        let mut wanted = self.wanted(asked, is_request);
        let given: Grants = asked.given.iter().flatten().map(|&(id, n)| (id.to_owned(), n)).collect();
        if !is_request {
            let answer = self.desk.ledger.answer_typed(
                &self.desk.typed(&wanted),
                &Desk::ask(&wanted, &wanted.grants),
                &self.desk.signer,
                at(self.now),
            );
            return self.compare(&wanted, answer);
        }
        // A request says at least 1 of what it wants; the operator may say anything.
        let zero = wanted.grants.values().any(|&n| n == 0) || wanted.grants.is_empty();
        let given = if given.is_empty() && zero { wanted.grants.clone() } else { given };
        if zero {
            wanted.grants = [("seats".to_owned(), 1)].into();
        }
        let request = self.desk.request(asked.host, &wanted, self.now());
        if !given.is_empty() {
            wanted.grants = given.clone();
        }
        self.requests.push((wanted.clone(), request, given));
        self.repeat(self.requests.len() - 1);
        // At once again: nothing changes.
        if self.model.activations().last().is_some_and(|one| one.request == wanted.request) {
            self.repeat(self.requests.len() - 1);
        }
    }

    fn repeat(&mut self, number: usize) {
        let (wanted, request, given) = self.requests[number].clone();
        let ask = Desk::ask(&wanted, &given);
        let answer = self.desk.ledger.answer(request.as_bytes(), &ask, &self.desk.signer, at(self.now));
        self.compare(&wanted, answer);
    }

    fn compare(&mut self, wanted: &Wanted, answer: Result<Given, Failure>) {
        let expected = self.model.answer(wanted, self.now());
        match (expected, answer) {
            (Answer::Refused(expected, amounts), answer) => {
                let answer = answer.map_err(|failure| code(&failure));
                assert_eq!(answer.map(|answer| answer.document), Err((expected, amounts)), "{wanted:?}");
            }
            (Answer::Again(one), answer) => {
                let answer = answer.unwrap_or_else(|failure| panic!("{failure}: {one:?}"));
                assert!(answer.appended.is_none());
                let place = self.model.activations().iter().position(|given| **given == one).unwrap();
                assert_eq!(answer.document, self.documents[place]);
            }
            (Answer::New(mut one), answer) => {
                let answer = answer.unwrap_or_else(|failure| panic!("{failure}: {one:?}"));
                if one.jti.is_empty() {
                    assert!(self.model.activations().iter().all(|other| other.jti != answer.id));
                    one.jti = answer.id.clone();
                }
                let appended = answer.appended.as_ref().unwrap();
                self.check_document(&one, &answer, appended);
                self.documents.push(answer.document.clone());
                self.append(Entry::Activation(one), appended);
            }
        }
    }

    fn check_document(&self, one: &Activation, answer: &Given, appended: &Appended) {
        let claims = claims(&answer.document);
        let license = self.model.license(&one.license, self.now()).unwrap();
        let codes: Vec<String> = one.codes.iter().map(|&host| self.desk.code(host)).collect();
        let line: Value = serde_json::from_str(&appended.line).unwrap();
        let mut host = json!({ "lock_codes": codes });
        if one.has_quorum {
            host["quorum"] = json!(2);
        }
        if let Some(key) = one.key {
            host["key"] = claims["act"]["host"]["key"].clone();
            let kid = self.desk.machines[key].key.public_key().thumbprint().to_string();
            assert_eq!(host["key"]["kid"], kid);
        }
        if let Some(description) = &one.description {
            host["description"] = json!(description);
        }
        let mut act = json!({
            "license": one.license, "license_serial": license.serial, "serial": one.serial, "host": host,
            "grants": one.grants, "ledger": { "n": appended.number, "hash": line["prev"] },
        });
        if let Some(replaces) = &one.replaces {
            act["replaces"] = json!(replaces);
        }
        if !one.slots.is_empty() {
            act["slots"] = json!(one.slots);
        }
        if let Some(request) = one.request {
            act["request"] = self::claims(&self.requests[request].1)["jti"].clone();
        }
        assert_eq!(claims["act"], act, "{one:?}");
        assert_eq!(claims["exp"], json!(one.exp));
        assert_eq!(claims["sub"], license.account);
        assert_eq!(claims["jti"], one.jti);
        assert_eq!((answer.number, answer.serial, &answer.id), (appended.number, one.serial, &one.jti));
    }

    fn free(&mut self, jti: &str, serial: Option<u64>, document: Option<&str>) {
        let expected = self.model.free(jti, serial);
        let freed = match document {
            None => self.desk.ledger.release(jti, "scrapped", at(self.now)),
            Some(document) => match self.desk.ledger.add(document.as_bytes(), at(self.now)) {
                Ok(Added::Entry(appended)) => Ok(appended),
                Ok(other) => panic!("{other:?}"),
                Err(failure) => Err(failure),
            },
        };
        assert_eq!(freed.as_ref().map(|_| ()).map_err(Failure::code), expected, "{jti} {serial:?}");
        if let Ok(appended) = freed {
            let entry = if document.is_some() { Entry::Receipt } else { Entry::Release };
            self.append(entry(jti.to_owned()), &appended);
        }
    }

    /// Puts back the ledger as it was so many entries before, and takes in the activations again.
    fn lose(&mut self, count: usize) {
        let kept = self.model.entries.len().saturating_sub(count).max(1);
        // Licences and lists stay: nobody forgets those.
        let lost: Vec<Entry> = self.model.entries.split_off(kept);
        let lines: Vec<&str> = self.desk.text.lines().take(kept + 1).collect();
        self.desk.text = lines.join("\n") + "\n";
        self.instants.truncate(kept);
        self.last = self.instants.last().copied().unwrap_or(START);
        self.desk.ledger = Ledger::read(self.desk.text.as_bytes(), &self.desk.keys).unwrap();
        let documents = self.documents.split_off(self.model.activations().len());
        let mut documents = documents.into_iter();
        for entry in lost {
            match entry {
                Entry::License(license) => {
                    let document = self.desk.license(&license);
                    self.add(&document, Entry::License(license));
                }
                Entry::Activation(one) => {
                    let document = documents.next().unwrap();
                    // What it answered is not known any more: the request stood in the ledger alone.
                    let one = Activation { request: None, ..one };
                    self.add(&document, Entry::Activation(one));
                    self.documents.push(document);
                }
                Entry::Release(jti) => self.free(&jti, None, None),
                Entry::Receipt(jti) => {
                    let receipt = self.receipts.iter().rev().find(|(of, ..)| *of == jti).unwrap().clone();
                    self.free(&jti, Some(receipt.1), Some(&receipt.2));
                }
                Entry::Revocation(revoked) => self.revoke(revoked),
            }
        }
    }

    fn revoke(&mut self, revoked: Vec<(String, Option<u64>)>) {
        self.lists += 1;
        let document = self.desk.revocation(self.lists, &revoked, self.now());
        self.add(&document, Entry::Revocation(revoked));
    }

    fn step(&mut self, op: &Op) {
        let count = self.model.activations().len();
        let one = |number: &usize| (count > 0).then(|| self.model.activations()[number % count].clone());
        match op {
            Op::Request(asked) => self.ask(asked, true),
            Op::Typed(asked) => self.ask(asked, false),
            Op::Repeat(number) => {
                if !self.requests.is_empty() {
                    self.repeat(number % self.requests.len());
                }
            }
            Op::Receipt(number) => {
                if let Some(one) = one(number).filter(|one| one.key.is_some()) {
                    let sub = if one.license == jti(3) { "site-2" } else { "site-1" };
                    let receipt = self.desk.receipt(&one, sub, one.serial, self.now());
                    self.receipts.push((one.jti.clone(), one.serial, receipt.clone()));
                    self.free(&one.jti, Some(one.serial), Some(&receipt));
                }
            }
            Op::ReceiptAgain(number) => {
                if !self.receipts.is_empty() {
                    let (jti, serial, document) = self.receipts[number % self.receipts.len()].clone();
                    self.free(&jti, Some(serial), Some(&document));
                }
            }
            Op::Release(number) => {
                if let Some(one) = one(number) {
                    self.free(&one.jti, None, None);
                }
            }
            Op::ReleaseUnknown => self.free("nobody", None, None),
            Op::License(license) => self.license(license),
            Op::Revoke(which, serial) => {
                let before = self.model.entries.iter().rev().find_map(|entry| match entry {
                    Entry::Revocation(revoked) => Some(revoked.clone()),
                    _ => None,
                });
                let mut revoked = before.unwrap_or_default();
                revoked.retain(|(jti, _)| *jti != self::jti(*which));
                revoked.push((jti(*which), *serial));
                self.revoke(revoked);
            }
            Op::Wait(days) => self.now += days * DAY,
            Op::Back(days) => self.now -= days * DAY,
            Op::Lose(count) => self.lose(*count),
        }
    }

    /// What holds from one step to the next, whatever the model says.
    fn laws(&self, op: &Op, before: &Value, after: &Value) {
        if !matches!(op, Op::Request(_) | Op::Typed(_) | Op::Repeat(_) | Op::Receipt(_) | Op::Release(_)) {
            return;
        }
        let seats = |license: &Value| -> u64 {
            let rows = license["entitlements"].as_array().unwrap();
            rows.iter().filter(|row| row["id"] == "seats").map(|row| row["claimed"].as_u64().unwrap()).sum()
        };
        let licenses = [before, after].map(|status| status["licenses"].as_array().unwrap());
        for (old, licensed) in licenses[0].iter().zip(licenses[1]) {
            let rows = [old, licensed].map(|license| license["entitlements"].as_array().unwrap());
            for (old, new) in rows[0].iter().zip(rows[1]).filter(|(old, _)| old["metric"] != "feature") {
                let [was, is] = [old, new].map(|row| row["claimed"].as_u64().unwrap());
                if let Some(quantity) = new["quantity"].as_u64() {
                    assert!(is <= quantity.max(was), "above the pool: {old} {new}");
                }
                // Of a superseded licence what was given for the newer one instead is claimed there.
                if new["metric"] == "session" && licensed["status"] != "superseded" {
                    assert!(is >= was, "sessions were given back: {old} {new}");
                }
            }
            let freed = seats(old).saturating_sub(seats(licensed));
            assert!(freed <= 1, "{freed} seats were freed at once");
            if !matches!(op, Op::Receipt(_) | Op::Release(_)) && licensed["status"] != "superseded" {
                assert_eq!(freed, 0, "a seat was freed by an answer");
            }
        }
    }

    /// The file read again is the same, and what was done to a line is named.
    fn read_again(&mut self, at_random: usize) {
        let keys = self.desk.keys.clone();
        let read = |text: &str| Ledger::read(text.as_bytes(), &keys);
        let mut again = read(&self.desk.text).unwrap();
        assert_eq!((again.len(), again.hash()), (self.desk.ledger.len(), self.desk.ledger.hash()));
        let status = serde_json::to_value(again.status(at(self.now)).unwrap()).unwrap();
        assert_eq!(status, self.status());
        self.desk.ledger = again;
        let lines: Vec<String> = self.desk.text.lines().map(Into::into).collect();
        let count = lines.len() - 1;
        if count < 2 {
            return;
        }
        let named = |lines: &[String]| match read(&(lines.join("\n") + "\n")) {
            Ok(_) => None,
            Err(failure) => {
                assert_eq!(failure.code(), "ledger_broken", "{failure}");
                let Failure::Refused(refusal) = failure else { panic!("{failure}") };
                Some(refusal.at.unwrap().parse::<usize>().unwrap())
            }
        };
        let number = 1 + at_random % (count - 1);
        let mut dropped = lines.clone();
        dropped.remove(number);
        assert_eq!(named(&dropped), Some(number));
        let mut swapped = lines.clone();
        swapped.swap(number, number + 1);
        assert_eq!(named(&swapped), Some(number));
        let mut twice = lines.clone();
        twice.insert(number, lines[number].clone());
        assert_eq!(named(&twice), Some(number + 1));
        let mut truncated = lines.clone();
        truncated[number].truncate(at_random % lines[number].len());
        assert_eq!(named(&truncated), Some(number));
        // A letter of a line: the line does not hold, or the hash of the next one.
        let mut edited = lines.clone();
        let place = at_random % lines[number].len();
        let letter = if &lines[number][place..=place] == "1" { "2" } else { "1" };
        edited[number].replace_range(place..=place, letter);
        assert!([Some(number), Some(number + 1)].contains(&named(&edited)), "{}", edited[number]);
        // The last line cut off: it was never handed out.
        let end = self.desk.text.len() - 1 - at_random % lines[count].len();
        assert_eq!(read(&self.desk.text[..end]).unwrap().len(), count as u64 - 1);
    }
}

/// The rows of a status: of each licence its own, those of its entitlements, and those of its chains.
fn rows(status: &Value) -> Vec<Value> {
    let mut rows = Vec::new();
    for license in status["licenses"].as_array().unwrap() {
        rows.push(json!([license["jti"], license["serial"], license["status"]]));
        for name in ["entitlements", "activations"] {
            rows.extend(license[name].as_array().unwrap().iter().cloned());
        }
    }
    rows
}

fn live(is_delegate: bool, first: &Licensed, ops: &[Op]) {
    let mut run = Run::new(is_delegate);
    run.license(first);
    for (number, op) in ops.iter().enumerate() {
        let before = run.status();
        run.step(op);
        let after = run.status();
        let told = run.told();
        for (found, needed) in rows(&after).into_iter().zip(rows(&told)) {
            assert_eq!(found, needed, "after {op:?}");
        }
        assert_eq!(rows(&after).len(), rows(&told).len());
        run.laws(op, &before, &after);
        if number % 16 == 15 || number + 1 == ops.len() {
            run.read_again(run.desk.text.len() * 7919 + number);
        }
    }
}

/// As many histories as `LEDGER_HISTORIES` says, or enough for every day.
fn histories() -> u32 {
    env::var("LEDGER_HISTORIES").map_or(400, |count| count.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_ledger_does_what_its_rules_say((is_delegate, first, ops) in history(HOSTS)) {
        live(is_delegate, &first, &ops);
    }
}
