//! The files of a state as a page shows them, in JavaScript.

use super::license::Facts;
use super::{Refusal, json};
use crate::documents::license::License;
use crate::judge::report::DocumentRow;
use crate::state::{ByFile, OpenedState};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use serde::Serialize;

/// A file as the loader lists it. Instants are Unix seconds.
#[derive(Serialize)]
struct Row<'s> {
    digest: String,
    file: &'s str,
    added: UnixTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<DocumentType>,
    /// What the report says of it; none of one that was removed and has no effect any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'s DocumentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<Facts<'s>>,
}

/// What a licence says of itself.
pub(super) fn details(license: &Verified<License>) -> Facts<'_> {
    let mut facts = Facts::of(license);
    (facts.warns_from, facts.ends) = (license.warns_from(), license.end());
    facts
}

/// The files of a state, in their order, with what a report says of each, as JSON text.
pub(super) fn rows(
    state: &crate::state::State,
    opened: &OpenedState,
    judged: &ByFile,
) -> Result<String, Refusal> {
    let ByFile { report, digests, .. } = judged;
    // The report has the same order, with some left out.
    let mut told = digests.iter().zip(&report.documents).peekable();
    let rows = state.documents_in(opened)?.into_iter().map(|(digest, document, file)| {
        let verified = file.document();
        Row {
            digest: base64::encode_url(digest),
            file: document.name(),
            added: document.added(),
            removed: document.removed(),
            typ: verified.map(|verified| verified.document_type()),
            row: told.next_if(|(shown, _)| *shown == digest).map(|(_, row)| row),
            license: verified.and_then(|verified| verified.license()).map(details),
        }
    });
    Ok(json(&rows.collect::<Vec<_>>()))
}
