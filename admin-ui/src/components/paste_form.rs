//! A field for pasted text.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) hint: AttrValue,
    pub(crate) button: AttrValue,
    pub(crate) on_text: Callback<String>,
}

/// A text area with a button beneath; it is emptied once its text was handed over.
#[component]
pub(crate) fn PasteForm(props: &Props) -> Html {
    let field = use_node_ref();
    let on_submit = {
        let (field, on_text) = (field.clone(), props.on_text.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<web_sys::HtmlTextAreaElement>() else { return };
            let text = field.value();
            if text.trim().is_empty() {
                // The browser has said that the field is required; spaces alone get past it.
                field.focus().unwrap_or_default();
                return;
            }
            field.set_value("");
            on_text.emit(text);
        })
    };
    let hint = format!("{}-hint", props.id);
    html! {
        <form class="paste" onsubmit={on_submit}>
            <label for={&props.id}>{ &props.label }</label>
            <textarea id={&props.id} ref={field} rows="3" required=true spellcheck="false" autocomplete="off"
                aria-describedby={hint.clone()} />
            <p class="hint" id={hint}>{ &props.hint }</p>
            <button type="submit">{ &props.button }</button>
        </form>
    }
}
