//! A time that goes on where a clock is set back: of pools of sessions, and of hosts that count.

use super::time::UnixTime;

/// By how many seconds readings may lie behind the latest one, as those of threads and processes do that read the
/// clock before their turn comes. For so long the own time stands still.
const JITTER: i64 = 60;

/// What whoever reads no clock makes of the readings that it is given.
///
/// Its own time never goes back, so that leases end in their order. Where the clock was set back, by more than a
/// minute, the own time stays ahead of the clock by as much: each lease is left for as long as it had to run, neither
/// ended at once nor kept for as long as the clock was wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SteadyClock {
    /// The own time's latest instant.
    reached: i64,
    /// By how much the own time is ahead of the clock.
    ahead: i64,
}

impl SteadyClock {
    /// The clock that shows this instant, and was never set back.
    pub(crate) fn at(now: UnixTime) -> Self {
        Self { reached: now.as_secs(), ahead: 0 }
    }

    /// The clock whose own time has reached an instant, and is so many seconds ahead of the one that is read.
    pub(crate) fn ahead_by(ahead: i64, reached: i64) -> Self {
        Self { reached, ahead }
    }

    /// The own time at a reading.
    pub(crate) fn read(&mut self, now: UnixTime) -> i64 {
        let own = now.as_secs().saturating_add(self.ahead);
        if own < self.reached.saturating_sub(JITTER) {
            self.ahead = self.reached.saturating_sub(now.as_secs());
        }
        self.reached = self.reached.max(own);
        self.reached
    }

    /// The own time's latest instant.
    pub(crate) fn reached(&self) -> i64 {
        self.reached
    }

    /// By how many seconds the own time is ahead of the clock that is read.
    pub(crate) fn ahead(&self) -> i64 {
        self.ahead
    }

    /// An instant of the own time as the clock shows it.
    pub(crate) fn shown(&self, own: i64) -> UnixTime {
        let shown = own.saturating_sub(self.ahead);
        UnixTime::from_sum(shown.clamp(UnixTime::MIN.as_secs(), UnixTime::MAX.as_secs()))
    }
}
