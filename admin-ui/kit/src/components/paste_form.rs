//! A field for pasted text.

use crate::platform::form;
use yew::prelude::*;

/// The words of a field, and its id on the page.
pub struct PasteForm<'a> {
    /// The id of the field.
    pub id: &'a str,
    /// The name of the field.
    pub label: String,
    /// What belongs into the field.
    pub hint: String,
    /// The word on the button.
    pub button: String,
}

/// A text area with a button beneath; it is emptied once its text was handed over.
pub fn paste_form(words: PasteForm, on_text: Callback<String>) -> Html {
    let on_submit = Callback::from(move |event: SubmitEvent| {
        if let Some(text) = form::take_text(&event) {
            on_text.emit(text);
        }
    });
    let PasteForm { id, label, hint, button } = words;
    let hint_id = format!("{id}-hint");
    html! {
        <form class="paste" onsubmit={on_submit}>
            <label for={id.to_owned()}>{ label }</label>
            <textarea id={id.to_owned()} rows="3" required=true spellcheck="false" autocomplete="off"
                aria-describedby={hint_id.clone()} />
            <p class="hint" id={hint_id}>{ hint }</p>
            <button type="submit">{ button }</button>
        </form>
    }
}
