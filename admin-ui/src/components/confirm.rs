//! A change of everything that is kept, to be confirmed.

use super::{Icon, KEY_REVIEW as TITLE, Look, button, element, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Backup, Confirm};
use yew::prelude::*;

/// Says what is about to happen, with a way on and a way back.
pub(crate) fn confirm(locale: &Locale, confirm: &Confirm, on_action: &Callback<Action>) -> Html {
    let (title, body, go) = match confirm {
        Confirm::Restore(backup) => (msg::RESTORE_TITLE, restore(locale, backup), msg::RESTORE_GO),
        Confirm::DeleteAll => {
            (msg::DELETE_ALL_TITLE, element("p", locale.text(msg::DELETE_ALL_TEXT)), msg::DELETE_ALL_GO)
        }
    };
    html! {
        <section class="panel review tone-warning" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Warning.html() }{ locale.text(title) }</h2>
            { body }
            <p class="actions">
                { button(Look::Primary, locale.text(go), Action::Confirmed, on_action) }
                { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::Unconfirmed, on_action) }
            </p>
        </section>
    }
}

fn restore(locale: &Locale, backup: &Backup) -> Html {
    let documents = [("name", (&backup.name).into()), ("count", (backup.documents as u64).into())];
    let keys = backup.new_keys.iter().map(|key| html! { <li>{ thumbprint(key) }</li> });
    html! {
        <>
            { element("p", locale.format(msg::RESTORE_TEXT, documents)) }
            if backup.unread > 0 {
                { element("p", locale.format(msg::RESTORE_UNREAD, [("count", (backup.unread as u64).into())])) }
            }
            if !backup.new_keys.is_empty() {
                { styled("p", "warning", locale.text(msg::RESTORE_KEYS)) }
                <ul class="plain">{ for keys }</ul>
            }
        </>
    }
}
