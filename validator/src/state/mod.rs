//! Everything that must survive, as one value.

mod archive;
mod became;
mod clock;
mod document;
mod documents;
mod emergency;
mod journal;
mod judging;
mod opened;
mod past;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use became::{Became, TakenOver};
pub use document::StoredDocument;
pub use judging::ByFile;
pub use opened::OpenedState;
pub use past::{KeyChange, PastDeactivation, PastEmergency, RosterChange, UsageChange};
pub use read::Dropped;

use crate::error::Result;
use crate::judge::clock::ClockMark;
use crate::keys::{TrustedKey, TrustedKeys, write_key};
use crate::seats::{Fold, Roster};
use crate::values::by_id::Amounts;
use crate::values::revision::{Moment, Moments, Revision};
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use journal::{Account, Journal};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that must survive between two runs of an installation, as one value: the embedder keeps it
/// wherever it likes, exports it and imports it.
///
/// It holds facts only, and no verdict: documents are verified again whenever they are used, counts are
/// counted again, and what an entry says of a document is believed only as far as the document bears it
/// out. To edit a state by hand thus gains no licence, nor a seat beyond
/// [what licences granted](crate::SeatLimits::honoured). What it can't prevent: whoever controls the machine
/// can clear the state, and edit what is remembered in it alone, such as when an emergency was settled.
///
/// One state is for one account; who has several keeps a state for each.
///
/// ```
/// use countersign::{Question, State, TrustedKeys, UnixTime, Verifier, fold_case};
///
/// # fn main() -> countersign::Result<()> {
/// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
/// # let base = include_bytes!("../../../tests/fixtures/orange-uce-base.lic");
/// # let stored = String::new();
/// let now = UnixTime::from_secs(1_400_000_000)?;
/// let own_keys = TrustedKeys::parse(key_set)?;
/// // What can't be read of the stored text is named, and costs nothing else.
/// let (mut state, dropped) = State::parse(stored.as_bytes(), fold_case);
///
/// let verifier = Verifier::new(state.keys_beside(&own_keys));
/// let added = state.add([("base.lic", &base[..])], &verifier, now);
/// assert!(added[0].outcome.is_ok());
/// state.set_usage("users", 19, now);
///
/// let report = state.observe(&verifier, &Question::at(now))?;
/// assert!(report.decide("users", 1).is_allowed());
/// assert!(!report.decide("users", 2).is_allowed());
/// let stored = state.to_lines();
/// # assert!(State::parse(stored.as_bytes(), fold_case).1.is_empty());
/// # Ok(())
/// # }
/// ```
///
/// # As text
/// [`to_lines`](Self::to_lines) writes JSON Lines: UTF-8, a JSON object to a line, so that a line that is
/// damaged costs that line alone. The first is `{"countersign":"state","version":1}`; each further line is
/// an object with one member, whose name says what it is:
///
/// | entry | members |
/// |---|---|
/// | `document` | `name`, the file's name; `text`, or where it is no UTF-8 `base64url`, the file's bytes as they came; `added`, when, and `added_order`, which change of that second, where not the first and changed since. Removed licences are kept: what they superseded stays superseded |
/// | `key` | `jwk`: a trusted key that an administrator imported, as in a key set |
/// | `person` | `name`, the unique user name; `first`, `last` |
/// | `seat` | `person`, the user name (folded); `entitlement` |
/// | `usage` | `entitlement`, `amount`: what an administrator typed in |
/// | `clock` | `mark`, `pending`: see [`ClockMark`]; `resets`, 0 |
/// | `account_clock` | `issuer`, `product`, `account`, `mark`, `pending`, `resets`: the mark of an account that one of its own licences has set |
/// | `emergency` | `issuer`, `product`, `account`, `entitlement`, `license`, `at`, `end`, `seen`, `peak`, `settled`, `order`: see [`EmergencyStart`](crate::EmergencyStart) |
/// | `deactivation` | `product`, `account`, `license`, `activation`, `serial`, `at`: an activation that was given back, and when that was noted; see [`Deactivated`](crate::Deactivated) |
///
/// All but the last three also have `at`, when the entry was last changed; `order`, which change of that second it
/// was, where not the first, which is 0; `revision`, how many times it was changed, where more than once; and
/// `removed`, `true` where it was taken out. Instants are Unix seconds.
/// The order of the lines means nothing.
///
/// A later version may add entries, but no members to those above. Entries that are not known are kept as
/// they are, and written back.
#[derive(Debug, Clone)]
pub struct State {
    /// By the SHA-256 of the file.
    documents: BTreeMap<[u8; 32], StoredDocument>,
    keys: BTreeMap<Thumbprint, (Revision, TrustedKey)>,
    /// The people, and the seats that they have.
    pub roster: Roster,
    /// By entitlement.
    usage: BTreeMap<String, (Revision, u64)>,
    /// The clock's high-water mark by its readings. No licence sets this one: see
    /// [`clock_of`](Self::clock_of).
    pub clock: ClockMark,
    /// The marks of accounts that licences of their own have set; they follow the clock's readings since.
    marks: BTreeMap<Account, ClockMark>,
    journal: Journal,
    moments: Moments,
    /// Entries of later versions, a line each.
    unknown: BTreeSet<String>,
}

