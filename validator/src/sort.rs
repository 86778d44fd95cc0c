//! Sorting, compiled once.

use std::cmp::Ordering;
use std::mem;

/// The indices below `count` in the order that `compare` gives to what they stand for; equals stay as they
/// are.
///
/// Everything is sorted through this one function, because browsers download it: the sort of the standard
/// library comes to 5 KB of WebAssembly for each type of item.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

/// The items in the order that `compare` gives to them.
pub(crate) fn sorted<T: Default>(mut items: Vec<T>, compare: fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    order.into_iter().map(|index| mem::take(&mut items[index])).collect()
}

/// The index of an item that has the same name as another.
pub(crate) fn repeated<T>(items: &[T], name: fn(&T) -> &str) -> Option<usize> {
    let order = order(items.len(), &|a, b| name(&items[a]).cmp(name(&items[b])));
    order.windows(2).find(|pair| name(&items[pair[0]]) == name(&items[pair[1]])).map(|pair| pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(items in proptest::collection::vec(0_u8..20, 0..100)) {
            let mut expected: Vec<usize> = (0..items.len()).collect();
            expected.sort_by_key(|&index| items[index]);
            proptest::prop_assert_eq!(order(items.len(), &|a, b| items[a].cmp(&items[b])), expected);
        }
    }

    #[test]
    fn a_repeated_name_is_found() {
        assert_eq!(repeated(&["b", "a", "c", "a"], |name| name), Some(3));
        assert_eq!(repeated(&["b", "a", "c"], |name| name), None);
        assert_eq!(repeated(&[], |name: &&str| name), None);
    }
}
