//! The revocation lists and trust updates that are in force.

use crate::components::{Choice, Icon, Look, Tone, badge, element, fact, file_button, named_button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::document_type;
use crate::state::{Action, State, VendorList};
use countersign::{UnixTime, VerifiedDocument};
use yew::prelude::*;

/// What the vendor has revoked, added and retired.
pub(super) fn section(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let lists = state.vendor_lists();
    let rows = lists.iter().map(|list| row(locale, list, state.now, on_action));
    html! {
        <section class="keys" aria-labelledby="lists-title">
            <h2 id="lists-title">{ locale.text(msg::LISTS_TITLE) }</h2>
            { element("p", locale.text(msg::LISTS_INTRO)) }
            if lists.is_empty() {
                { styled("p", "empty", locale.text(msg::LISTS_NONE)) }
            } else {
                <ul class="plain">{ for rows }</ul>
            }
            <p class="actions">{ file_button("list-files", locale.text(msg::LISTS_ADD), Choice::Several, on_files) }</p>
        </section>
    }
}

fn row(locale: &Locale, list: &VendorList<'_>, now: UnixTime, on_action: &Callback<Action>) -> Html {
    let (document, file) = (list.document, list.file);
    let overdue = match document {
        VerifiedDocument::RevocationList(list) if list.is_stale(now) => Some(list.next_update),
        _ => None,
    };
    let badge = match (list.is_replaced, overdue) {
        (true, _) => badge(Tone::Neutral, Icon::Info, &locale.text(msg::STATUS_SUPERSEDED)),
        (false, Some(_)) => badge(Tone::Warning, Icon::Clock, &locale.text(msg::LIST_OVERDUE)),
        (false, None) => badge(Tone::Good, Icon::Check, &locale.text(msg::LIST_IN_FORCE)),
    };
    let warning = overdue.filter(|_| !list.is_replaced).map(|due| {
        let due = [("due", locale.formats().local(due).into())];
        html! { <p class="warning">{ Icon::Warning.html() }{ element("span", locale.format(msg::WARNING_REVOCATION_STALE, due)) }</p> }
    });
    let name = locale.format(msg::EXPORT_NAMED, [("name", file.name.as_str().into())]);
    let heading = format!("list-{}", file.id);
    let serial = document.serial().map(|serial| locale.formats().number(serial)).unwrap_or_default();
    html! {
        <li class="card" key={file.id.to_string()}>
            <header>
                <div class="title">
                    <h3 id={heading}>{ document_type(locale, document.document_type()) }</h3>
                    { badge }
                </div>
                <p class="actions">
                    { named_button(Look::Quiet, locale.text(msg::EXPORT), Some(name), Action::Export(file.id), on_action) }
                </p>
            </header>
            { for warning }
            <dl class="across">
                { fact(locale, msg::KEY_ISSUER, document.issuer().into_owned()) }
                { fact(locale, msg::FACT_SERIAL, serial) }
                { facts(locale, document) }
            </dl>
        </li>
    }
}

fn facts(locale: &Locale, document: &VerifiedDocument) -> Html {
    let formats = locale.formats();
    let number = |count: usize| formats.number(count as u64);
    match document {
        VerifiedDocument::RevocationList(list) => html! {
            <>
                { fact(locale, msg::FACT_PRODUCT, list.product.clone()) }
                { fact(locale, msg::FACT_ISSUED, formats.local(list.issued)) }
                { fact(locale, msg::LIST_NEXT_UPDATE, formats.local(list.next_update)) }
                { fact(locale, msg::LIST_REVOKES, number(list.count())) }
            </>
        },
        VerifiedDocument::TrustUpdate(update) => html! {
            <>
                { fact(locale, msg::FACT_ISSUED, formats.local(update.issued)) }
                { fact(locale, msg::UPDATE_KEYS, number(update.keys.len())) }
                { fact(locale, msg::UPDATE_RETIRES, number(update.retired.len())) }
            </>
        },
        _ => Html::default(),
    }
}
