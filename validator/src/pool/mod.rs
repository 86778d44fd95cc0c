//! Simultaneous sessions: who has one, since when, and for how long.

mod lease;
mod limits;
mod read;
mod rules;
mod sessions;
mod state;
#[cfg(test)]
mod tests;
mod write;

pub use lease::{CheckOut, Lease, LeaseState, PoolDenial, PoolHolder, PoolUsage};
#[cfg(feature = "js-pool")]
pub(crate) use limits::PoolLimit;
pub use limits::PoolLimits;
pub use rules::{PoolRules, Reservation};
pub use state::{PoolSession, PoolState};

use crate::documents::license::Quantity;
use crate::error::{Code, Error, Result};
use crate::json::LARGEST_INTEGER;
use crate::judge::decide::Decision;
use crate::values::by_id::Amounts;
use crate::values::clock::SteadyClock;
use crate::values::time::UnixTime;
use countersign_reader::sort;
use rules::{check_client, check_name};
use sessions::{Added, Held, Sessions};
use std::collections::BTreeMap;

/// The sessions that licences grant, handed out one at a time.
///
/// A pool is a value and reads no clock: whoever hosts it says what time it is, tells it with
/// [`set_limits`](Self::set_limits) what was judged, whenever that is judged anew, and keeps its
/// [`snapshot`](Self::snapshot) where it is to survive. Each client has at most one session of an entitlement; whoever
/// wants several gives each a name of its own.
///
/// A session ends when it is returned, or when its lease runs out because no heartbeat came. That less is granted than
/// before ends none: no new one is given until there is room. Every operation takes a time that grows with the
/// logarithm of how many sessions and clients there are, beside what has ended since the last one.
///
/// ```
/// use countersign::{PoolLimits, PoolRules, Quantity, SessionPool, UnixTime};
///
/// # fn main() -> countersign::Result<()> {
/// let mut pool = SessionPool::new(PoolRules::default());
/// pool.set_limits(PoolLimits::fixed([("external_connections", Quantity::Limited(2))]));
///
/// let now = UnixTime::from_secs(1_764_000_000)?;
/// let first = pool.check_out("external_connections", "anna", now, 60)?;
/// assert_eq!(first.lease().map(|lease| lease.until.as_secs()), Some(1_764_000_060));
/// pool.check_out("external_connections", "bert", now, 60)?;
/// let third = pool.check_out("external_connections", "carl", now, 60)?;
/// assert_eq!(third.denial().map(|denial| denial.decision.used), Some(2));
///
/// assert!(pool.give_back("external_connections", "anna", now));
/// assert!(pool.check_out("external_connections", "carl", now, 60)?.lease().is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SessionPool {
    rules: PoolRules,
    clock: SteadyClock,
    /// By entitlement id.
    sessions: BTreeMap<String, Sessions>,
    limits: PoolLimits,
}

impl SessionPool {
    /// An empty pool, which gives nothing before it was told its limits.
    pub fn new(rules: PoolRules) -> Self {
        Self {
            rules,
            clock: SteadyClock::default(),
            sessions: BTreeMap::new(),
            limits: PoolLimits::default(),
        }
    }

    /// Holds these limits from now on. Nobody loses a session by that.
    pub fn set_limits(&mut self, mut limits: PoolLimits) {
        for (id, sessions) in &mut self.sessions {
            sessions.limit = limits.named.remove(id);
        }
        for (id, limit) in std::mem::take(&mut limits.named) {
            self.sessions.entry(id).or_default().limit = Some(limit);
        }
        self.sessions.retain(|_, sessions| !sessions.is_blank());
        self.limits = limits;
    }

    /// Keeps sessions for these clients from now on, and for no others. Nobody loses a session by that.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`] where an id or a client is none that a snapshot can hold, a client has spaces around it or
    /// characters that show nothing, a client stands twice for one
    /// entitlement, or more is kept than can be counted; and then nothing is changed.
    pub fn set_reservations(&mut self, reservations: &[Reservation]) -> Result<()> {
        let order = sort::order(reservations.len(), &|a, b| reservations[a].id.cmp(&reservations[b].id));
        for reservation in reservations {
            check_name(&reservation.id, "id")?;
            reservation.clients.iter().try_for_each(|client| check_client(client, "clients"))?;
        }
        let sets: Vec<&[usize]> = order.chunk_by(|&a, &b| reservations[a].id == reservations[b].id).collect();
        for set in &sets {
            check_set(set.iter().map(|&index| &reservations[index]))?;
        }
        for sessions in self.sessions.values_mut() {
            sessions.reserve(std::iter::empty());
        }
        for set in sets {
            let groups = set.iter().map(|&index| &reservations[index]);
            let Some(first) = groups.clone().next() else { continue };
            let groups = groups.map(|group| (group.sessions, group.clients.as_slice()));
            self.sessions.entry(first.id.clone()).or_default().reserve(groups);
        }
        self.sessions.retain(|_, sessions| !sessions.is_blank());
        Ok(())
    }

