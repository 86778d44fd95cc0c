//! The page of the ledger.

use super::failure::failure;
use super::hosts::hosts;
use super::pool::pool;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::ledger::{Book, Broken, Found, Replacing, Revoking};
use crate::state::{Action, LedgerAction, LicencesAction, RevocationsAction, State};
use countersign::{License, Status, Thumbprint, Verified};
use countersign_issuer::{ChainRow, LicenseRow};
use countersign_kit::Given;
use countersign_kit::components::{
    Choice, Icon, Look, PasteForm, Tone, badge, button, element, fact, file_button, named_button, paste_form,
    status_badge, styled,
};
use countersign_kit::platform::{files, form};
use yew::prelude::*;

/// So many rows of hosts are shown at a time.
const ROWS: usize = 100;

/// As many rows a licence counts for itself.
const ROWS_OF_CARD: usize = 4;

/// The ledger: new, opened, saved; its licences with their pools and hosts.
pub(crate) fn ledger_page(
    locale: &Locale,
    state: &State,
    in_place: bool,
    on_action: &Callback<Action>,
) -> Html {
    let ledgers = &state.ledgers;
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::LEDGER_TITLE)) }
                { element("p", locale.text(msg::LEDGER_INTRO)) }
            </div>
            { for ledgers.replacing.as_ref().map(|_| replacing(locale, ledgers.losing, on_action)) }
            { for ledgers.failure.as_ref().filter(|_| ledgers.releasing.is_none()).map(|refused| {
                html! { <section class="panel" role="alert">{ failure(locale, refused) }</section> }
            }) }
            { for ledgers.broken.as_ref().map(|broken| broken_ledger(locale, broken, ledgers.book.is_some())) }
            { for ledgers.book.as_ref().map(|book| open_ledger(locale, state, book, on_action)) }
            { other_ledger(locale, state, in_place, on_action) }
        </>
    }
}

fn broken_ledger(locale: &Locale, broken: &Broken, is_other_open: bool) -> Html {
    html! {
        <section class="panel review tone-bad" role="alert" aria-labelledby="broken-title">
            <h2 id="broken-title">{ Icon::Cross.html() }{ locale.text(msg::LEDGER_BROKEN) }</h2>
            { styled("p", "muted", broken.name.as_str()) }
            { failure(locale, &broken.failure) }
            if is_other_open {
                { element("p", locale.text(msg::LEDGER_BROKEN_KEPT)) }
            }
            { styled("p", "hint", locale.text(msg::LEDGER_BROKEN_HINT)) }
        </section>
    }
}

fn replacing(locale: &Locale, losing: u64, on_action: &Callback<Action>) -> Html {
    let question = match losing {
        0 => locale.text(msg::LEDGER_REPLACE),
        _ => locale.format(msg::LEDGER_OLDER, [("count", losing.into())]),
    };
    let one = |look, words, action| button(look, locale.text(words), Action::Ledger(action), on_action);
    html! {
        <section class="panel review tone-warning" role="alert">
            <h2>{ Icon::Warning.html() }{ question }</h2>
            <p class="actions">
                { one(Look::Primary, msg::LEDGER_SAVE, LedgerAction::Save) }
                { one(Look::Plain, msg::LEDGER_REPLACE_GO, LedgerAction::Replace) }
                { one(Look::Plain, msg::KEYS_CANCEL, LedgerAction::KeepOpen) }
            </p>
        </section>
    }
}

/// How another ledger is begun or opened.
fn other_ledger(locale: &Locale, state: &State, in_place: bool, on_action: &Callback<Action>) -> Html {
    let give = on_action.reform(Action::Bring);
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let new = on_action.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        if let Some(issuer) = form::input(&event, "issuer") {
            new.emit(Action::Ledger(LedgerAction::Begin(Replacing::New { issuer })));
        }
    });
    let delegates = state.keys.own.iter().map(|own| {
        let print = own.public.thumbprint();
        let words = locale.format(msg::LEDGER_DELEGATE, [("key", short(&print).into())]);
        let begin = LedgerAction::Begin(Replacing::New { issuer: print.to_string() });
        button(Look::Quiet, words, Action::Ledger(begin), on_action)
    });
    html! {
        <details class="panel" open={state.ledgers.book.is_none()}>
            <summary>{ locale.text(msg::LEDGER_OTHER) }</summary>
            <div class="open">
                <div class="choose">
                    { file_button("ledger-file", locale.text(msg::LEDGER_OPEN), Choice::One, &on_files) }
                    if in_place {
                        { button(Look::Plain, locale.text(msg::LEDGER_OPEN_IN_PLACE), Action::Ledger(LedgerAction::OpenInPlace), on_action) }
                    }
                    { styled("p", "hint", locale.text(msg::LEDGER_OPEN_HINT)) }
                </div>
                <form class="stack" onsubmit={on_submit}>
                    <div class="field">
                        <label for="issuer">{ locale.text(msg::LEDGER_ISSUER) }</label>
                        <input id="issuer" name="issuer" type="text" autocomplete="url" inputmode="url" required=true
                            aria-describedby="issuer-hint" />
                        <p class="hint" id="issuer-hint">{ locale.text(msg::LEDGER_ISSUER_HINT) }</p>
                    </div>
                    <p class="actions">
                        <button type="submit">{ locale.text(msg::LEDGER_NEW) }</button>
                        { for delegates }
                    </p>
                </form>
            </div>
        </details>
    }
}

