//! The hosts of a licence, in the ledger.

use super::failure::failure;
use super::ledger::title_of;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, LedgerAction, State};
use countersign::{License, UnixTime, Verified};
use countersign_issuer::{ChainRow, ChainState};
use countersign_kit::components::{Icon, Look, Tone, badge, button, element, named_button, styled};
use countersign_kit::platform::form;
use yew::prelude::*;

/// Of a long list of hosts, so many are shown; a search finds the others.
pub(super) const MOST_HOSTS: usize = 200;

/// The codes by host.
pub(super) fn hosts(
    locale: &Locale,
    state: &State,
    document: Option<&Verified<License>>,
    rows: &[&ChainRow],
    on_action: &Callback<Action>,
) -> Html {
    if rows.is_empty() {
        return styled("p", "muted", locale.text(msg::LEDGER_NO_HOSTS));
    }
    let cells = rows.iter().map(|host| host_row(locale, state, document, host, on_action));
    html! {
        <div class="wide">
            <table class="hosts">
                <caption>{ locale.text(msg::LEDGER_HOSTS) }</caption>
                <thead><tr>
                    <th scope="col">{ locale.text(msg::LEDGER_HOST) }</th>
                    <th scope="col">{ locale.text(msg::LEDGER_GRANTS) }</th>
                    <th scope="col">{ locale.text(msg::LEDGER_STATE) }</th>
                    <th scope="col">{ locale.text(msg::LEDGER_DO) }</th>
                </tr></thead>
                <tbody>{ for cells }</tbody>
            </table>
        </div>
    }
}

fn host_row(
    locale: &Locale,
    state: &State,
    document: Option<&Verified<License>>,
    host: &ChainRow,
    on_action: &Callback<Action>,
) -> Html {
    let (tone, icon, word) = match host.state {
        ChainState::Active => (Tone::Good, Icon::Check, msg::HOST_ACTIVE),
        ChainState::Freed => (Tone::Neutral, Icon::Info, msg::HOST_FREED),
        ChainState::Ended => (Tone::Neutral, Icon::Clock, msg::HOST_ENDED),
    };
    let name =
        host.description.clone().unwrap_or_else(|| host.lock_codes.first().cloned().unwrap_or_default());
    let grants = host.grants.iter().map(|(id, grant)| {
        let slots = host.slots.get(id).map(|[first, last]| format!(" ({first}–{last})")).unwrap_or_default();
        html! { <span class="line">{ locale.formats().number(*grant) }{ " " }{ title_of(locale, document, id) }{ slots }</span> }
    });
    let codes = host.lock_codes.iter().map(|code| html! { <code class="line">{ code }</code> });
    let end = host.exp.and_then(|exp| UnixTime::from_secs(exp).ok()).map(|end| {
        styled("span", "note", locale.format(msg::HOST_UNTIL, [("end", locale.formats().local(end).into())]))
    });
    let freed = state.ledgers.book.as_ref().and_then(|book| book.ledger.freed(&host.jti));
    let freed = freed.filter(|_| host.state == ChainState::Freed).map(|freed| {
        let at = ("at", locale.formats().date(freed.at).into());
        styled(
            "span",
            "note",
            match &freed.reason {
                Some(reason) => {
                    locale.format(msg::HOST_RELEASED, [at, ("reason", countersign::printable(reason).into())])
                }
                None => locale.format(msg::HOST_RECEIPT, [at]),
            },
        )
    });
    let label = locale.text(msg::LEDGER_RELEASE);
    let full = format!("{label} {name}");
    let ask = Action::Ledger(LedgerAction::AskRelease(host.jti.clone()));
    let is_asked = state.ledgers.releasing.as_deref() == Some(&host.jti);
    html! {
        <>
            <tr key={host.jti.clone()}>
                <th scope="row">{ countersign::printable(&name) }{ for codes }</th>
                <td>{ for grants }</td>
                <td>{ badge(tone, icon, &locale.text(word)) }{ for end }{ for freed }</td>
                <td>
                    if host.state == ChainState::Active {
                        { named_button(Look::Quiet, label, Some(full), ask, on_action) }
                    }
                </td>
            </tr>
            if is_asked {
                <tr><td colspan="4">{ release(locale, state, on_action) }</td></tr>
            }
        </>
    }
}

fn release(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let go = on_action.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        let reason = form::input(&event, "reason").unwrap_or_default();
        go.emit(Action::Ledger(LedgerAction::Release { reason }));
    });
    html! {
        <form class="denial" onsubmit={on_submit}>
            { element("p", locale.text(msg::LEDGER_RELEASE_TEXT)) }
            <div class="field">
                <label for="reason">{ locale.text(msg::LEDGER_REASON) }</label>
                <input id="reason" name="reason" type="text" autocomplete="off" />
            </div>
            { for state.ledgers.failure.as_ref().map(|refused| failure(locale, refused)) }
            <p class="actions">
                <button type="submit">{ locale.text(msg::LEDGER_RELEASE_GO) }</button>
                { button(Look::Plain, locale.text(msg::KEYS_CANCEL), Action::Ledger(LedgerAction::KeepHost), on_action) }
            </p>
        </form>
    }
}
