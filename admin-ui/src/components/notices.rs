//! The error panel.

use super::Icon;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{KeyFamily, Notice, NoticeId};
use countersign::Error;
use yew::prelude::*;

/// What the page has to say besides its pages; nothing most of the time. `on_delete` deletes the entry of a
/// key that can't be read.
pub(crate) fn notices(
    locale: &Locale,
    notices: &[(NoticeId, Notice)],
    on_dismiss: &Callback<NoticeId>,
    on_delete: &Callback<(NoticeId, KeyFamily, String)>,
) -> Html {
    if notices.is_empty() {
        return Html::default();
    }
    let rows = notices.iter().map(|(id, notice)| {
        let id = *id;
        let on_dismiss = on_dismiss.reform(move |_: MouseEvent| id);
        html! {
            <li class="notice tone-warning">
                { Icon::Warning.html() }
                <div>{ words(locale, notice) }</div>
                <p class="actions">
                    { delete_button(locale, id, notice, on_delete) }
                    <button type="button" onclick={on_dismiss}>{ locale.text(msg::NOTICE_DISMISS) }</button>
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
    match notice {
        Notice::NoStore => html! { <p>{ locale.text(msg::NOTICE_NO_STORE) }</p> },
        Notice::NotStored => html! { <p>{ locale.text(msg::NOTICE_NOT_STORED) }</p> },
        Notice::BuiltInKeys(error) => {
            html! { <><p>{ locale.text(msg::NOTICE_BUILT_IN_KEYS) }</p>{ reason(locale, error) }</> }
        }
        Notice::StoredKey { name, error, .. } => {
            let words = locale.format(msg::NOTICE_STORED_KEY, [("name", name.into())]);
            html! { <><p>{ words }</p>{ reason(locale, error) }</> }
        }
        Notice::UnreadableFile { name } => {
            html! { <p>{ locale.format(msg::NOTICE_UNREADABLE_FILE, [("name", name.into())]) }</p> }
        }
    }
}

fn reason(locale: &Locale, error: &Error) -> Html {
    html! { <p>{ locale.meaning(error.code()) }{ " " }<code>{ error.code().as_str() }</code></p> }
}

fn delete_button(
    locale: &Locale,
    id: NoticeId,
    notice: &Notice,
    on_delete: &Callback<(NoticeId, KeyFamily, String)>,
) -> Html {
    let Notice::StoredKey { family, name, .. } = notice else { return Html::default() };
    let (family, name) = (*family, name.clone());
    let on_click = on_delete.reform(move |_: MouseEvent| (id, family, name.clone()));
    html! { <button type="button" onclick={on_click}>{ locale.text(msg::NOTICE_STORED_KEY_DELETE) }</button> }
}
