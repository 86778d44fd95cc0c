//! An address that leads nowhere.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use yew::prelude::*;

/// Says so, and shows a way back.
pub(crate) fn not_found(locale: &Locale, hash: &str) -> Html {
    html! {
        <>
            <h1>{ locale.text(msg::NOT_FOUND_TITLE) }</h1>
            <p>{ locale.text(msg::NOT_FOUND_TEXT) }{ " " }<code>{ hash }</code></p>
            <p><a href={Route::Licence.href()}>{ locale.text(msg::NOT_FOUND_BACK) }</a></p>
        </>
    }
}
