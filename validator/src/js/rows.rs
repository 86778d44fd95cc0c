//! The files of a state as a page shows them, in JavaScript.

use super::{Refusal, json};
use crate::documents::license::License;
use crate::judge::question::Question;
use crate::judge::report::DocumentRow;
use crate::state::OpenedState;
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::time::{Date, UnixTime};
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
    license: Option<Details<'s>>,
}

/// What a licence says of itself, under the loader's names. Instants are Unix seconds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Details<'l> {
    id: &'l str,
    serial: u64,
    issuer: &'l str,
    product: &'l str,
    account: &'l str,
    name: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'l str>,
    kind: &'static str,
    holder: &'l str,
    issued: UnixTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warns_from: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support_until: Option<Date>,
}

impl<'l> Details<'l> {
    pub(super) fn of(license: &'l License) -> Self {
        Self {
            id: &license.id,
            serial: license.serial,
            issuer: &license.issuer,
            product: &license.product,
            account: &license.account,
            name: &license.name,
            edition: license.edition.as_deref(),
            kind: license.kind.as_str(),
            holder: &license.holder.name,
            issued: license.issued,
            not_before: license.not_before,
            warns_from: license.warns_from(),
            expires: license.expires,
            ends: license.end(),
            support_until: license.support_until,
        }
    }
}

/// The files of a state, in their order, with what a report says of each, as JSON text.
pub(super) fn rows(
    state: &crate::state::State,
    opened: &OpenedState,
    question: &Question,
) -> Result<String, Refusal> {
    let (report, shown) = state.report_by_file(opened, question)?;
    // The report has the same order, with some left out.
    let mut told = shown.iter().zip(&report.documents).peekable();
    let rows = state.documents_in(opened)?.into_iter().map(|(digest, document, file)| {
        let verified = file.document();
        Row {
            digest: base64::encode_url(digest),
            file: document.name(),
            added: document.added(),
            removed: document.removed(),
            typ: verified.map(|verified| verified.document_type()),
            row: told.next_if(|(shown, _)| *shown == digest).map(|(_, row)| row),
            license: verified.and_then(|verified| verified.license()).map(|license| Details::of(license)),
        }
    });
    Ok(json(&rows.collect::<Vec<_>>()))
}
