//! An address that leads nowhere.

use crate::components::element;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use yew::prelude::*;

/// Says so, and shows a way back.
pub(crate) fn not_found(locale: &Locale, hash: &str) -> Html {
    html! {
        <>
            { element("h1", locale.text(msg::NOT_FOUND_TITLE)) }
            <p>{ locale.text(msg::NOT_FOUND_TEXT) }{ " " }{ element("code", hash) }</p>
            <p><a href={Route::Licence.href()}>{ locale.text(msg::NOT_FOUND_BACK) }</a></p>
        </>
    }
}
