//! Where the titles of a table stand.

use super::Row;

/// What stands before the data of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many records stand before the titles: the name of a report, when it was made.
    pub passed_over: usize,
    /// Whether there are titles.
    pub has_titles: bool,
}

impl Head {
    /// Finds the titles among the first records, of which `known` counts those that each has.
    ///
    /// A record before the titles is passed over only where it is no data: where no more than one of its fields has
    /// anything in it, or where two different titles make sure which record the titles are.
    pub fn find(rows: &[Row], known: impl Fn(&Row) -> usize) -> Self {
        let mut loosely = None;
        let mut is_text = true;
        for (index, row) in rows.iter().enumerate() {
            let count = known(row);
            if count > 1 {
                return Self { passed_over: index, has_titles: true };
            }
            // One title alone might be a line of text, too.
            if count == 1 && is_text && (index == 0 || row.filled() > 1) && loosely.is_none() {
                loosely = Some(index);
            }
            is_text &= row.filled() < 2;
        }
        match loosely {
            Some(passed_over) => Self { passed_over, has_titles: true },
            None => Self::default(),
        }
    }
}