impl State {
    /// The state of a new installation. `fold` says which user names mean the same person.
    pub fn new(fold: Fold) -> Self {
        Self {
            documents: BTreeMap::new(),
            keys: BTreeMap::new(),
            roster: Roster::new(fold),
            usage: BTreeMap::new(),
            clock: ClockMark::default(),
            marks: BTreeMap::new(),
            journal: Journal::default(),
            moments: Moments::default(),
            unknown: BTreeSet::new(),
        }
    }

    /// Reads a state that [`to_lines`](Self::to_lines) wrote: all that can be read, and which lines could
    /// not.
    pub fn parse(bytes: &[u8], fold: Fold) -> (Self, Vec<Dropped>) {
        read::parse(bytes, fold)
    }

    /// Writes the state; two states that hold the same are written the same.
    pub fn to_lines(&self) -> String {
        write::lines(self)
    }

    /// Imports another state: an export of this one, or of another installation.
    ///
    /// It is a union in which each entry's later revision holds, so that an older export undoes nothing,
    /// importing one twice is importing it once, and the order of several does not matter. It brings the
    /// trusted keys of the other state along: import no state that you would import no keys from.
    pub fn merge(&mut self, other: Self) {
        self.moments.follow(&other.moments);
        self.merge_clocks(&other);
        for (digest, document) in other.documents {
            self.merge_document(digest, document);
        }
        for (revision, key) in other.keys.into_values() {
            self.merge_key(revision, key);
        }
        for (entitlement, usage) in other.usage {
            self.moments.pass(usage.0.moment());
            join(&mut self.usage, entitlement, usage);
        }
        self.roster.merge(other.roster);
        self.journal.merge(other.journal);
        self.unknown.extend(other.unknown);
    }

    /// Goes on after what was done to another state: of what is done to both in one second it is told what came
    /// first. For whoever keeps several states beside each other, as for several accounts.
    pub fn follow(&mut self, other: &Self) {
        self.moments.follow(&other.moments);
        self.moments.follow(&other.roster.moments);
        self.roster.moments.follow(&self.moments);
    }

    /// The moment of a change that is made now, be it of the people or of anything else.
    fn take_moment(&mut self, at: UnixTime) -> Moment {
        self.moments.follow(&self.roster.moments);
        let taken = self.moments.take(at);
        self.roster.moments.follow(&self.moments);
        taken
    }

    /// The trusted keys that an administrator imported.
    pub fn keys(&self) -> TrustedKeys {
        let mut keys = TrustedKeys::default();
        for (_, key) in self.keys.values().filter(|(revision, _)| !revision.removed) {
            keys.replace(key.clone());
        }
        keys
    }

