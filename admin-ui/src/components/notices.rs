//! The error panel.

use super::{Icon, Look, button, code_words, element};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::files::MOST_LIST_BYTES;
use crate::state::{Action, Given, Notice, NoticeId, Unread};
use countersign::{Code, Error};
use std::rc::Rc;
use yew::prelude::*;

/// The element that the messages are in.
pub(crate) const NOTICES: &str = "notices";

/// Of lines that can't be read, so many are named.
const MOST_LINES: usize = 10;

/// The file that a damaged record is saved as.
const DROPPED_FILE: &str = "countersign-damaged.jsonl";

/// What the page has to say besides its pages; nothing most of the time.
pub(crate) fn notices(locale: &Locale, notices: &[(NoticeId, Notice)], on_action: &Callback<Action>) -> Html {
    if notices.is_empty() {
        return Html::default();
    }
    let rows = notices.iter().map(|(id, notice)| {
        let dismiss = Action::Dismiss(*id);
        let (tone, icon) = match notice {
            Notice::NewVersion
            | Notice::AlreadyThere { .. }
            | Notice::Pending
            | Notice::Codes(Given::Part { .. }) => ("tone-neutral", Icon::Info),
            _ => ("tone-warning", Icon::Warning),
        };
        html! {
            <li class={classes!("notice", tone)}>
                { icon.html() }
                <div>{ words(locale, notice) }</div>
                <p class="actions">
                    { remedy_buttons(locale, *id, notice, on_action) }
                    { button(Look::Plain, locale.text(msg::NOTICE_DISMISS), dismiss, on_action) }
                </p>
            </li>
        }
    });
    // What is only good to know waits until a screen reader has spoken.
    let is_calm = notices.iter().all(|(_, notice)| *notice == Notice::NewVersion);
    let role = if is_calm { "status" } else { "alert" };
    html! {
        <section id={NOTICES} class="notices" tabindex="-1" {role} aria-label={locale.text(msg::NOTICES_LABEL)}>
            <ul>{ for rows }</ul>
        </section>
    }
}

fn words(locale: &Locale, notice: &Notice) -> Html {
    match notice {
        Notice::NewVersion => element("p", locale.text(msg::NOTICE_NEW_VERSION)),
        Notice::NoStore => element("p", locale.text(msg::NOTICE_NO_STORE)),
        Notice::NotStored => element("p", locale.text(msg::NOTICE_NOT_STORED)),
        Notice::BuiltInKeys(error) => {
            html! { <>{ element("p", locale.text(msg::NOTICE_BUILT_IN_KEYS)) }{ reason(locale, error) }</> }
        }
        Notice::StoredKey { name, error, .. } => {
            let words = locale.format(msg::NOTICE_STORED_KEY, [("name", name.into())]);
            html! { <>{ element("p", words) }{ reason(locale, error) }</> }
        }
        Notice::Dropped { lines, .. } => {
            let rows = lines.iter().map(|dropped| {
                let line = [("line", locale.formats().number(dropped.line as u64).into())];
                html! { <li>{ locale.format(msg::NOTICE_DROPPED_LINE, line) }{ " " }{ reason(locale, &dropped.error) }</li> }
            });
            html! { <>{ element("p", locale.text(msg::NOTICE_DROPPED)) }<ul>{ for rows.take(MOST_LINES) }</ul></> }
        }
        Notice::Unread(Unread { key, code, .. }) => {
            let message =
                if *code == Code::StateVersion { msg::NOTICE_UNREAD_NEWER } else { msg::NOTICE_UNREAD };
            let words = locale.format(message, [("name", key.into())]);
            html! { <>{ element("p", words) }{ reason(locale, &(*code).into()) }</> }
        }
        Notice::NewerBackup { name } => {
            let words = locale.format(msg::NOTICE_NEWER_BACKUP, [("name", name.into())]);
            html! { <>{ element("p", words) }{ reason(locale, &Code::StateVersion.into()) }</> }
        }
        Notice::NoBackup { name, error } => {
            let words = locale.format(msg::NOTICE_NO_BACKUP, [("name", name.into())]);
            html! { <>{ element("p", words) }{ reason(locale, error) }</> }
        }
        Notice::UsageRefused { name, lines } => {
            let named = lines.iter().take(MOST_LINES).map(|line| locale.formats().number(*line));
            let named = named.collect::<Vec<_>>().join(", ");
            let words = [("name", name.into()), ("lines", named.into())];
            html! { <>{ element("p", locale.format(msg::NOTICE_USAGE_REFUSED, words)) }{ reason(locale, &Code::UsageInvalid.into()) }</> }
        }
        Notice::AlreadyThere { names } => {
            let named = names.iter().take(MOST_LINES).map(String::as_str).collect::<Vec<_>>().join(", ");
            let parts = [("names", named.into()), ("count", (names.len() as u64).into())];
            element("p", locale.format(msg::NOTICE_ALREADY_THERE, parts))
        }
        Notice::Pending => element("p", locale.text(msg::NOTICE_PENDING)),
        Notice::UnreadableFile { name } => {
            element("p", locale.format(msg::NOTICE_UNREADABLE_FILE, [("name", name.into())]))
        }
        Notice::Codes(given) => code_words(locale, given),
        Notice::BuiltInLimits { text } => {
            html! { <>{ element("p", locale.text(msg::NOTICE_BUILT_IN_LIMITS)) }{ element("code", text) }</> }
        }
        Notice::ListTooLong { name } => {
            let most = locale.formats().number(MOST_LIST_BYTES >> 20);
            element("p", locale.format(msg::IMPORT_TOO_LARGE, [("name", name.into()), ("most", most.into())]))
        }
    }
}

fn reason(locale: &Locale, error: &Error) -> Html {
    html! { <p>{ locale.meaning(error.code()) }{ " " }{ element("code", error.code().as_str()) }</p> }
}

/// What can be done: a newer version can be loaded; a damaged record can be saved for whoever can mend it; what
/// can't be read of the store is of no use, but only the administrator deletes it.
fn remedy_buttons(locale: &Locale, id: NoticeId, notice: &Notice, on_action: &Callback<Action>) -> Html {
    let one = |words, action| button(Look::Plain, locale.text(words), action, on_action);
    let save = |text: &Rc<str>| {
        one(msg::NOTICE_DROPPED_SAVE, Action::Save { name: DROPPED_FILE.to_owned(), text: Rc::clone(text) })
    };
    match notice {
        Notice::NewVersion => one(msg::NOTICE_NEW_VERSION_RELOAD, Action::TakeNewVersion),
        Notice::Dropped { text, .. } => save(text),
        Notice::Unread(Unread { key, text, .. }) => {
            let delete = Action::DeleteUnread { notice: id, key: key.as_str().into() };
            html! { <>{ for text.iter().map(save) }{ one(msg::NOTICE_STORED_KEY_DELETE, delete) }</> }
        }
        Notice::StoredKey { family, name, .. } => {
            let delete = Action::DeleteStored { notice: id, family: *family, name: name.clone() };
            one(msg::NOTICE_STORED_KEY_DELETE, delete)
        }
        _ => Html::default(),
    }
}
