//! What a page shows beside the rows of a report, of the files that were judged.

use crate::documents::license::License;
use crate::judge::report::{DocumentOutcome, Report};
use crate::judge::status::Status;
use crate::values::time::UnixTime;
use crate::verify::files::File;
use crate::verify::verified_document::VerifiedDocument;

impl Report {
    /// The name of an entitlement that is shown, in a language (`de`, `fr-CH`): see
    /// [`LocalizedText::for_language`](crate::LocalizedText::for_language). It is that of the newest licence that counts,
    /// else of the newest that there is, and the id where no licence has a name for it. `files` are those that were judged.
    pub fn name_of<'f>(&self, files: &'f [File], id: &'f str, language: &str) -> &'f str {
        let mut newest = None;
        let mut name = id;
        for (license, counts) in self.own(files) {
            let named = license.entitlements.iter().find(|entitlement| entitlement.id == id);
            let Some(text) = named.and_then(|entitlement| entitlement.name.as_ref()) else { continue };
            let age = Some((counts, license.age()));
            if newest < age {
                (newest, name) = (age, text.for_language(language));
            }
        }
        name
    }

    /// The first instant after the judged one at which the status of a licence, a limit, an emergency or a warning is
    /// another one by dates alone; none where nothing changes any more. To judge again then keeps a page right. `files`
    /// are those that were judged.
    pub fn next_turn(&self, files: &[File]) -> Option<UnixTime> {
        let mut next: Option<UnixTime> = None;
        let mut tell = |turn: Option<UnixTime>| {
            if let Some(turn) = turn.filter(|turn| *turn > self.judged_at) {
                next = Some(next.map_or(turn, |next| next.min(turn)));
            }
        };
        for (license, _) in self.own(files) {
            license.turns().into_iter().for_each(&mut tell);
        }
        self.limits.iter().for_each(|row| tell(row.next_turn()));
        self.emergency.iter().for_each(|row| tell(row.end));
        for document in files.iter().filter_map(File::document) {
            if let VerifiedDocument::RevocationList(list) = document {
                tell(Some(list.next_update));
            }
        }
        next
    }

    /// The licences of the judged account, each with whether it counts.
    fn own<'f>(&self, files: &'f [File]) -> impl Iterator<Item = (&'f License, bool)> {
        self.documents.iter().zip(files).filter_map(|(row, file)| match &row.outcome {
            DocumentOutcome::Authentic(row)
                if !row
                    .reasons
                    .iter()
                    .any(|reason| matches!(reason.code, Status::WrongProduct | Status::WrongAccount)) =>
            {
                Some((&**file.document()?.license()?, row.counts))
            }
            _ => None,
        })
    }
}
