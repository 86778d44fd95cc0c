//! What a KMS and a MAK would do with so many systems, from today on: the core's own counts, day by day.

use crate::state::{Axis, State};
use countersign::volume::{ClientState, KmsHost, MakCount};
use countersign::{KmsClient, LimitRow, Metric, UnixTime};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// How many systems are followed: more do the same as these.
pub(crate) const SYSTEMS: RangeInclusive<u64> = 1..=1_000;
/// For how many days they may ask.
pub(crate) const DAYS: RangeInclusive<u64> = 0..=365;
/// For how many systems a MAK may be: what JavaScript counts exactly.
pub(crate) const QUANTITY: RangeInclusive<u64> = 0..=(1 << 53) - 1;
/// For how many days they ask where nothing was typed: four renewals.
const USUAL_DAYS: u64 = 28;
/// How many days are looked at after the last activation ended.
const AFTER: u64 = 7;
/// The most days that are looked at: none lasts longer than an activation.
const MOST_DAYS: u64 = 800;
const DAY: i64 = 86_400;

/// What is counted, as it was typed; an empty text stands for the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counting {
    /// None for what the licence says.
    pub(crate) kind: Option<KmsClient>,
    pub(crate) systems: String,
    /// How many new ones ask each day; all at once where there is nothing.
    pub(crate) each_day: String,
    /// The last day on which they ask.
    pub(crate) until: String,
    /// How many systems the MAK is for.
    pub(crate) quantity: String,
}

/// What a field comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// Nothing was typed, and nothing is usual.
    Nothing,
    Is(u64),
    /// It is no whole number within the range.
    Wrong,
}

/// A KMS host, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KmsCourse {
    /// What was counted, and from when on.
    asked: (KmsClient, u64, u64, u64, UnixTime),
    pub(crate) threshold: u64,
    /// Today first.
    pub(crate) days: Vec<KmsDay>,
    /// When the system that asked first was activated, and when it renewed that.
    pub(crate) renewals: Vec<UnixTime>,
    /// When its activation ends; none where it has none.
    pub(crate) end: Option<UnixTime>,
}

/// How a host stands on a day, after those have asked who do on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KmsDay {
    /// The day, from 0.
    pub(crate) number: u64,
    pub(crate) at: UnixTime,
    /// How many are compared with the threshold.
    pub(crate) count: u64,
    pub(crate) active: u64,
    /// What is to be told of it.
    pub(crate) happening: Option<Happening>,
}

/// What happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happening {
    /// Systems ask, and are too few.
    Waiting,
    /// Enough have asked.
    Activated,
    /// The first system renews its activation.
    Renewed,
    /// More are counted, and activated, than the day before.
    More,
    /// Some are counted no longer.
    Forgotten,
    /// Activations ended.
    Ended,
}

/// How many systems a MAK activates of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MakFigures {
    pub(crate) quantity: u64,
    pub(crate) used: u64,
    pub(crate) left: u64,
    pub(crate) denied: u64,
}

impl Number {
    pub(crate) fn read(text: &str, usual: Option<u64>, range: &RangeInclusive<u64>) -> Self {
        match text.trim() {
            "" => usual.map_or(Self::Nothing, Self::Is),
            text => text.parse().ok().filter(|number| range.contains(number)).map_or(Self::Wrong, Self::Is),
        }
    }

    pub(crate) fn get(self) -> Option<u64> {
        match self {
            Self::Is(number) => Some(number),
            _ => None,
        }
    }
}

impl State {
    /// What is activated by the KMS: what was chosen, else what the licence says.
    pub(crate) fn kms_kind(&self) -> KmsClient {
        let licensed = || self.volume_terms()?.client_kind.filter(|kind| *kind == KmsClient::Server.as_str());
        let usual = || if licensed().is_some() { KmsClient::Server } else { KmsClient::Client };
        self.volume.counting.kind.unwrap_or_else(usual)
    }

    /// How many systems there are today: what is in use of the licence's installations, where that is known; else so
    /// many as a KMS needs.
    pub(crate) fn usual_systems(&self) -> u64 {
        let known = self.volume_account().and_then(|account| {
            self.limits(account).into_iter().find_map(|limit| match limit.row {
                LimitRow::Quantity(row) if row.metric == Metric::Host => {
                    Some(row.used).filter(|_| self.knows_use(account, &row.id))
                }
                _ => None,
            })
        });
        let needed = KmsHost::new(self.kms_kind()).threshold() as u64;
        known.filter(|used| SYSTEMS.contains(used)).unwrap_or(needed)
    }

    pub(crate) fn systems(&self) -> Number {
        Number::read(&self.volume.counting.systems, Some(self.usual_systems()), &SYSTEMS)
    }

    pub(crate) fn each_day(&self) -> Number {
        Number::read(&self.volume.counting.each_day, self.systems().get(), &SYSTEMS)
    }

    pub(crate) fn until_day(&self) -> Number {
        Number::read(&self.volume.counting.until, Some(USUAL_DAYS), &DAYS)
    }

