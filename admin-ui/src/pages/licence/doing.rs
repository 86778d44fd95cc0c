//! What can be done with an account, and where.

use crate::components::styled;
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::{Account, State};
use countersign::{LimitRow, LimitState};
use yew::prelude::*;

/// Links to what the account has use for; nothing where there is none.
pub(super) fn panel(locale: &Locale, state: &State, account: &Account) -> Html {
    let candidates = state.emergency_candidates(account);
    // Whoever has room and has never heard of emergencies needs none of them.
    let has_use = account.report.as_ref().is_ok_and(|report| {
        let is_full = |row: &LimitRow| match row {
            LimitRow::Quantity(row) => matches!(row.state, LimitState::Exhausted | LimitState::Over),
            LimitRow::Feature(_) => false,
        };
        !report.emergency.is_empty() || report.limits.iter().any(is_full)
    });
    let can_ask = has_use && candidates.iter().any(|candidate| candidate.denial.is_none());
    let assigns = state
        .licenses(&account.name)
        .any(|(license, _)| license.entitlements.iter().any(|entitlement| entitlement.assignable));
    let can_compare = state.files.iter().filter(|file| file.is_license()).count() > 1;
    let links = [
        (assigns, Route::Seats, msg::DOING_SEATS, msg::DOING_SEATS_HINT),
        (can_ask, Route::Information, msg::MAY_WAY_REQUEST, msg::DOING_REQUEST_HINT),
        (can_compare, Route::Compare, msg::DOING_COMPARE, msg::DOING_COMPARE_HINT),
    ];
    let rows: Vec<Html> =
        links.into_iter().filter(|(has_use, ..)| *has_use).map(|link| row(locale, link)).collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="panel doing" aria-labelledby="doing-title">
            <h3 id="doing-title" class="label">{ locale.text(msg::ACTIONS_TITLE) }</h3>
            <ul class="plain">{ for rows }</ul>
        </section>
    }
}

fn row(locale: &Locale, (_, route, title, hint): (bool, Route, Message, Message)) -> Html {
    html! {
        <li>
            <a href={route.href()}>{ locale.text(title) }</a>
            { styled("span", "line note", locale.text(hint)) }
        </li>
    }
}
