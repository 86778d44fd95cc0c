//! A ledger: everything that an issuer gave out, and all that follows from it.

use crate::account::Account;
use crate::answer::Answer;
use crate::ask::{Ask, Typed};
use crate::line::{Entry, Header, Line, hash, write_header};
use crate::proofs::Proofs;
use crate::refusal::{Failure, Refusal, RefusalCode};
use countersign::issue::SigningKey;
use countersign::{
    Activation, ActivationRequest, Deactivation, Envelope, License, RevocationList, Thumbprint, TrustedKeys,
    UnixTime, Verified,
};
use std::collections::{BTreeMap, HashMap};

/// Whose licences: issuer, product and account.
pub(crate) type AccountName = (String, String, String);

/// The ledger of an issuer, or of a customer to whom licences delegate issuing.
///
/// It is a text: a first line that says whose it is, and a line for each [entry](Self::add), chained by hashes.
/// Reading one verifies every document in it, the chain, and that no rule was broken. [`answer`](Self::answer) and
/// [`add`](Self::add) give the line that has to be stored before anything is handed out.
#[derive(Debug, Clone)]
pub struct Ledger {
    header: Header,
    created: UnixTime,
    pub(crate) proofs: Proofs,
    /// How many entries there are.
    count: u64,
    /// The hash of the last line.
    last: String,
    /// When the last entry was made.
    at: UnixTime,
    pub(crate) accounts: BTreeMap<AccountName, Account>,
    pub(crate) lists: Vec<Verified<RevocationList>>,
    /// The activations in the order in which they were given, as compact JWS, with the number of their entries.
    pub(crate) given: Vec<Given>,
    /// The activation that answered a request, by the digest of the request's payload.
    pub(crate) answered: HashMap<[u8; 32], usize>,
    /// By payload, so that nothing is taken in twice.
    pub(crate) known: HashMap<[u8; 32], u64>,
    /// Where in `given` an activation stands, by its `jti` and serial.
    by_name: HashMap<(String, u64), Vec<usize>>,
    /// The same by the number of the entry that it says it is.
    pub(crate) by_entry: HashMap<u64, Vec<usize>>,
    pub(crate) forks: Vec<Fork>,
    /// How activations were freed, by their `jti`.
    freed: HashMap<String, Freed>,
}

/// How an activation was freed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freed {
    /// When, by the entry.
    pub at: UnixTime,
    /// Why, on an operator's word; none where a receipt proves it.
    pub reason: Option<String>,
}

/// Two activations that claim to be one entry: one of them was given out beside the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The number of the entry.
    pub n: u64,
    /// The two, by their identities (`jti`).
    pub activations: [String; 2],
}

/// An activation that was given.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) number: u64,
    pub(crate) activation: Verified<Activation>,
    pub(crate) document: String,
}

/// What became of a document that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Added {
    /// It is a new entry.
    Entry(Appended),
    /// It is there already, as the entry with this number; nothing changed.
    Known(u64),
}

/// A line that was appended: to be stored, with a line feed after it, before anything is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The number of the entry.
    pub number: u64,
    /// The line, without its line feed.
    pub line: String,
}

impl Ledger {
    /// A new ledger of an issuer, and its first line.
    pub fn new(issuer: &str, keys: &TrustedKeys, now: UnixTime) -> countersign::Result<(Self, String)> {
        let header = Header::new(issuer, now);
        let line = write_header(&header);
        Ok((Self::begin(header, now, keys, hash(line.as_bytes()))?, line))
    }

    fn begin(
        header: Header,
        created: UnixTime,
        keys: &TrustedKeys,
        last: String,
    ) -> countersign::Result<Self> {
        let proofs = Proofs::new(&header.iss, keys)?;
        let (accounts, lists, given) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (answered, known, forks) = (HashMap::new(), HashMap::new(), Vec::new());
        let (by_name, by_entry, count, at) = (HashMap::new(), HashMap::new(), 0, created);
        Ok(Self {
            header,
            created,
            proofs,
            count,
            last,
            at,
            accounts,
            lists,
            given,
            answered,
            known,
            by_name,
            by_entry,
            forks,
            freed: HashMap::new(),
        })
    }

