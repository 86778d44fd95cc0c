//! Activations: what each is worth, and what it gives.

use crate::model::{Model, Told, applying};
use crate::papers::{ACCOUNT, ACTIVATION, Claims, Entitlement, OTHER, PRODUCT, Place, RECEIPT, VENDOR};
use serde_json::Value;

impl Model<'_> {
    pub(crate) fn is_delegated(&self, act: &Claims) -> bool {
        act.act.is_some() && ![VENDOR, OTHER].contains(&&*act.iss)
    }

    /// The licences of the account that an activation names, and of those the ones that it serves.
    fn named(&self, act: &Claims) -> Vec<&Claims> {
        let named = self.own().filter(|lic| lic.jti == act.act().license);
        named.filter(|lic| !self.is_delegated(act) || delegates(lic, act)).collect()
    }

    fn served(&self, act: &Claims) -> Vec<&Claims> {
        let lacks = |lic: &&Claims| {
            let higher = self.own().filter(|other| other.jti == lic.jti && other.serial() > lic.serial());
            let mut good = higher.filter(|other| {
                self.has_started(other) && !self.is_revoked(other) && !self.in_conflict(other)
            });
            good.any(|other| !delegates(other, act))
        };
        let named = self.named(act).into_iter();
        named
            .filter(|lic| lic.license().serial >= act.act().license_serial)
            .filter(|lic| {
                lic.license().activation_serial.is_none_or(|least| least <= act.act().license_serial)
            })
            .filter(|lic| !self.is_delegated(act) || !lacks(lic))
            .collect()
    }

    pub(crate) fn serving(&self, lic: &Claims) -> Vec<&Claims> {
        let serves = |act: &&Claims| self.served(act).iter().any(|served| std::ptr::eq(*served, lic));
        self.of(ACTIVATION).filter(serves).collect()
    }

    pub(crate) fn activating(&self, lic: &Claims) -> Vec<&Claims> {
        let good = |act: &&Claims| self.reasons_of_its_own(act).is_empty();
        self.serving(lic).into_iter().filter(good).collect()
    }

    pub(crate) fn is_activated(&self, lic: &Claims) -> bool {
        !self.activating(lic).is_empty()
    }

    fn matches(&self, place: &Place) -> bool {
        let (machine, parts, proved) = match self.ask.told {
            Told::Nothing => return false,
            Told::Any => return true,
            Told::Code(machine) => (machine, &[][..], None),
            Told::Host(machine, proved) => (machine, machine.parts(), machine.proved().filter(|_| proved)),
        };
        let by_parts = place.parts.as_ref().is_some_and(|listed| {
            let equal: Vec<&Value> = listed.iter().filter(|part| parts.contains(part)).collect();
            let needed = match place.r#match.as_ref().and_then(Value::as_u64) {
                Some(least) => usize::try_from(least).unwrap(),
                None => listed.len(),
            };
            let identifies = |part: &&Value| part["name"] == "key" || part["name"] == "machine_id";
            equal.len() >= needed && equal.iter().any(identifies)
        });
        let by_key =
            place.key.as_ref().is_none_or(|key| proved.is_some_and(|kid| key["kid"] == *kid.to_string()));
        by_key && (place.lock_codes.contains(&machine.lock_code().to_string()) || by_parts)
    }

    pub(crate) fn is_deactivated(&self, act: &Claims) -> bool {
        let own = (&*act.aud, &*act.sub) == (PRODUCT, ACCOUNT);
        let noted = self.ask.noted.iter().any(|(license, jti, serial)| {
            (license, jti) == (&act.act().license, &act.jti) && *serial >= act.act().serial
        });
        let received = self.of(RECEIPT).any(|receipt| {
            let rcp = receipt.rcp.as_ref().unwrap();
            (&receipt.aud, &receipt.sub) == (&act.aud, &act.sub)
                && (&rcp.license, &rcp.activation) == (&act.act().license, &act.jti)
                && rcp.serial >= act.act().serial
        });
        received || (own && noted)
    }

    pub(crate) fn is_superseded(&self, act: &Claims) -> bool {
        self.of(ACTIVATION).any(|by| {
            let one = by.account() == act.account() && by.act().license == act.act().license;
            let newer = by.jti == act.jti && by.act().serial > act.act().serial;
            let replaces = by.jti != act.jti && by.act().replaces.as_ref() == Some(&act.jti);
            let good = !self.is_revoked(by) && !self.in_conflict(by) && self.has_started(by);
            one && (newer || replaces) && good && by.exp.is_none_or(|end| self.now < end)
        })
    }

    /// Those before `license_inactive`.
    pub(crate) fn reasons_of_its_own(&self, claims: &Claims) -> Vec<String> {
        let (act, served) = (claims.act(), self.served(claims));
        let named = !self.named(claims).is_empty();
        let issuer_of_another =
            !self.is_delegated(claims) && self.issuer().is_some_and(|issuer| issuer != claims.iss);
        let hosts = self.ask.told != Told::Any;
        let without_quorum = self.ask.alive.as_ref().is_some_and(|alive| {
            let codes = alive.iter().map(|machine| machine.lock_code().to_string());
            act.host.quorum.is_some() && codes.filter(|code| act.host.lock_codes.contains(code)).count() < 2
        });
        applying(&[
            ("revoked", self.is_revoked(claims)),
            ("conflict", self.in_conflict(claims)),
            ("superseded", self.is_superseded(claims)),
            ("wrong_product", claims.aud != PRODUCT),
            ("wrong_account", claims.sub != ACCOUNT || issuer_of_another),
            ("license_missing", !named),
            ("license_outdated", named && served.is_empty()),
            ("wrong_host", hosts && !self.matches(&act.host)),
            ("deactivated", self.is_deactivated(claims)),
            ("quorum_missing", hosts && without_quorum),
            ("not_yet_valid", !self.has_started(claims)),
            ("expired", claims.exp.is_some_and(|end| self.now >= end)),
        ])
    }

    pub(crate) fn activation_reasons(&self, claims: &Claims) -> Vec<String> {
        let (mut reasons, served) = (self.reasons_of_its_own(claims), self.served(claims));
        if !served.is_empty() && !served.iter().any(|lic| self.counts(lic)) {
            reasons.push("license_inactive".into());
        }
        reasons
    }

    /// How much an activation gives of an entitlement of a licence that it activates; of a feature, 1.
    fn given(&self, act: &Claims, lic: &Claims, part: &Entitlement) -> u64 {
        let terms = act.act();
        let Some(&grant) = terms.grants.get(&part.id) else { return 0 };
        let copies = terms.host.lock_codes.len() > 1 && terms.host.quorum.is_none();
        let copy = copies && part.model.as_deref() == Some("authorized_copy");
        let grant = if copy { grant.min(1) } else { grant };
        let limit = part.quantity.as_ref().and_then(Value::as_u64);
        if !self.is_delegated(act) {
            return if part.metric == "feature" { 1 } else { limit.map_or(grant, |most| most.min(grant)) };
        }
        let delegate = lic.license().delegates.iter().find(|delegate| delegate.kid == act.iss).unwrap();
        match (part.delegable, limit) {
            (false, _) => 0,
            (true, None) if part.metric == "feature" => 1,
            (true, None) => grant,
            (true, Some(most)) => {
                let within = |slot: &u64| {
                    let whole = (1, u64::MAX);
                    let own =
                        delegate.slots.as_ref().map_or(Some(whole), |slots| slots.get(&part.id).copied());
                    *slot <= most && own.is_some_and(|(first, last)| (first..=last).contains(slot))
                };
                let slots = terms.slots.get(&part.id);
                let usable = slots.map_or(0, |&(first, last)| (first..=last).filter(within).count() as u64);
                most.min(grant).min(usable)
            }
        }
    }

    /// The newest of the activations that give something of an entitlement, and how much.
    pub(crate) fn newest(&self, lic: &Claims, part: &Entitlement) -> Option<(&Claims, u64)> {
        let giving = self.activating(lic).into_iter().map(|act| (act, self.given(act, lic, part)));
        giving
            .filter(|(_, given)| *given > 0)
            .max_by_key(|(act, _)| (act.iat, act.act().serial, act.jti.clone()))
    }

    /// Whether nothing of the account is another for an activation.
    pub(crate) fn is_of_account(&self, act: &Claims) -> bool {
        let by_issuer = self.is_delegated(act) || self.issuer().is_none_or(|issuer| issuer == act.iss);
        (&*act.aud, &*act.sub) == (PRODUCT, ACCOUNT) && by_issuer
    }

    /// Pairs of activations of one licence on different hosts, with a slot in common.
    pub(crate) fn duplicate_slots(&self) -> Vec<(String, u64, [String; 2])> {
        let mut found = Vec::new();
        let own = |act: &&Claims| self.is_of_account(act);
        let gone = |act: &Claims| self.is_revoked(act) || self.is_superseded(act) || self.is_deactivated(act);
        let all: Vec<_> = self.of(ACTIVATION).filter(own).filter(|act| !gone(act)).collect();
        for (index, a) in all.iter().enumerate() {
            for b in &all[index + 1..] {
                let one = a.act().license == b.act().license;
                let codes = |act: &Claims| act.act().host.lock_codes.clone();
                let apart = !codes(a).iter().any(|code| codes(b).contains(code));
                let before =
                    |a: &Claims, b: &Claims| a.exp.zip(b.nbf).is_some_and(|(end, start)| end <= start);
                if !one || !apart || before(a, b) || before(b, a) {
                    continue;
                }
                for (id, &(first, last)) in &a.act().slots {
                    let Some(&(from, to)) = b.act().slots.get(id) else { continue };
                    if first.max(from) <= last.min(to) {
                        let mut pair = [a.jti.clone(), b.jti.clone()];
                        pair.sort();
                        found.push((id.clone(), first.max(from), pair));
                    }
                }
            }
        }
        found
    }

    /// The entries of a ledger that activations claim to be, each once less than it is claimed.
    pub(crate) fn forks(&self) -> Vec<u64> {
        let entry = |act: &Claims| act.act().ledger.as_ref().map(|entry| entry.n);
        let mut seen = Vec::new();
        let mut forks = Vec::new();
        for act in self.of(ACTIVATION) {
            let Some(n) = entry(act) else { continue };
            if seen.contains(&(&act.iss, n)) {
                forks.push(n);
            }
            seen.push((&act.iss, n));
        }
        forks
    }
}

fn delegates(lic: &Claims, act: &Claims) -> bool {
    lic.license().delegates.iter().any(|delegate| delegate.kid == act.iss)
}
