//! A set of people by their numbers.

/// A bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// For people with the numbers below `len`; none of them is in it.
    pub(super) fn none_of(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & bit(number) != 0)
    }

    /// Puts a person in or out.
    pub(super) fn set(&mut self, number: usize, is_in: bool) {
        if let Some(word) = self.0.get_mut(number / 64) {
            if is_in {
                *word |= bit(number);
            } else {
                *word &= !bit(number);
            }
        }
    }

    /// How many are in it.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The numbers of those who are in one of the two alone, in their order.
    pub(super) fn differences<'b>(&'b self, other: &'b Bits) -> impl Iterator<Item = usize> + 'b {
        let words = self.0.iter().zip(&other.0).map(|(own, other)| own ^ other);
        words.enumerate().filter(|(_, word)| *word != 0).flat_map(|(index, word)| {
            (0..64).filter(move |number| word & bit(*number) != 0).map(move |number| index * 64 + number)
        })
    }
}

fn bit(number: usize) -> u64 {
    1 << (number % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_put_in_and_out() {
        let mut bits = Bits::none_of(130);
        for number in [0, 63, 64, 129] {
            bits.set(number, true);
        }
        bits.set(63, false);
        assert_eq!((bits.count(), bits.has(63), bits.has(129), bits.has(1_000)), (3, false, true, false));
        let differences: Vec<usize> = bits.differences(&Bits::none_of(130)).collect();
        assert_eq!(differences, [0, 64, 129]);
    }
}
