//! Putting somebody on the list by hand.

use super::denial::sentence;
use super::name_title;
use crate::components::{element, refusal, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::state::{Action, Name, Problem, SeatsAction, State, Table};
use yew::prelude::*;

/// The names of the form's fields.
const FIELDS: [(Name, &str); 3] = [(Name::User, "user"), (Name::First, "first"), (Name::Last, "last")];

pub(super) fn form(locale: &Locale, state: &State, table: &Table, on_action: &Callback<Action>) -> Html {
    let on_action = on_action.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        let [name, first, last] = FIELDS.map(|(_, field)| form::input(&event, field).unwrap_or_default());
        on_action.emit(Action::Seats(SeatsAction::AddPerson { name, first, last }));
    });
    // A form with another key is another form: it is empty once somebody was added, and only then.
    let people = table.people.len();
    let fields = FIELDS.map(|(name, field)| {
        let id = ["add-", field].concat();
        html! {
            <span class="field">
                <label for={id.clone()} class="label">{ locale.text(name_title(name)) }</label>
                <input type="text" {id} name={field} autocomplete="off" spellcheck="false" required={name == Name::User} />
            </span>
        }
    });
    html! {
        <details class="panel add-person">
            { element("summary", locale.text(msg::SEATS_ADD_TITLE)) }
            <form key={people} class="unlock" onsubmit={on_submit}>
                { for fields }
                <button type="submit">{ locale.text(msg::SEATS_ADD) }</button>
            </form>
            if let Some(problem) = &state.seats.refusal {
                <div role="alert">{ why(locale, state, table, problem) }</div>
            }
        </details>
    }
}

/// Why somebody is not on the list.
fn why(locale: &Locale, state: &State, table: &Table, problem: &Problem) -> Html {
    match problem {
        Problem::Refused(error) => refusal(locale, error),
        Problem::NoSeat(denial) => html! {
            <div class="refusal" data-code={denial.code()}>
                { styled("p", "meaning", sentence(locale, state, table, denial)) }
                { element("p", locale.text(msg::SEATS_DENIED_WAYS)) }
            </div>
        },
    }
}
