//! What the page has to say besides its pages.

use super::{Given, KeyFamily, Unread};
use countersign::{Dropped, Error, Quantity, Status};
use std::rc::Rc;

/// Identifies a notice, for dismissing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NoticeId(pub(super) u32);

/// A message in the error panel; it stays until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// A newer version of the page is there.
    NewVersion,
    /// The browser has no store for this page.
    NoStore,
    /// The store refused to keep a change.
    NotStored,
    /// Lines of what was stored can't be read. The text is all that was stored, for whoever can.
    Dropped { lines: Vec<Dropped>, text: Rc<str> },
    /// Something in the store can't be read. It is kept.
    Unread(Unread),
    /// The keys that the vendor built into the page can't be read.
    BuiltInKeys(Error),
    /// The limits that the vendor built into the page can't be read.
    BuiltInLimits { text: String },
    /// A stored key can't be read; it is not trusted.
    StoredKey { family: KeyFamily, name: String, error: Error },
    /// A backup can't be read.
    NoBackup { name: String, error: Error },
    /// A backup is a newer version's: nothing of it was taken.
    NewerBackup { name: String },
    /// A table of amounts in use was not taken over, because these of its lines can't be read.
    UsageRefused { name: String, lines: Vec<u64> },
    /// A file can't be read from its disk.
    UnreadableFile { name: String },
    /// What came of a picture with QR codes.
    Codes(Given),
    /// These files are there already.
    AlreadyThere { names: Vec<String> },
    /// A change waits to be made or dropped, and this would be another.
    Pending,
    /// A list is longer than any that is read.
    ListTooLong { name: String },
}

impl Notice {
    /// Whether it answers something that was given or tried just now.
    pub(crate) fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::NoBackup { .. }
                | Self::NewerBackup { .. }
                | Self::UsageRefused { .. }
                | Self::UnreadableFile { .. }
                | Self::AlreadyThere { .. }
                | Self::Pending
                | Self::ListTooLong { .. }
        )
    }
}

/// Something for a screen reader to say, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// A file is authentic.
    Verified { name: String, status: Status },
    /// A file of another kind is authentic.
    Authentic { name: String },
    /// A file was refused, or can't be verified with the keys at hand.
    Refused { name: String, error: Error },
    /// It was a key that was opened, not a document.
    KeyFile { name: String },
    /// A file was taken off the list.
    Removed { name: String },
    /// The last change was taken back.
    Undone,
    /// Keys are trusted from now on.
    Trusted { count: usize },
    /// A key is no longer trusted.
    Distrusted,
    /// A key is retired.
    Retired,
    /// A request for an emergency licence is made.
    RequestMade,
    /// A receipt for an activation is made.
    ReceiptMade,
    /// So many things in a form are wrong.
    RequestRefused { count: usize },
    /// An emergency was started.
    EmergencyStarted,
    /// So many amounts in use were taken over.
    UsageTaken { count: usize },
    /// A text was copied.
    Copied,
    /// A text is selected, to be copied by hand.
    CopyByHand,
    /// A backup was merged into what is kept.
    Restored,
    /// Everything that was kept is deleted.
    Deleted,
    /// So many seats of an entitlement are given.
    Seats { title: String, given: u64, granted: Quantity },
    /// What was not saved is dropped.
    SeatsReset,
    /// So many changes are saved.
    SeatsSaved { count: usize },
    /// Somebody is on the list.
    PersonAdded { name: String },
    /// A list is imported, but for some lines.
    Imported { added: usize, problems: usize },
}
