//! A field of a form, with its label, a hint and what is wrong with it.

use crate::platform::form;
use yew::prelude::*;

/// What a field is and holds.
pub struct Field<'a> {
    /// Its id on the page.
    pub id: &'static str,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub value: &'a str,
    /// What browsers may offer to fill in (HTML, section 4.10.18.7.1).
    pub autocomplete: &'static str,
    /// The keyboard that a touch screen shows.
    pub inputmode: &'static str,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// The code and the words of what is wrong with it.
    pub problem: Option<(&'static str, String)>,
}

/// A line to be typed into. What is typed is told at once, so that nothing of it is ever lost.
pub fn field(field: Field<'_>, on_text: Callback<String>) -> Html {
    let Field { id, label, value, autocomplete, inputmode, hint, problem } = field;
    let on_input = on_text.reform(|event: InputEvent| form::text(&event));
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described: Vec<&str> = [(hint.is_some(), &hint_id), (problem.is_some(), &problem_id)]
        .into_iter()
        .filter_map(|(present, id)| present.then_some(id.as_str()))
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} type="text" {autocomplete} {inputmode} value={value.to_owned()} oninput={on_input}
                aria-invalid={problem.is_some().then_some("true")} aria-describedby={described} />
            if let Some(hint) = hint {
                <p class="hint" id={hint_id}>{ hint }</p>
            }
            if let Some((code, words)) = problem {
                <p class="problem" id={problem_id} data-code={code}>{ words }</p>
            }
        </div>
    }
}

/// A menu to choose from: values with their names.
pub fn choice(
    id: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: &str,
    on_choice: Callback<String>,
) -> Html {
    let on_change = Callback::from(move |event: Event| {
        if let Some(menu) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
            on_choice.emit(menu.value());
        }
    });
    let options = options.into_iter().map(|(value, name)| {
        let selected = value == chosen;
        html! { <option {value} {selected}>{ name }</option> }
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <select {id} autocomplete="off" onchange={on_change}>{ for options }</select>
        </div>
    }
}