    /// Gives a client a session that runs for `ttl` seconds, at most for the [longest](PoolRules::longest_ttl). One
    /// that has a session has its own once more, which runs on for so long; one that returned its session and whose
    /// session lingers takes that, where it is still within the limit.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`] where the id or the client is none that a snapshot can hold, or the client has spaces
    /// around it or characters that show nothing. That there is no session is no error but a [`CheckOut::Denied`].
    pub fn check_out(&mut self, id: &str, client: &str, now: UnixTime, ttl: u64) -> Result<CheckOut> {
        let ttl = self.rules.ttl(ttl);
        self.take(id, client, now, LeaseState::Running, ttl)
    }

    /// Lets a client take a session along for so many seconds, at most for the
    /// [longest](PoolRules::longest_borrowing): it needs no heartbeat meanwhile, counts all the time, and ends early
    /// only where it is [given back](Self::give_back). A client that has a session borrows that one.
    ///
    /// # Errors
    /// As of [`check_out`](Self::check_out), and [`Code::UsageInvalid`] where the rules permit no borrowing.
    pub fn borrow(&mut self, id: &str, client: &str, now: UnixTime, seconds: u64) -> Result<CheckOut> {
        let seconds = self.rules.borrowing(seconds).ok_or_else(|| {
            Error::new(Code::UsageInvalid).with_found("borrowing").with_needed("a pool that lets borrow")
        })?;
        self.take(id, client, now, LeaseState::Borrowed, seconds)
    }

    /// Lets a client's lease run on, for as long as it was asked for. What is borrowed stays as it is. None where the
    /// client has no session, be it that its lease ran out: then it has to ask for one.
    pub fn heartbeat(&mut self, id: &str, client: &str, now: UnixTime) -> Option<Lease> {
        let now = self.clock.read(now);
        let sessions = self.sessions.get_mut(id)?;
        sessions.sweep(now);
        sessions.get(client).filter(|held| held.state != LeaseState::Lingering)?;
        let held = sessions.change(client, |held| held.run_on(now))?;
        self.lease(id, &held)
    }

    /// Takes a client's session back, be it borrowed. Where sessions [linger](PoolRules::linger), it stays the client's
    /// for that time. Tells whether the client had one.
    pub fn give_back(&mut self, id: &str, client: &str, now: UnixTime) -> bool {
        let now = self.clock.read(now);
        let linger = self.rules.lingering();
        let Some(sessions) = self.sessions.get_mut(id) else { return false };
        sessions.sweep(now);
        if linger == 0 {
            return sessions.remove(client);
        }
        match sessions.get(client) {
            Some(held) if held.state != LeaseState::Lingering => {}
            _ => return false,
        }
        let lingering = |held: &mut Held| {
            (held.state, held.since, held.until) = (LeaseState::Lingering, now, now.saturating_add(linger));
        };
        sessions.change(client, lingering).is_some()
    }

    /// Ends what has run out, and tells how many sessions that were. Every operation does so for its own entitlement:
    /// this is for [`usage`](Self::usage), and for memory.
    pub fn sweep(&mut self, now: UnixTime) -> u64 {
        let now = self.clock.read(now);
        self.sessions.values_mut().map(|sessions| sessions.sweep(now)).sum()
    }

    /// How many sessions are in use, since the last [`sweep`](Self::sweep): of every entitlement that has a limit,
    /// sessions or a reservation, in the order of their ids.
    pub fn usage(&self) -> Vec<PoolUsage> {
        let usage = |(id, sessions): (&String, &Sessions)| PoolUsage {
            id: id.clone(),
            limit: sessions.allowed(),
            used: sessions.used(),
            lingering: sessions.lingering(),
            borrowed: sessions.borrowed(),
            reserved: sessions.reserved(),
            available: sessions.available(),
        };
        self.sessions.iter().map(usage).collect()
    }

    /// How much is in use, as a [`Question`](crate::Question) takes it.
    pub fn amounts(&self) -> Amounts {
        self.sessions.iter().map(|(id, sessions)| (id.clone(), sessions.used())).collect()
    }

