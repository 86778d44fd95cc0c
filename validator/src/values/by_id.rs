//! What belongs to entitlements, by their ids.

use countersign_reader::sort;

/// Amounts by entitlement id. Collected from pairs, of which the last with an id counts.
pub type Amounts = ById<u64>;

/// Values by entitlement id, in the order of the ids. Collected from pairs, of which the last with an id counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ById<T>(Vec<(String, T)>);

impl<T: Copy + Default> ById<T> {
    /// From pairs of which no two have one id.
    pub(crate) fn of_unique(pairs: Vec<(String, T)>) -> Self {
        Self(sort::sorted(pairs, |a, b| a.0.cmp(&b.0)))
    }
}

impl<T: Copy> ById<T> {
    /// The value of an entitlement.
    pub fn get(&self, id: &str) -> Option<T> {
        let index = self.0.binary_search_by(|(other, _)| other.as_str().cmp(id)).ok()?;
        self.0.get(index).map(|(_, value)| *value)
    }

    /// The ids and their values, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.0.iter().map(|(id, value)| (id.as_str(), *value))
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no id.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Default> FromIterator<(String, T)> for ById<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(pairs: I) -> Self {
        let mut pairs = Vec::from_iter(pairs);
        pairs.reverse();
        let mut values = Self::of_unique(pairs);
        values.0.dedup_by(|other, first| other.0 == first.0);
        values
    }
}

impl<T: Copy + Default, const N: usize> From<[(String, T); N]> for ById<T> {
    fn from(pairs: [(String, T); N]) -> Self {
        Self::from_iter(pairs)
    }
}
