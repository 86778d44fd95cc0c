//! The rules of a ledger, each applied to all of its entries, at whatever cost. Nothing is kept but the entries.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) type Grants = BTreeMap<String, u64>;
pub(crate) type Slots = BTreeMap<String, [u64; 2]>;

const DAY: i64 = 86_400;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entitlement {
    pub(crate) id: &'static str,
    pub(crate) metric: &'static str,
    /// None of a feature, and of what is unlimited.
    pub(crate) quantity: Option<u64>,
    pub(crate) is_copy: bool,
    pub(crate) is_delegable: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct License {
    pub(crate) jti: String,
    pub(crate) serial: u64,
    pub(crate) account: &'static str,
    pub(crate) iat: i64,
    pub(crate) nbf: Option<i64>,
    pub(crate) exp: Option<i64>,
    pub(crate) grace_days: i64,
    pub(crate) supersedes: Vec<String>,
    /// The one major version that is covered.
    pub(crate) version: Option<u64>,
    pub(crate) entitlements: Vec<Entitlement>,
    pub(crate) has_delegates: bool,
    /// The slots of the delegate whose ledger it is; none for all.
    pub(crate) slots: Option<Slots>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Activation {
    pub(crate) jti: String,
    pub(crate) serial: u64,
    pub(crate) license: String,
    pub(crate) replaces: Option<String>,
    /// The hosts' numbers, in the order of their codes.
    pub(crate) codes: Vec<usize>,
    pub(crate) has_quorum: bool,
    pub(crate) key: Option<usize>,
    pub(crate) grants: Grants,
    pub(crate) slots: Slots,
    pub(crate) exp: Option<i64>,
    pub(crate) description: Option<String>,
    /// The request that it answers, by the number that the test gave it.
    pub(crate) request: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Entry {
    License(License),
    /// The licences that are revoked, each with its serial and lower ones, or all.
    Revocation(Vec<(String, Option<u64>)>),
    Receipt(String),
    Release(String),
    Activation(Activation),
}

#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) request: Option<usize>,
    pub(crate) license: String,
    pub(crate) account: Option<&'static str>,
    pub(crate) version: Option<u64>,
    pub(crate) codes: Vec<usize>,
    pub(crate) has_quorum: bool,
    pub(crate) key: Option<usize>,
    /// The host that asks.
    pub(crate) own: usize,
    pub(crate) replaces: Option<String>,
    pub(crate) grants: Grants,
    pub(crate) until: Option<i64>,
    pub(crate) description: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// What was given before.
    Again(Activation),
    /// A new one; its `jti` is empty where it is to be a new one.
    New(Activation),
    Refused(&'static str, Option<[u64; 4]>),
}

#[derive(Clone, Debug)]
pub(crate) struct Chain {
    activations: Vec<Activation>,
    /// How many of them there were when it was last freed.
    freed: usize,
    is_freed: bool,
}

impl Chain {
    pub(crate) fn newest(&self) -> &Activation {
        self.activations.last().unwrap()
    }

    fn is_temporary(&self) -> bool {
        self.activations.iter().all(|one| one.exp.is_some())
    }

    fn has_ended(&self, now: i64) -> bool {
        self.activations.iter().all(|one| one.exp.is_some_and(|exp| exp <= now))
    }

    /// The activations by which something is claimed.
    fn counted(&self, metric: &str, now: i64) -> Vec<&Activation> {
        let counted = match metric {
            "session" => &self.activations[..],
            _ if self.is_freed => &[],
            _ => &self.activations[self.freed..],
        };
        let lasts = |one: &&Activation| !self.is_temporary() || one.exp.is_some_and(|exp| now < exp);
        counted.iter().filter(lasts).collect()
    }

    fn claim(&self, id: &str, metric: &str, now: i64) -> u64 {
        let mut claim = 0;
        for one in self.counted(metric, now) {
            if let Some(&grant) = one.grants.get(id) {
                claim = claim.max(match metric {
                    "host" => 1,
                    "feature" => 0,
                    _ => grant,
                });
            }
        }
        claim
    }
}

#[derive(Clone, Default)]
pub(crate) struct Model {
    pub(crate) entries: Vec<Entry>,
    pub(crate) is_delegate: bool,
}

impl Model {
    fn licenses<'m>(&'m self) -> Vec<&'m License> {
        let license =
            |entry: &'m Entry| if let Entry::License(license) = entry { Some(license) } else { None };
        self.entries.iter().filter_map(license).collect()
    }

    pub(crate) fn activations<'m>(&'m self) -> Vec<&'m Activation> {
        let one = |entry: &'m Entry| if let Entry::Activation(one) = entry { Some(one) } else { None };
        self.entries.iter().filter_map(one).collect()
    }

    /// The licence by its highest serial that has started; where none has, the highest.
    pub(crate) fn license(&self, jti: &str, now: i64) -> Option<&License> {
        let all: Vec<_> = self.licenses().into_iter().filter(|license| license.jti == jti).collect();
        let started = all.iter().copied().filter(|license| has_started(license, now));
        started.max_by_key(|one| one.serial).or_else(|| all.iter().copied().max_by_key(|one| one.serial))
    }

    fn is_revoked(&self, license: &License) -> bool {
        let last = self.entries.iter().rev().find_map(|entry| match entry {
            Entry::Revocation(revoked) => Some(revoked),
            _ => None,
        });
        last.into_iter()
            .flatten()
            .any(|(jti, serial)| *jti == license.jti && serial.is_none_or(|serial| license.serial <= serial))
    }

    fn supersedes(&self, by: &License, other: &License, now: i64) -> bool {
        by.account == other.account
            && by.jti != other.jti
            && by.supersedes.contains(&other.jti)
            && other.iat <= by.iat
            && has_started(by, now)
            && !self.is_revoked(by)
    }

    pub(crate) fn license_status(&self, license: &License, now: i64) -> &'static str {
        let grace = license.grace_days * DAY;
        match license.exp {
            _ if self.is_revoked(license) => "revoked",
            _ if self.licenses().into_iter().any(|by| self.supersedes(by, license, now)) => "superseded",
            _ if !has_started(license, now) => "not_yet_valid",
            Some(exp) if now >= exp + grace => "expired",
            Some(exp) if now >= exp => "grace",
            Some(exp) if exp - now <= 15 * DAY => "expiring",
            _ => "active",
        }
    }

    /// The licence and those that it supersedes, also indirectly, by `jti`.
    fn family(&self, jti: &str, now: i64) -> BTreeSet<String> {
        let mut family = BTreeSet::from([jti.to_owned()]);
        loop {
            let mut more = BTreeSet::new();
            for by in self.licenses().into_iter().filter(|by| family.contains(&by.jti)) {
                let jtis = self.licenses().into_iter().map(|license| &license.jti);
                for other in jtis.filter_map(|jti| self.license(jti, now)) {
                    if self.supersedes(by, other, now) {
                        more.insert(other.jti.clone());
                    }
                }
            }
            if more.is_subset(&family) {
                return family;
            }
            family.extend(more);
        }
    }

    pub(crate) fn chains(&self) -> Vec<Chain> {
        let mut chains: Vec<Chain> = Vec::new();
        for entry in &self.entries {
            let has = |chain: &&mut Chain, jti: &String| chain.activations.iter().any(|one| one.jti == *jti);
            match entry {
                Entry::Receipt(jti) | Entry::Release(jti) => {
                    let chain = chains.iter_mut().find(|chain| has(chain, jti)).unwrap();
                    chain.freed = chain.activations.len();
                    chain.is_freed = true;
                }
                Entry::Activation(one) => {
                    let before = [Some(&one.jti), one.replaces.as_ref()];
                    let before: Vec<&String> = before.into_iter().flatten().collect();
                    let mut known = chains.iter_mut();
                    match known.find(|chain| before.iter().any(|jti| has(chain, jti))) {
                        Some(chain) => {
                            chain.activations.push(one.clone());
                            chain.is_freed = false;
                        }
                        None => {
                            chains.push(Chain { activations: vec![one.clone()], freed: 0, is_freed: false });
                        }
                    }
                }
                Entry::License(_) | Entry::Revocation(_) => (),
            }
        }
        chains
    }

    fn claimed(&self, license: &License, entitlement: &Entitlement, now: i64) -> u64 {
        let family = self.family(&license.jti, now);
        // A licence that nothing supersedes any more counts on the hosts that had it, whatever they were given since.
        let is_superseded = self.license_status(license, now) == "superseded";
        let chains = self.chains().into_iter().filter(|chain| {
            let had = chain.counted(entitlement.metric, now).into_iter();
            family.contains(&chain.newest().license)
                || (!is_superseded && had.map(|one| &one.license).any(|had| family.contains(had)))
        });
        chains.map(|chain| chain.claim(entitlement.id, entitlement.metric, now)).sum()
    }

    /// Frees by a receipt of this serial, or by an operator's word.
    pub(crate) fn free(&self, jti: &str, serial: Option<u64>) -> Result<(), &'static str> {
        let chains = self.chains();
        let has = |chain: &&Chain| chain.activations.iter().any(|one| one.jti == jti);
        let Some(chain) = chains.iter().find(has) else { return Err("ledger_rolled_back") };
        if chain.is_freed || chain.newest().jti != jti {
            return Err("receipt_used");
        }
        match serial {
            Some(serial) if serial < chain.newest().serial => Err("receipt_outdated"),
            _ => Ok(()),
        }
    }

    pub(crate) fn answer(&self, wanted: &Wanted, now: i64) -> Answer {
        let before = self.activations().into_iter().find(|one| one.request == wanted.request);
        if let (Some(_), Some(before)) = (wanted.request, before) {
            return Answer::Again(before.clone());
        }
        self.new_answer(wanted, now).unwrap_or_else(|(code, amounts)| Answer::Refused(code, amounts))
    }

    fn new_answer(&self, wanted: &Wanted, now: i64) -> Result<Answer, (&'static str, Option<[u64; 4]>)> {
        let refuse = |code| Err((code, None));
        let Some(license) = self.license(&wanted.license, now) else { return refuse("license_missing") };
        if wanted.account.is_some_and(|account| account != license.account) {
            return refuse("wrong_account");
        }
        match self.license_status(license, now) {
            "active" | "expiring" | "grace" => (),
            "expired" => return refuse("license_expired"),
            status => return refuse(status),
        }
        if let (Some(covered), Some(version)) = (license.version, wanted.version)
            && covered != version
        {
            return refuse("wrong_version");
        }
        if !self.is_usable(wanted, license) || wanted.until.is_some_and(|until| until <= now) {
            return refuse("usage_invalid");
        }
        let chain = self.find(wanted, now).map_err(|code| (code, None))?;
        let nothing = Grants::new();
        let mut grants = chain.as_ref().map_or(&nothing, |chain| &chain.newest().grants).clone();
        grants.extend(wanted.grants.clone());
        let named = |id: &str| license.entitlements.iter().find(|one| one.id == id);
        // What is kept has to fit as what is asked for does.
        if !Self::fits(wanted, license, &grants) {
            return refuse("usage_invalid");
        }
        let old = |id: &str, metric: &str| chain.as_ref().map_or(0, |chain| chain.claim(id, metric, now));
        for (id, grant) in &grants {
            if named(id).is_some_and(|one| one.metric == "session") && *grant < old(id, "session") {
                return refuse("sessions_not_returnable");
            }
        }
        for (id, grant) in &grants {
            let Some(one) = named(id).filter(|one| one.metric != "feature") else { continue };
            let Some(limit) = one.quantity else { continue };
            let old = old(id, one.metric);
            let new = if one.metric == "host" { 1 } else { old.max(*grant) };
            let used = self.claimed(license, one, now);
            let left = limit.saturating_sub(used);
            if new - old > left {
                let is_session = one.metric == "session";
                let code = if is_session { "sessions_exhausted" } else { "seats_exhausted" };
                return Err((code, Some([limit, used, new - old, left])));
            }
        }
        let mut slots = Slots::new();
        if self.is_delegate {
            for (id, grant) in &grants {
                let Some(one) = named(id).filter(|one| one.metric != "feature") else { continue };
                let Some(quantity) = one.quantity else { continue };
                let Some(run) = self.run(license, one, quantity, *grant, chain.as_ref(), now) else {
                    return refuse("slots_exhausted");
                };
                slots.insert(id.clone(), run);
            }
        }
        let going = chain.as_ref().filter(|chain| !chain.is_freed && wanted.replaces.is_none());
        let jti = going.map_or_else(String::new, |chain| chain.newest().jti.clone());
        let replaces = match (&chain, going) {
            (Some(chain), None) => Some(chain.newest().jti.clone()),
            (_, Some(going)) => going.newest().replaces.clone(),
            (None, None) => None,
        };
        Ok(Answer::New(Activation {
            serial: going.map_or(1, |chain| chain.newest().serial + 1),
            jti,
            license: license.jti.clone(),
            replaces,
            codes: wanted.codes.clone(),
            has_quorum: wanted.has_quorum,
            key: wanted.key.filter(|_| wanted.codes.len() == 1),
            grants,
            slots,
            exp: wanted.until,
            description: wanted.description.clone(),
            request: wanted.request,
        }))
    }

    fn is_usable(&self, wanted: &Wanted, license: &License) -> bool {
        let different = BTreeSet::from_iter(&wanted.codes).len();
        if wanted.grants.is_empty() || (wanted.has_quorum && different != 3) {
            return false;
        }
        let is_asked_well = wanted.grants.iter().all(|(id, &grant)| {
            let Some(one) = license.entitlements.iter().find(|one| one.id == *id) else { return false };
            let is_few = grant == 1 || !matches!(one.metric, "feature" | "host");
            let is_own = match self.is_delegate {
                true => one.is_delegable,
                false => !(one.is_delegable && license.has_delegates),
            };
            grant > 0 && is_few && is_own
        });
        is_asked_well && Self::fits(wanted, license, &wanted.grants)
    }

    /// Whether redundant servers share sessions alone, and several hosts features and copies.
    fn fits(wanted: &Wanted, license: &License, grants: &Grants) -> bool {
        let several = wanted.codes.len() > 1 && !wanted.has_quorum;
        grants.iter().all(|(id, &grant)| {
            let Some(one) = license.entitlements.iter().find(|one| one.id == *id) else { return true };
            let is_copy = grant == wanted.codes.len() as u64 && one.is_copy;
            (!wanted.has_quorum || one.metric == "session")
                && (!several || one.metric == "feature" || is_copy)
        })
    }

    fn find(&self, wanted: &Wanted, now: i64) -> Result<Option<Chain>, &'static str> {
        let family = self.family(&wanted.license, now);
        let account = |jti: &str| self.license(jti, now).map(|license| license.account);
        let mut chains = self.chains();
        chains.retain(|chain| account(&chain.newest().license) == account(&wanted.license));
        let is_there = |jti: &String| chains.iter().any(|c| c.activations.iter().any(|one| one.jti == *jti));
        if wanted.replaces.as_ref().is_some_and(|jti| !is_there(jti)) {
            return Err("ledger_rolled_back");
        }
        chains.retain(|chain| {
            family.contains(&chain.newest().license) && chain.is_temporary() == wanted.until.is_some()
        });
        // The newest last.
        let place = |chain: &Chain| self.activations().iter().rposition(|one| *one == chain.newest());
        chains.sort_by_key(place);
        let codes = BTreeSet::from_iter(wanted.codes.iter().copied());
        let codes_of = |chain: &Chain| BTreeSet::from_iter(chain.newest().codes.iter().copied());
        let is_exact =
            |chain: &Chain| codes_of(chain) == codes && chain.newest().has_quorum == wanted.has_quorum;
        let unfreed: Vec<&Chain> = chains.iter().filter(|chain| !chain.is_freed).collect();
        let is_met = |chain: &&&Chain| match codes.len() > 1 && !wanted.has_quorum {
            true => !codes_of(chain).is_disjoint(&codes) && !chain.newest().has_quorum,
            false => is_exact(chain),
        };
        let met: Vec<&Chain> = unfreed.iter().filter(is_met).copied().collect();
        if let Some(jti) = &wanted.replaces {
            let has = |chain: &&Chain| chain.activations.iter().any(|one| one.jti == *jti);
            let Some(chain) = chains.iter().find(has) else { return Err("usage_invalid") };
            return match () {
                () if !chain.is_freed => Err("receipt_missing"),
                () if chain.newest().jti != *jti => Err("receipt_used"),
                () if !met.is_empty() => Err("usage_invalid"),
                () => Ok(Some(chain.clone())),
            };
        }
        if codes.len() > 1 && !wanted.has_quorum {
            if met.iter().any(|chain| !codes_of(chain).is_subset(&codes)) {
                return Err("receipt_missing");
            }
            if met.len() > 1 {
                return Err("usage_invalid");
            }
        }
        if let Some(chain) = met.last() {
            return Ok(Some((*chain).clone()));
        }
        let is_moved =
            |chain: &&&Chain| chain.newest().key == wanted.key && !chain.newest().codes.contains(&wanted.own);
        if wanted.key.is_some() && unfreed.iter().any(|chain| is_moved(&chain)) {
            return Err("receipt_missing");
        }
        Ok(chains.iter().rfind(|chain| chain.is_freed && is_exact(chain)).cloned())
    }

    /// The slots that a chain has while they fit, else the lowest that are free and in one run.
    fn run(
        &self,
        license: &License,
        one: &Entitlement,
        quantity: u64,
        grant: u64,
        chain: Option<&Chain>,
        now: i64,
    ) -> Option<[u64; 2]> {
        let whole = [1, quantity];
        let [first, last] = match &license.slots {
            None => whole,
            Some(slots) => *slots.get(one.id)?,
        };
        let last = last.min(quantity);
        let family = self.family(&license.jti, now);
        let mut taken = BTreeSet::new();
        for other in self.chains().iter().filter(|other| family.contains(&other.newest().license)) {
            let is_own = chain.is_some_and(|chain| chain.newest().jti == other.newest().jti);
            if !is_own {
                let held =
                    other.counted(one.metric, now).into_iter().filter_map(|other| other.slots.get(one.id));
                taken.extend(held.flat_map(|&[first, last]| first..=last));
            }
        }
        let fits = |from: u64| {
            from >= first
                && from + grant - 1 <= last
                && (from..from + grant).all(|slot| !taken.contains(&slot))
        };
        let own = chain.and_then(|chain| chain.newest().slots.get(one.id));
        let own = own.filter(|slots| slots[1] - slots[0] + 1 == grant).map(|slots| slots[0]);
        let mut starts = own.into_iter().chain(first..=last);
        starts.find(|&from| fits(from)).map(|from| [from, from + grant - 1])
    }

    /// What `ledger status` tells.
    pub(crate) fn status(&self, now: i64, code: impl Fn(usize) -> String) -> Value {
        let jtis: BTreeSet<&String> = self.licenses().into_iter().map(|license| &license.jti).collect();
        let row = |jti: &String| {
            let license = self.license(jti, now).unwrap();
            let mut entitlements: Vec<&Entitlement> = license.entitlements.iter().collect();
            entitlements.sort_by_key(|one| one.id);
            let entitlements = entitlements.into_iter().map(|one| {
                if one.metric == "feature" {
                    return json!({ "id": one.id, "metric": one.metric });
                }
                let claimed = self.claimed(license, one, now);
                let (quantity, free) = match one.quantity {
                    None => (json!("unlimited"), json!("unlimited")),
                    Some(quantity) => (json!(quantity), json!(quantity.saturating_sub(claimed))),
                };
                let over_by = one.quantity.map_or(0, |quantity| claimed.saturating_sub(quantity));
                json!({ "id": one.id, "metric": one.metric, "quantity": quantity, "claimed": claimed, "free": free, "over_by": over_by })
            });
            let mut chains: Vec<Chain> =
                self.chains().into_iter().filter(|chain| chain.newest().license == *jti).collect();
            chains.sort_by(|a, b| a.newest().jti.cmp(&b.newest().jti));
            let chains = chains.iter().map(|chain| {
                let one = chain.newest();
                let state = match () {
                    () if chain.is_freed => "freed",
                    () if chain.has_ended(now) => "ended",
                    () => "active",
                };
                let codes: Vec<String> = one.codes.iter().map(|&host| code(host)).collect();
                let mut row = json!({ "jti": one.jti, "serial": one.serial, "lock_codes": codes,
                    "grants": one.grants, "state": state });
                if let Some(description) = &one.description {
                    row["description"] = json!(description);
                }
                if !one.slots.is_empty() {
                    row["slots"] = json!(one.slots);
                }
                if let Some(exp) = one.exp {
                    row["exp"] = json!(exp);
                }
                row
            });
            json!({ "jti": jti, "serial": license.serial, "status": self.license_status(license, now),
                "entitlements": entitlements.collect::<Vec<_>>(), "activations": chains.collect::<Vec<_>>() })
        };
        json!({ "licenses": jtis.into_iter().map(row).collect::<Vec<_>>() })
    }
}

fn has_started(license: &License, now: i64) -> bool {
    license.nbf.is_none_or(|nbf| now >= nbf)
}
