//! Those whose seats are above what is granted, until that is resolved.

use crate::components::{Icon, Look, element, named_button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Name, Seats, SeatsAction, Table};
use yew::prelude::*;

/// How many of them are named.
const NAMED: usize = 20;

pub(super) fn panel(
    locale: &Locale,
    seats: &Seats,
    table: &Table,
    names: &[String],
    on_action: &Callback<Action>,
) -> Html {
    if seats.over.iter().all(Vec::is_empty) {
        return Html::default();
    }
    let columns = seats.over.iter().enumerate().filter(|(_, users)| !users.is_empty()).map(|(column, users)| {
        let name = names.get(column).map_or("", String::as_str);
        let count = users.len() as u64;
        let number = locale.formats().number(count);
        let title = [("name", name.into()), ("count", count.into()), ("number", number.into())];
        let listed = users.iter().take(NAMED).map(|&person| {
            let person = person as usize;
            let user = table.people.name(person, Name::User);
            let take_back = SeatsAction::Tick { person, column, is_given: false };
            let label = [("entitlement", name.into()), ("name", user.into())];
            let label = Some(locale.format(msg::SEATS_TAKE_BACK_NAMED, label));
            html! {
                <li>
                    { element("span", user) }
                    { named_button(Look::Quiet, locale.text(msg::SEATS_TAKE_BACK), label, Action::Seats(take_back), on_action) }
                </li>
            }
        });
        let more = users.len().saturating_sub(NAMED);
        html! {
            <div>
                { element("p", locale.format(msg::SEATS_OVER, title)) }
                <ul class="plain over">{ for listed }</ul>
                if more > 0 {
                    { styled("p", "note", locale.format(msg::SEATS_OVER_MORE, [("number", locale.formats().number(more as u64).into())])) }
                }
            </div>
        }
    });
    // Within an overage, further seats are given.
    let is_full = table.columns.iter().enumerate().any(|(column, of)| {
        let is_over = seats.over.get(column).is_some_and(|users| !users.is_empty());
        is_over && of.allowed.limit().is_some_and(|most| seats.draft.given(column) >= most)
    });
    html! {
        <section class="panel denial" aria-labelledby="over-title">
            <h2 id="over-title" class="warning">{ Icon::Warning.html() }{ locale.text(msg::SEATS_OVER_TITLE) }</h2>
            if is_full {
                { element("p", locale.text(msg::SEATS_OVER_TEXT)) }
            }
            { for columns }
        </section>
    }
}