    /// Reads a ledger. The documents in it are verified by these keys, whatever has become of the keys since.
    ///
    /// A last line without a line feed was never handed out, and is passed over.
    ///
    /// # Errors
    /// [`RefusalCode::LedgerBroken`], at the number of the first entry that is not as it was written, or breaks a rule.
    pub fn read(text: &[u8], keys: &TrustedKeys) -> Result<Self, Failure> {
        let whole = &text[..whole_lines(text)];
        let first = whole.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let (header, created) = Header::read(first)?;
        let mut ledger = Self::begin(header, created, keys, hash(first))?;
        ledger.read_on(whole.get(first.len() + 1..).unwrap_or_default())?;
        Ok(ledger)
    }

    /// Reads the lines that were appended since, e.g. by somebody else who writes to the same ledger.
    ///
    /// # Errors
    /// As [`read`](Self::read). The ledger then has the entries before the one that is refused.
    pub fn read_on(&mut self, text: &[u8]) -> Result<(), Failure> {
        let whole = &text[..whole_lines(text)];
        // What follows the last line feed is no line.
        let count = whole.iter().filter(|&&byte| byte == b'\n').count();
        for (line, number) in whole.split(|&byte| byte == b'\n').take(count).zip(self.count + 1..) {
            let broken = |found: String| RefusalCode::LedgerBroken.refusal().at(number).found(found);
            let line_read = Line::read(line).map_err(broken)?;
            self.check_place(&line_read, number)?;
            self.take(&line_read, line)
                .map_err(|failure| broken(format!("{}: {failure}", failure.code())))?;
        }
        Ok(())
    }

    /// Whose ledger a text is, by its first line. Nothing is verified: this is for finding what to read it with.
    ///
    /// # Errors
    /// [`RefusalCode::LedgerBroken`] where it is no such line.
    pub fn issuer_of(text: &[u8]) -> Result<String, Failure> {
        let whole = &text[..whole_lines(text)];
        let first = whole.split(|&byte| byte == b'\n').next().unwrap_or_default();
        Ok(Header::read(first)?.0.iss)
    }

    /// How an activation was freed last; none where it never was.
    pub fn freed(&self, activation: &str) -> Option<&Freed> {
        self.freed.get(activation)
    }

    /// The issuer and the product of the licence that an activation is of: who revokes it.
    pub fn licensor(&self, activation: &str) -> Option<(&str, &str)> {
        let mut names = self.accounts.iter().filter(|(_, account)| account.chain_of(activation).is_some());
        names.next().map(|((issuer, product, _), _)| (&**issuer, &**product))
    }

    fn check_place(&self, line: &Line, number: u64) -> Result<(), Refusal> {
        let broken = RefusalCode::LedgerBroken;
        broken
            .unless(line.number == number, format_args!("n {}", line.number), format_args!("n {number}"))
            .and_then(|()| {
                broken.unless(line.previous == self.last, format_args!("prev {}", line.previous), &self.last)
            })
            .and_then(|()| {
                broken.unless(
                    line.at >= self.at,
                    format_args!("at {}", line.at),
                    format_args!("{} or later", self.at),
                )
            })
            .map_err(|refusal| refusal.at(number))
    }

    /// Whose ledger it is: the issuer, or the thumbprint of a customer's key.
    pub fn issuer(&self) -> &str {
        &self.header.iss
    }

    /// When it was begun.
    pub fn created(&self) -> UnixTime {
        self.created
    }

    /// How many entries it has.
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The hash of its last line.
    pub fn hash(&self) -> &str {
        &self.last
    }

    /// The key whose ledger it is, where a customer issues.
    pub fn delegate(&self) -> Option<Thumbprint> {
        self.proofs.delegate()
    }

    /// The instant at which an entry is made: never before the last one, whatever the clock says.
    pub(crate) fn not_before_last(&self, now: UnixTime) -> UnixTime {
        now.max(self.at)
    }

    /// Adds a licence, a revocation list or a receipt; or an activation whose entry was lost.
    ///
    /// # Errors
    /// Those of the document; [`RefusalCode::ReceiptUsed`], [`RefusalCode::ReceiptOutdated`] and
    /// [`RefusalCode::LedgerRolledBack`] of a receipt.
    pub fn add(&mut self, file: &[u8], now: UnixTime) -> Result<Added, Failure> {
        let (entry, payload) = self.proofs.entry(file, self)?;
        // A receipt that is there already is one that was used.
        if let Some(&number) = self.known.get(&payload).filter(|_| !matches!(entry, Entry::Receipt(_))) {
            return Ok(Added::Known(number));
        }
        self.append(entry, now).map(Added::Entry)
    }

