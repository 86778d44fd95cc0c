//! Everything that can happen to the state.

use super::{FileId, KeyFamily, NoticeId, Samples};
use crate::i18n::Language;
use crate::route::Route;
use crate::theme::Theme;
use countersign::keygen::KeygenSecrets;
use countersign::{Thumbprint, UnixTime};

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
    /// A file was chosen, dropped or pasted.
    Open { name: String, bytes: Vec<u8> },
    /// A file could not be read from its disk.
    Unreadable { name: String },
    /// A file was taken off the list.
    Close(FileId),
    /// Something that decrypts a Keygen file was entered.
    Decrypt { file: FileId, secrets: KeygenSecrets },
    /// There are samples beside the page.
    FoundSamples(Samples),
    /// A file or text with keys was given.
    ReviewKeys { family: KeyFamily, name: String, bytes: Vec<u8> },
    /// The keys under review are to be trusted.
    TrustReviewed,
    /// The keys under review, or what was wrong with them, are laid aside.
    CancelReview,
    /// An imported key is no longer to be trusted.
    Distrust { family: KeyFamily, thumbprint: Thumbprint },
    /// The store refused to keep the keys.
    NotStored,
    /// A notice was read.
    Dismiss(NoticeId),
}
