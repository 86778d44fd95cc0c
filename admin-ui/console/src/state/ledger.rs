//! The ledger that is open: its text, what it comes to, and what of it is stored.

pub(crate) use super::book::{Book, Found};
use super::{Effect, Reading, Stored};
use countersign::UnixTime;
use countersign_issuer::{Failure, Ledger};
use countersign_kit::Given;

/// What a ledger's file is called where it has no name yet.
const NAME: &str = "countersign.ledger";

/// The page of the ledger.
#[derive(Default)]
pub(crate) struct Ledgers {
    pub(crate) book: Option<Book>,
    /// A ledger that can't be read with the keys that there are.
    pub(crate) broken: Option<Broken>,
    /// Another ledger, which would take the place of one that is not saved, or that has more in it.
    pub(crate) replacing: Option<Replacing>,
    /// How many lines of the ledger that is open are lost by that, though it is the same.
    pub(crate) losing: u64,
    /// What hosts are searched for.
    pub(crate) search: String,
    /// How often more was asked to be shown.
    pub(crate) more: usize,
    /// The activation that is about to be released.
    pub(crate) releasing: Option<String>,
    /// What is to be revoked, because it was released.
    pub(crate) to_revoke: Option<Revoking>,
    /// What was not taken in, by file.
    pub(crate) refused: Vec<(String, Failure)>,
    /// Why a new ledger, or a release, was refused.
    pub(crate) failure: Option<Failure>,
}

/// A ledger that can't be read.
pub(crate) struct Broken {
    pub(crate) name: String,
    text: Vec<u8>,
    is_in_place: bool,
    pub(crate) failure: Failure,
    /// Where the browser kept it: as it was kept.
    stored: Option<StoredLedger>,
}

/// Another ledger that is to take the place of the one that is open.
#[derive(Clone, Debug)]
pub(crate) enum Replacing {
    New { issuer: String },
    Open { name: String, text: Vec<u8>, is_in_place: bool },
}

/// An activation to be named in a revocation list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revoking {
    pub(crate) issuer: String,
    pub(crate) product: String,
    pub(crate) id: String,
}

/// What is done with the ledger.
#[derive(Clone, Debug)]
pub(crate) enum LedgerAction {
    /// Begins or opens one; where one is open that is not saved, that is asked first.
    Begin(Replacing),
    Replace,
    KeepOpen,
    /// Lets the reader choose a file that is then saved in place.
    OpenInPlace,
    Save,
    /// The file has so many lines now; none where that failed.
    Saved(Option<u64>),
    /// Somebody else wrote to the file.
    ChangedOnDisk,
    /// The browser keeps so many lines of the ledger with this last hash.
    Kept {
        lines: u64,
        hash: String,
    },
    /// Takes documents in.
    Add(Given),
    Search(String),
    /// Shows more of what is found.
    More,
    AskRelease(String),
    Release {
        reason: String,
    },
    KeepHost,
    Done,
}

/// Where the ledger stands, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StoredLedger {
    pub(crate) name: String,
    pub(crate) text: String,
    /// How many lines its file had when it was last saved.
    pub(crate) saved: u64,
}

impl Ledgers {
    /// Whether something would be lost if the page were left.
    pub(crate) fn is_unsaved(&self) -> bool {
        self.book.as_ref().is_some_and(Book::is_unsaved)
    }

    /// Whether another ledger has all that is in the one that is open.
    fn has_all(&self, begin: &Replacing) -> bool {
        let own = self.book.as_ref().map_or(&[][..], |book| book.text.as_bytes());
        matches!(begin, Replacing::Open { text, .. } if text.starts_with(own))
    }

    /// How many lines of the ledger that is open an older copy of it lacks, or one that went on otherwise: what was
    /// given out by them would be given once more.
    fn lost_by(&self, begin: &Replacing) -> u64 {
        let (Some(book), Replacing::Open { text, .. }) = (&self.book, begin) else { return 0 };
        let lines = || text.split_inclusive(|&byte| byte == b'\n');
        let own = || book.text.as_bytes().split_inclusive(|&byte| byte == b'\n');
        let same = own().zip(lines()).take_while(|(own, other)| own == other).count();
        if same == 0 { 0 } else { book.lines() - same as u64 }
    }

