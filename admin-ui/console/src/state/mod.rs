//! What the console knows, and how that changes. Nothing here needs a browser.

mod action;
mod batch;
mod book;
mod effect;
pub(crate) mod emergencies;
mod index;
pub(crate) mod keys;
pub(crate) mod ledger;
pub(crate) mod licences;
mod reading;
mod reduce;
mod request_form;
pub(crate) mod requests;
pub(crate) mod revocations;
pub(crate) mod rotation;
mod secret;
mod stored;
mod templates;
#[cfg(test)]
mod tests;
pub(crate) mod wizard;

pub(crate) use action::Action;
pub(crate) use effect::Effect;
pub(crate) use keys::{Keys, KeysAction};
pub(crate) use ledger::{LedgerAction, Ledgers, StoredLedger};
pub(crate) use licences::{Licences, LicencesAction};
pub(crate) use reading::Reading;
pub(crate) use requests::{Requests, RequestsAction};
pub(crate) use revocations::{Revocations, RevocationsAction};
pub(crate) use rotation::{Rotation, RotationAction};
pub(crate) use secret::Secret;
pub(crate) use stored::{Stored, StoredKey};
pub(crate) use wizard::{Wizard, WizardAction};

use crate::i18n::{Language, Message};
use crate::route::Route;
use crate::theme::Theme;
use countersign::Error;
pub(crate) use countersign::UnixTime;
use countersign_kit::Given;

/// All that the console knows.
pub(crate) struct State {
    pub(crate) route: Route,
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// What the clock read last.
    pub(crate) now: UnixTime,
    /// Whether something is dragged over the page.
    pub(crate) is_hovered: bool,
    /// What is to be read out, with a number that tells it from the same said before.
    pub(crate) announcement: Option<(u32, Announcement)>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) keys: Keys,
    pub(crate) ledgers: Ledgers,
    pub(crate) requests: Requests,
    pub(crate) licences: Licences,
    pub(crate) wizard: Wizard,
    pub(crate) revocations: Revocations,
    pub(crate) rotation: Rotation,
}

/// Something that a screen reader reads out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Announcement {
    pub(crate) message: Message,
    /// The variable `name` of the message.
    pub(crate) name: String,
}

/// Something that the reader has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The browser keeps nothing for the page.
    NoStore,
    /// The browser did not keep a change.
    NotStored,
    /// A file can't be read from its disk.
    Unreadable { name: String },
    /// What came of a picture with QR codes.
    Codes(Given),
    /// The ledger's file was not written.
    NotSaved,
    /// Somebody else wrote to the ledger's file.
    ChangedOnDisk,
    /// Another tab wrote to the ledger.
    Overtaken,
    /// A document was given, and there is no ledger to take it into.
    NoLedger { name: String },
    /// A stored key can't be read.
    StoredKey { error: Error },
}

impl State {
    pub(crate) fn new(route: Route, language: Language, theme: Theme, now: UnixTime) -> Self {
        Self {
            route,
            language,
            theme,
            now,
            is_hovered: false,
            announcement: None,
            notices: Vec::new(),
            keys: Keys::default(),
            ledgers: Ledgers::default(),
            requests: Requests::default(),
            licences: Licences::default(),
            wizard: Wizard::default(),
            revocations: Revocations::default(),
            rotation: Rotation::default(),
        }
    }

    /// When something changes by the clock alone.
    pub(crate) fn next_change(&self) -> Option<UnixTime> {
        self.keys.next_change(self.now)
    }

    fn announce(&mut self, message: Message, name: impl Into<String>) {
        let number = self.announcement.as_ref().map_or(0, |(number, _)| number + 1);
        self.announcement = Some((number, Announcement { message, name: name.into() }));
    }

    /// Says something once.
    fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}
