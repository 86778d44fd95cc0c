//! Why no emergency licence can be had now, and the ways out.

use crate::components::{Icon, element};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use countersign::{Denial, EmergencyRow};
use yew::prelude::*;

/// Why, and what to do. `row` is the emergency that stands in the way, if one does.
pub(super) fn denial(locale: &Locale, name: &str, denial: Denial, row: Option<&EmergencyRow>) -> Html {
    let end = row.and_then(|row| row.end).map(|end| locale.formats().end(end)).unwrap_or_default();
    let why = |message| locale.format(message, [("name", name.into()), ("end", (&end).into())]);
    let (why, ways) = match denial {
        Denial::EmergencyRunning => {
            (why(msg::DENIED_RUNNING), &[msg::WAY_BUY_WHILE_RUNNING, msg::WAY_FREE][..])
        }
        Denial::EmergencyLocked => (why(msg::DENIED_LOCKED), &[msg::WAY_BUY, msg::WAY_FREE_BLOCKED][..]),
        Denial::ClockRollback => (locale.text(msg::DENIED_CLOCK_ROLLBACK), &[msg::WAY_CLOCK][..]),
        Denial::ClockUnconfirmed => (locale.text(msg::DENIED_CLOCK_UNCONFIRMED), &[msg::WAY_CLOCK][..]),
        other => (locale.format(msg::DENIED_OTHER, [("code", other.as_str().into())]), &[msg::WAY_ADD][..]),
    };
    html! {
        <div class="denial" data-code={denial.as_str()}>
            <p class="warning">{ Icon::Warning.html() }{ element("span", why) }</p>
            { ways_out(locale, ways) }
        </div>
    }
}

fn ways_out(locale: &Locale, ways: &[Message]) -> Html {
    let ways = ways.iter().map(|way| element("li", locale.text(*way)));
    html! { <>{ element("p", locale.text(msg::WAYS_OUT)) }<ul>{ for ways }</ul></> }
}
