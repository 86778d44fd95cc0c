//! Sorting. Each use of the standard library's sort is compiled anew, at several kilobytes; here is the one.

use std::cmp::Ordering;
use std::mem;

/// The numbers below `len` in an order; those that are alike stay as they are.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(len).unwrap_or(u32::MAX)).collect();
    order.sort_by(|a, b| compare(*a as usize, *b as usize));
    order
}

/// Brings the items in the order of what `key` makes of each; those that are alike stay as they are.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = order(items.len(), &|a, b| keys[a].cmp(&keys[b]));
    let mut unordered: Vec<Option<T>> = mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| unordered.get_mut(index as usize)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn items_are_sorted_as_the_library_does(items: Vec<(u8, u8)>) {
            let (mut sorted, mut expected) = (items.clone(), items);
            sort_by_key(&mut sorted, |(first, _)| *first % 8);
            expected.sort_by_key(|(first, _)| *first % 8);
            proptest::prop_assert_eq!(sorted, expected);
        }
    }
}
