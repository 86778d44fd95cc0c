//! A button that opens the browser's file dialogue.

use crate::platform::files;
use yew::prelude::*;

/// How many files can be chosen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One file.
    One,
    /// Any number of files.
    Several,
}

/// A file input that looks like the other buttons.
pub fn file_button(id: &str, label: String, choice: Choice, on_files: &Callback<Vec<web_sys::File>>) -> Html {
    let on_change = on_files.reform(|event: Event| files::chosen(&event));
    html! {
        <span class="file-button">
            <input type="file" id={id.to_owned()} multiple={choice == Choice::Several} onchange={on_change} />
            <label for={id.to_owned()} class="button primary">{ label }</label>
        </span>
    }
}