    pub(crate) fn mak_quantity(&self) -> Number {
        let licensed = self.volume_terms().and_then(|terms| terms.quantity);
        Number::read(&self.volume.counting.quantity, licensed, &QUANTITY)
    }

    /// What a MAK would do; none where a number is missing.
    pub(crate) fn mak_figures(&self) -> Option<MakFigures> {
        let (quantity, systems) = (self.mak_quantity().get()?, self.systems().get()?);
        let mut count = MakCount::new(quantity);
        let denied =
            (1..=systems).filter(|number| !matches!(count.activate(&number.to_string()), Ok(Ok(()))));
        let denied = denied.count() as u64;
        Some(MakFigures { quantity, used: count.used(), left: count.left(), denied })
    }

    /// Counts as a KMS would, where that was not done.
    pub(in crate::state) fn show_kms(&mut self) {
        let numbers = (self.systems().get(), self.each_day().get(), self.until_day().get());
        let (Some(systems), Some(each_day), Some(until)) = numbers else {
            self.volume.course = None;
            return;
        };
        let asked = (self.kms_kind(), systems, each_day, until, self.now);
        if self.volume.course.as_ref().is_none_or(|course| course.asked != asked) {
            self.volume.course = Some(Rc::new(KmsCourse::new(asked)));
        }
    }
}

impl KmsCourse {
    fn new(asked: (KmsClient, u64, u64, u64, UnixTime)) -> Self {
        let (kind, systems, each_day, until, start) = asked;
        let mut host = KmsHost::new(kind);
        let names: Vec<String> = (0..systems).map(|number| number.to_string()).collect();
        let mut come = 0_usize;
        let mut course = Self {
            asked,
            threshold: host.threshold() as u64,
            days: Vec::new(),
            renewals: Vec::new(),
            end: None,
        };
        let mut last = until;
        for number in 0..=MOST_DAYS {
            let Some(at) = after(start, number) else { break };
            if number <= until {
                come = names.len().min(come.saturating_add(usize::try_from(each_day).unwrap_or(usize::MAX)));
                for (index, name) in names.iter().take(come).enumerate() {
                    if is_due(host.client(name, at), at) {
                        // A thousand short names are taken.
                        let is_active = matches!(host.ask(name, at), Ok(ClientState::Active { .. }));
                        if index == 0 && is_active {
                            course.renewals.push(at);
                        }
                    }
                }
                // The first system has asked before the one that makes them enough.
                if course.renewals.is_empty() && host.active(at) > 0 {
                    course.renewals.push(at);
                }
            }
            let (count, active) = (host.count(at) as u64, host.active(at) as u64);
            course.push(number, at, count, active);
            if count > 0 || active > 0 {
                last = number;
            } else if number >= last.max(until) + AFTER {
                break;
            }
        }
        let first = names.first().and_then(|name| host.client(name, start));
        course.end = match first {
            Some(ClientState::Active { until, .. }) => Some(until),
            _ => None,
        };
        course
    }

    fn push(&mut self, number: u64, at: UnixTime, count: u64, active: u64) {
        let before = self.days.last().map_or((0, 0), |day| (day.count, day.active));
        let happening = match before {
            (_, 0) if active > 0 => Some(Happening::Activated),
            (_, activated) if active < activated => Some(Happening::Ended),
            (counted, _) if count < counted => Some(Happening::Forgotten),
            (counted, _) if count > counted && active == 0 => Some(Happening::Waiting),
            _ if self.renewals.last() == Some(&at) => Some(Happening::Renewed),
            (counted, _) if count > counted => Some(Happening::More),
            _ => None,
        };
        self.days.push(KmsDay { number, at, count, active, happening });
    }

    /// The time that is drawn.
    pub(crate) fn axis(&self) -> Axis {
        let ends = (self.days.first(), self.days.last());
        let (from, to) =
            (ends.0.map_or(self.asked.4, |day| day.at), ends.1.map_or(self.asked.4, |day| day.at));
        Axis { from, to }
    }

    /// When the first are activated; none where never.
    pub(crate) fn activated(&self) -> Option<&KmsDay> {
        self.days.iter().find(|day| day.happening == Some(Happening::Activated))
    }

    /// The most that are counted, or needed.
    pub(crate) fn highest(&self) -> u64 {
        self.most().max(self.threshold)
    }

    /// The most that are counted on a day.
    pub(crate) fn most(&self) -> u64 {
        self.days.iter().map(|day| day.count).max().unwrap_or(0)
    }
}

/// Whether a system asks: because it never did, has to wait, or its renewal is due.
fn is_due(state: Option<ClientState>, at: UnixTime) -> bool {
    !matches!(state, Some(ClientState::Active { renews, .. }) if renews > at)
}

fn after(start: UnixTime, days: u64) -> Option<UnixTime> {
    let secs = i64::try_from(days).ok()?.checked_mul(DAY)?;
    UnixTime::from_secs(start.as_secs().checked_add(secs)?).ok()
}
