//! Buttons.

use yew::prelude::*;

/// What a button looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// One of several ways on.
    Plain,
    /// The one that leads on.
    Primary,
    /// One of many like it.
    Quiet,
}

impl Look {
    fn class(self) -> Option<&'static str> {
        match self {
            Look::Plain => None,
            Look::Primary => Some("primary"),
            Look::Quiet => Some("quiet"),
        }
    }
}

/// A button that does one thing.
pub fn button<A: Clone + 'static>(look: Look, label: String, action: A, on_action: &Callback<A>) -> Html {
    named_button(look, label, None, action, on_action)
}

/// A button whose label does not tell it from others on the page; `name` does.
pub fn named_button<A: Clone + 'static>(
    look: Look,
    label: String,
    name: Option<String>,
    action: A,
    on_action: &Callback<A>,
) -> Html {
    let on_click = on_action.reform(move |_: MouseEvent| action.clone());
    html! { <button type="button" class={look.class()} aria-label={name} onclick={on_click}>{ label }</button> }
}
