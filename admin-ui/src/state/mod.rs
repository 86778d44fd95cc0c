//! What the page knows, and how it changes. Nothing here touches the browser: `platform` reads the clock,
//! the files and the store, and tells by an [`Action`].

mod account;
mod action;
mod activation;
mod asking;
mod coming;
mod comparing;
mod confirm;
mod course;
mod emergency;
mod entry;
mod history;
mod import;
mod judging;
mod keygen;
mod keyring;
mod lists;
mod matter;
mod names;
mod navigation;
mod notice;
mod opened;
mod orders;
mod picture;
mod pools;
mod proposal;
mod record;
mod reduce;
mod retirement;
mod samples;
mod seats;
mod slices;
#[cfg(test)]
mod tests;
mod usage;
mod view;
mod volume;

pub(crate) use account::{Account, AccountName};
pub(crate) use action::Action;
pub(crate) use activation::{
    Activated, Activating, ActivationAction, ActivationField, ActivationProblem, ActivationStep, Outgoing,
    Pool, Sending, Whose,
};
pub(crate) use asking::{About, Answer, Asking};
pub(crate) use coming::{Coming, Ending, When};
pub(crate) use comparing::{Compared, Comparing, Pair, Share, Side, pairs};
pub(crate) use confirm::{Backup, Confirm};
pub(crate) use countersign_kit::Given;
pub(crate) use course::Step;
pub(crate) use emergency::{
    AskedFor, Candidate, MadeRequest, RequestField, RequestProblem, RequestStep, Requesting,
};
pub(crate) use entry::Entry;
pub(crate) use history::{Event, Happened, Topic};
pub(crate) use import::{ImportStep, KeyImport};
pub(crate) use keygen::{Contents, KeygenOutcome};
pub(crate) use keyring::{KeyFamily, Keyring, StoredKey};
pub(crate) use lists::VendorList;
pub(crate) use matter::{Limit, Matter};
pub(crate) use names::entitlement_name;
pub(crate) use notice::{Announcement, Notice, NoticeId};
pub(crate) use opened::{FileId, Judgement, OpenedFile, Outcome, Structure};
pub(crate) use orders::Ordered;
pub(crate) use picture::{Axis, Chart, Charts, Level, Running, Span};
pub(crate) use pools::{PoolUse, Pools, ToldPool};
pub(crate) use proposal::{ChangedFiles, Proposal, not_counting};
pub(crate) use record::{Record, Section, Stored, Unread};
pub(crate) use samples::{Sample, Samples};
pub(crate) use seats::{
    Cursor, Field, Import, Imported, Intake, Name, Plan, Problem, Review, RosterFile, Seats, SeatsAction,
    Show, Sort, SortKey, Stop, Table,
};

pub(crate) use usage::{Heard, Reply, Tellers, Typing};
pub(crate) use view::{List, PART, Part, Sorting, View};
pub(crate) use volume::{
    Basis, Counting, DAYS, Happening, KmsCourse, KmsDay, LookedUp, MadePromotion, Number, PromotionField,
    PromotionProblem, QUANTITY, SYSTEMS, Volume, VolumeAction,
};

use crate::i18n::Language;
use crate::route::Route;
use crate::theme::Theme;
use countersign::{TrustedKeys, UnixTime};
use std::rc::Rc;

/// The whole state of the page.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) route: Route,
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// The clock's last reading; every verdict on the page is of this instant.
    pub(crate) now: UnixTime,
    /// What is kept from one visit to the next.
    pub(crate) record: Rc<Record>,
    /// Counts the changes of the record that were made here: whoever keeps it has to follow them.
    pub(crate) edits: u32,
    /// The turn of the store that the record is made from: all that was stored up to then is in it. None
    /// before the store was read.
    pub(crate) turn: Option<u32>,
    /// The number of the last change that is stored.
    pub(crate) stored_edits: u32,
    /// What is in the store and can't be read.
    pub(crate) unread: Rc<[Unread]>,
    /// The files: those that were only given, then those of the record, each the last one first.
    pub(crate) files: Vec<Rc<OpenedFile>>,
    /// The accounts that have licences here.
    pub(crate) accounts: Rc<Vec<Account>>,
    /// What may be used without a licence.
    pub(crate) entry: Option<Entry>,
    /// The account that was chosen to be shown.
    pub(crate) chosen: Option<AccountName>,
    pub(crate) keyring: Keyring,
    /// The files of the record as they were verified last.
    verified: Option<Rc<judging::Verification>>,
    /// The files of a record that is to be judged, verified beforehand.
    prepared: Option<(countersign::TrustedKeys, Rc<countersign::OpenedState>)>,
    /// What is to be done next, where that takes long.
    due: Option<slices::Due>,
    /// What will be granted of the account that is shown, once it was looked at.
    course: Option<Rc<course::Course>>,
    /// What is asked whether it may be done.
    pub(crate) asking: Asking,
    pub(crate) comparing: Comparing,
    pub(crate) volume: Volume,
    /// What is shown of long lists.
    views: Vec<(List, View)>,
    /// The files that were opened among many.
    unfolded: Vec<FileId>,
    /// The change of the files that waits to be made.
    pub(crate) proposal: Option<Rc<Proposal>>,
    /// The files that are to be taken out.
    removing: Vec<FileId>,
    /// How it was before the last change of the files, while that can be taken back.
    pub(crate) undo: Option<Rc<Record>>,
    /// The request for an emergency licence that is being made.
    pub(crate) requesting: Requesting,
    /// What is known and done about activation.
    pub(crate) activating: Activating,
    /// The amount that is being typed.
    typing: Option<Typing>,
    /// Who told the amounts that nobody typed in.
    pub(crate) tellers: Tellers,
    /// Who has a session, as it was told.
    pub(crate) pools: Pools,
    /// What the history is narrowed down to.
    pub(crate) topic: Option<Topic>,
    /// What waits to be confirmed.
    pub(crate) confirm: Option<Confirm>,
    /// The keys that are being imported.
    pub(crate) import: Option<KeyImport>,
    pub(crate) notices: Vec<(NoticeId, Notice)>,
    pub(crate) samples: Samples,
    pub(crate) seats: Seats,
    /// Whether something is dragged over the page.
    pub(crate) hovering: bool,
    /// The last thing that a screen reader should say, and a number that tells it from the same said before.
    pub(crate) announcement: Option<(u32, Announcement)>,
    /// The number that the next file, notice or announcement gets.
    next_id: u32,
}

