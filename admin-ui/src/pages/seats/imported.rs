//! What came of an import.

use super::denial::sentence;
use crate::components::{Icon, Look, button, element, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Imported, Problem, SeatsAction, State, Table};
use yew::prelude::*;

/// How many of the lines that were left out are listed.
const LISTED: usize = 50;

pub(super) fn result(
    locale: &Locale,
    state: &State,
    table: &Table,
    result: &Imported,
    on_action: &Callback<Action>,
) -> Html {
    let counted = [
        (msg::IMPORT_ADDED, Some(result.added)),
        (msg::IMPORT_CORRECTED, Some(result.corrected).filter(|count| *count > 0)),
        (msg::IMPORT_PRESENT, Some(result.present).filter(|count| *count > 0)),
        (msg::IMPORT_GIVEN, Some(result.given).filter(|count| *count > 0)),
    ];
    let lines = counted.into_iter().filter_map(|(message, count)| {
        let count = count? as u64;
        let number = locale.formats().number(count);
        Some(html! { <li>{ locale.format(message, [("count", count.into()), ("number", number.into())]) }</li> })
    });
    let title = locale.format(msg::IMPORT_DONE, [("name", result.name.as_str().into())]);
    html! {
        <section class="panel proposal" aria-labelledby={super::import::TITLE}>
            <h2 id={super::import::TITLE} tabindex="-1" class="genuine">{ Icon::Check.html() }{ title }</h2>
            <ul class="plain">{ for lines }</ul>
            if !result.problems.is_empty() {
                { problems(locale, state, table, result, on_action) }
            }
            <p class="actions">
                { button(Look::Primary, locale.text(msg::REVIEW_CLOSE), Action::Seats(SeatsAction::CancelImport), on_action) }
            </p>
        </section>
    }
}

fn problems(
    locale: &Locale,
    state: &State,
    table: &Table,
    result: &Imported,
    on_action: &Callback<Action>,
) -> Html {
    let number = |number: usize| locale.formats().number(number as u64);
    let count = result.problems.len();
    let title = locale
        .format(msg::IMPORT_PROBLEMS, [("count", (count as u64).into()), ("number", number(count).into())]);
    let rows = result.problems.iter().take(LISTED).map(|line| {
        let why = match &line.problem {
            Problem::Refused(error) => {
                [locale.meaning(error.code()).as_str(), " ", locale.remedy(error.code())].concat()
            }
            Problem::NoSeat(denial) => {
                [sentence(locale, state, table, denial), locale.text(msg::SEATS_DENIED_WAYS)].join(" ")
            }
        };
        html! {
            <tr data-code={line.problem.code()}>
                // Not the name: where that is what is missing, the row would have an empty title.
                <th scope="row" class="number">{ locale.formats().number(line.line) }</th>
                { element("td", &line.name) }
                <td>{ why }</td>
            </tr>
        }
    });
    html! {
        <>
            <h3 class="warning">{ Icon::Warning.html() }{ title }</h3>
            <div class="wide">
                <table>
                    <thead>
                        <tr>
                            { element("th", locale.text(msg::IMPORT_LINE)) }
                            { element("th", locale.text(msg::SEATS_USER)) }
                            { element("th", locale.text(msg::IMPORT_WHY)) }
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if count > LISTED {
                { styled("p", "note", locale.format(msg::IMPORT_PROBLEMS_FIRST, [("number", number(LISTED).into())])) }
            }
            <p class="actions">
                { button(Look::Plain, locale.text(msg::IMPORT_PROBLEMS_SAVE), Action::Seats(SeatsAction::ExportProblems), on_action) }
            </p>
        </>
    }
}
