//! The sessions of one entitlement.

use super::lease::LeaseState;
use super::limits::PoolLimit;
use crate::documents::license::Quantity;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// A session that a client has. Instants are of the pool's own time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) since: i64,
    pub(super) until: i64,
    /// By how much a heartbeat prolongs the lease.
    pub(super) ttl: i64,
    pub(super) state: LeaseState,
    /// The place in the queue of ends.
    place: Place,
    /// The reservation that the client is of.
    group: Option<usize>,
}

/// An instant, and a number that no other place has.
type Place = (i64, u64);

/// What became of giving a client a session.
#[derive(Debug, Clone, Copy)]
pub(super) enum Added {
    /// It has one.
    New,
    /// It had one already, in this state.
    There(LeaseState),
    /// There is no room.
    Full,
}

/// Sessions that are kept for some clients.
#[derive(Debug, Clone)]
struct Group {
    kept: u64,
    used: u64,
}

/// The sessions of one entitlement. Nothing here is looked for by going through all of them, but where reservations
/// are set anew.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    /// None where nothing is granted by the limits that hold now.
    pub(super) limit: Option<PoolLimit>,
    held: BTreeMap<Arc<str>, Held>,
    /// Whose session is looked at when. A heartbeat leaves the place as it is, so that a session may have to go on to a
    /// later one; none stands later than the session's end.
    queue: BTreeMap<Place, Arc<str>>,
    /// The number of the next place.
    next: u64,
    lingering: u64,
    borrowed: u64,
    groups: Vec<Group>,
    members: BTreeMap<Box<str>, usize>,
    /// How many are kept for clients that do not use them, in all groups together; more than there are, it may be.
    reserved: u64,
}

impl Sessions {
    pub(super) fn used(&self) -> u64 {
        self.held.len() as u64
    }

    pub(super) fn lingering(&self) -> u64 {
        self.lingering
    }

    pub(super) fn borrowed(&self) -> u64 {
        self.borrowed
    }

    /// How many of those that are free are kept for clients that do not use them.
    pub(super) fn reserved(&self) -> u64 {
        match self.allowed() {
            Quantity::Limited(allowed) => self.reserved.min(allowed.saturating_sub(self.used())),
            Quantity::Unlimited => self.reserved,
        }
    }

    pub(super) fn allowed(&self) -> Quantity {
        self.limit.as_ref().map_or(Quantity::ZERO, |limit| limit.allowed)
    }

    /// How many a client gets for whom none is kept.
    pub(super) fn available(&self) -> Quantity {
        match self.allowed() {
            Quantity::Limited(allowed) => {
                Quantity::Limited(allowed.saturating_sub(self.used().saturating_add(self.reserved)))
            }
            Quantity::Unlimited => Quantity::Unlimited,
        }
    }

    /// Whether nothing tells these from those of an entitlement that was never named.
    pub(super) fn is_blank(&self) -> bool {
        self.limit.is_none() && self.held.is_empty() && self.groups.is_empty()
    }

    pub(super) fn get(&self, client: &str) -> Option<Held> {
        self.held.get(client).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.held.iter().map(|(client, held)| (&**client, held))
    }

    /// Ends what has run out by now, and tells how many that were.
    pub(super) fn sweep(&mut self, now: i64) -> u64 {
        let mut ended = 0;
        while let Some(first) = self.queue.first_entry()
            && first.key().0 <= now
        {
            let client = first.remove();
            match self.held.get(&client) {
                Some(held) if held.until > now => self.enqueue(&client),
                _ => {
                    ended += 1;
                    self.forget(&client);
                }
            }
        }
        ended
    }

    /// When the next session ends by itself.
    pub(super) fn next_end(&mut self) -> Option<i64> {
        loop {
            let first = self.queue.first_entry()?;
            let (at, _) = *first.key();
            match self.held.get(first.get()) {
                Some(held) if held.until > at => {
                    let client = first.remove();
                    self.enqueue(&client);
                }
                _ => return Some(at),
            }
        }
    }

    /// Whether a client that has no session may have one.
    fn has_room(&self, client: &str) -> bool {
        let Quantity::Limited(allowed) = self.allowed() else { return true };
        let is_kept_for = |group: &usize| self.groups[*group].used < self.groups[*group].kept;
        let others = if self.members.get(client).is_some_and(is_kept_for) { 0 } else { self.reserved };
        self.used().saturating_add(others) < allowed
    }

    /// Whether a session that counts already is within the limit.
    pub(super) fn is_within(&self) -> bool {
        self.allowed() >= Quantity::Limited(self.used())
    }

