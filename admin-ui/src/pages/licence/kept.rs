//! What this browser keeps, as a whole.

use crate::components::{Choice, Look, button, element, file_button};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::files;
use crate::state::Action;
use yew::prelude::*;

/// Backup, restore, and the way to delete everything.
pub(super) fn panel(locale: &Locale, on_action: &Callback<Action>) -> Html {
    let restore = on_action.reform(Action::Restore);
    let on_files = Callback::from(move |chosen| files::read(chosen, restore.clone()));
    html! {
        <section class="panel kept" aria-labelledby="kept-title">
            <h2 id="kept-title">{ locale.text(msg::KEPT_TITLE) }</h2>
            { element("p", locale.text(msg::KEPT_TEXT)) }
            <div class="actions">
                { button(Look::Plain, locale.text(msg::KEPT_BACKUP), Action::Backup, on_action) }
                { file_button("restore-file", locale.text(msg::KEPT_RESTORE), Choice::One, &on_files) }
                { button(Look::Plain, locale.text(msg::KEPT_DELETE), Action::DeleteAll, on_action) }
            </div>
        </section>
    }
}
