//! Everything that can happen to the state.

use super::{AccountName, FileId, Given, KeyFamily, NoticeId, Samples, SeatsAction, Stored};
use crate::i18n::Language;
use crate::route::Route;
use crate::theme::Theme;
use countersign::keygen::KeygenSecrets;
use countersign::{Thumbprint, UnixTime};
use std::rc::Rc;

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// The address changed.
    Navigate(Route),
    /// The reader chose a language.
    SetLanguage(Language),
    /// The reader chose an appearance.
    SetTheme(Theme),
    /// The clock was read.
    Tick(UnixTime),
    /// A licence was given.
    Open(Given),
    /// Something was dropped or pasted anywhere on the page: a key on the page of the keys, else a licence.
    Bring(Given),
    /// Something is dragged over the page, or no longer is.
    Hover(bool),
    /// A file is to be taken off the list; one that is kept only once that was confirmed.
    Close(FileId),
    /// A file is to be saved as it came.
    Export(FileId),
    /// The change that is shown is to be made.
    Apply,
    /// The change that is shown is laid aside.
    LayAside,
    /// The last change is to be taken back.
    Undo,
    /// The last change is to stay.
    KeepChange,
    /// An account is to be shown.
    ShowAccount(AccountName),
    /// How much of an entitlement is in use was typed in; none to forget it.
    SetUsage { account: AccountName, entitlement: String, amount: Option<u64> },
    /// All that is kept is to be saved as one file.
    Backup,
    /// A backup was given.
    Restore(Given),
    /// Everything that is kept is to be deleted.
    DeleteAll,
    /// What waits to be confirmed is to be done.
    Confirmed,
    /// What waits to be confirmed is laid aside.
    Unconfirmed,
    /// Something that decrypts a Keygen file was entered.
    Decrypt { file: FileId, secrets: KeygenSecrets },
    /// There are samples beside the page.
    FoundSamples(Samples),
    /// Keys were given, to be looked at before they are trusted.
    ReviewKeys { family: KeyFamily, given: Given },
    /// The keys under review are to be trusted.
    TrustReviewed,
    /// The keys under review, or what was wrong with them, are laid aside.
    CancelReview,
    /// An imported key is no longer to be trusted.
    Distrust { family: KeyFamily, thumbprint: Thumbprint },
    /// The store was read at the start; none where there is no store.
    Loaded(Option<Stored>),
    /// What is stored has changed otherwise than from here.
    Synced(Stored),
    /// What was done here is stored.
    Kept {
        /// The turn of the store that the record is now made from.
        turn: Option<u32>,
        /// The number of the last change in it.
        edits: u32,
    },
    /// The store refused to keep a change.
    NotStored,
    /// The entry of a key that can't be read is to be deleted.
    DeleteStored { notice: NoticeId, family: KeyFamily, name: String },
    /// A sample is to be fetched and opened.
    OpenSample(String),
    /// A text is to be saved as a file.
    Save { name: String, text: Rc<str> },
    /// A list of people was given.
    GiveRoster(Given),
    /// Something is done on the seats page.
    Seats(SeatsAction),
    /// The page is to be printed.
    Print,
    /// A notice was read.
    Dismiss(NoticeId),
}