    /// Trusts a key from now on, on an administrator's deliberate word.
    ///
    /// # Errors
    /// [`Code::KeyInvalid`](crate::Code::KeyInvalid) where it is trusted already with other constraints.
    pub fn add_key(&mut self, key: TrustedKey, at: UnixTime) -> Result<()> {
        self.keys().insert(key.clone())?;
        let kid = key.key.thumbprint();
        let earlier = self.keys.get(&kid).map(|(revision, _)| *revision);
        if earlier.is_some_and(|revision| !revision.removed) {
            return Ok(());
        }
        let at = self.take_moment(at);
        let revision = earlier.map_or(Revision::first(at), |revision| revision.restored(at));
        self.keys.insert(kid, (revision, key));
        Ok(())
    }

    /// Ceases to trust a key that was imported. Tells whether it was there.
    pub fn remove_key(&mut self, kid: &Thumbprint, at: UnixTime) -> bool {
        if self.keys.get(kid).is_none_or(|(revision, _)| revision.removed) {
            return false;
        }
        let at = self.take_moment(at);
        if let Some((revision, _)) = self.keys.get_mut(kid) {
            *revision = revision.removed(at);
        }
        true
    }

    /// How much of each entitlement is in use, as an administrator typed it in.
    pub fn usage(&self) -> Amounts {
        let known = self.usage.iter().filter(|(_, (revision, _))| !revision.removed);
        known.map(|(entitlement, (_, amount))| (entitlement.clone(), *amount)).collect()
    }

    /// How much of one entitlement is in use, as an administrator typed it in; none where nobody did.
    pub fn usage_of(&self, entitlement: &str) -> Option<u64> {
        let (revision, amount) = self.usage.get(entitlement)?;
        (!revision.removed).then_some(*amount)
    }

    /// Notes how much of an entitlement is in use, at most 2^53 − 1.
    pub fn set_usage(&mut self, entitlement: &str, amount: u64, at: UnixTime) {
        let at = self.take_moment(at);
        let present = self.usage.get(entitlement);
        let revision = present.map_or(Revision::first(at), |(revision, _)| revision.restored(at));
        self.usage.insert(entitlement.to_owned(), (revision, amount.min(Revision::LARGEST)));
    }

    /// Notes no longer how much of an entitlement is in use. Tells whether it was noted.
    pub fn clear_usage(&mut self, entitlement: &str, at: UnixTime) -> bool {
        if self.usage_of(entitlement).is_none() {
            return false;
        }
        let at = self.take_moment(at);
        if let Some((revision, _)) = self.usage.get_mut(entitlement) {
            *revision = revision.removed(at);
        }
        true
    }

    /// Puts a file in as a copy has it. It was added when it was added first.
    fn merge_document(&mut self, digest: [u8; 32], other: StoredDocument) {
        self.moments.pass(other.revision.moment());
        let added = self.documents.get(&digest).map_or(other.added, |own| own.added.min(other.added));
        join(&mut self.documents, digest, other);
        if let Some(document) = self.documents.get_mut(&digest) {
            document.added = added;
        }
    }

    /// Puts a key in as a copy has it.
    fn merge_key(&mut self, revision: Revision, key: TrustedKey) {
        self.moments.pass(revision.moment());
        let kid = key.key.thumbprint();
        let later = self.keys.get(&kid).is_none_or(|(present_revision, present)| {
            (revision, write_key(&key)) > (*present_revision, write_key(present))
        });
        if later {
            self.keys.insert(kid, (revision, key));
        }
    }
}

/// Puts an entry in as a copy has it: the later one holds.
fn join<K: Ord, V: Ord>(entries: &mut BTreeMap<K, V>, key: K, other: V) {
    match entries.get_mut(&key) {
        Some(present) if *present >= other => {}
        Some(present) => *present = other,
        None => {
            entries.insert(key, other);
        }
    }
}
