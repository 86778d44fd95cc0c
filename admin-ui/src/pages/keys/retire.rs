//! Retiring an imported key, which is something else than removing it.

use crate::components::{Look, element, named_button, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::Action;
use countersign::{Keep, Thumbprint};
use yew::prelude::*;

/// The two ways to retire a key, each explained.
pub(super) fn retire(locale: &Locale, key: Thumbprint, on_action: &Callback<Action>) -> Html {
    let way = |keep: Keep, label: Message, name: Message, hint: Message| {
        let name = locale.format(name, [("thumbprint", key.to_string().into())]);
        let retire = Action::RetireKey { thumbprint: key, keep };
        html! {
            <div class="hinted">
                <div class="actions">{ named_button(Look::Plain, locale.text(label), Some(name), retire, on_action) }</div>
                { styled("p", "hint", locale.text(hint)) }
            </div>
        }
    };
    html! {
        <details class="retire">
            <summary>{ locale.text(msg::RETIRE) }</summary>
            { element("p", locale.text(msg::RETIRE_TEXT)) }
            { way(Keep::Before, msg::RETIRE_LAID_ASIDE, msg::RETIRE_LAID_ASIDE_NAMED, msg::RETIRE_LAID_ASIDE_HINT) }
            { way(Keep::Nothing, msg::RETIRE_LEAKED, msg::RETIRE_LEAKED_NAMED, msg::RETIRE_LEAKED_HINT) }
        </details>
    }
}
