//! The requests for emergency licences that were made, and what came of them.

use crate::components::{Look, named_button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::state::{Account, Action, AskedFor, State};
use yew::prelude::*;

/// A row for each; nothing where there was none.
pub(super) fn panel(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let requests = state.requests(&account.name);
    if requests.is_empty() {
        return Html::default();
    }
    let rows = requests.iter().map(|asked| row(locale, state, account, asked, on_action));
    html! {
        <section class="panel asked" aria-labelledby="asked-title">
            <h2 id="asked-title">{ locale.text(msg::ASKED_TITLE) }</h2>
            <dl class="rows">{ for rows }</dl>
        </section>
    }
}

fn row(
    locale: &Locale,
    state: &State,
    account: &Account,
    AskedFor { file, request, answer }: &AskedFor<'_>,
    on_action: &Callback<Action>,
) -> Html {
    let licenses = state.licenses(&account.name).map(|(license, _)| license);
    let name = entitlement_name(locale, licenses, &request.entitlement);
    let parts = [("quantity", locale.formats().number(request.quantity).into()), ("name", name.into())];
    let (standing, words) = match answer {
        Some(license) => ("answered", locale.format(msg::ASKED_ANSWERED, [("name", (&license.name).into())])),
        None => ("open", locale.text(msg::ASKED_OPEN)),
    };
    let save = locale.format(msg::EXPORT_NAMED, [("name", file.name.as_str().into())]);
    html! {
        <div data-request={request.id.clone()} data-state={standing}>
            <dt><time datetime={request.issued.to_string()}>{ locale.formats().local(request.issued) }</time></dt>
            <dd>
                { styled("strong", "line", locale.format(msg::ASKED_FOR, parts)) }
                { styled("span", "line", words) }
                { styled("span", "line note", &request.id) }
                { named_button(Look::Quiet, locale.text(msg::EXPORT), Some(save), Action::Export(file.id), on_action) }
            </dd>
        </div>
    }
}
