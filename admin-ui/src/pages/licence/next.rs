//! What ends or changes next.

use super::limits;
use crate::components::{Look, button, styled};
use crate::export::Export;
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::order::sort_by_key;
use crate::state::{Account, AccountName, Action, Coming, Ending, State, Step};
use countersign::{Granted, License, UnixTime};
use yew::prelude::*;

const DAY: i64 = 86_400;

/// Of how many days a reader still has a notion; what is later stands with its date alone.
const NEAR: u64 = 366;

/// How many dates there are at most; the history page has them all.
const MOST: usize = 8;

/// How many things are named that happen at one time.
const AT_ONCE: usize = 6;

/// What ends or changes at an instant.
#[derive(Clone, Copy)]
enum What<'s> {
    Step(&'s Step),
    Ending(&'s License, Message),
}

/// What ends or changes, the next first, each in a sentence.
pub(super) fn panel(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let coming = state.coming();
    let endings = coming.iter().filter_map(ending).filter(|(_, license, _)| account.name.is_of(license));
    let endings = endings.map(|(at, license, message)| (at, What::Ending(license, message)));
    let steps = state.course().iter().map(|step| (step.at, What::Step(step)));
    let mut lines: Vec<(UnixTime, What<'_>)> = steps.chain(endings).collect();
    sort_by_key(&mut lines, |(at, _)| *at);
    // What happens at one time stands under its date once.
    let rows = lines.chunk_by(|one, next| one.0 == next.0).take(MOST).map(|group| {
        let at = group.first().map_or(state.now, |(at, _)| *at);
        let days = ((at.as_secs() - state.now.as_secs()).max(0) / DAY).unsigned_abs();
        let more = group.len().saturating_sub(AT_ONCE);
        let more = (more > 0).then(|| {
            let number = [("number", locale.formats().number(more as u64).into())];
            styled("span", "line note", locale.format(msg::SEATS_OVER_MORE, number))
        });
        let named = group.iter().take(AT_ONCE).map(|(_, what)| {
            let words = match what {
                What::Step(step) => change(locale, state, &account.name, step),
                What::Ending(license, message) => locale.format(*message, [("name", (&license.name).into())]),
            };
            styled("span", "line", words)
        });
        html! {
            <li>
                { styled("strong", "date", locale.formats().end(at)) }{ " " }
                if days <= NEAR {
                    { styled("span", "note", locale.format(msg::NEXT_IN_DAYS, [("days", days.into())])) }
                }
                { for named }
                { for more }
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

/// What ends otherwise than by a change of limits.
fn ending<'s>(coming: &Coming<'s>) -> Option<(UnixTime, &'s License, Message)> {
    let (license, message) = match coming.what {
        Ending::License(license) => (license, msg::NEXT_LICENCE),
        Ending::Support(license) => (license, msg::NEXT_SUPPORT),
        Ending::Entitlement { .. } | Ending::Emergency { .. } | Ending::RevocationList { .. } => return None,
    };
    Some((coming.when.end(), license, message))
}
