//! What the reader or the browser does.

use super::keys::KeysAction;
use super::ledger::LedgerAction;
use super::licences::LicencesAction;
use super::requests::RequestsAction;
use super::revocations::RevocationsAction;
use super::rotation::RotationAction;
use super::{Stored, UnixTime, WizardAction};
use crate::i18n::Language;
use crate::route::Route;
use crate::theme::Theme;
use countersign_kit::Given;
use std::rc::Rc;

/// Something that changes the state.
#[derive(Clone)]
pub(crate) enum Action {
    /// Goes to a page.
    Navigate(Route),
    SetLanguage(Language),
    SetTheme(Theme),
    /// The clock reads so much.
    Tick(UnixTime),
    /// Something is dragged over the page, or no longer is.
    Hover(bool),
    /// The browser's store was read; none where there is no store.
    Loaded(Option<Rc<Stored>>),
    /// The browser did not keep a change.
    NotStored,
    /// A file or a text was dropped, pasted or chosen, whatever it is.
    Bring(Given),
    /// Closes a message.
    Dismiss(usize),
    /// The page is left.
    Left,
    /// A text was copied, or the browser does not allow it.
    Copied(bool),
    Keys(KeysAction),
    Ledger(LedgerAction),
    Requests(RequestsAction),
    Licences(LicencesAction),
    Wizard(WizardAction),
    Revocations(RevocationsAction),
    Rotation(RotationAction),
    /// Another tab wrote to the ledger that both have open.
    Overtaken,
}
