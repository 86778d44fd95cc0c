//! How the host of a key management service counts.

use super::snapshot::{self, Snapshot};
use crate::documents::license::KmsClient;
use crate::error::{Code, Error, Result};
use crate::json::LARGEST_INTEGER;
use crate::values::clock::SteadyClock;
use crate::values::time::{DAY, UnixTime};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How long an activation lasts (public documentation of KMS).
const ACTIVATION: i64 = 180 * DAY;
/// How long after an activation a client renews it.
const RENEWAL: i64 = 7 * DAY;
/// How long after a refusal a client asks again.
const RETRY: i64 = 2 * 60 * 60;
/// How long a host remembers who asked.
const MEMORY: i64 = 30 * DAY;
/// The largest number that a snapshot holds.
const LARGEST: u64 = LARGEST_INTEGER.unsigned_abs();
/// The most clients that are known at once; those that are no longer counted make room for others.
const MOST_CLIENTS: usize = 10_000;

/// A host that activates clients by the rules of KMS, as a value: it says what a host would answer, and opens no port.
///
/// It activates nobody until so many clients have asked as [`threshold`](Self::threshold) says. Those who asked before
/// ask again every 2 hours; here they are activated at once. An activation lasts 180 days and is renewed after 7; who
/// has not asked for 30 days is no longer counted, but keeps an activation to its end.
///
/// At most 10,000 clients are known at once. Where more come, those are forgotten first that have not asked for longest, if
/// that is 30 days ago; only 10,000 that are all counted leave no room.
///
/// It reads no clock. Where the one that is read was set back, by more than a minute, each client keeps the time that was
/// left; one that was set ahead can't be told from time that has passed.
///
/// ```
/// use countersign::KmsClient;
/// use countersign::UnixTime;
/// use countersign::volume::{ClientState, KmsHost};
///
/// # fn main() -> countersign::Result<()> {
/// let now = UnixTime::from_secs(1_800_000_000)?;
/// let mut host = KmsHost::new(KmsClient::Server);
/// for room in ["room 1", "room 2", "room 3", "room 4"] {
///     assert!(matches!(host.ask(room, now)?, ClientState::Waiting { .. }));
/// }
/// assert!(matches!(host.ask("room 5", now)?, ClientState::Active { .. }));
/// assert_eq!((host.count(now), host.active(now)), (5, 5));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KmsHost {
    kind: KmsClient,
    /// Its own time, which all instants here are of.
    clock: SteadyClock,
    clients: BTreeMap<String, Client>,
    /// Those who are remembered, by when they asked last.
    remembered: BTreeSet<(i64, String)>,
    /// All others, by when they asked last.
    forgotten: BTreeSet<(i64, String)>,
    /// Those who are remembered and wait for the threshold.
    waiting: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Client {
    asked: i64,
    activated: Option<i64>,
}

/// How a client stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClientState {
    /// It is activated.
    Active {
        /// When that ends: 180 days after it was activated or renewed last.
        until: UnixTime,
        /// When it asks for the next renewal: after 7 days, or where that was refused, every 2 hours.
        renews: UnixTime,
    },
    /// It has asked, and was never activated.
    Waiting {
        /// When it asks again.
        retries: UnixTime,
    },
    /// Its activation has ended.
    Expired {
        /// Since when.
        since: UnixTime,
        /// When it asks again.
        retries: UnixTime,
    },
}

impl KmsHost {
    /// A host that nobody has asked yet, for clients or servers.
    pub fn new(kind: KmsClient) -> Self {
        Self {
            kind,
            clock: SteadyClock::default(),
            clients: BTreeMap::new(),
            remembered: BTreeSet::new(),
            forgotten: BTreeSet::new(),
            waiting: BTreeSet::new(),
        }
    }

    /// How many must have asked: 25 clients or 5 servers.
    pub fn threshold(&self) -> usize {
        threshold(self.kind)
    }

    /// A client asks for an activation or its renewal; how it stands then.
    ///
    /// # Errors
    /// [`Code::UsageInvalid`] where the id is none of 1 to 128 characters that can be read, or it is another one than
    /// those of 10,000 clients that have all asked within the last 30 days.
    pub fn ask(&mut self, id: &str, now: UnixTime) -> Result<ClientState> {
        snapshot::check_id(id)?;
        let now = self.advance(now);
        if !self.clients.contains_key(id) && self.clients.len() >= MOST_CLIENTS {
            let Some((_, oldest)) = self.forgotten.pop_first() else {
                let needed = format!("at most {MOST_CLIENTS} clients that ask within 30 days");
                return Err(Error::new(Code::UsageInvalid)
                    .with_at("id")
                    .with_found("more")
                    .with_needed(needed));
            };
            self.clients.remove(&oldest);
        }
        let activated = self.clients.get(id).and_then(|client| client.activated);
        self.forget(id);
        self.clients.insert(id.to_owned(), Client { asked: now, activated });
        self.remembered.insert((now, id.to_owned()));
        self.waiting.insert(id.to_owned());
        if self.remembered.len() >= self.threshold() {
            for id in std::mem::take(&mut self.waiting) {
                if let Some(client) = self.clients.get_mut(&id) {
                    client.activated = Some(now);
                }
            }
        }
        let asked = Client { asked: now, activated: None };
        Ok(self.clients.get(id).copied().unwrap_or(asked).state(now, self.clock))
    }

    /// How a client stands; none where it never asked, or is forgotten and has no activation.
    pub fn client(&self, id: &str, now: UnixTime) -> Option<ClientState> {
        let (now, clock) = self.at(now);
        let client = self.clients.get(id)?;
        (client.activated.is_some() || client.is_remembered(now)).then(|| client.state(now, clock))
    }