    /// Gives a client a session where it has none and there is room.
    pub(super) fn add(&mut self, client: &str, held: Held) -> Added {
        let has_room = self.has_room(client);
        self.enter(client, held, has_room)
    }

    /// Gives a client a session where it has none.
    pub(super) fn insert(&mut self, client: &str, held: Held) {
        self.enter(client, held, true);
    }

    fn enter(&mut self, client: &str, held: Held, has_room: bool) -> Added {
        // To look for a client twice takes longer than to make its name in vain.
        match self.held.entry(client.into()) {
            Entry::Occupied(there) => Added::There(there.get().state),
            Entry::Vacant(_) if !has_room => Added::Full,
            Entry::Vacant(vacant) => {
                let (group, place) = (self.members.get(client).copied(), (held.until, self.next));
                self.queue.insert(place, Arc::clone(vacant.key()));
                self.next += 1;
                vacant.insert(Held { group, place, ..held });
                self.count(&held, true);
                self.join(group);
                Added::New
            }
        }
    }

    /// Lets a session that a client has be another. Its end never comes earlier so, unless it is `given_up`.
    pub(super) fn change(&mut self, client: &str, change: impl FnOnce(&mut Held)) -> Option<Held> {
        let held = self.held.get_mut(client)?;
        let before = *held;
        change(held);
        let after = *held;
        if before.state != after.state {
            self.count(&before, false);
            self.count(&after, true);
        }
        if after.until < after.place.0
            && let Some(client) = self.queue.remove(&after.place)
        {
            self.enqueue(&client);
        }
        Some(after)
    }

    /// Takes a client's session away, unless it lingers.
    pub(super) fn remove(&mut self, client: &str) -> bool {
        let Some((client, held)) = self.held.remove_entry(client) else { return false };
        if held.state == LeaseState::Lingering {
            self.held.insert(client, held);
            return false;
        }
        self.queue.remove(&held.place);
        self.leave(&held);
        true
    }

    /// Takes all sessions away; limits and reservations stay.
    pub(super) fn clear(&mut self) {
        self.held.clear();
        self.queue.clear();
        (self.lingering, self.borrowed) = (0, 0);
        self.groups.iter_mut().for_each(|group| group.used = 0);
        self.reserved = self.groups.iter().fold(0, |sum, group| sum.saturating_add(group.kept));
    }

    /// Keeps sessions for others than before: of each group how many, and its clients.
    pub(super) fn reserve<'c>(&mut self, groups: impl Iterator<Item = (u64, &'c [String])>) {
        self.groups.clear();
        self.members.clear();
        for (group, (kept, clients)) in groups.enumerate() {
            self.groups.push(Group { kept, used: 0 });
            self.members.extend(clients.iter().map(|client| (client.as_str().into(), group)));
        }
        for (client, held) in &mut self.held {
            held.group = self.members.get(&**client).copied();
            if let Some(group) = held.group {
                self.groups[group].used += 1;
            }
        }
        let unused = self.groups.iter().map(|group| group.kept.saturating_sub(group.used));
        self.reserved = unused.fold(0, u64::saturating_add);
    }

    fn forget(&mut self, client: &str) {
        if let Some(held) = self.held.remove(client) {
            self.leave(&held);
        }
    }

    /// A session that was taken away counts no longer.
    fn leave(&mut self, held: &Held) {
        self.count(held, false);
        if let Some(group) = held.group.and_then(|group| self.groups.get_mut(group)) {
            group.used -= 1;
            self.reserved += u64::from(group.used < group.kept);
        }
    }

    fn join(&mut self, group: Option<usize>) {
        if let Some(group) = group.and_then(|group| self.groups.get_mut(group)) {
            self.reserved -= u64::from(group.used < group.kept);
            group.used += 1;
        }
    }

    /// Counts a session by its state, or no longer.
    fn count(&mut self, held: &Held, comes: bool) {
        let counter = match held.state {
            LeaseState::Running => return,
            LeaseState::Lingering => &mut self.lingering,
            LeaseState::Borrowed => &mut self.borrowed,
        };
        *counter = if comes { *counter + 1 } else { *counter - 1 };
    }

    /// Puts a session into the queue at its end.
    fn enqueue(&mut self, client: &Arc<str>) {
        let Some(held) = self.held.get_mut(client) else { return };
        held.place = (held.until, self.next);
        self.next += 1;
        self.queue.insert(held.place, Arc::clone(client));
    }
}

impl Held {
    pub(super) fn new(state: LeaseState, since: i64, until: i64, ttl: i64) -> Self {
        Self { since, until, ttl, state, place: (0, 0), group: None }
    }
}