    /// Takes in what is stored.
    pub(super) fn load(&mut self, stored: &Stored, keys: &Reading<'_>, now: UnixTime) {
        // One that was opened before the store was read stays.
        let stored = stored.ledger.as_ref().filter(|_| self.book.is_none());
        if let Some(stored) = stored {
            self.restore(stored.clone(), keys, now);
        }
    }

    fn restore(&mut self, stored: StoredLedger, keys: &Reading<'_>, now: UnixTime) {
        let is_open = self.open(stored.name.clone(), stored.text.clone().into_bytes(), false, keys, now);
        if is_open && let Some(book) = &mut self.book {
            (book.kept, book.saved) = (book.lines(), stored.saved);
        } else if let Some(broken) = &mut self.broken {
            broken.stored = Some(stored);
        }
    }

    /// Whether a text is a ledger.
    pub(super) fn is_ledger(bytes: &[u8]) -> bool {
        Ledger::issuer_of(bytes).is_ok()
    }

    /// Tries again to read what could not be read, because there are other keys now.
    pub(super) fn read_again(&mut self, keys: &Reading<'_>, now: UnixTime) -> Vec<Effect> {
        if let Some(Broken { name, text, is_in_place, stored, .. }) = self.broken.take() {
            let begin = Replacing::Open { name, text, is_in_place };
            // Where another one is open, that may have to be asked about.
            return match (stored, &self.book) {
                (_, Some(_)) => self.reduce(LedgerAction::Begin(begin), keys, now),
                (None, None) => self.begin(begin, keys, now),
                (Some(stored), None) => {
                    self.restore(stored, keys, now);
                    self.book.as_ref().map(Book::keep_all).into_iter().collect()
                }
            };
        }
        let Some(book) = &mut self.book else { return Vec::new() };
        // The keys stand in the ledger: later documents may be signed by the new one.
        if let Ok(ledger) =
            keys.of(book.text.as_bytes()).and_then(|keys| Ledger::read(book.text.as_bytes(), &keys))
        {
            book.ledger = ledger;
        }
        Vec::new()
    }

    /// Opens a ledger; one that can't be read leaves the open one open. Whether it is open now.
    fn open(
        &mut self,
        name: String,
        text: Vec<u8>,
        is_in_place: bool,
        keys: &Reading<'_>,
        now: UnixTime,
    ) -> bool {
        // A last line without its end was never handed out.
        let whole = text[..countersign_issuer::whole_lines(&text)].to_vec();
        let is_cut = whole.len() < text.len();
        let read = keys.of(&whole).and_then(|keys| Ledger::read(&whole, &keys));
        let whole = match String::from_utf8(whole) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        match read.and_then(|ledger| Book::new(ledger, whole, name.clone(), is_in_place, now)) {
            Ok(book) => {
                let mut book = book;
                book.is_cut = is_cut;
                (self.book, self.broken) = (Some(book), None);
                true
            }
            Err(failure) => {
                self.broken = Some(Broken { name, text, is_in_place, failure, stored: None });
                false
            }
        }
    }

    fn begin(&mut self, begin: Replacing, keys: &Reading<'_>, now: UnixTime) -> Vec<Effect> {
        (self.failure, self.to_revoke, self.releasing) = (None, None, None);
        self.refused.clear();
        let is_in_place = matches!(begin, Replacing::Open { is_in_place: true, .. });
        match begin {
            Replacing::New { issuer } => {
                let begun = keys.of_issuer(&issuer).and_then(|keys| Ok(Ledger::new(&issuer, &keys, now)?));
                let book =
                    begun.and_then(|(ledger, line)| Book::new(ledger, line + "\n", NAME.into(), false, now));
                match book {
                    Ok(book) => (self.book, self.broken) = (Some(book), None),
                    Err(failure) => self.failure = Some(failure),
                }
            }
            Replacing::Open { name, text, is_in_place } => {
                if !self.open(name, text, is_in_place, keys, now) {
                    return Vec::new();
                }
                if let Some(book) = &mut self.book {
                    // What was cut off is still in the file.
                    book.saved = if book.is_cut { book.lines() - 1 } else { book.lines() };
                }
            }
        }
        let keep = self.book.as_ref().filter(|_| self.failure.is_none()).map(Book::keep_all);
        let adopt = keep.is_some().then_some(Effect::AdoptFile).filter(|_| is_in_place);
        keep.into_iter().chain(adopt).collect()
    }