    /// Frees an activation on an operator's word that its host no longer uses it. What was given stays valid until
    /// it is revoked.
    ///
    /// # Errors
    /// [`RefusalCode::UsageInvalid`] without a reason; [`RefusalCode::LedgerRolledBack`] where there is no such
    /// activation; [`RefusalCode::ReceiptUsed`] where it was freed or continued already.
    pub fn release(&mut self, activation: &str, reason: &str, now: UnixTime) -> Result<Appended, Failure> {
        if reason.trim().is_empty() {
            return Err(RefusalCode::UsageInvalid
                .refusal()
                .at("reason")
                .needed("why the host no longer uses it")
                .into());
        }
        self.append(Entry::Release { activation: activation.into(), reason: reason.into() }, now)
    }

    /// Answers a request with an activation, signed by the issuer's key.
    ///
    /// # Errors
    /// Those of the request; and what [`RefusalCode`] lists, in the order of its rules.
    pub fn answer(
        &mut self,
        request: &[u8],
        ask: &Ask,
        key: &SigningKey,
        now: UnixTime,
    ) -> Result<Answer, Failure> {
        crate::answer::to_request(self, request, ask, key, now)
    }

    /// Makes an activation for lock codes that were typed in.
    ///
    /// # Errors
    /// As of [`answer`](Self::answer).
    pub fn answer_typed(
        &mut self,
        typed: &Typed,
        ask: &Ask,
        key: &SigningKey,
        now: UnixTime,
    ) -> Result<Answer, Failure> {
        crate::answer::to_typed(self, typed, ask, key, now)
    }

    /// Appends an entry, where no rule refuses it.
    pub(crate) fn append(&mut self, entry: Entry, now: UnixTime) -> Result<Appended, Failure> {
        let (number, at) = (self.count + 1, self.not_before_last(now));
        let line = Line { number, previous: self.last.clone(), at, entry };
        let text = line.write();
        self.take(&line, text.as_bytes())?;
        Ok(Appended { number, line: text })
    }

    /// The number and the hash that the next entry carries.
    pub(crate) fn next(&self) -> (u64, &str) {
        (self.count + 1, &self.last)
    }

    /// Takes an entry in. Where a rule refuses it, nothing has changed.
    fn take(&mut self, line: &Line, text: &[u8]) -> Result<(), Failure> {
        match &line.entry {
            Entry::License(document) => self.take_license(self.proofs.license(document)?, line.number),
            Entry::Revocation(document) => self.take_list(self.proofs.list(document)?, line.number),
            Entry::Receipt(document) => self.take_receipt(document, line)?,
            Entry::Release { activation, reason } => {
                self.take_release(activation, line.at)?;
                let freed = Freed { at: line.at, reason: Some(reason.clone()) };
                self.freed.insert(activation.clone(), freed);
            }
            Entry::Activation { document, request } => {
                let request = request.as_deref().map(|request| self.proofs.request(request)).transpose()?;
                self.take_answer(document, request, line)?;
            }
            Entry::Recovered(document) => {
                let activation = self.activation(document)?;
                if self.known.contains_key(&activation.digest()) {
                    return Err(RefusalCode::UsageInvalid
                        .refusal()
                        .found("an activation that is there")
                        .into());
                }
                self.give(activation, document, line.number);
            }
        }
        self.count = line.number;
        self.at = line.at;
        self.last = hash(text);
        Ok(())
    }

    fn take_license(&mut self, license: Verified<License>, number: u64) {
        self.known.insert(license.digest(), number);
        let name = (license.issuer.clone(), license.product.clone(), license.account.clone());
        self.accounts.entry(name).or_default().add_license(license);
    }

    fn take_list(&mut self, list: Verified<RevocationList>, number: u64) {
        self.known.insert(list.digest(), number);
        self.lists.push(list);
        self.accounts.values_mut().for_each(Account::judge_again);
    }

