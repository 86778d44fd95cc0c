//! Elements with nothing but a text in them. One function makes them all: what the macro writes in place
//! for each element is what a page weighs most by.
//!
//! Whatever the text is, it is shown as the characters that it has: much of what a page shows is foreign and was
//! verified by nobody, such as names of files.

use countersign::printable;
use yew::prelude::*;

/// An element with a text.
pub fn element(tag: &'static str, text: impl Into<String>) -> Html {
    build(tag, None, text.into())
}

/// An element with a class and a text.
pub fn styled(tag: &'static str, class: &'static str, text: impl Into<String>) -> Html {
    build(tag, Some(class), text.into())
}

fn build(tag: &'static str, class: Option<&'static str>, text: String) -> Html {
    html! { <@{tag} {class}>{ printable(&text) }</@> }
}
