//! Sorting. Each use of the standard library's sort is compiled anew, at several kilobytes; here is the one.

use std::cmp::Ordering;

/// The numbers below `len` in an order; those that are alike stay as they are.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(len).unwrap_or(u32::MAX)).collect();
    order.sort_by(|a, b| compare(*a as usize, *b as usize));
    order
}
