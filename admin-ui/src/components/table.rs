//! A small table: of each row a name, and what there is of it. One function makes them all, as with elements.

use super::styled;
use yew::prelude::*;

/// A row: its name, and its cells.
pub(crate) type TableRow = (Html, Vec<String>);

/// A table with these titles, if any; the cells are numbers or words.
pub(crate) fn table(label: String, titles: Vec<String>, class: &'static str, rows: Vec<TableRow>) -> Html {
    let titles: Vec<Html> = titles
        .into_iter()
        .enumerate()
        .map(|(index, title)| html! { <th scope="col" class={(index > 0).then_some(class)}>{ title }</th> })
        .collect();
    let rows = rows.into_iter().map(|(name, cells)| {
        let cells = cells.into_iter().map(|cell| styled("td", class, cell));
        html! { <tr><th scope="row">{ name }</th>{ for cells }</tr> }
    });
    html! {
        <table aria-label={label}>
            if !titles.is_empty() {
                <thead><tr>{ for titles }</tr></thead>
            }
            <tbody>{ for rows }</tbody>
        </table>
    }
}
