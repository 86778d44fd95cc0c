//! Why a seat was not given, and the two ways out.

use crate::components::{Icon, Look, button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::quantity;
use crate::route::Route;
use crate::state::{Action, SeatsAction, Show, State, Table};
use countersign::SeatDenial;
use yew::prelude::*;

/// The last denial, until something else is ticked.
pub(super) fn panel(locale: &Locale, state: &State, table: &Table, on_action: &Callback<Action>) -> Html {
    let Some(denial) = &state.seats.denial else { return Html::default() };
    let column = match denial {
        SeatDenial::LimitExhausted { entitlement, .. } => {
            table.columns.iter().position(|column| column.id == *entitlement)
        }
        _ => None,
    };
    html! {
        <div class="panel denial" role="alert" data-code={denial.code()}>
            <p class="warning">{ Icon::Warning.html() }{ styled("strong", "meaning", sentence(locale, state, table, denial)) }</p>
            <p>{ locale.text(msg::SEATS_DENIED_WAYS) }</p>
            <p class="actions">
                if let Some(column) = column {
                    { button(Look::Plain, locale.text(msg::SEATS_DENIED_SHOW), Action::Seats(SeatsAction::Show(Show::With(column))), on_action) }
                }
                <a class="button" href={Route::Licence.href()}>{ locale.text(msg::SEATS_DENIED_LICENCE) }</a>
            </p>
        </div>
    }
}

/// A denial in words.
pub(super) fn sentence(locale: &Locale, state: &State, table: &Table, denial: &SeatDenial) -> String {
    match denial {
        SeatDenial::LimitExhausted { entitlement, limit, .. } => {
            let name = state.entitlement_name(&table.account, entitlement);
            locale.format(
                msg::SEATS_DENIED,
                [("granted", quantity(locale, *limit).into()), ("name", name.into())],
            )
        }
        SeatDenial::PersonUnknown { name } => {
            locale.format(msg::SEATS_DENIED_UNKNOWN, [("name", name.into())])
        }
        // A denial of a newer core.
        other => other.to_string(),
    }
}
