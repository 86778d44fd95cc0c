//! The ways to open a licence.

use crate::components::{Choice, PasteForm, file_button, paste_form, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Given};
use yew::prelude::*;

/// A button, and a field for pasted text.
pub(super) fn panel(
    locale: &Locale,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let on_text = on_action.reform(|text| Action::Open(Given::Pasted(text)));
    let words = PasteForm {
        id: "open-text",
        label: locale.text(msg::OPEN_PASTE),
        hint: locale.text(msg::OPEN_PASTE_HINT),
        button: locale.text(msg::OPEN_CHECK),
    };
    html! {
        <section class="panel open" aria-labelledby="open-title">
            <h2 id="open-title" class="visually-hidden">{ locale.text(msg::OPEN_TITLE) }</h2>
            <div class="choose">
                { file_button("open-files", locale.text(msg::OPEN_CHOOSE), Choice::Several, on_files) }
                { styled("p", "hint", locale.text(msg::OPEN_DROP)) }
            </div>
            { paste_form(words, on_text) }
        </section>
    }
}