    /// A receipt, and the book of the activation that it is for.
    pub(crate) fn receipt(
        &self,
        envelope: Envelope,
    ) -> Result<(Verified<Deactivation>, AccountName), Failure> {
        let (named, serial) = envelope.receipt_for()?;
        let given = self.by_name.get(&(named.id.clone(), serial)).into_iter().flatten();
        let given = given.map(|&index| &self.given[index].activation);
        let of_name = given.filter(|activation| activation.name() == named).collect::<Vec<_>>();
        let Some(first) = of_name.first() else {
            let found = format!("{} {serial}", named.id);
            return Err(RefusalCode::LedgerRolledBack.refusal().found(found).into());
        };
        let name = self.proofs.account_of(first, &self.accounts);
        Ok((envelope.verify_receipt(of_name.iter().copied())?, name))
    }

    fn take_receipt(&mut self, document: &str, line: &Line) -> Result<(), Failure> {
        let (receipt, name) = self.receipt(Envelope::read(document.as_bytes())?)?;
        let named = &receipt.activation;
        let account = self.bring(&name, line.at)?;
        let Some(index) = account.chain_of(&named.id) else {
            return Err(RefusalCode::LedgerRolledBack.refusal().found(&named.id).into());
        };
        let chain = account.chain(index);
        let (id, newest) = (&chain.newest.id, chain.newest.serial);
        let is_used = chain.is_freed || receipt.activation.id != *id;
        RefusalCode::ReceiptUsed.unless(!is_used, &receipt.activation.id, format_args!("{id} in use"))?;
        RefusalCode::ReceiptOutdated.unless(receipt.serial == newest, receipt.serial, newest)?;
        account.free(index);
        self.freed.insert(named.id.clone(), Freed { at: line.at, reason: None });
        self.known.insert(receipt.digest(), line.number);
        Ok(())
    }

    fn take_release(&mut self, activation: &str, at: UnixTime) -> Result<(), Failure> {
        let mut found =
            self.accounts.iter().filter_map(|(name, account)| Some((name, account.chain_of(activation)?)));
        let Some((name, index)) = found.next() else {
            return Err(RefusalCode::LedgerRolledBack.refusal().found(activation).into());
        };
        if found.next().is_some() {
            return Err(RefusalCode::AccountAmbiguous.refusal().found(activation).into());
        }
        let (name, chain) = (name.clone(), self.accounts[name].chain(index));
        let is_newest = !chain.is_freed && chain.newest.id == activation;
        RefusalCode::ReceiptUsed.unless(is_newest, activation, format!("{} in use", chain.newest.id))?;
        self.bring(&name, at)?.free(index);
        Ok(())
    }

    fn take_answer(
        &mut self,
        document: &str,
        request: Option<Verified<ActivationRequest>>,
        line: &Line,
    ) -> Result<(), Failure> {
        let activation = self.activation(document)?;
        crate::answer::check_given(self, &activation, request.as_ref(), line)?;
        if let Some(request) = request {
            self.answered.insert(request.digest(), self.given.len());
        }
        self.give(activation, document, line.number);
        Ok(())
    }

    fn give(&mut self, activation: Verified<Activation>, document: &str, number: u64) {
        self.known.insert(activation.digest(), number);
        let index = self.given.len();
        if let Some(entry) = activation.ledger {
            let others = self.by_entry.entry(entry.number).or_default();
            let other = others.iter().map(|&other| &self.given[other].activation);
            let forked = other.filter(|other| other.payload() != activation.payload());
            self.forks.extend(forked.map(|other| Fork {
                n: entry.number,
                activations: [other.id.clone(), activation.id.clone()],
            }));
            others.push(index);
        }
        self.by_name.entry((activation.id.clone(), activation.serial)).or_default().push(index);
        let account = self.accounts.entry(self.proofs.account_of(&activation, &self.accounts));
        account.or_default().give(activation.clone());
        self.given.push(Given { number, activation, document: document.to_owned() });
    }

    pub(crate) fn activation(&self, document: &str) -> Result<Verified<Activation>, Failure> {
        self.proofs.activation(document, &self.accounts)
    }

    /// The book of an account, as it is at an instant.
    pub(crate) fn bring(&mut self, name: &AccountName, now: UnixTime) -> countersign::Result<&mut Account> {
        let account = self.accounts.entry(name.clone()).or_default();
        account.advance(now, &self.lists)?;
        Ok(account)
    }
}

/// How many bytes of a ledger are whole lines.
pub fn whole_lines(text: &[u8]) -> usize {
    text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1)
}