    /// The clients by their ids, and how each stands.
    pub fn clients(&self, now: UnixTime) -> impl Iterator<Item = (&str, ClientState)> {
        self.clients.keys().filter_map(move |id| Some((id.as_str(), self.client(id, now)?)))
    }

    /// How many have asked within the last 30 days: what is compared with the threshold.
    pub fn count(&self, now: UnixTime) -> usize {
        let (now, _) = self.at(now);
        self.remembered.iter().rev().take_while(|(asked, _)| now - asked < MEMORY).count()
    }

    /// How many are activated.
    pub fn active(&self, now: UnixTime) -> usize {
        self.clients(now).filter(|(_, state)| matches!(state, ClientState::Active { .. })).count()
    }

    /// The own time at an instant that is looked at, and the clock there; nothing moves on by that.
    fn at(&self, now: UnixTime) -> (i64, SteadyClock) {
        let mut clock = self.clock;
        (clock.read(now), clock)
    }

    /// Moves on to an instant, and counts no longer who has not asked for too long. Tells the own time.
    fn advance(&mut self, now: UnixTime) -> i64 {
        let now = self.clock.read(now);
        while let Some((asked, id)) = self.remembered.pop_first() {
            if now - asked < MEMORY {
                self.remembered.insert((asked, id));
                break;
            }
            self.waiting.remove(&id);
            if self.clients.get(&id).is_some_and(|client| client.activated.is_none()) {
                self.clients.remove(&id);
            } else {
                self.forgotten.insert((asked, id));
            }
        }
        now
    }

    /// Takes a client out of all orders.
    fn forget(&mut self, id: &str) {
        if let Some(client) = self.clients.get(id) {
            let place = (client.asked, id.to_owned());
            self.remembered.remove(&place);
            self.forgotten.remove(&place);
        }
        self.waiting.remove(id);
    }

    /// The whole of it as JSON text, for [`restore`](Self::restore).
    pub fn snapshot(&self) -> String {
        // Only of clocks that went astray thousands of times is it less.
        let written = |instant: i64| instant.min(LARGEST_INTEGER);
        let mut json = Snapshot::new("kms-host");
        json.text("client_kind", self.kind.as_str());
        json.number("now", written(self.clock.reached()));
        if self.clock.ahead() > 0 {
            json.number("ahead", written(self.clock.ahead()));
        }
        json.list("clients", self.clients.iter(), |item, (id, client)| {
            item.text("id", id);
            item.number("asked", written(client.asked));
            if let Some(activated) = client.activated {
                item.number("activated", written(activated));
            }
        });
        json.end()
    }

    /// The host that was stored.
    ///
    /// # Errors
    /// Those of [`Code`]'s stages `json_` and `claims_` where the text is no such snapshot, or one that no host gives;
    /// [`Code::StateVersion`] of a later version.
    pub fn restore(text: &str) -> Result<Self> {
        snapshot::read(text, "kms-host", |root| {
            let mut host = Self::new(root.required_with("client_kind", KmsClient::read)?);
            let ahead = root.optional_with("ahead", |ahead| ahead.integer(0..=LARGEST))?.unwrap_or(0);
            // What the clock that is read shows is an instant.
            let latest = UnixTime::MAX.as_secs().unsigned_abs().saturating_add(ahead);
            let now = root.required("now")?.integer(0..=latest.min(LARGEST))?;
            host.clock = SteadyClock::ahead_by(ahead.cast_signed(), now.cast_signed());
            let clients = root.required("clients")?;
            clients.each(0..=MOST_CLIENTS, &mut |item| {
                let id = item.required("id")?;
                snapshot::check_id(id.string()?).map_err(|_| id.refused("an id"))?;
                let asked = item.required("asked")?.integer(0..=now)?.cast_signed();
                let activated = match item.optional("activated")? {
                    Some(activated) => Some(activated.integer(0..=now)?.cast_signed()),
                    None => None,
                };
                let client = Client { asked, activated };
                let name = id.string()?.to_owned();
                if client.is_remembered(now.cast_signed()) {
                    host.remembered.insert((asked, name.clone()));
                    if activated.is_none_or(|activated| activated < asked) {
                        host.waiting.insert(name.clone());
                    }
                } else {
                    host.forgotten.insert((asked, name.clone()));
                }
                match host.clients.insert(name, client) {
                    None => Ok(()),
                    Some(_) => Err(id.error(Code::ClaimsDuplicate)),
                }
            })?;
            Ok(host)
        })
    }
}

/// How many must have asked before a host activates any.
pub(super) fn threshold(kind: KmsClient) -> usize {
    match kind {
        KmsClient::Client => 25,
        KmsClient::Server => 5,
    }
}

impl Client {
    fn is_remembered(self, now: i64) -> bool {
        now - self.asked < MEMORY
    }

    fn state(self, now: i64, clock: SteadyClock) -> ClientState {
        let at = |own| clock.shown(own);
        let Some(activated) = self.activated else {
            return ClientState::Waiting { retries: at(next(self.asked, RETRY, now)) };
        };
        // What was asked for later than it was given, was refused.
        let refused = self.asked > activated;
        let until = activated + ACTIVATION;
        if now >= until {
            return ClientState::Expired { since: at(until), retries: at(next(self.asked, RETRY, now)) };
        }
        let renews =
            if refused { next(self.asked, RETRY, now) } else { next_after(activated + RENEWAL, now) };
        ClientState::Active { until: at(until), renews: at(renews) }
    }
}

/// The first instant after `now` that is whole steps after `start`.
fn next(start: i64, step: i64, now: i64) -> i64 {
    start + ((now - start).max(0) / step + 1) * step
}

/// The instant, or where it is past without an answer, the next try.
fn next_after(due: i64, now: i64) -> i64 {
    if now <= due { due } else { next(due, RETRY, now) }
}
