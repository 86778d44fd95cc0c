//! What is shown of long lists: what is looked for, in which order, which part.

use super::FileId;
use crate::order::sort_by_key;
use countersign::{LimitRow, LimitState, Quantity};

use super::{Limit, OpenedFile};

/// How many rows of a list are shown at a time.
pub(crate) const PART: usize = 50;

/// A list that may be long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Limits,
    Files,
    /// What one licence grants.
    Entitlements(FileId),
    /// What a change comes to.
    Differences,
    /// Who has a session.
    Sessions,
}

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sorting {
    /// As they came.
    #[default]
    Own,
    Name,
    /// What needs attention first: what is over, then what has least left.
    Need,
}

/// What is shown of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// What is looked for, as it was typed.
    pub(crate) find: String,
    pub(crate) sorting: Sorting,
    /// Which part, from 0.
    pub(crate) part: usize,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The first row that is shown, and the one after the last.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// How many there are to be shown.
    pub(crate) count: usize,
}

impl Sorting {
    pub(crate) const ALL: [Sorting; 3] = [Self::Own, Self::Name, Self::Need];
}

impl View {
    /// The part of so many rows that is shown; the last one where the one that was chosen has gone.
    pub(crate) fn part_of(&self, count: usize) -> Part {
        let last = count.saturating_sub(1) / PART;
        let from = self.part.min(last) * PART;
        Part { from, to: (from + PART).min(count), count }
    }

    /// Whether any of these texts has what is looked for, in capitals or not.
    pub(crate) fn finds(&self, texts: [&str; 2]) -> bool {
        if self.find.is_empty() {
            return true;
        }
        let find = self.find.trim().to_lowercase();
        find.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&find))
    }

    /// Those of an account's limits that are looked for, in order.
    pub(crate) fn limits<'s>(&self, limits: &[Limit<'s>]) -> Vec<Limit<'s>> {
        let mut shown: Vec<Limit<'s>> =
            limits.iter().copied().filter(|limit| self.finds([limit.name, limit.row.id()])).collect();
        match self.sorting {
            Sorting::Own => {}
            Sorting::Name => sort_by_key(&mut shown, |limit| limit.name.to_lowercase()),
            Sorting::Need => sort_by_key(&mut shown, |limit| need(limit.row)),
        }
        shown
    }

    /// Whether a file is looked for.
    pub(crate) fn has(&self, file: &OpenedFile, title: &str) -> bool {
        self.finds([&file.name, title])
    }
}

/// How little is left of a limit: what is over comes first, what has no limit last.
fn need(row: &LimitRow) -> (u8, u64) {
    match row {
        LimitRow::Feature(row) => (if row.granted { 5 } else { 4 }, 0),
        LimitRow::Quantity(row) => {
            let state = match row.state {
                LimitState::Over => 0,
                LimitState::Overage => 1,
                LimitState::Exhausted => 2,
                _ => 3,
            };
            match row.available {
                Quantity::Limited(left) => (state, if state < 2 { u64::MAX - row.over_by } else { left }),
                Quantity::Unlimited => (6, 0),
            }
        }
    }
}

impl super::State {
    /// What is shown of a list.
    pub(crate) fn view(&self, list: List) -> View {
        self.views.iter().find(|(own, _)| *own == list).map(|(_, view)| view.clone()).unwrap_or_default()
    }

    pub(super) fn set_view(&mut self, list: List, view: View) {
        self.views.retain(|(own, _)| *own != list);
        self.views.push((list, view));
    }

    /// Whether a file's contents are shown: of many, those alone that were opened.
    pub(crate) fn shows_contents(&self, file: &OpenedFile) -> bool {
        self.unfolded.contains(&file.id) || self.files.len() <= FEW
    }
}

/// Of so many files all contents are on the page, be they folded or not: so they are printed, and found by the browser.
const FEW: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_has_gone_is_the_last_one() {
        let view = View { part: 3, ..View::default() };
        assert_eq!(view.part_of(10_000), Part { from: 150, to: 200, count: 10_000 });
        assert_eq!(view.part_of(101), Part { from: 100, to: 101, count: 101 });
        assert_eq!(view.part_of(50), Part { from: 0, to: 50, count: 50 });
        assert_eq!(view.part_of(0), Part { from: 0, to: 0, count: 0 });
    }

    #[test]
    fn what_is_looked_for_is_found_in_capitals_or_not() {
        let finds =
            |find: &str| View { find: find.into(), ..View::default() }.finds(["Клиентский пакет", "bundle"]);
        assert!(finds("") && finds(" КЛИЕНТ") && finds("Bund") && !finds("users"));
    }
}