fn open_ledger(locale: &Locale, state: &State, book: &Book, on_action: &Callback<Action>) -> Html {
    let give = on_action.reform(|given| Action::Ledger(LedgerAction::Add(given)));
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let on_search =
        on_action.reform(|event: InputEvent| Action::Ledger(LedgerAction::Search(form::text(&event))));
    let words = PasteForm {
        id: "document-text",
        label: locale.text(msg::LEDGER_PASTE),
        hint: locale.text(msg::LEDGER_PASTE_HINT),
        button: locale.text(msg::LEDGER_ADD),
    };
    let refused = state.ledgers.refused.iter().map(|(name, refused)| {
        html! { <li>{ element("strong", name) }{ failure(locale, refused) }</li> }
    });
    html! {
        <>
            { summary(locale, book, on_action) }
            { for state.ledgers.to_revoke.as_ref().map(|revoking| to_revoke(locale, revoking, on_action)) }
            if !state.ledgers.refused.is_empty() {
                <section class="panel review tone-bad" role="alert">
                    <h2>{ Icon::Cross.html() }{ locale.text(msg::LEDGER_REFUSED) }</h2>
                    <ul class="plain">{ for refused }</ul>
                    <p class="actions">{ button(Look::Plain, locale.text(msg::NOTICE_DISMISS), Action::Ledger(LedgerAction::Done), on_action) }</p>
                </section>
            }
            <section class="panel open" aria-labelledby="add-title">
                <div class="choose">
                    <h2 id="add-title">{ locale.text(msg::LEDGER_ADD_TITLE) }</h2>
                    { file_button("add-file", locale.text(msg::LEDGER_ADD_FILE), Choice::Several, &on_files) }
                    { styled("p", "hint", locale.text(msg::LEDGER_ADD_HINT)) }
                </div>
                { paste_form(words, on_action.reform(|text| Action::Ledger(LedgerAction::Add(Given::Pasted(text))))) }
            </section>
            <div class="field">
                <label for="search">{ locale.text(msg::LEDGER_SEARCH) }</label>
                <input id="search" type="search" autocomplete="off" value={state.ledgers.search.clone()} oninput={on_search} />
            </div>
            { licences(locale, state, book, on_action) }
        </>
    }
}

fn summary(locale: &Locale, book: &Book, on_action: &Callback<Action>) -> Html {
    let number = |number: u64| locale.formats().number(number);
    let state = if book.is_unsaved() {
        badge(Tone::Warning, Icon::Warning, &locale.text(msg::LEDGER_UNSAVED))
    } else {
        badge(Tone::Good, Icon::Check, &locale.text(msg::LEDGER_SAVED))
    };
    let forks = book.ledger.forks().iter().map(|fork| {
        let words = [
            ("n", number(fork.n).into()),
            ("one", (&*fork.activations[0]).into()),
            ("other", (&*fork.activations[1]).into()),
        ];
        styled("p", "problem", locale.format(msg::LEDGER_FORK, words))
    });
    html! {
        <section class="card" aria-labelledby="ledger-name">
            <header>
                <div class="title"><h2 id="ledger-name">{ countersign::printable(&book.name) }</h2>{ state }</div>
                <p class="actions">
                    { button(Look::Primary, locale.text(msg::LEDGER_SAVE), Action::Ledger(LedgerAction::Save), on_action) }
                </p>
            </header>
            <dl class="across">
                { fact(locale, msg::LEDGER_WHOSE, book.ledger.issuer().to_owned()) }
                { fact(locale, msg::LEDGER_ENTRIES, locale.format(msg::LEDGER_HOLDS, [("count", number(book.ledger.len()).into())])) }
                { fact(locale, msg::LEDGER_BEGUN, locale.formats().local(book.ledger.created())) }
            </dl>
            { for forks }
            if book.is_cut {
                <p class="warning">{ Icon::Warning.html() }<span>{ locale.text(msg::LEDGER_CUT) }</span></p>
            }
            { styled("p", "hint", locale.text(if book.is_in_place { msg::LEDGER_IN_PLACE } else { msg::LEDGER_BY_DOWNLOAD })) }
        </section>
    }
}

