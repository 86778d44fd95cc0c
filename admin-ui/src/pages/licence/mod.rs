//! The licence page: open files, read what they say.

mod agreement;
mod certificate;
mod document;
mod doing;
mod entitlements;
mod facts;
mod kept;
mod keygen;
mod keygen_facts;
mod limits;
mod may;
mod next;
mod open;
mod other;
mod overview;
pub(super) mod picture;
mod proposal;
mod samples;
mod save;
mod signed;
mod structure;
mod usage;
mod verdict;

use crate::components::{Choice, Listing, element, file_button};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::accounts;
use crate::route::Route;
use crate::state::{Action, KeyFamily, List, State};
pub(crate) use certificate::certificate_page;
pub(crate) use facts::{
    address_lines as licence_address, contacts as licence_contacts, ends as licence_end, kind as licence_kind,
};
pub(crate) use limits::feature;
pub(crate) use limits::{name as entitlement_name, quantity};
pub(crate) use proposal::TITLE as PROPOSAL;
pub(super) use proposal::panel as proposal_panel;
pub(super) use structure::document_type;
use yew::prelude::*;

/// What has the files that were given and can't be added: it takes the focus when one comes.
pub(crate) const GIVEN: &str = "given";

/// The page.
pub(crate) fn licence_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let trusted = state.keyring.trusted(KeyFamily::Countersign);
    let has_licence = state.files.iter().any(|file| file.kept.is_some());
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::LICENCE_TITLE)) }
                if has_licence {
                    { file_button("open-files", locale.text(msg::OPEN_CHOOSE), Choice::Several, on_files) }
                } else {
                    { element("p", locale.text(msg::LICENCE_INTRO)) }
                }
            </div>
            { proposal::panel(locale, state, on_action) }
            { given(locale, state, on_action) }
            { accounts(locale, state, on_action) }
            { overview::overview(locale, state, files(locale, state, on_action), on_action) }
            if !has_licence {
                { open::panel(locale, on_files, on_action) }
            }
            { samples::panel(locale, &state.samples, trusted, has_licence, on_action) }
            { kept::panel(locale, on_action) }
            <p class="further"><a href={Route::Volume.href()}>{ locale.text(msg::VOLUME_LINK) }</a></p>
        </>
    }
}

/// The files that are kept, a row each that opens; nothing where there are none.
fn files(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let kept: Vec<_> = state.files.iter().filter(|file| file.kept.is_some()).collect();
    if kept.is_empty() {
        return Html::default();
    }
    let view = state.view(List::Files);
    let listing = Listing { id: "files", list: List::Files, view: &view, is_sorted: false };
    let shown: Vec<_> = kept.iter().filter(|file| view.has(file, file.title())).collect();
    let part = view.part_of(shown.len());
    let rows = shown.get(part.from..part.to).unwrap_or_default().iter().map(|file| {
        html! { <li key={file.id.to_string()}>{ document::card(locale, state, file, on_action) }</li> }
    });
    html! {
        <section class="panel files" aria-labelledby="opened-title">
            <h3 id="opened-title" class="label">{ locale.text(msg::OPENED_TITLE) }</h3>
            { listing.tools(locale, kept.len(), on_action) }
            <ul class="plain">{ for rows }</ul>
            { listing.parts(locale, part, on_action) }
        </section>
    }
}

/// The files that were given and can't be added, and why; nothing where there are none.
pub(super) fn given(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let given = state.files.iter().filter(|file| file.kept.is_none() && !file.is_proposed());
    let given = given.map(|file| {
        html! { <li key={file.id.to_string()}>{ document::card(locale, state, file, on_action) }</li> }
    });
    let given: Vec<Html> = given.collect();
    if given.is_empty() {
        return Html::default();
    }
    html! {
        <section id={GIVEN} tabindex="-1" aria-labelledby="given-title">
            <h2 id="given-title" class="visually-hidden">{ locale.text(msg::OPENED_REFUSED) }</h2>
            <ul class="plain documents">{ for given }</ul>
        </section>
    }
}
