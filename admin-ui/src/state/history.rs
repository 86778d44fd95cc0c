//! What happened here, as far as it is remembered.

use super::{AccountName, State};
use crate::order::order;
use countersign::{PastEmergency, RosterChange, StoredDocument, TrustedKey, UnixTime};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Files,
    People,
    Usage,
    Keys,
    Emergencies,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Event<'s> {
    pub(crate) at: UnixTime,
    /// Which change of that second.
    order: u32,
    pub(crate) what: Happened<'s>,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Happened<'s> {
    Added(&'s StoredDocument),
    Removed(&'s StoredDocument),
    KeyImported(&'s TrustedKey),
    KeyRetired(&'s TrustedKey),
    KeyRemoved(&'s TrustedKey),
    EmergencyStarted(PastEmergency<'s>),
    EmergencyEnded(PastEmergency<'s>),
    EmergencySettled(PastEmergency<'s>),
    /// So many people came or went; of an entitlement, so many seats were given or taken back.
    Roster {
        account: &'s AccountName,
        entitlement: Option<&'s str>,
        removed: bool,
        count: u64,
    },
    /// It was noted how much is in use, or no longer.
    Usage {
        account: &'s AccountName,
        entitlement: &'s str,
        amount: Option<u64>,
    },
}

impl Topic {
    pub(crate) const ALL: [Topic; 5] =
        [Self::Files, Self::People, Self::Usage, Self::Keys, Self::Emergencies];

    /// The name for menus and exports.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::People => "people",
            Self::Usage => "usage",
            Self::Keys => "keys",
            Self::Emergencies => "emergencies",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }
}

impl Happened<'_> {
    pub(crate) fn topic(&self) -> Topic {
        match self {
            Self::Added(_) | Self::Removed(_) => Topic::Files,
            Self::Roster { .. } => Topic::People,
            Self::Usage { .. } => Topic::Usage,
            Self::KeyImported(_) | Self::KeyRetired(_) | Self::KeyRemoved(_) => Topic::Keys,
            Self::EmergencyStarted(_) | Self::EmergencyEnded(_) | Self::EmergencySettled(_) => {
                Topic::Emergencies
            }
        }
    }

    /// The stable name in exports.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Added(_) => "file_added",
            Self::Removed(_) => "file_removed",
            Self::KeyImported(_) => "key_imported",
            Self::KeyRetired(_) => "key_retired",
            Self::KeyRemoved(_) => "key_removed",
            Self::EmergencyStarted(_) => "emergency_started",
            Self::EmergencyEnded(_) => "emergency_ended",
            Self::EmergencySettled(_) => "emergency_settled",
            Self::Roster { entitlement: None, removed: false, .. } => "people_added",
            Self::Roster { entitlement: None, removed: true, .. } => "people_removed",
            Self::Roster { entitlement: Some(_), removed: false, .. } => "seats_given",
            Self::Roster { entitlement: Some(_), removed: true, .. } => "seats_taken_back",
            Self::Usage { amount: Some(_), .. } => "usage_noted",
            Self::Usage { amount: None, .. } => "usage_cleared",
        }
    }
}

impl State {
    /// What happened, the last first, also within one second. Of a key, a person, a seat or an amount, only what was
    /// done last is remembered.
    pub(crate) fn history(&self) -> Vec<Event<'_>> {
        let shared = &self.record.shared;
        let mut events = Vec::new();
        for change in shared.key_changes() {
            let what = match (change.removed, &change.key.retired) {
                (true, _) => Happened::KeyRemoved(change.key),
                // Retired here: a key that came retired was retired before.
                (false, Some(retirement)) if retirement.at == change.at => Happened::KeyRetired(change.key),
                (false, _) => Happened::KeyImported(change.key),
            };
            put(&mut events, change.at, change.order, what);
        }
        for document in shared.documents() {
            put(&mut events, document.added(), document.added_order(), Happened::Added(document));
            if let Some(at) = document.removed() {
                put(&mut events, at, document.order(), Happened::Removed(document));
            }
        }
        for (account, own) in self.record.accounts() {
            // Those of one import follow upon each other: of a million there are few runs.
            let mut runs: Vec<Run<'_>> = Vec::new();
            for change in own.roster_changes() {
                match runs.last_mut().filter(|run| run.is_of(change)) {
                    Some(run) => run.take(change.order, 1),
                    None => runs.push(Run { change, order: change.order, count: 1 }),
                }
            }
            let order = order(runs.len(), &|a, b| runs[a].place().cmp(&runs[b].place()));
            for together in order.chunk_by(|&a, &b| runs[a as usize].is_of(runs[b as usize].change)) {
                let mut whole = Run { count: 0, ..runs[together[0] as usize] };
                together
                    .iter()
                    .map(|&run| &runs[run as usize])
                    .for_each(|run| whole.take(run.order, run.count));
                let Run { change: RosterChange { at, entitlement, removed, .. }, order, count } = whole;
                put(&mut events, at, order, Happened::Roster { account, entitlement, removed, count });
            }
            for change in own.usage_changes() {
                let (entitlement, amount) = (change.entitlement, change.amount);
                put(&mut events, change.at, change.order, Happened::Usage { account, entitlement, amount });
            }
        }
        for emergency in shared.past_emergencies() {
            let start = emergency.start;
            let order = emergency.order.unwrap_or(LAST);
            put(&mut events, start.at, order, Happened::EmergencyStarted(emergency));
            if start.end <= self.now && start.settled.is_none_or(|settled| settled > start.end) {
                put(&mut events, start.end, LAST, Happened::EmergencyEnded(emergency));
            }
            if let Some(at) = start.settled {
                put(&mut events, at, LAST, Happened::EmergencySettled(emergency));
            }
        }
        events
    }
}

/// The same thing done to several people at one time.
#[derive(Clone, Copy)]
struct Run<'s> {
    change: RosterChange<'s>,
    /// That of the first of them.
    order: u32,
    count: u64,
}

impl<'s> Run<'s> {
    fn place(&self) -> (UnixTime, Option<&'s str>, bool) {
        let RosterChange { at, entitlement, removed, .. } = self.change;
        (at, entitlement, removed)
    }

    fn is_of(&self, change: RosterChange<'s>) -> bool {
        self.place() == (change.at, change.entitlement, change.removed)
    }

    fn take(&mut self, order: u32, count: u64) {
        self.order = order.min(self.order);
        self.count += count;
    }
}

/// What follows of itself comes last in its second: an emergency after the file that starts it.
const LAST: u32 = u32::MAX;

/// Puts an event in its place. Of several at one moment the one that comes later happened later: people before their
/// seats.
fn put<'s>(events: &mut Vec<Event<'s>>, at: UnixTime, order: u32, what: Happened<'s>) {
    let place = events.partition_point(|event| (event.at, event.order) > (at, order));
    events.insert(place, Event { at, order, what });
}
