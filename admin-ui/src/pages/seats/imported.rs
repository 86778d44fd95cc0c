//! What came of an import.

use super::denial::sentence;
use crate::components::{Icon, Look, button, element, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::{Action, Imported, Problem, SeatsAction, State, Table};
use yew::prelude::*;

/// How many of the lines are listed that were left out for one reason.
const LISTED: usize = 20;

pub(super) fn result(
    locale: &Locale,
    state: &State,
    table: &Table,
    result: &Imported,
    on_action: &Callback<Action>,
) -> Html {
    let title = locale.format(msg::IMPORT_DONE, [("name", result.name.as_str().into())]);
    let save = SeatsAction::ExportProblems;
    html! {
        <section class="panel proposal" aria-labelledby={super::import::TITLE}>
            <h2 id={super::import::TITLE} tabindex="-1" class="genuine">{ Icon::Check.html() }{ title }</h2>
            { counts(locale, result, &COUNTED) }
            // Above the lines that were left out, however many they are.
            <p class="actions">
                { button(Look::Primary, locale.text(msg::REVIEW_CLOSE), Action::Seats(SeatsAction::CancelImport), on_action) }
                if !result.problems.is_empty() {
                    { button(Look::Plain, locale.text(msg::IMPORT_PROBLEMS_SAVE), Action::Seats(save), on_action) }
                }
            </p>
            { problems(locale, state, table, result, msg::IMPORT_PROBLEMS) }
        </section>
    }
}

/// How it is said what came of a list: people who were added, corrected, or there already, and seats that were given.
const COUNTED: [Message; 4] =
    [msg::IMPORT_ADDED, msg::IMPORT_CORRECTED, msg::IMPORT_PRESENT, msg::IMPORT_GIVEN];

/// The same of what would come of one.
const FORECAST: [Message; 4] =
    [msg::FORECAST_ADDED, msg::FORECAST_CORRECTED, msg::FORECAST_PRESENT, msg::FORECAST_GIVEN];

/// What would come of a list.
pub(super) fn forecast(locale: &Locale, state: &State, table: &Table, result: &Imported) -> Html {
    html! {
        <div class="forecast">
            { styled("h3", "label", locale.text(msg::IMPORT_FORECAST)) }
            { counts(locale, result, &FORECAST) }
            { problems(locale, state, table, result, msg::FORECAST_PROBLEMS) }
        </div>
    }
}

/// What came of a list, or would come, in numbers.
fn counts(locale: &Locale, result: &Imported, messages: &[Message; 4]) -> Html {
    let counted = [result.added, result.corrected, result.present, result.given];
    let lines = messages.iter().zip(counted).enumerate().filter_map(|(place, (message, count))| {
        let count = count as u64;
        let number = locale.formats().number(count);
        let message = *message;
        // That nobody came is worth a word, too.
        (place == 0 || count > 0).then(|| html! { <li>{ locale.format(message, [("count", count.into()), ("number", number.into())]) }</li> })
    });
    html! { <ul class="plain">{ for lines }</ul> }
}

/// The lines that are left out, by the reason, which is said once; nothing where there are none.
fn problems(locale: &Locale, state: &State, table: &Table, result: &Imported, title: Message) -> Html {
    let number = |number: usize| locale.formats().number(number as u64);
    let count = result.problems.len();
    if count == 0 {
        return Html::default();
    }
    let title = locale.format(title, [("count", (count as u64).into()), ("number", number(count).into())]);
    let groups = result.problems_by_reason().into_iter().map(|lines| {
        let why = lines.first().map(|line| why(locale, state, table, &line.problem));
        let rows = lines.iter().take(LISTED).map(|line| {
            html! {
                <tr data-code={line.problem.code()}>
                    // Not the name: where that is what is missing, the row would have an empty title.
                    <th scope="row" class="number">{ locale.formats().number(line.line) }</th>
                    { element("td", &line.name) }
                </tr>
            }
        });
        let more = lines.len().saturating_sub(LISTED);
        let more = (more > 0).then(|| {
            styled("p", "note", locale.format(msg::SEATS_OVER_MORE, [("number", number(more).into())]))
        });
        html! {
            <div class="wide">
                <table>
                    { for why.map(|why| element("caption", why)) }
                    <thead>
                        <tr>
                            { element("th", locale.text(msg::IMPORT_LINE)) }
                            { element("th", locale.text(msg::SEATS_USER)) }
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
                { for more }
            </div>
        }
    });
    html! { <><h3 class="warning">{ Icon::Warning.html() }{ title }</h3>{ for groups }</> }
}

fn why(locale: &Locale, state: &State, table: &Table, problem: &Problem) -> String {
    match problem {
        Problem::Refused(error) => {
            [locale.meaning(error.code()).as_str(), " ", locale.remedy(error.code())].concat()
        }
        Problem::NoSeat(denial) => {
            [sentence(locale, state, table, denial), locale.text(msg::SEATS_DENIED_WAYS)].join(" ")
        }
    }
}