    pub(super) fn reduce(&mut self, action: LedgerAction, keys: &Reading<'_>, now: UnixTime) -> Vec<Effect> {
        match action {
            LedgerAction::Begin(begin) => {
                self.losing = self.lost_by(&begin);
                let has_all = self.has_all(&begin);
                if self.losing == 0 && (has_all || !self.is_unsaved()) {
                    return self.begin(begin, keys, now);
                }
                self.replacing = Some(begin);
            }
            LedgerAction::Replace => {
                if let Some(begin) = self.replacing.take() {
                    return self.begin(begin, keys, now);
                }
            }
            LedgerAction::KeepOpen => self.replacing = None,
            LedgerAction::OpenInPlace => return vec![Effect::OpenInPlace],
            LedgerAction::Save => {
                let save = self.book.as_ref().map(|book| Effect::SaveLedger {
                    name: book.name.clone(),
                    text: book.text.clone(),
                    lines: book.lines(),
                    is_in_place: book.is_in_place,
                });
                return save.into_iter().collect();
            }
            LedgerAction::Saved(Some(lines)) => {
                if let Some(book) = &mut self.book {
                    (book.saved, book.is_cut) = (lines, false);
                    return vec![Effect::KeepSaved { name: book.name.clone(), saved: lines }];
                }
            }
            LedgerAction::Saved(None) | LedgerAction::ChangedOnDisk => {}
            LedgerAction::Kept { lines, hash } => {
                // A line of a ledger that was closed since says nothing of this one.
                if let Some(book) =
                    self.book.as_mut().filter(|book| book.lines() > lines || book.ledger.hash() == hash)
                {
                    book.kept = book.kept.max(lines);
                }
            }
            LedgerAction::Add(given) => return self.add(given, now),
            LedgerAction::Search(text) => (self.search, self.more) = (text, 0),
            LedgerAction::More => self.more += 1,
            LedgerAction::AskRelease(id) => {
                (self.releasing, self.failure, self.to_revoke) = (Some(id), None, None)
            }
            LedgerAction::KeepHost => (self.releasing, self.failure) = (None, None),
            LedgerAction::Release { reason } => return self.release(&reason, now),
            LedgerAction::Done => {
                self.to_revoke = None;
                self.refused.clear();
            }
        }
        Vec::new()
    }

    /// Takes a document in.
    fn add(&mut self, given: Given, now: UnixTime) -> Vec<Effect> {
        let (name, bytes) = match given {
            Given::File { name, bytes } => (name, bytes),
            Given::Pasted(text) => (String::new(), text.into_bytes()),
            _ => return Vec::new(),
        };
        let Some(book) = &mut self.book else { return Vec::new() };
        match book.add(&bytes, now) {
            Ok(effects) => effects,
            Err(failure) => {
                self.refused.push((name, failure));
                Vec::new()
            }
        }
    }

    fn release(&mut self, reason: &str, now: UnixTime) -> Vec<Effect> {
        let (Some(book), Some(id)) = (&mut self.book, self.releasing.clone()) else { return Vec::new() };
        let released = book.change(now, |ledger| ledger.release(&id, reason, now), |appended| Some(appended));
        match released {
            Ok((_, effects)) => {
                let (issuer, product) = book.ledger.licensor(&id).unwrap_or_default();
                self.to_revoke = Some(Revoking { issuer: issuer.into(), product: product.into(), id });
                (self.releasing, self.failure) = (None, None);
                effects
            }
            Err(failure) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }
}
