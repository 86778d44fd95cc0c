//! The table of the people and their seats. Of a long one there are only the rows that are seen.

use super::name_title;
use crate::components::{Icon, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::quantity;
use crate::platform::{form, grid};
use crate::state::{Action, Cursor, Name, Seats, SeatsAction, Show, Sort, SortKey, Table};
use std::rc::Rc;
use yew::prelude::*;

/// The id of the frame that the table is scrolled in.
pub(crate) const FRAME: &str = "seats-frame";

/// The id of the box of a seat.
pub(crate) fn cell_id(cursor: Cursor) -> String {
    format!("seat-{}-{}", cursor.row, cursor.column)
}

/// The table.
pub(super) fn table(
    locale: &Locale,
    seats: &Seats,
    table: &Rc<Table>,
    names: &[String],
    on_action: &Callback<Action>,
) -> Html {
    let on_scroll = on_action.reform(|event: Event| {
        let (top, height) = grid::scrolled(&event);
        Action::Seats(SeatsAction::Scroll { top, height })
    });
    let (last, columns) = (seats.shown.len().saturating_sub(1), table.columns.len());
    let (at, move_to) = (seats.tab_stop(), on_action.clone());
    let on_key = Callback::from(move |event: KeyboardEvent| {
        if let Some(cursor) = grid::moved(&event, at, last, columns) {
            move_to.emit(Action::Seats(SeatsAction::Move(cursor)));
        }
    });
    let window = seats.window();
    let rows = window.rows.clone().map(|row| person(locale, seats, table, names, row, on_action));
    let spacer = |height: u32| {
        let height = format!("height: {height}px");
        html! { <tbody class="spacer" role="presentation" aria-hidden="true"><tr role="presentation"><td role="presentation" ~style={height}></td></tr></tbody> }
    };
    html! {
        <>
            <div id={FRAME} class="seats-frame" onscroll={on_scroll}>
                <table class="seats" role="grid" aria-label={locale.text(msg::SEATS_TABLE)} aria-describedby="seats-hint"
                    aria-rowcount={(seats.shown.len() + 1).to_string()} onkeydown={on_key}>
                    { head(locale, seats, table, names, on_action) }
                    { spacer(window.above) }
                    <tbody>{ for rows }</tbody>
                    { spacer(window.below) }
                </table>
                if seats.shown.is_empty() {
                    { styled("p", "empty", locale.text(msg::SEATS_NONE_FOUND)) }
                }
            </div>
            if seats.is_printing && seats.shown.len() > Seats::MOST_PRINTED {
                { styled("p", "hint", printed(locale, seats)) }
            }
            <p id="seats-hint" class="hint">{ locale.text(msg::SEATS_TABLE_HINT) }</p>
        </>
    }
}

/// How many of the people are printed.
fn printed(locale: &Locale, seats: &Seats) -> String {
    let number = |number: usize| locale.formats().number(number as u64);
    let (some, all) = (number(Seats::MOST_PRINTED), number(seats.shown.len()));
    locale.format(msg::SEATS_PRINT_PART, [("number", some.into()), ("all", all.into())])
}

fn head(
    locale: &Locale,
    seats: &Seats,
    table: &Table,
    names: &[String],
    on_action: &Callback<Action>,
) -> Html {
    let texts = Name::ALL.map(|name| {
        let key = SortKey::Name(name);
        html! {
            <th role="columnheader" scope="col" aria-sort={sorted(seats.sort, key)}>
                { sort_button(seats.sort, key, locale.text(name_title(name)), on_action) }
            </th>
        }
    });
    let columns = table.columns.iter().enumerate().map(|(index, column)| {
        let key = SortKey::Column(index);
        let name = names.get(index).cloned().unwrap_or_default();
        let given = locale.formats().number(seats.draft.given(index));
        let granted = quantity(locale, column.granted);
        let count = locale.format(msg::SEATS_COUNT, [("given", given.into()), ("granted", granted.into())]);
        let label = locale.format(msg::SEATS_TICK_SHOWN, [("entitlement", name.as_str().into())]);
        let all = seats.all_shown_have(index);
        let on_change = on_action.reform(move |event: Event| {
            let is_given = form::checked(&event);
            Action::Seats(SeatsAction::TickShown { column: index, is_given })
        });
        html! {
            <th role="columnheader" scope="col" class="seat" aria-sort={sorted(seats.sort, key)}>
                <span class="seat-head">
                    <input type="checkbox" aria-label={label} checked={all} onchange={on_change} />
                    { sort_button(seats.sort, key, name, on_action) }
                    <span class="count">{ count }</span>
                </span>
            </th>
        }
    });
    html! {
        <thead>
            <tr role="row" aria-rowindex="1">
                { for texts }
                { for columns }
                <th role="columnheader" scope="col" class="end">{ styled("span", "visually-hidden", locale.text(msg::SEATS_REMOVE_TITLE)) }</th>
            </tr>
        </thead>
    }
}

fn sorted(sort: Sort, key: SortKey) -> &'static str {
    match (sort.key == key, sort.is_descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    }
}