/// What the page finds when it starts.
pub(crate) struct Start {
    pub(crate) route: Route,
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    pub(crate) now: UnixTime,
    /// The account that was chosen last.
    pub(crate) chosen: Option<AccountName>,
    /// What may be used without a licence, as the vendor built it into the page.
    pub(crate) entry_limits: Option<String>,
    /// The JWK set that the vendor built into the page.
    pub(crate) built_in_keys: Option<String>,
    /// The keys that an earlier version of the page stored.
    pub(crate) stored_keys: Vec<StoredKey>,
}

impl State {
    /// The state at the start. Keys that can't be read are reported, and the others are kept.
    pub(crate) fn new(start: Start) -> Self {
        let mut state = Self {
            route: start.route,
            language: start.language,
            theme: start.theme,
            now: start.now,
            record: Rc::default(),
            edits: 0,
            turn: None,
            stored_edits: 0,
            unread: Rc::default(),
            files: Vec::new(),
            accounts: Rc::default(),
            entry: None,
            chosen: start.chosen,
            keyring: Keyring::default(),
            verified: None,
            prepared: None,
            due: None,
            course: None,
            asking: Asking::default(),
            comparing: Comparing::default(),
            volume: Volume::default(),
            views: Vec::new(),
            unfolded: Vec::new(),
            proposal: None,
            removing: Vec::new(),
            undo: None,
            requesting: Requesting::default(),
            activating: Activating::default(),
            typing: None,
            tellers: Tellers::new(),
            pools: Pools::new(),
            topic: None,
            confirm: None,
            import: None,
            notices: Vec::new(),
            samples: Samples::default(),
            seats: Seats::default(),
            hovering: false,
            announcement: None,
            next_id: 0,
        };
        match start.built_in_keys.map(|jwk_set| TrustedKeys::parse(jwk_set.as_bytes())) {
            Some(Ok(keys)) => state.keyring = Keyring::with_built_in(keys),
            Some(Err(error)) => state.notify(Notice::BuiltInKeys(error)),
            None => {}
        }
        if let Some(text) = start.entry_limits {
            state.entry = Entry::parse(&text);
            if state.entry.is_none() {
                state.notify(Notice::BuiltInLimits { text });
            }
        }
        state.show();
        state.show_course();
        start.stored_keys.into_iter().for_each(|key| state.take_over(key));
        state
    }

    /// Puts a key that an earlier version of the page stored into the record.
    fn take_over(&mut self, key: StoredKey) {
        let keys = TrustedKeys::parse(key.jwk_set.as_bytes());
        if let Err(error) = keys.and_then(|keys| self.import_keys(key.family, keys)) {
            self.notify(Notice::StoredKey { family: key.family, name: key.name, error });
        }
    }

    /// Trusts keys from now on.
    fn import_keys(&mut self, family: KeyFamily, keys: TrustedKeys) -> countersign::Result<()> {
        let mut record = Record::clone(&self.record);
        self.keyring.import(&mut record, family, keys, self.now)?;
        self.undo = None;
        self.keyring.follow(&record);
        *self.edit() = record;
        Ok(())
    }

    /// The record, to be changed, which is then to be stored.
    fn edit(&mut self) -> &mut Record {
        self.edits = self.edits.wrapping_add(1);
        Rc::make_mut(&mut self.record)
    }

    /// The next instant at which something that is shown changes by itself.
    pub(crate) fn next_change(&self) -> Option<UnixTime> {
        let reports = self.accounts.iter().filter_map(|account| account.report.as_ref().ok());
        let emergencies = reports.flat_map(|report| report.emergency.iter().filter_map(|row| row.end));
        let files = self.files.iter().filter_map(|file| file.next_change(self.now));
        files.chain(emergencies.filter(|end| *end > self.now)).min()
    }

    /// Reports something. What stands there already is not said twice.
    fn notify(&mut self, notice: Notice) {
        if self.notices.iter().any(|(_, present)| *present == notice) {
            return;
        }
        let id = self.take_id();
        self.notices.push((NoticeId(id), notice));
    }

    fn announce(&mut self, announcement: Announcement) {
        self.announcement = Some((self.take_id(), announcement));
    }

    fn take_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id = id.wrapping_add(1);
        id
    }
}
