//! What a pool should do, as plainly as it can be said: a list of leases, of each how long it has still to run, and
//! everything counted anew whenever it is asked.

use countersign::LeaseState;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct One {
    pub(crate) id: &'static str,
    pub(crate) client: &'static str,
    pub(crate) state: LeaseState,
    /// For how long the client has had it, in seconds.
    age: i64,
    /// For how long it has to run.
    left: i64,
    ttl: i64,
}

/// What is licensed of one entitlement: granted, lent by an emergency, and allowed with an overage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) granted: u64,
    pub(crate) emergency: u64,
    pub(crate) allowed: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) id: &'static str,
    pub(crate) sessions: u64,
    pub(crate) clients: Vec<&'static str>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// What the clock showed last, but for small steps back.
    pub(crate) shown: i64,
    pub(crate) leases: Vec<One>,
    pub(crate) limits: Vec<(&'static str, Limit)>,
    pub(crate) kept: Vec<Kept>,
    pub(crate) longest_ttl: i64,
    pub(crate) linger: i64,
    pub(crate) longest_borrowing: i64,
}

/// A session as it is told: since when, until when, whether borrowed, and whether above what is granted and lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) since: i64,
    pub(crate) until: i64,
    pub(crate) borrowed: bool,
    pub(crate) emergency: bool,
    pub(crate) overage: bool,
    pub(crate) over_limit: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) limit: Option<u64>,
    pub(crate) used: u64,
    pub(crate) reserved: u64,
    pub(crate) next_end: Option<i64>,
}

impl Model {
    /// Time goes on, or the clock is set back: then nothing has passed.
    pub(crate) fn at(&mut self, now: i64) {
        if now >= self.shown {
            let passed = now - self.shown;
            for one in &mut self.leases {
                one.left -= passed;
                one.age += passed;
            }
            self.leases.retain(|one| one.left > 0);
        }
        if now >= self.shown || self.shown - now > 60 {
            self.shown = now;
        }
    }

    fn limit(&self, id: &str) -> Option<Limit> {
        self.limits.iter().find(|(named, _)| *named == id).map(|(_, limit)| *limit)
    }

    pub(crate) fn used(&self, id: &str) -> u64 {
        self.leases.iter().filter(|one| one.id == id).count() as u64
    }

    pub(crate) fn in_state(&self, id: &str, state: LeaseState) -> u64 {
        self.leases.iter().filter(|one| one.id == id && one.state == state).count() as u64
    }

    fn used_by(&self, kept: &Kept) -> u64 {
        let is_theirs = |one: &&One| one.id == kept.id && kept.clients.contains(&one.client);
        self.leases.iter().filter(is_theirs).count() as u64
    }

    /// How many of those that are free are kept.
    pub(crate) fn reserved(&self, id: &str) -> u64 {
        let free = self.allowed(id).map(|allowed| allowed.saturating_sub(self.used(id)));
        self.kept(id).min(free.unwrap_or(u64::MAX))
    }

    /// How many are kept for clients that do not use them.
    fn kept(&self, id: &str) -> u64 {
        let kept = self.kept.iter().filter(|kept| kept.id == id);
        kept.map(|kept| kept.sessions.saturating_sub(self.used_by(kept))).sum()
    }

    /// None: no limit.
    pub(crate) fn allowed(&self, id: &str) -> Option<u64> {
        self.limit(id).map_or(Some(0), |limit| limit.allowed)
    }

    fn has_room(&self, id: &str, client: &str) -> bool {
        let Some(allowed) = self.allowed(id) else { return true };
        let own = self.kept.iter().find(|kept| kept.id == id && kept.clients.contains(&client));
        let for_others = match own {
            Some(kept) if self.used_by(kept) < kept.sessions => 0,
            _ => self.kept(id),
        };
        self.used(id) + for_others < allowed
    }

    pub(crate) fn next_end(&self, id: &str) -> Option<i64> {
        let ends = self.leases.iter().filter(|one| one.id == id).map(|one| one.left);
        ends.min().map(|left| self.shown + left)
    }

    fn told(&self, one: &One) -> Told {
        let used = self.used(one.id);
        let limit = self.limit(one.id).unwrap_or(Limit { granted: 0, emergency: 0, allowed: Some(0) });
        let lent = limit.granted + limit.emergency;
        let is_over = limit.allowed.is_some_and(|allowed| used > allowed);
        Told {
            since: (self.shown - one.age).max(0),
            until: self.shown + one.left,
            borrowed: one.state == LeaseState::Borrowed,
            emergency: used > limit.granted && used <= lent,
            overage: used > lent && !is_over,
            over_limit: is_over,
        }
    }

    fn refused(&self, id: &str) -> Refused {
        Refused {
            limit: self.limit(id).and_then(|limit| limit.allowed),
            used: self.used(id),
            reserved: self.reserved(id),
            next_end: self.next_end(id),
        }
    }

    pub(crate) fn take(
        &mut self,
        id: &'static str,
        client: &'static str,
        seconds: i64,
        is_borrowed: bool,
    ) -> Result<Told, Refused> {
        let longest = if is_borrowed { self.longest_borrowing } else { self.longest_ttl };
        let seconds = seconds.clamp(1, longest);
        let state = if is_borrowed { LeaseState::Borrowed } else { LeaseState::Running };
        let new = One { id, client, state, age: 0, left: seconds, ttl: seconds };
        let place = self.leases.iter().position(|one| one.id == id && one.client == client);
        let place = match place {
            Some(place) if self.leases[place].state == LeaseState::Lingering => {
                if self.allowed(id).is_some_and(|allowed| self.used(id) > allowed) {
                    return Err(self.refused(id));
                }
                self.leases[place] = new;
                place
            }
            Some(place) => {
                let one = &mut self.leases[place];
                if one.state == LeaseState::Running || is_borrowed {
                    *one = One { age: one.age, left: one.left.max(seconds), ..new };
                }
                place
            }
            None if self.has_room(id, client) => {
                self.leases.push(new);
                self.leases.len() - 1
            }
            None => return Err(self.refused(id)),
        };
        Ok(self.told(&self.leases[place]))
    }

    pub(crate) fn heartbeat(&mut self, id: &str, client: &str) -> Option<Told> {
        let has_it = |one: &One| one.id == id && one.client == client && one.state != LeaseState::Lingering;
        let place = self.leases.iter().position(has_it)?;
        let one = &mut self.leases[place];
        if one.state == LeaseState::Running {
            one.left = one.left.max(one.ttl);
        }
        Some(self.told(&self.leases[place].clone()))
    }

    pub(crate) fn give_back(&mut self, id: &str, client: &str) -> bool {
        let has_it = |one: &One| one.id == id && one.client == client && one.state != LeaseState::Lingering;
        let Some(place) = self.leases.iter().position(has_it) else { return false };
        if self.linger == 0 {
            self.leases.remove(place);
        } else {
            let one = &mut self.leases[place];
            (one.state, one.age, one.left) = (LeaseState::Lingering, 0, self.linger);
        }
        true
    }

    /// Who has a session: client, state, since, until.
    pub(crate) fn holders(&self, id: &str) -> Vec<(&'static str, LeaseState, i64, i64)> {
        let theirs = self.leases.iter().filter(|one| one.id == id);
        let told = theirs.map(|one| {
            let told = self.told(one);
            (one.client, one.state, told.since, told.until)
        });
        let mut holders: Vec<_> = told.collect();
        holders.sort_unstable_by_key(|(client, ..)| *client);
        holders
    }
}