fn to_revoke(locale: &Locale, revoking: &Revoking, on_action: &Callback<Action>) -> Html {
    let Revoking { issuer, product, id } = revoking.clone();
    let revoke = Action::Revocations(RevocationsAction::Activation((issuer, product), id));
    html! {
        <section class="panel review tone-warning" role="status">
            <h2>{ Icon::Info.html() }{ locale.text(msg::LEDGER_RELEASED) }</h2>
            { element("p", locale.text(msg::LEDGER_RELEASED_TEXT)) }
            <dl class="across">
                { fact(locale, msg::LEDGER_WHOSE, revoking.issuer.clone()) }
                { fact(locale, msg::LEDGER_PRODUCT, revoking.product.clone()) }
                { fact(locale, msg::LEDGER_ACTIVATION, revoking.id.clone()) }
            </dl>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::LEDGER_REVOKE), revoke, on_action) }
                { button(Look::Plain, locale.text(msg::NOTICE_DISMISS), Action::Ledger(LedgerAction::Done), on_action) }
            </p>
        </section>
    }
}

/// The licence's document that its row is of.
pub(crate) fn document_of<'b>(book: &'b Book, row: &LicenseRow) -> Option<&'b Verified<License>> {
    book.ledger.licenses().find(|license| license.id == row.jti && license.serial == row.serial)
}

/// The title of an entitlement, as people know it.
pub(crate) fn title_of(locale: &Locale, license: Option<&Verified<License>>, id: &str) -> String {
    let entitlement = license.and_then(|license| license.entitlements.iter().find(|known| known.id == id));
    let name = entitlement.and_then(|known| known.name.as_ref());
    name.map_or(id, |name| name.for_language(locale.language().tag())).to_owned()
}

/// The licences and hosts that are searched for, so many of them at a time that the page stays quick.
fn licences(locale: &Locale, state: &State, book: &Book, on_action: &Callback<Action>) -> Html {
    let found = book.found(&state.ledgers.search);
    let (mut left, mut hidden, mut cards) = (ROWS * (state.ledgers.more + 1), 0, Vec::new());
    for one in found.iter() {
        let shown = one.hosts.len().min(left);
        hidden += one.hosts.len() - shown;
        if left == 0 {
            hidden += usize::from(one.hosts.is_empty());
            continue;
        }
        left = left.saturating_sub(shown.max(ROWS_OF_CARD));
        cards.extend(license(locale, state, book, one, shown, on_action));
    }
    let count = locale.formats().number(hidden as u64);
    let more = Action::Ledger(LedgerAction::More);
    html! {
        <>
            if found.is_empty() {
                { styled("p", "empty", locale.text(msg::LEDGER_NOT_FOUND)) }
            }
            { for cards }
            if hidden > 0 {
                { styled("p", "hint", locale.format(msg::LEDGER_MORE, [("count", count.into())])) }
                <p class="actions">{ button(Look::Plain, locale.text(msg::LEDGER_SHOW_MORE), more, on_action) }</p>
            }
        </>
    }
}

fn license(
    locale: &Locale,
    state: &State,
    book: &Book,
    found: &Found,
    shown: usize,
    on_action: &Callback<Action>,
) -> Option<Html> {
    let row = book.status.licenses.get(found.licence)?;
    let document = document_of(book, row);
    let hosts_found = found.hosts.iter().take(shown).filter_map(|index| row.activations.get(*index));
    let hosts_found: Vec<&ChainRow> = hosts_found.collect();
    let status = Status::ALL.iter().copied().find(|status| status.as_str() == row.status);
    let pools = row
        .entitlements
        .iter()
        .map(|entitlement| pool(locale, &title_of(locale, document, &entitlement.id), entitlement, 0));
    let holder = document.map(|license| license.holder.name.clone()).unwrap_or_default();
    let words = [("licence", row.jti.as_str().into()), ("serial", row.serial.into())];
    let title_id = format!("licence-{}", row.jti);
    Some(html! {
        <section class="card" key={row.jti.clone()} aria-labelledby={title_id.clone()}>
            <header>
                <div class="title">
                    <h3 id={title_id}>{ countersign::printable(&holder) }{ " · " }{ locale.format(msg::LEDGER_LICENCE, words) }</h3>
                    { for status.map(|status| status_badge(locale, status)) }
                </div>
                { for document.filter(|_| book.ledger.delegate().is_none()).map(|license| {
                    let label = locale.text(msg::LEDGER_FOLLOW);
                    let name = format!("{label} {}", license.id);
                    let follow = Action::Licences(LicencesAction::Follow(license.clone()));
                    html! { <p class="actions">{ named_button(Look::Quiet, label, Some(name), follow, on_action) }</p> }
                }) }
            </header>
            { for pools }
            { hosts(locale, state, document, &hosts_found, on_action) }
        </section>
    })
}

/// The first letters of a thumbprint, by which one's own keys are told apart.
fn short(print: &Thumbprint) -> String {
    print.to_string().chars().take(8).collect()
}
