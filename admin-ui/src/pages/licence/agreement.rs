//! The licence agreement.

use crate::components::{element, printable_lines};
use crate::i18n::msg;
use crate::locale::Locale;
use countersign::License;
use yew::prelude::*;

/// The text in a frame of its own that scrolls; on paper it is there in full.
pub(super) fn text(locale: &Locale, license: &License) -> Html {
    let Some(agreement) = &license.agreement else { return Html::default() };
    let title = agreement.title.clone().unwrap_or_else(|| locale.text(msg::SECTION_AGREEMENT));
    let language = agreement.lang.clone();
    html! {
        <section class="agreement" lang={language}>
            { element("h4", &title) }
            if let Some(text) = &agreement.text {
                <div class="scroll" role="region" aria-label={title.clone()} tabindex="0">{ printable_lines(text) }</div>
            }
        </section>
    }
}
