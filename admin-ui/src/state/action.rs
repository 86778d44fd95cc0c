//! Everything that can happen to the state.

use super::{
    AccountName, ActivationAction, Asking, Comparing, FileId, Given, Heard, KeyFamily, List, MadeRequest,
    NoticeId, Reply, RequestField, Samples, SeatsAction, Stored, Topic, Typing, View, VolumeAction,
};
use crate::export::Export;
use crate::i18n::Language;
use crate::route::Route;
use crate::theme::Theme;
use countersign::keygen::KeygenSecrets;
use countersign::{Keep, Result, Thumbprint, UnixTime};
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
    /// Several were given together.
    OpenAll(Vec<Given>),
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
    /// More is to be made out of what will be granted.
    Draw,
    /// Does the next part of what takes long.
    GoOn,
    /// Another part of a list is to be shown, or it otherwise.
    Look(List, View),
    /// What a file says is to be shown.
    Unfold(FileId),
    /// Other licences are to be compared, or otherwise.
    Compare(Comparing),
    /// Something is done on the page of volume activation.
    Volume(VolumeAction),
    /// Something is done on the page of activation.
    Activation(ActivationAction),
    /// It is asked whether something may be done.
    Ask(Asking),
    /// The amount in use of an entitlement is being typed, or no longer is. It is not taken for said yet.
    TypeUsage(Option<Typing>),
    /// How much of an entitlement is in use was typed in; none to forget it.
    SetUsage { account: AccountName, entitlement: String, amount: Option<u64> },
    /// The page around this one said something, in JSON, and waits for an answer.
    Hear { message: String, origin: String, reply: Reply },
    /// The page around this one told amounts in use, or who has a session.
    Take { heard: Heard, origin: String },
    /// A table of amounts in use was given.
    ImportUsage(Given),
    /// An emergency licence is to be asked for.
    AskForEmergency,
    /// A field of the request was typed into.
    EditRequest { field: RequestField, text: String },
    /// The request is to be made as the form says.
    MakeRequest,
    /// The request was signed, or could not be.
    RequestMade(Box<Result<MadeRequest>>),
    /// The form, or the request that was made, is laid aside. What was typed is kept.
    LeaveRequest,
    /// A text is to be copied.
    Copy(Rc<str>),
    /// A text was copied.
    Copied,
    /// The browser does not let a text be copied; it is selected, to be copied by hand.
    CopyByHand,
    /// The emergency that a licence permits is to be started, once that was confirmed.
    StartEmergency { entitlement: String },
    /// All that is kept is to be saved as one file.
    Backup,
    /// A backup was given.
    Restore(Given),
    /// Everything that is kept is to be deleted.
    DeleteAll,
    /// What waits to be confirmed is to be done.
    Confirmed,
    /// What is open and can be closed is to be closed, the uppermost first.
    Escape,
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
    /// An imported key is to be retired, once that was confirmed.
    RetireKey { thumbprint: Thumbprint, keep: Keep },
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
    /// A newer version of the page is there.
    FoundNewVersion,
    /// It is to take the place of this one.
    TakeNewVersion,
    /// The entry of a key that can't be read is to be deleted.
    DeleteStored { notice: NoticeId, family: KeyFamily, name: String },
    /// Something in the store that can't be read is to be deleted.
    DeleteUnread { notice: NoticeId, key: Rc<str> },
    /// A sample is to be fetched and opened.
    OpenSample(String),
    /// The history is to be narrowed down, or not any more.
    ShowTopic(Option<Topic>),
    /// Something of the state is to be saved as a file of another format.
    SaveExport(Export),
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

impl Action {
    /// Whether what is on a page may be another afterwards. What is typed stands in its field already, and when
    /// something was stored is shown by the page alone that hands a receipt out only then.
    pub(crate) fn is_shown(&self, route: &Route) -> bool {
        match self {
            Self::Kept { .. } => *route == Route::Activation,
            Self::TypeUsage(Some(_)) => false,
            _ => true,
        }
    }
}
