//! How the state changes, and what the browser is to do for that.

use super::keys::{Keys, Turn};
use super::{Action, Effect, KeysAction, Notice, State};
use crate::i18n::msg;
use crate::route::Route;
use countersign_kit::Given;
use countersign_kit::platform::document::CONTENT;

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
                self.now = now;
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
            }
            Action::NotStored => self.notice(Notice::NotStored),
            Action::Bring(given) => return self.bring(given),
            Action::Dismiss(index) => drop((index < self.notices.len()).then(|| self.notices.remove(index))),
            Action::Left => drop(self.keys.lock()),
            Action::Copied(is_copied) => {
                self.announce(if is_copied { msg::ANNOUNCE_COPIED } else { msg::ANNOUNCE_COPY_BY_HAND }, "");
            }
            Action::Keys(action) => return self.reduce_keys(action),
        }
        Vec::new()
    }

    fn reduce_keys(&mut self, action: KeysAction) -> Vec<Effect> {
        let (turn, effects) = self.keys.reduce(action, self.now);
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

    /// Takes in what was dropped, pasted or chosen, by what it is, whichever page is shown.
    fn bring(&mut self, given: Given) -> Vec<Effect> {
        let (name, bytes) = match given {
            Given::Unreadable { name } | Given::TooLong { name } => {
                self.notice(Notice::Unreadable { name });
                return Vec::new();
            }
            Given::File { name, bytes } => (name, bytes),
            Given::Pasted(text) => (String::new(), text.into_bytes()),
        };
        match String::from_utf8(bytes) {
            Ok(text) if Keys::is_private(&text) => {
                self.route = Route::Keys;
                self.keys.take_private(name, text);
                Vec::new()
            }
            Ok(text) => self.bring_keys(name, text.into_bytes()),
            Err(error) => self.bring_keys(name, error.into_bytes()),
        }
    }

    fn bring_keys(&mut self, name: String, bytes: Vec<u8>) -> Vec<Effect> {
        self.route = Route::Keys;
        self.reduce_keys(KeysAction::Review(Given::File { name, bytes }))
    }
}
