//! What is around the pages: the header's state, messages, what is read out.

use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Action, Announcement, KeysAction, Notice, State};
use countersign::Error;
use countersign_kit::components::{Icon, Look, Tone, badge, button, code_words, element};
use yew::prelude::*;

/// Whether the signing key is open, and for how long.
pub(crate) fn header(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let key = match state.keys.minutes_left(state.now) {
        Some(minutes) => {
            let word = locale.format(msg::HEADER_OPEN, [("minutes", minutes.into())]);
            let lock = Action::Keys(KeysAction::Lock);
            html! {
                <>
                    { badge(Tone::Good, Icon::Key, &word) }
                    { button(Look::Quiet, locale.text(msg::HEADER_LOCK), lock, on_action) }
                </>
            }
        }
        None => {
            html! { <a href={Route::Keys.href()}>{ badge(Tone::Neutral, Icon::Key, &locale.text(msg::HEADER_LOCKED)) }</a> }
        }
    };
    let ledger = state.ledgers.book.as_ref().map(|book| {
        let word = if book.is_unsaved() { msg::HEADER_UNSAVED } else { msg::HEADER_SAVED };
        let words = locale.format(word, [("name", book.name.as_str().into())]);
        html! { <a class="ledger-name" href={Route::Ledger.href()}>{ words }</a> }
    });
    html! { <div class="state">{ key }{ for ledger }</div> }
}

/// What the console has to say besides its pages; nothing most of the time.
pub(crate) fn notices(locale: &Locale, notices: &[Notice], on_action: &Callback<Action>) -> Html {
    if notices.is_empty() {
        return Html::default();
    }
    let rows = notices.iter().enumerate().map(|(index, notice)| {
        html! {
            <li class="notice tone-warning">
                { Icon::Warning.html() }
                <div>{ words(locale, notice) }</div>
                <p class="actions">
                    { button(Look::Plain, locale.text(msg::NOTICE_DISMISS), Action::Dismiss(index), on_action) }
                </p>
            </li>
        }
    });
    html! {
        <section class="notices" role="alert" aria-label={locale.text(msg::NOTICES_LABEL)}>
            <ul>{ for rows }</ul>
        </section>
    }
}

fn words(locale: &Locale, notice: &Notice) -> Html {
    let named = |message: Message, name: &str| element("p", locale.format(message, [("name", name.into())]));
    match notice {
        Notice::NoStore => element("p", locale.text(msg::CONSOLE_NO_STORE)),
        Notice::NotStored => element("p", locale.text(msg::CONSOLE_NOT_STORED)),
        Notice::Codes(given) => code_words(locale, given),
        Notice::Unreadable { name } => named(msg::NOTICE_UNREADABLE_FILE, name),
        Notice::NotSaved => element("p", locale.text(msg::CONSOLE_NOT_SAVED)),
        Notice::ChangedOnDisk => element("p", locale.text(msg::CONSOLE_CHANGED_ON_DISK)),
        Notice::Overtaken => element("p", locale.text(msg::CONSOLE_OVERTAKEN)),
        Notice::NoLedger { name } => named(msg::CONSOLE_NO_LEDGER, name),
        Notice::StoredKey { error } => {
            html! { <>{ element("p", locale.text(msg::CONSOLE_STORED_KEY)) }{ reason(locale, error) }</> }
        }
    }
}

fn reason(locale: &Locale, error: &Error) -> Html {
    html! { <p>{ locale.meaning(error.code()) }{ " " }{ element("code", error.code().as_str()) }</p> }
}

/// A live region. It is always there: one that appears with its text is not read.
pub(crate) fn announcer(locale: &Locale, announcement: Option<&(u32, Announcement)>) -> Html {
    let said = announcement.map(|(number, Announcement { message, name })| {
        html! { <p key={*number}>{ locale.format(*message, [("name", name.as_str().into())]) }</p> }
    });
    html! { <div class="visually-hidden" role="status" aria-live="polite">{ for said }</div> }
}

/// There is no page with this address.
pub(crate) fn not_found(locale: &Locale, hash: &str) -> Html {
    html! {
        <section class="panel">
            { element("h1", locale.text(msg::NOT_FOUND_TITLE)) }
            <p>{ locale.text(msg::NOT_FOUND_TEXT) }{ " " }{ element("code", hash) }</p>
            <p><a href={Route::Requests.href()}>{ locale.text(msg::NAV_REQUESTS) }</a></p>
        </section>
    }
}
