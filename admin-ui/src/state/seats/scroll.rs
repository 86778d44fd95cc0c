//! Which part of a long table there is to be.

use super::{Cursor, Seats};
use std::ops::Range;

/// The height of a row, in CSS pixels: the stylesheet has the same.
const ROW_HEIGHT: u64 = 36;

/// At least the height of the table's head, which stays above the rows.
const HEAD_HEIGHT: u64 = 72;

/// How many rows there are at most at a time, whatever the window's height.
const MOST_ROWS: usize = 200;

/// How many rows there are above and below those that are seen.
const MARGIN: usize = 8;

/// How high the frame can be, in CSS pixels: the stylesheet has the same. It is as low as what is in it, and
/// nobody is told when that grows: there are always rows enough for all of it.
const HEIGHT: u32 = 960;

/// The browsers' elements end somewhere beyond this height, in CSS pixels. Longer tables are scrolled faster.
const TALLEST: u64 = 12_000_000;

/// Where the frame is that the table is scrolled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// How many pixels of its content are above.
    pub(super) top: u32,
    pub(super) height: u32,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: 0, height: HEIGHT }
    }
}

/// The rows that there are, and how many pixels are left above and below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// By their numbers among those who are shown.
    pub(crate) rows: Range<usize>,
    pub(crate) above: u32,
    pub(crate) below: u32,
}

/// From the place of a row in the table to where the frame is scrolled to, so that the row is the first.
#[derive(Clone, Copy)]
struct Scale {
    /// How far the table could be scrolled were there no tallest height, in pixels.
    all: u64,
    /// How far it can be.
    scrolled: u64,
}

impl Scale {
    fn of(rows: usize, seen: u64) -> Self {
        let full = rows as u64 * ROW_HEIGHT;
        Self {
            all: full.saturating_sub(seen).max(1),
            scrolled: full.min(TALLEST).saturating_sub(seen).max(1),
        }
    }

    fn to_scrolled(self, pixels: u64) -> u64 {
        pixels * self.scrolled / self.all
    }

    fn to_all(self, pixels: u64) -> u64 {
        pixels * self.all / self.scrolled
    }
}

impl Scroll {
    fn seen(self) -> u64 {
        u64::from(self.height).saturating_sub(HEAD_HEIGHT).max(ROW_HEIGHT)
    }
}

impl Seats {
    /// The rows that there are to be now: those that are seen, and some more.
    pub(crate) fn window(&self) -> Window {
        let rows = self.shown.len();
        if self.is_printing {
            return Window { rows: 0..rows.min(Self::MOST_PRINTED), above: 0, below: 0 };
        }
        let tall = (rows as u64 * ROW_HEIGHT).min(TALLEST);
        let scale = Scale::of(rows, self.scroll.seen());
        let pixels = scale.to_all(u64::from(self.scroll.top));
        let first_seen = usize::try_from(pixels / ROW_HEIGHT).unwrap_or(usize::MAX).min(rows);
        let first = first_seen.saturating_sub(MARGIN);
        let seen = self.scroll.seen().max(u64::from(HEIGHT)) / ROW_HEIGHT;
        let seen = usize::try_from(seen).unwrap_or(MOST_ROWS);
        let last = (first + (seen + 2 * MARGIN + 2).min(MOST_ROWS)).min(rows);
        let at = scale.to_scrolled(first_seen as u64 * ROW_HEIGHT);
        let above = at.saturating_sub((first_seen - first) as u64 * ROW_HEIGHT);
        let below = tall.saturating_sub(above + (last - first) as u64 * ROW_HEIGHT);
        let pixels = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Window { rows: first..last, above: pixels(above), below: pixels(below) }
    }

    /// How many rows are printed at most: browsers take minutes for more.
    pub(crate) const MOST_PRINTED: usize = 2_000;

    /// The cell that the tab key comes to: where the keyboard was last, or else the first that is seen.
    pub(crate) fn tab_stop(&self) -> Cursor {
        let rows = self.window().rows;
        let row = if rows.contains(&self.cursor.row) {
            self.cursor.row
        } else {
            (rows.start + MARGIN).min(rows.end.saturating_sub(1))
        };
        Cursor { row, ..self.cursor }
    }

    /// Goes to a cell, and scrolls no farther than is needed to see its row.
    pub(super) fn move_to(&mut self, cursor: Cursor) {
        self.cursor = cursor;
        let seen = self.scroll.seen();
        let scale = Scale::of(self.shown.len(), seen);
        let (row, top) = (cursor.row as u64 * ROW_HEIGHT, scale.to_all(u64::from(self.scroll.top)));
        let wanted = if row < top {
            row
        } else if row + ROW_HEIGHT > top + seen {
            row + ROW_HEIGHT - seen
        } else {
            return;
        };
        self.scroll.top = u32::try_from(scale.to_scrolled(wanted)).unwrap_or(u32::MAX);
    }

    /// Where the frame is to be scrolled to, in CSS pixels.
    pub(crate) fn scroll_top(&self) -> u32 {
        self.scroll.top
    }
}