    /// Who has a session of an entitlement, in the order of the clients' names, since the last
    /// [`sweep`](Self::sweep).
    pub fn holders(&self, id: &str) -> impl Iterator<Item = PoolHolder<'_>> {
        let held = self.sessions.get(id).into_iter().flat_map(Sessions::iter);
        held.map(|(client, held)| PoolHolder {
            client,
            state: held.state,
            since: self.clock.shown(held.since),
            until: self.clock.shown(held.until),
        })
    }

    /// When the next session of an entitlement ends by itself, if none is returned or goes on before.
    pub fn next_end(&mut self, id: &str) -> Option<UnixTime> {
        let end = self.sessions.get_mut(id)?.next_end()?;
        Some(self.clock.shown(end))
    }

    /// Who has which session, as text of lines. Limits, rules and reservations are no part of it: whoever hosts the
    /// pool says them again.
    pub fn snapshot(&self) -> String {
        write::lines(self)
    }

    /// Takes the sessions of a snapshot in place of those that there are.
    ///
    /// # Errors
    /// [`Code::PoolFormat`], [`Code::PoolVersion`] or [`Code::PoolEntry`], with the line, where it is none that
    /// [`snapshot`](Self::snapshot) wrote; and then nothing is changed. What would be a session for longer than any
    /// lease may run is refused, too.
    pub fn restore(&mut self, snapshot: &[u8]) -> Result<()> {
        let read::Snapshot { clock, held } = read::snapshot(snapshot)?;
        self.clock = clock;
        self.sessions.values_mut().for_each(Sessions::clear);
        for (id, client, held) in held {
            self.sessions.entry(id).or_default().insert(&client, held);
        }
        self.sessions.retain(|_, sessions| !sessions.is_blank());
        Ok(())
    }

    fn take(
        &mut self,
        id: &str,
        client: &str,
        now: UnixTime,
        state: LeaseState,
        seconds: i64,
    ) -> Result<CheckOut> {
        check_name(id, "id")?;
        check_client(client, "client")?;
        let now = self.clock.read(now);
        let Some(sessions) = self.sessions.get_mut(id) else { return Ok(self.denied(id)) };
        sessions.sweep(now);
        let until = now.saturating_add(seconds);
        let new = Held::new(state, now, until, seconds);
        let held = match sessions.add(client, new) {
            Added::There(LeaseState::Lingering) if !sessions.is_within() => None,
            Added::There(LeaseState::Lingering) => sessions.change(client, |held| held.take_up(new)),
            Added::There(_) => sessions.change(client, |held| held.take_again(new)),
            Added::New => Some(new),
            Added::Full => None,
        };
        match held.and_then(|held| self.lease(id, &held)) {
            Some(lease) => Ok(CheckOut::Lease(lease)),
            None => Ok(self.denied(id)),
        }
    }

    fn lease(&self, id: &str, held: &Held) -> Option<Lease> {
        let sessions = self.sessions.get(id)?;
        let used = Quantity::Limited(sessions.used());
        let (granted, lent) =
            sessions.limit.as_ref().map_or((Quantity::ZERO, Quantity::ZERO), |one| (one.granted, one.lent));
        let is_within = sessions.is_within();
        Some(Lease {
            since: self.clock.shown(held.since),
            until: self.clock.shown(held.until),
            borrowed: held.state == LeaseState::Borrowed,
            emergency: used > granted && used <= lent,
            overage: used > lent && is_within,
            over_limit: !is_within,
        })
    }

    fn denied(&mut self, id: &str) -> CheckOut {
        let (denial, remedies) = &self.limits.otherwise;
        let mut decision = Decision { limit: None, ..Decision::asked(id, 1) };
        let Some(sessions) = self.sessions.get_mut(id) else {
            let decision = decision.denied(*denial, remedies.clone());
            return CheckOut::Denied(PoolDenial { decision, reserved: 0, next_end: None });
        };
        decision.used = sessions.used();
        decision = match &sessions.limit {
            Some(limit) => {
                decision.limit = Some(limit.allowed);
                decision.denied(limit.denial, limit.remedies.clone())
            }
            None => decision.denied(*denial, remedies.clone()),
        };
        let next_end = sessions.next_end().map(|end| self.clock.shown(end));
        CheckOut::Denied(PoolDenial { decision, reserved: sessions.reserved(), next_end })
    }
}

/// Whether the reservations of one entitlement go together.
fn check_set<'r>(set: impl Iterator<Item = &'r Reservation> + Clone) -> Result<()> {
    let kept = set.clone().fold(0_u64, |sum, one| sum.saturating_add(one.sessions));
    if kept > LARGEST_INTEGER as u64 {
        let error = Error::new(Code::UsageInvalid).with_at("sessions").with_found(kept);
        return Err(error.with_needed("at most 9007199254740991 in all"));
    }
    let clients: Vec<&str> = set.flat_map(|one| &one.clients).map(String::as_str).collect();
    match sort::repeated(clients.len(), &|index| clients[index]) {
        None => Ok(()),
        Some(index) => {
            let error = Error::new(Code::UsageInvalid).with_at("clients").with_found(clients[index]);
            Err(error.with_needed("each client in one reservation of an entitlement"))
        }
    }
}

impl Held {
    /// A heartbeat came.
    fn run_on(&mut self, now: i64) {
        if self.state == LeaseState::Running {
            self.until = self.until.max(now.saturating_add(self.ttl));
        }
    }

    /// Its own client asks for it once more. What a client was promised is never made shorter.
    fn take_again(&mut self, new: Held) {
        match (self.state, new.state) {
            (LeaseState::Borrowed, LeaseState::Running) => {}
            _ => {
                (self.state, self.ttl, self.until) = (new.state, new.ttl, self.until.max(new.until));
            }
        }
    }

    /// Its client comes back while it lingers.
    fn take_up(&mut self, new: Held) {
        (self.state, self.since, self.until, self.ttl) = (new.state, new.since, new.until, new.ttl);
    }
}
