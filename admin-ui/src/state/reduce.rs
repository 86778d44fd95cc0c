//! The one place where the state changes.

use super::{
    Action, Announcement, Contents, FileId, Given, ImportStep, KeyFamily, KeyImport, KeygenOutcome, Notice,
    OpenedFile, Outcome, State, opened,
};
use crate::i18n::{Texts, msg};
use crate::route::Route;
use countersign::UnixTime;
use countersign::keygen::KeygenSecrets;
use std::rc::Rc;

impl State {
    /// The state after something happened.
    #[must_use]
    pub(crate) fn reduce(&self, action: Action) -> State {
        let mut state = self.clone();
        state.apply(action);
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
            Action::Tick(now) => self.tick(now),
            Action::Open(given) => self.open(given),
            Action::Bring(given) => match self.route {
                Route::Keys => self.review(KeyFamily::Countersign, given),
                Route::Licence | Route::Unknown(_) => self.open(given),
            },
            Action::Hover(over) => self.hovering = over,
            Action::Close(id) => self.close(id),
            Action::Decrypt { file, secrets } => self.decrypt(file, secrets),
            Action::FoundSamples(samples) => self.samples = samples,
            Action::ReviewKeys { family, given } => self.review(family, given),
            Action::TrustReviewed => self.trust_reviewed(),
            Action::CancelReview => self.import = None,
            Action::Distrust { family, thumbprint } => {
                self.keyring.remove(family, &thumbprint);
                self.announce(Announcement::Distrusted);
                self.check_again();
            }
            Action::NotStored => self.notify(Notice::NotStored),
            Action::Dismiss(id) | Action::DeleteStored { notice: id, .. } => {
                self.notices.retain(|(present, _)| *present != id);
            }
            // Done by the browser; they change nothing here.
            Action::OpenSample(_) | Action::Print => {}
        }
    }

    fn tick(&mut self, now: UnixTime) {
        self.now = now;
        opened::judge_all(&mut self.files, now);
    }

    /// Opens a file on top of the others. One with the very bytes of an open one takes its place.
    fn open(&mut self, given: Given) {
        let Some((name, bytes)) = self.take(given) else { return };
        self.files.retain(|file| file.bytes() != bytes);
        let id = FileId(self.take_id());
        let file = OpenedFile::check(id, name, bytes.into(), None, &self.keyring);
        self.files.insert(0, Rc::new(file));
        opened::judge_all(&mut self.files, self.now);
        self.announce(verdict(&self.files[0]));
    }

    fn review(&mut self, family: KeyFamily, given: Given) {
        if let Some((name, bytes)) = self.take(given) {
            self.import = Some(KeyImport::read(family, name, &bytes));
        }
    }

    /// The name and contents of what was given; what can't be read is reported.
    fn take(&mut self, given: Given) -> Option<(String, Vec<u8>)> {
        match given {
            Given::File { name, bytes } => Some((name, bytes)),
            Given::Pasted(text) => {
                Some((Texts::new(self.language).text(msg::PASTED_NAME), text.into_bytes()))
            }
            Given::Unreadable { name } => {
                self.notify(Notice::UnreadableFile { name });
                None
            }
        }
    }

    fn close(&mut self, id: FileId) {
        let Some(at) = self.files.iter().position(|file| file.id == id) else { return };
        let name = self.files.remove(at).name.clone();
        // Another file may have been superseded by it.
        opened::judge_all(&mut self.files, self.now);
        self.announce(Announcement::Removed { name });
    }

    fn decrypt(&mut self, id: FileId, secrets: KeygenSecrets) {
        let Some(file) = self.files.iter_mut().find(|file| file.id == id) else { return };
        *file = Rc::new(file.check_again(Some(secrets), &self.keyring));
        let said = verdict(file);
        self.announce(said);
    }

    fn trust_reviewed(&mut self) {
        let Some(KeyImport { family, name, step: ImportStep::Review(keys) }) = self.import.take() else {
            return;
        };
        let count = keys.len();
        match self.keyring.import(family, keys) {
            Ok(()) => {
                // A file with these keys was open only to be reviewed.
                self.files.retain(|file| !(matches!(file.outcome, Outcome::KeyFile) && file.name == name));
                self.announce(Announcement::Trusted { count });
                self.check_again();
            }
            Err(error) => {
                self.import = Some(KeyImport { family, name, step: ImportStep::Refused(error) });
            }
        }
    }

    /// Checks every file anew, because other keys are trusted now.
    fn check_again(&mut self) {
        for file in &mut self.files {
            *file = Rc::new(file.check_again(file.secrets.clone(), &self.keyring));
        }
        opened::judge_all(&mut self.files, self.now);
    }
}

fn verdict(file: &OpenedFile) -> Announcement {
    let name = file.name.clone();
    match (&file.outcome, &file.judgement) {
        (Outcome::License { .. }, Some(Ok(judgement))) => {
            Announcement::Verified { name, status: judgement.status }
        }
        (Outcome::License { .. }, None) => Announcement::Authentic { name },
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