fn sort_button(sort: Sort, key: SortKey, name: String, on_action: &Callback<Action>) -> Html {
    let on_click = on_action.reform(move |_: MouseEvent| Action::Seats(SeatsAction::Sort(key)));
    let mark = match sorted(sort, key) {
        "ascending" => " ▲",
        "descending" => " ▼",
        _ => "",
    };
    html! {
        <button type="button" class="sort" onclick={on_click}>{ name }<span aria-hidden="true">{ mark }</span></button>
    }
}

/// The row of somebody who is shown.
fn person(
    locale: &Locale,
    seats: &Seats,
    table: &Table,
    names: &[String],
    row: usize,
    on_action: &Callback<Action>,
) -> Html {
    let person = seats.shown.get(row).map_or(0, |&person| person as usize);
    let user = table.people.name(person, Name::User);
    let stop = seats.tab_stop();
    let tab = |column: usize| if stop == (Cursor { row, column }) { "0" } else { "-1" };
    let boxes = (0..table.columns.len()).map(|column| {
        let entitlement = names.get(column).map_or("", String::as_str);
        let label = [("entitlement", entitlement.into()), ("name", user.into())];
        // Those are few, or the page says first of all that something is wrong.
        let is_over = seats.over.get(column).is_some_and(|over| over.contains(&(person as u32)));
        let over = is_over.then(|| {
            let words = locale.text(msg::SEATS_OVER_MARK);
            html! { <span class="over-mark" title={words.clone()} role="img" aria-label={words}>{ Icon::Warning.html() }</span> }
        });
        let on_change = on_action.reform(move |event: Event| {
            let is_given = form::checked(&event);
            Action::Seats(SeatsAction::Tick { person, column, is_given })
        });
        html! {
            <td role="gridcell" class={classes!("seat", is_over.then_some("above"))}>
                <input type="checkbox" id={cell_id(Cursor { row, column })} tabindex={tab(column)}
                    aria-label={locale.format(msg::SEATS_TICK, label)} checked={seats.draft.has(person, column)}
                    onchange={on_change} />
                { for over }
            </td>
        }
    });
    let remove = SeatsAction::RemovePerson { name: user.to_owned() };
    let on_remove = on_action.reform(move |_: MouseEvent| Action::Seats(remove.clone()));
    let removal = locale.format(msg::SEATS_REMOVE, [("name", user.into())]);
    let is_changed = seats.draft.is_changed(table, person).then_some("changed");
    html! {
        <tr key={person} role="row" class={is_changed} aria-rowindex={(row + 2).to_string()}>
            <th role="rowheader" scope="row">{ user }</th>
            <td role="gridcell">{ table.people.name(person, Name::First) }</td>
            <td role="gridcell">{ table.people.name(person, Name::Last) }</td>
            { for boxes }
            <td role="gridcell" class="end">
                <button type="button" class="quiet" tabindex={if stop.row == row { "0" } else { "-1" }}
                    aria-label={removal.clone()} title={removal} onclick={on_remove}>{ "×" }</button>
            </td>
        </tr>
    }
}

/// Whom the rows can be narrowed down to, with the words for it.
pub(super) fn choices(
    locale: &Locale,
    seats: &Seats,
    table: &Table,
    names: &[String],
) -> Vec<(Show, String)> {
    let mut choices = vec![(Show::Everybody, locale.text(msg::SEATS_SHOW_EVERYBODY))];
    for (index, name) in names.iter().enumerate().take(table.columns.len()) {
        let with = locale.format(msg::SEATS_SHOW_WITH, [("name", name.as_str().into())]);
        let without = locale.format(msg::SEATS_SHOW_WITHOUT, [("name", name.as_str().into())]);
        choices.extend([(Show::With(index), with), (Show::Without(index), without)]);
    }
    if seats.over.iter().any(|names| !names.is_empty()) || seats.filter.show == Show::Over {
        choices.push((Show::Over, locale.text(msg::SEATS_SHOW_OVER)));
    }
    if seats.unsaved() > 0 || seats.filter.show == Show::Unsaved {
        choices.push((Show::Unsaved, locale.text(msg::SEATS_SHOW_UNSAVED)));
    }
    choices
}
