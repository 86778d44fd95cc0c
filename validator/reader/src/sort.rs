//! Sorting, compiled once.

use crate::bytes;
use std::cmp::Ordering;
use std::mem;

/// The indices below `count` in the order that `compare` gives to what they stand for; equals stay as they
/// are.
///
/// Everything is sorted through this one function, because browsers download it: the sorts of the standard
/// library come to 5 KB of WebAssembly for each type of item, and this merge sort to a tenth of that.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = order.clone();
    let mut run = 1;
    while run < count {
        for (pair, merged) in order.chunks(2 * run).zip(merged.chunks_mut(2 * run)) {
            merge(pair.split_at(run.min(pair.len())), merged, compare);
        }
        mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    order
}

/// Merges two sorted runs. Of what was in order before, only the two ends that meet are compared.
fn merge(
    (mut left, mut right): (&[usize], &[usize]),
    merged: &mut [usize],
    compare: &dyn Fn(usize, usize) -> Ordering,
) {
    if let ([.., last], [first, ..]) = (left, right)
        && compare(*last, *first).is_le()
    {
        let (start, end) = merged.split_at_mut(left.len());
        start.copy_from_slice(left);
        end.copy_from_slice(right);
        return;
    }
    for place in merged {
        let next = match (left, right) {
            ([first, ..], [second, ..]) if compare(*first, *second).is_le() => &mut left,
            (_, [_, ..]) => &mut right,
            _ => &mut left,
        };
        if let Some((first, rest)) = next.split_first() {
            (*place, *next) = (*first, rest);
        }
    }
}

/// The items in the order that `compare` gives to them.
pub fn sorted<T: Default>(mut items: Vec<T>, compare: fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    order.into_iter().map(|index| mem::take(&mut items[index])).collect()
}

/// The first index, below `count` and in the order that `compare` gives, whose item clashes with the one before.
pub fn clash(
    count: usize,
    compare: &dyn Fn(usize, usize) -> Ordering,
    clashes: &dyn Fn(usize, usize) -> bool,
) -> Option<usize> {
    let order = order(count, compare);
    order.windows(2).find(|pair| clashes(pair[0], pair[1])).map(|pair| pair[1])
}

/// The index, below `count`, of an item that has the same name as another.
pub fn repeated<'n>(count: usize, name: &dyn Fn(usize) -> &'n str) -> Option<usize> {
    let compare = |a: usize, b: usize| bytes::compare(name(a).as_bytes(), name(b).as_bytes());
    // Names that were written in their order need no sorting.
    if (1..count).all(|index| compare(index - 1, index).is_lt()) {
        return None;
    }
    clash(count, &compare, &|a, b| compare(a, b).is_eq())
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
        let repeated = |names: &[&'static str]| repeated(names.len(), &|index| names[index]);
        assert_eq!(repeated(&["b", "a", "c", "a"]), Some(3));
        assert_eq!(repeated(&["a", "b", "b"]), Some(2));
        assert_eq!(repeated(&["b", "a", "c"]), None);
        assert_eq!(repeated(&["a", "b", "c"]), None);
        assert_eq!(repeated(&[]), None);
    }
}
