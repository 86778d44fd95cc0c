//! What takes long is done in parts, one after the other, so that the page answers in between.

use super::proposal::Staged;
use super::{OpenedFile, State};
use countersign::StoredDocument;
use std::rc::Rc;

/// Files of so many bytes together are verified and judged in one go; of more, in parts. A thousand licences, or one of
/// ten thousand entitlements, are about ten times as long.
const AT_ONCE: usize = 1 << 17;

/// What is to be done next.
#[derive(Clone)]
pub(super) enum Due {
    /// The files that were read are to be verified, and then judged.
    Verify,
    /// They were verified, and are to be judged.
    Observe,
    /// Those that were given are verified: what they come to is to be made out, and of the last one to be said.
    Show { last: Rc<[u8]> },
    /// They were added: what that changes is to be made out.
    Preview(Rc<Staged>),
}

impl State {
    /// Whether something is to be done that takes long: whoever shows this waits with that, and asks for the next
    /// part by [`Action::GoOn`](super::Action::GoOn).
    pub(crate) fn is_waiting(&self) -> bool {
        self.due.is_some()
    }

    /// Does the next part.
    pub(super) fn go_on(&mut self) {
        match self.due.take() {
            Some(Due::Verify) => {
                self.prepare();
                self.due = Some(Due::Observe);
            }
            Some(Due::Observe) => self.observe_read(),
            Some(Due::Show { last }) => {
                self.show();
                self.announce_verdict(&last);
            }
            Some(Due::Preview(staged)) => self.preview(Rc::unwrap_or_clone(staged)),
            None => {}
        }
    }

    /// Judges what was read.
    pub(super) fn take_in(&mut self) {
        let documents = self.record.shared.documents();
        if is_long(documents.into_iter().map(StoredDocument::bytes)) {
            self.due = Some(Due::Verify);
        } else {
            self.observe_read();
        }
    }

    /// Shows what was given and verified, the last one with these bytes.
    pub(super) fn show_given(&mut self, last: &[u8]) {
        self.due = Some(Due::Show { last: last.into() });
        let given = self.files.iter().filter(|file| file.kept.is_none());
        if !is_long(given.map(|file| file.bytes())) {
            self.go_on();
        }
    }

    /// Makes out what a change of the files comes to.
    pub(super) fn preview_of(&mut self, staged: Staged) {
        if is_long(staged.fresh().iter().map(|file: &Rc<OpenedFile>| file.bytes())) {
            self.due = Some(Due::Preview(Rc::new(staged)));
        } else {
            self.preview(staged);
        }
    }
}

fn is_long<'b>(files: impl Iterator<Item = &'b [u8]>) -> bool {
    files.map(<[u8]>::len).sum::<usize>() > AT_ONCE
}
