//! A change of everything that is kept, to be confirmed.

use super::{Icon, KEY_REVIEW as TITLE, Look, button, element, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::{emergency_terms, entitlement_name};
use crate::state::{Action, Backup, Confirm, State};
use countersign::{Keep, Thumbprint};
use yew::prelude::*;

/// Says what is about to happen, with a way on and a way back.
pub(crate) fn confirm(
    locale: &Locale,
    state: &State,
    confirm: &Confirm,
    on_action: &Callback<Action>,
) -> Html {
    let (title, body, go) = match confirm {
        Confirm::Restore(backup) => (msg::RESTORE_TITLE, restore(locale, backup), msg::RESTORE_GO),
        Confirm::DeleteAll => {
            (msg::DELETE_ALL_TITLE, element("p", locale.text(msg::DELETE_ALL_TEXT)), msg::DELETE_ALL_GO)
        }
        Confirm::RetireKey { thumbprint: key, keep, files } => {
            (msg::RETIRE_TITLE, retire(locale, key, keep, *files), msg::RETIRE_GO)
        }
        Confirm::Return { name, license, .. } => {
            let named = [("name", name.into()), ("license", license.into())];
            (msg::RETURN_TITLE, element("p", locale.format(msg::RETURN_TEXT, named)), msg::RETURN_GO)
        }
        Confirm::StartEmergency { account, entitlement, clause } => {
            let licenses = state.licenses(account).map(|(license, _)| license);
            let name = entitlement_name(locale, licenses, entitlement);
            let terms = emergency_terms(locale, clause, msg::START_TEXT);
            (
                msg::START_TITLE,
                html! { <>{ element("strong", name) }{ element("p", terms) }</> },
                msg::START_GO,
            )
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

fn retire(locale: &Locale, key: &Thumbprint, keep: &Keep, files: usize) -> Html {
    let meaning = match keep {
        Keep::Nothing => msg::RETIRE_LEAKED_HINT,
        _ => msg::RETIRE_LAID_ASIDE_HINT,
    };
    let count = [("count", (files as u64).into())];
    html! {
        <>
            { thumbprint(key) }
            { element("p", locale.text(meaning)) }
            if *keep == Keep::Nothing && files > 0 {
                { styled("p", "warning", locale.format(msg::RETIRE_FILES, count)) }
            }
        </>
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
