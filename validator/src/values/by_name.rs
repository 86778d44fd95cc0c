//! What belongs to names, of whatever type.

use std::collections::BTreeMap;

/// Values by one name, or by two. A value that was not given is the default.
///
/// Everything that judging looks up by name stands in this, because browsers download it: a map of the standard
/// library comes to 5 KB of WebAssembly for each type of its keys and values. The map in here is of one type.
pub(crate) struct ByName<'a, T> {
    places: Places<'a>,
    values: Vec<T>,
}

/// The indices of the values. One name stands beside an empty one.
type Places<'a> = BTreeMap<(&'a str, &'a str), usize>;

impl<T> Default for ByName<'_, T> {
    fn default() -> Self {
        Self { places: Places::new(), values: Vec::new() }
    }
}

impl<'a, T: Default> ByName<'a, T> {
    /// The value of a name, which is put in where there is none.
    pub(crate) fn at(&mut self, name: &'a str) -> &mut T {
        self.at_both("", name)
    }

    /// The value of two names, which is put in where there is none.
    pub(crate) fn at_both(&mut self, first: &'a str, second: &'a str) -> &mut T {
        let place = place(&mut self.places, (first, second));
        if place == self.values.len() {
            self.values.push(T::default());
        }
        &mut self.values[place]
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.get_both("", name)
    }

    /// The value of two names.
    pub(crate) fn get_both(&self, first: &str, second: &str) -> Option<&T> {
        known(&self.places, (first, second)).map(|place| &self.values[place])
    }

    /// The names that have a value, in their order; of two, the second.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        names(&self.places)
    }
}

fn place<'a>(places: &mut Places<'a>, name: (&'a str, &'a str)) -> usize {
    let next = places.len();
    *places.entry(name).or_insert(next)
}

fn known(places: &Places<'_>, name: (&str, &str)) -> Option<usize> {
    places.get(&name).copied()
}

fn names<'a>(places: &Places<'a>) -> Vec<&'a str> {
    places.keys().map(|(_, name)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_all_its_names_and_by_nothing_else() {
        let mut values: ByName<'_, u8> = ByName::default();
        *values.at("b") = 1;
        *values.at("a") = 2;
        *values.at_both("a", "b") = 3;
        *values.at("b") += 4;
        assert_eq!(["a", "b", "c"].map(|name| values.get(name).copied()), [Some(2), Some(5), None]);
        assert_eq!((values.get_both("a", "b"), values.get_both("b", "a")), (Some(&3), None));
        assert_eq!(values.names(), ["a", "b", "b"]);
    }
}
