//! What random sets are made of, and what is asked of them.

use crate::model::{Ask, DAY, Told};
use crate::papers::MACHINES;

/// The first instant that documents name; a few days hold all of them.
pub(crate) const START: i64 = 1_500_000_000;

/// Numbers that look random and are the same for the same seed (xorshift64*).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        let index = self.below(of.len() as u64);
        of[usize::try_from(index).unwrap()].clone()
    }

    pub(crate) fn instant(&mut self) -> i64 {
        START + self.below(8) as i64 * DAY
    }

    pub(crate) fn id(&mut self, letter: &str, of: u64) -> String {
        format!("{letter}-{}", 1 + self.below(of))
    }
}

/// At the instants that documents name, the second before and the second after.
pub(crate) fn ask(dice: &mut Dice) -> Ask {
    let now = START + (dice.below(14) as i64 - 1) * DAY + dice.below(3) as i64 - 1;
    let machine = dice.pick(&[MACHINES[0], MACHINES[0], MACHINES[1], MACHINES[2], MACHINES[3], MACHINES[4]]);
    let told = match dice.below(10) {
        0 => Told::Nothing,
        1 => Told::Any,
        2 => Told::Code(machine),
        3 => Told::Host(machine, false),
        _ => Told::Host(machine, true),
    };
    let alive =
        dice.percent(30).then(|| MACHINES[..4].iter().copied().filter(|_| dice.percent(50)).collect());
    let ids = ["seats", "sessions", "copies", "fax", "telex"];
    Ask {
        now,
        told,
        alive,
        version: dice.percent(50).then(|| dice.pick(&["5.1", "6.0"])),
        usage: ids[..3].iter().chain(&ids[4..]).filter(|_| dice.percent(20)).map(|id| (*id, 3)).collect(),
        issuer: dice.percent(50),
        noted: (0..dice.below(10) / 8)
            .map(|_| (dice.id("L", 3), dice.id("A", 4), 1 + dice.below(3)))
            .collect(),
        entry: ids[..2].iter().filter(|_| dice.percent(15)).map(|id| (*id, 2)).collect(),
        floor: dice.percent(10).then(|| dice.instant()),
    }
}
