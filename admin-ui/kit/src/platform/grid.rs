//! A table that is scrolled in a frame of its own, and gone through with the keyboard.

use gloo::utils::document;
use web_sys::Element;
use yew::prelude::*;

/// A cell of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The number of its row, among those that are shown.
    pub row: usize,
    /// The number of its column.
    pub column: usize,
}

/// How many rows a page is.
const PAGE: usize = 10;

/// How many pixels of a frame's content are above, and how high the frame is.
pub fn scrolled(event: &Event) -> (u32, u32) {
    let frame = event.target_dyn_into::<Element>();
    let pixels = |number: i32| u32::try_from(number).unwrap_or(0);
    frame.map_or((0, 0), |frame| (pixels(frame.scroll_top()), pixels(frame.client_height())))
}

/// Scrolls a frame to so many pixels.
pub fn scroll_to(id: &str, top: u32) {
    if let Some(frame) = document().get_element_by_id(id) {
        frame.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
    }
}

/// The cell that a key goes to, as in the grid pattern of the ARIA practices; none where the key is for
/// something else.
pub fn moved(event: &KeyboardEvent, from: Cursor, last_row: usize, columns: usize) -> Option<Cursor> {
    let last_column = columns.checked_sub(1)?;
    let Cursor { row, column } = from;
    let is_far = event.ctrl_key() || event.meta_key();
    let (row, column) = match event.key().as_str() {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => (row + 1, column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, column + 1),
        "PageUp" => (row.saturating_sub(PAGE), column),
        "PageDown" => (row + PAGE, column),
        "Home" if is_far => (0, 0),
        "End" if is_far => (last_row, last_column),
        "Home" => (row, 0),
        "End" => (row, last_column),
        _ => return None,
    };
    event.prevent_default();
    Some(Cursor { row: row.min(last_row), column: column.min(last_column) })
}
