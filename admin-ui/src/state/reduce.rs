//! The one place where the state changes.

use super::{
    AccountName, Action, Announcement, Backup, Confirm, Contents, FileId, Given, Heard, Import, ImportStep,
    KeyFamily, KeyImport, KeygenOutcome, Notice, OpenedFile, Outcome, Record, RequestStep, Requesting,
    SeatsAction, State, Stored, opened::Read,
};
use crate::i18n::{CATALOGUE, Texts, msg};
use crate::order::order;
use crate::route::Route;
use countersign::keygen::KeygenSecrets;
use countersign::{Code, Thumbprint};
use std::rc::Rc;

impl State {
    /// The state after something happened.
    #[must_use]
    pub(crate) fn reduce(&self, action: Action) -> State {
        let mut state = self.clone();
        state.apply(action);
        if state.route == Route::Seats {
            state.show_seats();
        }
        if state.route == Route::Licence {
            state.show_course();
        }
        if state.route == Route::Volume {
            state.show_kms();
        }
        if state.route == Route::Activation && !state.is_waiting() {
            state.show_here();
        }
        state
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Navigate(route) => {
                self.route = route;
                self.announcement = None;
            }
            Action::SetLanguage(language) => self.language = language,
            Action::SetTheme(theme) => self.theme = theme,
            Action::Tick(now) => {
                self.now = now;
                self.observe();
            }
            Action::Loaded(stored) => self.load(stored),
            // It is known already.
            Action::Synced(stored) if self.turn == Some(stored.turn) => {}
            Action::Synced(stored) => {
                // To take the last change back would take back what another tab did since.
                self.undo = None;
                self.take_stored(&stored);
                self.show();
            }
            Action::Kept { turn, edits } => {
                self.turn = turn;
                self.stored_edits = edits;
            }
            Action::Open(given) => self.open(vec![given]),
            Action::OpenAll(given) => self.open(given),
            // What it says is told once the browser has made it out.
            Action::GiveRoster(Given::File { .. } | Given::Pasted(_)) => {}
            Action::GiveRoster(given) => drop(self.take(given)),
            Action::Bring(given) if self.route == Route::Seats && given.is_list() => {}
            Action::Bring(given) => match self.route {
                Route::Keys if !given.is_document() => self.review(KeyFamily::Countersign, given),
                Route::Volume if !given.is_document() => self.bring_to_volume(given),
                _ => self.open(vec![given]),
            },
            Action::Hover(over) => self.hovering = over,
            Action::Close(id) => self.close(id),
            Action::Apply => self.apply_proposal(),
            Action::LayAside => self.lay_aside(),
            Action::Undo => self.undo(),
            Action::KeepChange => self.undo = None,
            Action::Seats(action) => self.apply_to_seats(action),
            Action::ShowAccount(account) => {
                // What is being asked for, or was, is the other one's.
                if self.chosen.as_ref() != Some(&account) {
                    self.requesting.step = RequestStep::Closed;
                    self.activating.step = super::ActivationStep::Closed;
                    self.activating.here = None;
                }
                self.chosen = Some(account);
            }
            Action::Draw => self.draw(),
            Action::GoOn => self.go_on(),
            Action::Look(list, view) => self.set_view(list, view),
            Action::Unfold(id) => {
                if !self.unfolded.contains(&id) {
                    self.unfolded.push(id);
                }
            }
            Action::Compare(comparing) => self.comparing = comparing,
            Action::Volume(action) => self.apply_to_volume(action),
            Action::Activation(action) => self.apply_to_activation(action),
            Action::Ask(asking) => self.asking = asking,
            Action::TypeUsage(typing) => self.typing = typing,
            Action::SetUsage { account, entitlement, amount } => {
                self.set_usage(&account, &entitlement, amount);
            }
            Action::Take { heard: Heard::Usage(told), origin } => self.take_told(told, Some(&origin)),
            Action::Take { heard: Heard::Pool { account, read }, origin } => {
                self.take_pool(account, read, origin);
            }
            Action::ImportUsage(given) => {
                if let Some((name, bytes)) = self.take(given) {
                    self.take_usage_table(name, &bytes);
                }
            }
            Action::AskForEmergency => self.ask_for_emergency(),
            Action::EditRequest { field, text } => self.edit_request(field, text),
            Action::MakeRequest => self.check_request(),
            Action::RequestMade(made) => self.take_request(*made),
            Action::LeaveRequest => self.requesting.step = RequestStep::Closed,
            Action::Copied => self.announce(Announcement::Copied),
            Action::CopyByHand => self.announce(Announcement::CopyByHand),
            Action::StartEmergency { entitlement } => self.confirm_emergency(entitlement),
            Action::Restore(given) => {
                if let Some((name, bytes)) = self.take(given) {
                    self.review_backup(name, &bytes);
                }
            }
            Action::DeleteAll => self.confirm = Some(Confirm::DeleteAll),
            Action::Confirmed => self.confirmed(),
            Action::Unconfirmed => self.confirm = None,
            Action::Escape => self.escape(),
            Action::Decrypt { file, secrets } => self.decrypt(file, secrets),
            Action::FoundSamples(samples) => self.samples = samples,
            Action::OpenSample(_) => self.trust_samples(),
            Action::ReviewKeys { family, given } => self.review(family, given),
            Action::TrustReviewed => self.trust_reviewed(),
            Action::CancelReview => self.import = None,
            Action::Distrust { family, thumbprint } => self.distrust(family, &thumbprint),
            Action::ShowTopic(topic) => self.topic = topic,
            Action::RetireKey { thumbprint, keep } => {
                let files = self.signed_by(&thumbprint);
                self.confirm = Some(Confirm::RetireKey { thumbprint, keep, files });
            }
            Action::NotStored => {
                if !self.notices.iter().any(|(_, notice)| *notice == Notice::NoStore) {
                    self.notify(Notice::NotStored);
                }
            }
            Action::FoundNewVersion => self.notify(Notice::NewVersion),
            Action::Dismiss(id)
            | Action::DeleteStored { notice: id, .. }
            | Action::DeleteUnread { notice: id, .. } => {
                self.notices.retain(|(present, _)| *present != id);
            }
            // Done by the browser; they change nothing here.
            Action::Export(_)
            | Action::Backup
            | Action::Save { .. }
            | Action::Copy(_)
            | Action::SaveExport(_)
            | Action::Hear { .. }
            | Action::TakeNewVersion
            | Action::Print => {}
        }
    }

    /// Closes the uppermost of what is open on the page that is shown. What was done is not taken back by it.
    fn escape(&mut self) {
        let shows_files =
            matches!(self.route, Route::Licence | Route::Keys | Route::Information | Route::Volume);
        let is_asking = !matches!(self.requesting.step, RequestStep::Closed);
        if self.confirm.is_some() {
            self.confirm = None;
        } else if self.import.is_some() {
            self.import = None;
        } else if shows_files && self.proposal.is_some() {
            self.lay_aside();
        } else if self.route == Route::Seats
            && matches!(self.seats.import, Some(Import::Review(_) | Import::Done(_)))
        {
            self.apply_to_seats(SeatsAction::CancelImport);
        } else if self.route == Route::Information && is_asking {
            self.requesting.step = RequestStep::Closed;
        } else {
            self.notices.pop();
        }
    }

    /// Takes what was stored at the start. What was done before it was read stays done.
    fn load(&mut self, stored: Option<Stored>) {
        let Some(stored) = stored else { return self.notify(Notice::NoStore) };
        self.take_stored(&stored);
        self.take_in();
    }

    /// Takes what is stored in place of the record. What is not stored yet, or could not be, is kept beside
    /// it. Lines that can't be read are reported.
    fn take_stored(&mut self, stored: &Stored) {
        let (record, lines) = Record::parse(stored.text.as_bytes());
        if !lines.is_empty() && !stored.text.is_empty() {
            self.notify(Notice::Dropped { lines, text: stored.text.as_str().into() });
        }
        self.unread = stored.unread.as_slice().into();
        stored.unread.iter().for_each(|unread| self.notify(Notice::Unread(unread.clone())));
        self.turn = Some(stored.turn);
        if self.edits == self.stored_edits {
            self.record = Rc::new(record);
        } else {
            Rc::make_mut(&mut self.record).merge(record);
        }
    }

    /// Opens files on top of the others, verified together. Authentic documents are proposed to be added to the
    /// record.
    fn open(&mut self, given: Vec<Given>) {
        if self.proposal.as_ref().is_some_and(|proposal| !proposal.removing.is_empty()) {
            return self.notify(Notice::Pending);
        }
        let mut new = Vec::new();
        for given in given {
            let Some((name, bytes)) = self.take(given) else { continue };
            if Record::is_one(&bytes) {
                self.review_backup(name, &bytes);
            } else {
                new.push((name, bytes));
            }
        }
        let Some((_, last)) = new.last() else { return };
        let last = last.clone();
        // Those that are there, then those that come: of copies one stays. One that is kept keeps its place, and
        // of the others the last one has it.
        let there = self.files.len();
        let bytes = |index: usize| {
            let own = self.files.get(index).map(|file| file.bytes());
            own.unwrap_or_else(|| new[index - there].1.as_slice())
        };
        let order = order(there + new.len(), &|a, b| bytes(a).cmp(bytes(b)));
        let mut stays = vec![false; order.len()];
        let mut present = Vec::new();
        for copies in order.chunk_by(|&a, &b| bytes(a as usize) == bytes(b as usize)) {
            let is_kept = |index: usize| self.files.get(index).is_some_and(|file| file.kept.is_some());
            let kept = copies.iter().find(|&&index| is_kept(index as usize));
            if let (Some(_), Some(&copy)) = (kept, copies.last().filter(|&&copy| copy as usize >= there)) {
                present.push(new[copy as usize - there].0.clone());
            }
            if let Some(&stay) = kept.or(copies.last()) {
                stays[stay as usize] = true;
            }
        }
        let mut stays = stays.into_iter();
        self.files.retain(|_| stays.next() == Some(true));
        for ((name, bytes), _) in new.iter().zip(stays).filter(|(_, stays)| *stays) {
            let id = FileId(self.take_id());
            // It is verified together with the others.
            let read = Read { name, bytes, outcome: Err(Code::KeyUnknown.into()) };
            self.files.insert(0, Rc::new(OpenedFile::new(id, read, None, &self.keyring)));
        }
        if !present.is_empty() {
            self.notify(Notice::AlreadyThere { names: present });
        }
        self.verify_given();
        self.show_given(&last);
    }

    /// Says what came of the file with these bytes. What is proposed says so itself.
    pub(super) fn announce_verdict(&mut self, bytes: &[u8]) {
        let file = self.files.iter().find(|file| file.bytes() == bytes && !file.is_proposed());
        if let Some(file) = file {
            let said = verdict(file);
            self.announce(said);
        }
    }

    fn review(&mut self, family: KeyFamily, given: Given) {
        if let Some((name, bytes)) = self.take(given) {
            self.import = Some(KeyImport::read(family, name, &bytes));
        }
    }

    /// The name and contents of what was given; what can't be read is reported.
    pub(super) fn take(&mut self, given: Given) -> Option<(String, Vec<u8>)> {
        match given {
            Given::File { name, bytes } => {
                self.notices.retain(|(_, notice)| !matches!(notice, Notice::Codes(Given::Part { .. })));
                Some((name, bytes))
            }
            Given::Pasted(text) => {
                Some((Texts::new(self.language, &CATALOGUE).text(msg::PASTED_NAME), text.into_bytes()))
            }
            Given::Unreadable { name } => {
                self.notify(Notice::UnreadableFile { name });
                None
            }
            Given::TooLong { name } => {
                self.notify(Notice::ListTooLong { name });
                None
            }
            Given::NoCode { .. } | Given::Part { .. } | Given::WrongCode { .. } => {
                self.notices.retain(|(_, notice)| !matches!(notice, Notice::Codes(_)));
                self.notify(Notice::Codes(given));
                None
            }
        }
    }

    fn close(&mut self, id: FileId) {
        let Some(file) = self.files.iter().find(|file| file.id == id).cloned() else { return };
        if file.kept.is_some() {
            if self.proposal.as_ref().is_some_and(|proposal| !proposal.adding.is_empty()) {
                return self.notify(Notice::Pending);
            }
            self.removing.push(id);
            self.propose();
        } else {
            self.files.retain(|file| file.id != id);
            self.announce(Announcement::Removed { name: file.name.clone() });
        }
    }

    fn set_usage(&mut self, account: &AccountName, entitlement: &str, amount: Option<u64>) {
        self.undo = None;
        let now = self.now;
        self.typing = None;
        self.tellers.remove(&(account.clone(), entitlement.to_owned()));
        let own = self.edit().account_mut(account);
        match amount {
            Some(amount) => own.set_usage(entitlement, amount, now),
            None => drop(own.clear_usage(entitlement, now)),
        }
        self.observe();
    }

    fn review_backup(&mut self, name: String, bytes: &[u8]) {
        match Backup::read(name.clone(), bytes, &self.record) {
            Ok(backup) => self.confirm = Some(Confirm::Restore(Box::new(backup))),
            Err(error) if error.code() == Code::StateVersion => self.notify(Notice::NewerBackup { name }),
            Err(error) => self.notify(Notice::NoBackup { name, error }),
        }
    }

    fn confirmed(&mut self) {
        match self.confirm.take() {
            Some(Confirm::Restore(backup)) => {
                self.undo = None;
                self.edit().merge(backup.record);
                self.announce(Announcement::Restored);
                self.observe_read();
            }
            Some(Confirm::DeleteAll) => {
                self.record = Rc::default();
                self.unread = Rc::default();
                self.notices.retain(|(_, notice)| !matches!(notice, Notice::Unread(_)));
                self.stored_edits = self.edits;
                self.undo = None;
                self.removing.clear();
                self.files.clear();
                self.chosen = None;
                self.requesting = Requesting::default();
                self.activating = super::Activating::default();
                self.tellers.clear();
                self.pools.clear();
                self.announce(Announcement::Deleted);
                self.show();
            }
            // It is signed by the browser's key first.
            Some(Confirm::Return { .. }) => {}
            Some(Confirm::RetireKey { thumbprint, keep, .. }) => self.retire_key(&thumbprint, keep),
            Some(Confirm::StartEmergency { account, entitlement, .. }) => {
                self.start_emergency(&account, &entitlement);
            }
            None => {}
        }
    }

    fn distrust(&mut self, family: KeyFamily, thumbprint: &Thumbprint) {
        self.undo = None;
        let now = self.now;
        match family {
            KeyFamily::Countersign => {
                self.edit().shared_mut().remove_key(thumbprint, now);
            }
            KeyFamily::Keygen => {
                self.edit().keygen.remove(thumbprint);
            }
        }
        self.announce(Announcement::Distrusted);
        self.observe();
    }

    fn decrypt(&mut self, id: FileId, secrets: KeygenSecrets) {
        let Some(file) = self.files.iter_mut().find(|file| file.id == id) else { return };
        Rc::make_mut(file).secrets = Some(secrets);
        let bytes = file.bytes().to_vec();
        self.verify_given();
        self.show();
        self.announce_verdict(&bytes);
    }

    fn trust_reviewed(&mut self) {
        let Some(KeyImport { family, name, step: ImportStep::Review(keys) }) = self.import.take() else {
            return;
        };
        let count = keys.len();
        match self.import_keys(family, keys) {
            Ok(()) => {
                // A file with these keys was open only to be reviewed.
                self.files.retain(|file| !(matches!(file.outcome, Outcome::KeyFile) && file.name == name));
                self.announce(Announcement::Trusted { count });
                self.observe();
            }
            Err(error) => {
                self.import = Some(KeyImport { family, name, step: ImportStep::Refused(error) });
            }
        }
    }
}

fn verdict(file: &OpenedFile) -> Announcement {
    let name = file.name.clone();
    match (&file.outcome, &file.judgement) {
        (Outcome::License { .. }, Some(Ok(judgement))) => {
            Announcement::Verified { name, status: judgement.status }
        }
        (Outcome::License { .. }, None) | (Outcome::Other { .. }, _) => Announcement::Authentic { name },
        (_, Some(Err(error))) | (Outcome::Unverified { error, .. } | Outcome::Refused(error), _) => {
            Announcement::Refused { name, error: error.clone() }
        }
        (Outcome::Keygen(KeygenOutcome::Authentic { contents: Contents::Refused(error), .. }), _)
        | (Outcome::Keygen(KeygenOutcome::Unverified { error, .. }), _) => {
            Announcement::Refused { name, error: error.clone() }
        }
        (Outcome::Keygen(KeygenOutcome::Authentic { .. }), _) => Announcement::Authentic { name },
        (Outcome::KeyFile, _) => Announcement::KeyFile { name },
    }
}
