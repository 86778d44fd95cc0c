//! Amounts in use from a file.

use crate::components::{Choice, file_button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::files;
use crate::state::{Action, State};
use yew::prelude::*;

/// A button for a table of amounts; nothing where no account is shown.
pub(super) fn import(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.account().is_none() {
        return Html::default();
    }
    let give = on_action.reform(Action::ImportUsage);
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    html! {
        <div class="usage">
            { file_button("usage-file", locale.text(msg::USAGE_IMPORT), Choice::One, &on_files) }
            { styled("p", "hint", locale.text(msg::USAGE_HINT)) }
        </div>
    }
}
