//! How the emergencies of an account stand.

use crate::components::{Icon, Tone, badge, element, fact, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::{entitlement_name, quantity};
use crate::state::{Account, State};
use countersign::{EmergencyRow, EmergencyState, Quantity, Report, UnixTime};
use yew::prelude::*;

/// A section for each emergency; where there has been none, that there is none, to whom that is told.
pub(super) fn facts(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    if report.emergency.is_empty() && !account.name.tells_none() {
        return Html::default();
    }
    if report.emergency.is_empty() {
        return section(
            None,
            html! {
                <>
                    { fact(locale, msg::EMERGENCY_PERIOD, locale.text(msg::EMERGENCY_NO_PERIOD)) }
                    { fact(locale, msg::EMERGENCY_ACCOUNTS, amount(locale, 0, Quantity::ZERO)) }
                </>
            },
        );
    }
    let sections = report.emergency.iter().map(|row| {
        let name = (report.emergency.len() > 1).then(|| {
            let licenses = state.licenses(&account.name).map(|(license, _)| license);
            entitlement_name(locale, licenses, &row.id)
        });
        section(name, rows(locale, row))
    });
    html! { <>{ for sections }</> }
}

fn section(name: Option<String>, rows: Html) -> Html {
    html! {
        <div class="emergency">
            { for name.map(|name| element("h3", name)) }
            <dl class="rows">{ rows }</dl>
        </div>
    }
}

fn rows(locale: &Locale, row: &EmergencyRow) -> Html {
    let (tone, icon, word) = match row.state {
        EmergencyState::Running => (Tone::Warning, Icon::Clock, msg::EMERGENCY_RUNNING),
        EmergencyState::Locked => (Tone::Bad, Icon::Cross, msg::EMERGENCY_LOCKED),
        _ => (Tone::Good, Icon::Check, msg::EMERGENCY_ARMED),
    };
    let period = match (row.start, row.end) {
        (Some(start), Some(end)) => period(locale, start, end),
        _ => Html::from(locale.text(msg::EMERGENCY_NO_PERIOD)),
    };
    html! {
        <>
            { fact(locale, msg::EMERGENCY_STATE, badge(tone, icon, &locale.text(word))) }
            { fact(locale, msg::EMERGENCY_PERIOD, period) }
            { fact(locale, msg::EMERGENCY_ACCOUNTS, amount(locale, row.used, row.quantity)) }
            if row.blocked > 0 {
                { fact(locale, msg::EMERGENCY_BLOCKED, blocked(locale, row)) }
            }
        </>
    }
}

/// The days, the last one with its time where it has one.
fn period(locale: &Locale, start: UnixTime, end: UnixTime) -> Html {
    let formats = locale.formats();
    html! {
        <>
            <time datetime={start.to_string()}>{ formats.date(start) }</time>
            { " – " }
            <time datetime={end.to_string()}>{ formats.end(end) }</time>
        </>
    }
}

fn amount(locale: &Locale, used: u64, granted: Quantity) -> Html {
    let text = [locale.formats().number(used), quantity(locale, granted)].join("\u{202f}/\u{202f}");
    styled("strong", "amount", text)
}

/// Who is blocked, by name where people are known.
fn blocked(locale: &Locale, row: &EmergencyRow) -> Html {
    let number = locale.formats().number(row.blocked);
    let count = locale
        .format(msg::EMERGENCY_BLOCKED_COUNT, [("count", row.blocked.into()), ("number", number.into())]);
    let names = row.blocked_users.iter().map(|name| element("li", name));
    html! {
        <>
            { styled("span", "limit-over", count) }
            if row.blocked_users.is_empty() {
                { styled("span", "line note", locale.text(msg::EMERGENCY_BLOCKED_UNNAMED)) }
            } else {
                <ul class="plain blocked">{ for names }</ul>
            }
        </>
    }
}
