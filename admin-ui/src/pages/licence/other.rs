//! The card of an authentic document that is no licence.

use super::document::{Head, frame};
use super::{signed, structure};
use crate::components::{Icon, Tone, badge, fact, instant, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{OpenedFile, Structure};
use countersign::VerifiedDocument;
use yew::prelude::*;

/// What it is, and by what it is known. What it does shows in the licences and keys that it concerns.
pub(super) fn card(
    locale: &Locale,
    file: &OpenedFile,
    structure: &Structure,
    document: &VerifiedDocument,
    actions: Html,
) -> Html {
    let issued = match document {
        VerifiedDocument::RevocationList(list) => Some(list.issued),
        VerifiedDocument::TrustUpdate(update) => Some(update.issued),
        _ => None,
    };
    let body = html! {
        <>
            { styled("p", "subtitle", &file.name) }
            <dl class="across">
                { fact(locale, msg::FACT_ID, document.id().to_owned()) }
                if let Some(serial) = document.serial() {
                    { fact(locale, msg::FACT_SERIAL, locale.formats().number(serial)) }
                }
                if let Some(issued) = issued {
                    { fact(locale, msg::FACT_ISSUED, instant(locale, issued)) }
                }
            </dl>
            { signed::claims(locale, document.payload()) }
            { signed::authenticity(locale, &document.issuer(), document.signers(), structure) }
        </>
    };
    let head = Head::new(badge(Tone::Good, Icon::Check, &locale.text(msg::STATUS_GENUINE)), actions);
    frame(file, "verified", head, &structure::document_type(locale, document.document_type()), body)
}
