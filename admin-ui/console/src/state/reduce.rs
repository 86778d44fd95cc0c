//! How the state changes, and what the browser is to do for that.

use super::keys::{Keys, Turn};
use super::ledger::{LedgerAction, Ledgers, Replacing};
use super::requests::Asked;
use super::{
    Action, Effect, KeysAction, LicencesAction, Notice, Reading, RequestsAction, RevocationsAction,
    RotationAction, State, Wizard,
};
use crate::i18n::msg;
use crate::route::Route;
use countersign::{DocumentType, Envelope};
use countersign_kit::Given;
use countersign_kit::platform::document::CONTENT;
use countersign_kit::slip::Slip;

impl State {
    /// Changes the state, and gives what the browser is to do.
    pub(crate) fn reduce(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Navigate(route) => {
                self.keys.problem = None;
                let is_other = self.route != route;
                self.route = route;
                return if is_other { vec![Effect::Focus(CONTENT)] } else { Vec::new() };
            }
            Action::SetLanguage(language) => {
                self.language = language;
                return vec![Effect::KeepLanguage(language)];
            }
            Action::SetTheme(theme) => {
                self.theme = theme;
                return vec![Effect::KeepTheme(theme)];
            }
            Action::Tick(now) => {
                let is_later = now.as_secs() / 60 != self.now.as_secs() / 60;
                self.now = now;
                if is_later && let Some(book) = &mut self.ledgers.book {
                    book.tick(now);
                    self.plan();
                }
                if self.keys.tick(now) {
                    self.announce(msg::ANNOUNCE_LOCKED, "");
                }
            }
            Action::Hover(is_hovered) => self.is_hovered = is_hovered,
            Action::Loaded(None) => self.notice(Notice::NoStore),
            Action::Loaded(Some(stored)) => {
                for error in self.keys.load(&stored) {
                    self.notice(Notice::StoredKey { error });
                }
                self.licences.load(stored.templates.as_deref());
                self.requests.read_again(&self.keys.trusted);
                self.ledgers.load(&stored, &Reading { keys: &self.keys }, self.now);
                self.plan();
            }
            Action::NotStored => self.notice(Notice::NotStored),
            Action::Bring(given) => return self.bring(given),
            Action::Dismiss(index) => drop((index < self.notices.len()).then(|| self.notices.remove(index))),
            Action::Left => drop(self.keys.lock()),
            Action::Copied(is_copied) => {
                self.announce(if is_copied { msg::ANNOUNCE_COPIED } else { msg::ANNOUNCE_COPY_BY_HAND }, "");
            }
            Action::Keys(action) => return self.reduce_keys(action),
            Action::Ledger(action) => return self.reduce_ledger(action),
            Action::Requests(action) => return self.reduce_requests(action),
            Action::Licences(action) => return self.reduce_licences(action),
            Action::Wizard(action) => {
                let key = self.keys.open.as_ref().map(|open| &open.key);
                let made = self.wizard.made.len();
                let effects = self.wizard.reduce(action, self.ledgers.book.as_mut(), key, self.now);
                if self.wizard.made.len() > made {
                    self.plan();
                    self.announce(msg::ANNOUNCE_ANSWERED, "");
                }
                return effects;
            }
            Action::Revocations(action) => return self.reduce_revocations(action),
            Action::Rotation(action) => return self.reduce_rotation(action),
            Action::Overtaken => {
                // What this tab answered since was kept nowhere, and is not handed out.
                self.ledgers = Ledgers::default();
                self.requests.forget_answers();
                self.wizard = Wizard::default();
                self.announce(msg::ANNOUNCE_NOT_ANSWERED, "");
                self.notice(Notice::Overtaken);
                return vec![Effect::Load];
            }
        }
        Vec::new()
    }

    fn reduce_keys(&mut self, action: KeysAction) -> Vec<Effect> {
        let own = self.keys.own.len();
        let (turn, mut effects) = self.keys.reduce(action, self.now);
        if turn == Turn::Trusted || self.keys.own.len() > own {
            self.requests.read_again(&self.keys.trusted);
            effects.extend(self.ledgers.read_again(&Reading { keys: &self.keys }, self.now));
            self.plan();
        }
        match turn {
            Turn::Quiet => {}
            Turn::Opened => self.announce(msg::ANNOUNCE_OPENED, ""),
            Turn::Locked => self.announce(msg::ANNOUNCE_LOCKED, ""),
            Turn::Deleted => self.announce(msg::ANNOUNCE_KEY_DELETED, ""),
            Turn::Trusted => self.announce(msg::ANNOUNCE_TRUSTED, ""),
            Turn::Distrusted => self.announce(msg::ANNOUNCE_DISTRUSTED, ""),
        }
        effects
    }

    fn reduce_ledger(&mut self, action: LedgerAction) -> Vec<Effect> {
        match &action {
            LedgerAction::Saved(None) => self.notice(Notice::NotSaved),
            LedgerAction::ChangedOnDisk => self.notice(Notice::ChangedOnDisk),
            LedgerAction::Saved(Some(_)) => self.announce(msg::ANNOUNCE_SAVED, ""),
            _ => {}
        }
        let is_shown =
            matches!(action, LedgerAction::Kept { .. } | LedgerAction::Search(_) | LedgerAction::More);
        let is_replacing = matches!(action, LedgerAction::Begin(_) | LedgerAction::Replace);
        let effects = self.ledgers.reduce(action, &Reading { keys: &self.keys }, self.now);
        if is_replacing && !effects.is_empty() {
            self.announce(msg::ANNOUNCE_LEDGER, "");
        }
        if !is_shown {
            self.plan();
        }
        effects
    }

    fn reduce_requests(&mut self, action: RequestsAction) -> Vec<Effect> {
        let key = self.keys.open.as_ref().map(|open| &open.key);
        let is_signing = matches!(action, RequestsAction::Sign);
        let circumstances = (self.now, self.language);
        let effects = self.requests.reduce(action, self.ledgers.book.as_mut(), key, circumstances);
        if is_signing {
            self.plan();
            let answered = self.requests.shown().is_some_and(Asked::is_answered);
            self.announce(if answered { msg::ANNOUNCE_ANSWERED } else { msg::ANNOUNCE_NOT_ANSWERED }, "");
        }
        effects
    }

    fn reduce_licences(&mut self, action: LicencesAction) -> Vec<Effect> {
        if let (LicencesAction::Enter, Some(signed)) = (&action, &self.licences.signed) {
            let bytes = signed.armor.clone().into_bytes();
            return self.bring(Given::File { name: signed.id.clone(), bytes });
        }
        let is_signing = matches!(action, LicencesAction::Sign);
        let issuer = self.ledgers.book.as_ref().filter(|book| book.ledger.delegate().is_none());
        let issuer = issuer.map(|book| book.ledger.issuer().to_owned());
        if matches!(action, LicencesAction::Follow(_)) {
            self.route = Route::Licences;
        }
        let was_running = self.licences.is_running();
        let effects = self.licences.reduce(action, issuer.as_deref(), &self.keys, (self.now, self.language));
        if was_running && !self.licences.is_running() {
            let is_ready =
                self.licences.batch.as_ref().and_then(|batch| Some(batch.run.as_ref()?.ready() > 0));
            let words = if is_ready == Some(true) { msg::ANNOUNCE_BATCH } else { msg::ANNOUNCE_NOT_ANSWERED };
            self.announce(words, "");
        }
        if is_signing {
            let is_signed = self.licences.signed.is_some();
            self.announce(if is_signed { msg::ANNOUNCE_SIGNED } else { msg::ANNOUNCE_NOT_ANSWERED }, "");
        }
        effects
    }

    fn reduce_revocations(&mut self, action: RevocationsAction) -> Vec<Effect> {
        if let (RevocationsAction::Enter, Some(signed)) = (&action, &self.revocations.signed) {
            let (name, bytes) = (signed.id.clone(), signed.armor.clone().into_bytes());
            return self.enter(Given::File { name, bytes });
        }
        if matches!(action, RevocationsAction::Activation(..)) {
            self.route = Route::Revocations;
            self.ledgers.to_revoke = None;
        }
        let is_signing = matches!(action, RevocationsAction::Sign);
        let effects = self.revocations.reduce(action, self.ledgers.book.as_ref(), &self.keys, self.now);
        if is_signing {
            let is_signed = self.revocations.signed.is_some();
            self.announce(if is_signed { msg::ANNOUNCE_LIST } else { msg::ANNOUNCE_NOT_ANSWERED }, "");
        }
        effects
    }

    fn reduce_rotation(&mut self, action: RotationAction) -> Vec<Effect> {
        let is_signing = matches!(action, RotationAction::Sign);
        let effects = self.rotation.reduce(action, self.ledgers.book.as_ref(), &self.keys, self.now);
        if is_signing {
            let is_signed = self.rotation.signed.is_some();
            self.announce(if is_signed { msg::ANNOUNCE_UPDATE } else { msg::ANNOUNCE_NOT_ANSWERED }, "");
        }
        effects
    }

    /// Takes a document into the ledger.
    fn enter(&mut self, given: Given) -> Vec<Effect> {
        self.route = Route::Ledger;
        self.reduce_ledger(LedgerAction::Add(given))
    }

    fn plan(&mut self) {
        self.revocations.plan(self.ledgers.book.as_ref(), self.now);
        self.requests.plan(self.ledgers.book.as_mut(), self.now);
    }

    /// Takes in what was dropped, pasted or chosen, by what it is, whichever page is shown.
    fn bring(&mut self, given: Given) -> Vec<Effect> {
        let (name, bytes) = match given {
            Given::Unreadable { name } | Given::TooLong { name } => {
                self.notice(Notice::Unreadable { name });
                return Vec::new();
            }
            Given::NoCode { .. } | Given::Part { .. } | Given::WrongCode { .. } => {
                self.notices.retain(|notice| !matches!(notice, Notice::Codes(_)));
                self.notice(Notice::Codes(given));
                return Vec::new();
            }
            Given::File { name, bytes } => {
                self.notices.retain(|notice| !matches!(notice, Notice::Codes(Given::Part { .. })));
                (name, bytes)
            }
            Given::Pasted(text) => (String::new(), text.into_bytes()),
        };
        if Ledgers::is_ledger(&bytes) {
            self.route = Route::Ledger;
            return self.reduce_ledger(LedgerAction::Begin(Replacing::Open {
                name,
                text: bytes,
                is_in_place: false,
            }));
        }
        if let Ok(envelope) = Envelope::read(&bytes) {
            return self.bring_document(name, bytes, envelope.document_type());
        }
        match String::from_utf8(bytes) {
            Ok(text) if Slip::find(&text).is_some() => {
                self.route = Route::Requests;
                self.requests.bring_slip(&Slip::find(&text).unwrap_or_default(), self.language);
                self.plan();
                Vec::new()
            }
            Ok(text) if Keys::is_private(&text) => {
                self.route = Route::Keys;
                self.keys.take_private(name, text);
                Vec::new()
            }
            Ok(text) if self.route == Route::Licences => {
                self.reduce_licences(LicencesAction::Open(Given::File { name, bytes: text.into_bytes() }))
            }
            Ok(text) => self.bring_keys(name, text.into_bytes()),
            Err(error) if self.route == Route::Licences => {
                self.reduce_licences(LicencesAction::Open(Given::File { name, bytes: error.into_bytes() }))
            }
            Err(error) => self.bring_keys(name, error.into_bytes()),
        }
    }

    fn bring_document(&mut self, name: String, bytes: Vec<u8>, document_type: DocumentType) -> Vec<Effect> {
        if matches!(document_type, DocumentType::ActivationRequest | DocumentType::EmergencyRequest) {
            self.route = Route::Requests;
            self.requests.bring(name, bytes, &self.keys.trusted, self.language);
            self.plan();
            return Vec::new();
        }
        if document_type == DocumentType::TrustUpdate {
            self.route = Route::Keys;
            return self.reduce_rotation(RotationAction::Open(Given::File { name, bytes }));
        }
        let is_named = matches!(document_type, DocumentType::License | DocumentType::RevocationList);
        if self.route == Route::Revocations && is_named {
            return self.reduce_revocations(RevocationsAction::Open(Given::File { name, bytes }));
        }
        self.route = Route::Ledger;
        if self.ledgers.book.is_none() {
            self.notice(Notice::NoLedger { name });
            return Vec::new();
        }
        self.reduce_ledger(LedgerAction::Add(Given::File { name, bytes }))
    }

    fn bring_keys(&mut self, name: String, bytes: Vec<u8>) -> Vec<Effect> {
        self.route = Route::Keys;
        self.reduce_keys(KeysAction::Review(Given::File { name, bytes }))
    }
}
