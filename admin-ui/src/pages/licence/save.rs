//! What can be saved of an account, and printed.

use crate::components::{Look, button, element};
use crate::export::Export;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Action, State};
use yew::prelude::*;

/// Report, limits, proof of entitlement; nothing where no account is shown.
pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.account().is_none_or(|account| account.report.is_err() || account.name.is_entry()) {
        return Html::default();
    }
    let export =
        |export, label| button(Look::Plain, locale.text(label), Action::SaveExport(export), on_action);
    html! {
        <section class="panel kept" aria-labelledby="save-title">
            <h2 id="save-title">{ locale.text(msg::SAVE_TITLE) }</h2>
            { element("p", locale.text(msg::SAVE_TEXT)) }
            <div class="actions">
                { export(Export::Report, msg::SAVE_REPORT) }
                { export(Export::Limits, msg::SAVE_LIMITS) }
                <a class="button" href={Route::Certificate.href()}>{ locale.text(msg::CERTIFICATE_TITLE) }</a>
            </div>
        </section>
    }
}
