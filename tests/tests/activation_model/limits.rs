//! The rows of limits, as JSON.

use crate::model::{DAY, Model, Told};
use crate::papers::{ACTIVATION, Claims, Entitlement};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const LARGEST: u128 = (1 << 53) - 1;

/// What one licence adds to a row.
struct Share<'m> {
    lic: &'m Claims,
    part: &'m Entitlement,
    /// None: unlimited.
    quantity: Option<u64>,
    activation: Option<&'m Claims>,
}

/// A quantity as reports have it.
fn told(quantity: Option<u128>) -> Value {
    quantity.map_or("unlimited".into(), |number| u64::try_from(number.min(LARGEST)).unwrap().into())
}

fn part_of<'c>(lic: &'c Claims, id: &str) -> Option<&'c Entitlement> {
    lic.license().entitlements.iter().find(|part| part.id == id)
}

impl Model<'_> {
    fn counting(&self) -> impl Iterator<Item = &Claims> {
        self.own().filter(|lic| self.counts(lic))
    }

    /// Those that are no emergency licences.
    fn standing(&self) -> impl Iterator<Item = &Claims> {
        self.counting().filter(|lic| lic.license().kind != "emergency")
    }

    pub(crate) fn edition(&self) -> Option<String> {
        let newest = self.standing().max_by_key(|lic| (lic.iat, lic.jti.clone(), lic.serial()));
        newest.map_or(Some("Entry".into()), |lic| lic.license().edition.clone())
    }

    pub(crate) fn ids(&self) -> BTreeSet<String> {
        let named = self.own().flat_map(|lic| &lic.license().entitlements).map(|part| part.id.clone());
        named.chain(self.ask.entry.iter().map(|(id, _)| (*id).to_owned())).collect()
    }

    pub(crate) fn metric(&self, id: &str) -> String {
        let age = |lic: &&Claims| (lic.iat, lic.jti.clone(), lic.serial(), self.payload(lic));
        let earliest = self.counting().filter(|lic| part_of(lic, id).is_some()).min_by_key(age);
        let chosen = earliest.or_else(|| self.own().filter(|lic| part_of(lic, id).is_some()).max_by_key(age));
        chosen.map_or("user".into(), |lic| part_of(lic, id).unwrap().metric.clone())
    }

    fn payload(&self, claims: &Claims) -> String {
        let own = self.papers.iter().find(|paper| std::ptr::eq(&raw const paper.claims, claims));
        own.unwrap().payload.clone()
    }

    fn shares(&self, id: &str) -> Vec<Share<'_>> {
        let metric = self.metric(id);
        let mut shares = Vec::new();
        for lic in self.counting() {
            let Some(part) = part_of(lic, id) else { continue };
            if part.metric != metric || part.exp.is_some_and(|end| self.now >= end) {
                continue;
            }
            let whole = part.quantity.as_ref().and_then(Value::as_u64);
            if !self.must_be_activated(lic.license()) {
                shares.push(Share { lic, part, quantity: whole, activation: None });
            } else if let Some((act, given)) = self.newest(lic, part) {
                shares.push(Share { lic, part, quantity: Some(given), activation: Some(act) });
            }
        }
        shares
    }

    fn source(share: &Share<'_>) -> Value {
        let lic = share.lic;
        let ends = [
            lic.exp.map(|end| end + lic.license().grace_days * DAY),
            share.part.exp,
            share.activation.and_then(|act| act.exp),
        ];
        let mut source = json!({ "jti": lic.jti, "serial": lic.serial() });
        if share.part.metric != "feature" {
            source["quantity"] = told(share.quantity.map(u128::from));
        }
        if let Some(act) = share.activation {
            source["activation"] = act.jti.clone().into();
        }
        if let Some(end) = ends.into_iter().flatten().min() {
            source["end"] = end.into();
        }
        source
    }

    fn entry(&self, id: &str) -> Option<u64> {
        let entry = self.ask.entry.iter().find(|(entry, _)| *entry == id);
        entry.map(|(_, number)| *number).filter(|_| self.standing().next().is_none())
    }

    /// What is granted: of a feature, whether it is.
    fn granted(&self, id: &str) -> Value {
        let shares = self.shares(id);
        if self.metric(id) == "feature" {
            return (!shares.is_empty()).into();
        }
        if let Some(entry) = self.entry(id) {
            return entry.into();
        }
        let standing = shares.iter().filter(|share| share.lic.license().kind != "emergency");
        told(standing.map(|share| share.quantity.map(u128::from)).sum())
    }

    /// What the one emergency licence that started first adds; a request has one answer.
    fn emergency(&self, id: &str) -> u64 {
        let start = |lic: &Claims| (lic.nbf.unwrap_or(lic.iat), lic.jti.clone(), lic.serial());
        let all: Vec<_> = self.counting().filter(|lic| lic.license().kind == "emergency").collect();
        let answers_again = |lic: &Claims| {
            let of_request = |other: &&&Claims| other.license().request == lic.license().request;
            all.iter().filter(of_request).any(|other| other.jti != lic.jti && start(other) < start(lic))
        };
        let metric = self.metric(id);
        let adds = |lic: &&&Claims| {
            let lasts = |part: &Entitlement| part.exp.is_none_or(|end| self.now < end);
            part_of(lic, id).is_some_and(|part| part.metric == metric && lasts(part)) && !answers_again(lic)
        };
        let first = all.iter().filter(adds).min_by_key(|lic| start(lic));
        let share =
            first.and_then(|first| self.shares(id).into_iter().find(|share| std::ptr::eq(share.lic, *first)));
        share.and_then(|share| share.quantity).unwrap_or(0)
    }

    fn allowed(&self, id: &str) -> Value {
        let emergency = u128::from(self.emergency(id));
        if let Some(entry) = self.entry(id) {
            return told(Some(u128::from(entry) + emergency));
        }
        let allowed = |share: &Share<'_>| match &share.part.overage {
            None => share.quantity.map(u128::from),
            Some(Value::String(_)) => None,
            Some(percent) => share
                .quantity
                .map(|of| u128::from(of) * u128::from(100 + percent["percent"].as_u64().unwrap()) / 100),
        };
        let shares = self.shares(id);
        let standing = shares.iter().filter(|share| share.lic.license().kind != "emergency");
        let sum: Option<u128> = standing.map(allowed).sum();
        told(sum.map(|sum| sum.min(LARGEST) + emergency))
    }

    fn next_change(&self, id: &str, later: &[Self]) -> Option<Value> {
        let now = (self.metric(id) == "feature", self.granted(id));
        let emergency = |model: &Self| if model.metric(id) == "feature" { 0 } else { model.emergency(id) };
        for then in later {
            let (is_feature, granted) = (then.metric(id) == "feature", then.granted(id));
            // Nothing is nothing, in whatever terms.
            let amount = |granted: &Value| if *granted == false { 0.into() } else { granted.clone() };
            if amount(&granted) != amount(&now.1) || emergency(then) != emergency(self) {
                // In the terms of the row as it is now.
                let granted = match (now.0, is_feature) {
                    (true, false) => false.into(),
                    (false, true) => 0.into(),
                    _ => granted,
                };
                let mut change = json!({ "at": then.now, "granted": granted });
                if !now.0 {
                    change["emergency"] = emergency(then).into();
                }
                return Some(change);
            }
        }
        None
    }

    pub(crate) fn row(&self, id: &str, later: &[Self]) -> Value {
        let (metric, granted) = (self.metric(id), self.granted(id));
        let named = |share: &&Share<'_>| metric == "feature" || share.lic.license().kind != "emergency";
        let shares = self.shares(id);
        let sources: Vec<Value> = shares.iter().filter(named).map(Self::source).collect();
        let mut row = json!({ "id": id, "metric": metric, "granted": granted });
        if metric != "feature" {
            let used = self.ask.usage.iter().find(|(used, _)| *used == id).map_or(0, |(_, number)| *number);
            let (granted, emergency) = (granted.as_u64(), self.emergency(id));
            let (most, total) = (self.allowed(id), granted.map(|granted| granted + emergency));
            let left = total.map(|total| total.saturating_sub(used));
            let above = granted.map_or(0, |granted| used.saturating_sub(granted));
            row["emergency"] = emergency.into();
            row["used"] = used.into();
            row["available"] = left.map_or("unlimited".into(), Value::from);
            row["emergency_used"] = emergency.min(above).into();
            row["over_by"] = total.map_or(0, |total| used.saturating_sub(total)).into();
            row["allowed"] = most.clone();
            row["state"] = match (total, left) {
                _ if most.as_u64().is_some_and(|most| used > most) => "over",
                (Some(total), _) if used > total => "overage",
                (Some(total), _) if used == total => "exhausted",
                (Some(total), Some(left)) if is_low(total, left) => "low",
                _ => "ok",
            }
            .into();
        }
        row["sources"] = sources.into();
        if let Some(change) = self.next_change(id, later) {
            row["next_change"] = change;
        }
        row
    }

    pub(crate) fn warnings(&self) -> Vec<Value> {
        let mut warnings = Vec::new();
        let mut warn = |applies: bool, warning: Value| warnings.extend(applies.then_some(warning));
        let by = self.floor().map_or(0, |floor| floor - self.ask.now);
        warn(by > DAY, json!({ "code": "clock_rollback", "by": by }));
        let by_version = self.own().any(|lic| lic.license().versions.is_some());
        warn(by_version && self.ask.version.is_none(), json!({ "code": "version_not_judged" }));
        warn(self.ask.told == Told::Any, json!({ "code": "host_not_judged" }));
        let mut own = self.of(ACTIVATION).filter(|act| self.is_of_account(act));
        let quorum = own.any(|act| act.act().host.quorum.is_some());
        let asks_alive = self.ask.told != Told::Any && self.ask.alive.is_none();
        warn(quorum && asks_alive, json!({ "code": "quorum_not_judged" }));
        for (id, slot, activations) in self.duplicate_slots() {
            warn(
                true,
                json!({ "code": "duplicate_slot", "id": id, "slot": slot, "activations": activations }),
            );
        }
        for n in self.forks() {
            warn(true, json!({ "code": "ledger_forked", "n": n }));
        }
        for list in self.own_lists() {
            let due = list.rev.as_ref().unwrap().next_update;
            warn(self.now >= due, json!({ "code": "revocation_stale", "jti": list.jti, "next_update": due }));
        }
        for id in self.ids() {
            for lic in self.counting() {
                let lasts = |part: &&Entitlement| part.exp.is_none_or(|end| self.now < end);
                let part = part_of(lic, &id).filter(lasts);
                let other = part.is_some_and(|part| part.metric != self.metric(&id));
                warn(other, json!({ "code": "metric_conflict", "id": id, "jti": lic.jti }));
            }
        }
        for (id, _) in &self.ask.usage {
            warn(!self.ids().contains(*id), json!({ "code": "usage_unknown", "id": id }));
        }
        warnings
    }

    /// As the command line ends.
    pub(crate) fn exit(&self) -> u8 {
        let fine = |paper| {
            let reasons = self.reasons(paper);
            let status = reasons.first().map_or("active", String::as_str);
            ["active", "expiring", "grace", "superseded"].contains(&status)
        };
        let over = self.ids().iter().any(|id| self.row(id, &[])["state"] == "over");
        let rows = self.rows.iter().map(|(paper, outcome)| match outcome {
            Err("activation_missing") => 1,
            Err(_) => 2,
            Ok(()) => u8::from(!fine(paper)),
        });
        rows.max().unwrap_or(0).max(u8::from(over))
    }
}

fn is_low(granted: u64, left: u64) -> bool {
    match granted {
        0 | 1 => false,
        2..=15 => left <= 1,
        16..=25 => left <= 2,
        26..=99 => left * 100 <= granted * 10,
        100..=999 => left * 100 <= granted * 8,
        _ => u128::from(left) * 100 <= u128::from(granted) * 5,
    }
}
