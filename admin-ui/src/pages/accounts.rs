//! The accounts that have licences here.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::state::{AccountName, Action, State};
use countersign::printable;
use yew::prelude::*;

/// The accounts to choose from; nothing where there are not several.
pub(crate) fn accounts(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.accounts.len() < 2 {
        return Html::default();
    }
    let shown = state.account();
    let question = if shown.is_some() { msg::ACCOUNTS_TITLE } else { msg::ACCOUNTS_ASK };
    let accounts = state.accounts.iter().map(|account| {
        let choose = Action::ShowAccount(account.name.clone());
        let on_click = on_action.reform(move |_: MouseEvent| choose.clone());
        let pressed = shown.is_some_and(|shown| shown.name == account.name);
        html! {
            <li><button type="button" aria-pressed={pressed.to_string()} onclick={on_click}>{ label(state, &account.name) }</button></li>
        }
    });
    html! {
        <section class="panel accounts" aria-labelledby="accounts-title">
            <h2 id="accounts-title">{ locale.text(question) }</h2>
            <ul class="plain actions">{ for accounts }</ul>
        </section>
    }
}

/// What tells an account from the others: whose it is, for which product, and by which name.
fn label(state: &State, account: &AccountName) -> String {
    let holder = state.licenses(account).next().map(|(license, _)| license.holder.name.as_str());
    let parts = holder.into_iter().chain([account.product.as_str(), account.name.as_str()]);
    parts.collect::<Vec<_>>().join(" · ")
}

/// The menu of the accounts in the header; nothing where there are not several, or none is chosen yet.
pub(crate) fn switcher(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let Some(shown) = state.account().filter(|_| state.accounts.len() > 1) else { return Html::default() };
    let names: Vec<AccountName> = state.accounts.iter().map(|account| account.name.clone()).collect();
    let options = names.iter().enumerate().map(|(index, name)| {
        let selected = shown.name == *name;
        html! { <option value={index.to_string()} {selected}>{ printable(&label(state, name)) }</option> }
    });
    let options: Vec<Html> = options.collect();
    let on_change = {
        let on_action = on_action.clone();
        Callback::from(move |event: Event| {
            if let Some(name) = form::chosen(&event).and_then(|index| names.get(index)) {
                on_action.emit(Action::ShowAccount(name.clone()));
            }
        })
    };
    html! {
        <span class="menu account-menu">
            <label for="account">{ locale.text(msg::ACCOUNTS_TITLE) }</label>
            <select id="account" autocomplete="off" onchange={on_change}>{ options }</select>
        </span>
    }
}
