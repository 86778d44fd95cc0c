//! What is shown while something hovers over the page.

use super::element;
use crate::i18n::msg;
use crate::locale::Locale;
use yew::prelude::*;

/// Covers the page. It lets the pointer through, so that the page still gets what is dropped.
pub fn drop_here(locale: &Locale) -> Html {
    html! { <div class="drop-here" aria-hidden="true">{ element("p", locale.text(msg::DROP_HERE)) }</div> }
}
