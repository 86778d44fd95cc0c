//! What ends or changes next.

use super::limits;
use crate::components::{Look, button, styled};
use crate::export::Export;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Account, AccountName, Action, Coming, Ending, State, Step, When};
use countersign::{Granted, UnixTime};
use yew::prelude::*;

const DAY: i64 = 86_400;

/// Of how many days a reader still has a notion; what is later stands with its date alone.
const NEAR: u64 = 366;

/// How many dates there are at most; the history page has them all.
const MOST: usize = 8;

/// What ends or changes, the next first, each in a sentence.
pub(super) fn panel(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let coming = state.coming();
    let endings = coming.iter().filter_map(|coming| ending(locale, state, &account.name, coming));
    let steps = state
        .course()
        .iter()
        .map(|step| (step.at, locale.formats().local(step.at), change(locale, state, &account.name, step)));
    let mut lines: Vec<(UnixTime, String, String)> = steps.chain(endings).collect();
    lines.sort_by_key(|(at, ..)| *at);
    // What happens at one time stands under its date once.
    let rows = lines.chunk_by(|one, next| one.1 == next.1).take(MOST).map(|group| {
        let (at, date) = group.first().map(|(at, date, _)| (at.as_secs(), date.as_str())).unwrap_or_default();
        let days = ((at - state.now.as_secs()).max(0) / DAY).unsigned_abs();
        html! {
            <li>
                { styled("strong", "date", date) }{ " " }
                if days <= NEAR {
                    { styled("span", "note", locale.format(msg::NEXT_IN_DAYS, [("days", days.into())])) }
                }
                { for group.iter().map(|(.., what)| styled("span", "line", what)) }
            </li>
        }
    });
    let save = Action::SaveExport(Export::Calendar);
    html! {
        <section class="panel next" aria-labelledby="next-title">
            <h3 id="next-title" class="label">{ locale.text(msg::NEXT_TITLE) }</h3>
            if lines.is_empty() {
                { styled("p", "muted", locale.text(msg::COMING_NONE)) }
            } else {
                <ol class="plain">{ for rows }</ol>
                <p>{ button(Look::Quiet, locale.text(msg::COMING_SAVE), save, on_action) }</p>
            }
        </section>
    }
}

fn change(locale: &Locale, state: &State, account: &AccountName, step: &Step) -> String {
    let name = state.entitlement_name(account, &step.id);
    let parts = [
        ("name", name.into()),
        ("before", granted(locale, step.before).into()),
        ("after", granted(locale, step.after).into()),
    ];
    locale.format(msg::NEXT_STEP, parts)
}

fn granted(locale: &Locale, granted: Granted) -> String {
    match granted {
        Granted::Feature(granted) => limits::feature(locale, granted),
        Granted::Quantity { granted, emergency } => limits::quantity(locale, granted.plus(emergency)),
    }
}

/// What ends of this account otherwise than by a change of its limits.
fn ending(
    locale: &Locale,
    state: &State,
    account: &AccountName,
    coming: &Coming<'_>,
) -> Option<(UnixTime, String, String)> {
    let (license, message) = match coming.what {
        Ending::License(license) => (license, msg::NEXT_LICENCE),
        Ending::Support(license) => (license, msg::NEXT_SUPPORT),
        Ending::Entitlement { .. } | Ending::Emergency { .. } | Ending::RevocationList { .. } => return None,
    };
    if !state.licenses(account).any(|(own, _)| std::ptr::eq(own, license)) {
        return None;
    }
    let date = match coming.when {
        When::At(instant) => locale.formats().local(instant),
        When::After(day) => locale.formats().day(day),
    };
    Some((coming.when.end(), date, locale.format(message, [("name", (&license.name).into())])))
}
