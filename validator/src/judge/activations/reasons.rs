//! Why an activation does not hold here.

use super::{Activated, Setting};
use crate::documents::activation::{ActivatedHost, Activation, Matching};
use crate::documents::license::License;
use crate::judge::member::Member;
use crate::judge::question::{Host, HostProof};
use crate::judge::status::{Reason, Side, Status};
use crate::values::period::{Period, Periods};
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;

/// How many of three redundant servers must be alive.
const QUORUM: usize = 2;

impl<'a> Setting<'_, 'a> {
    /// Weighs an activation by itself, before it is known what has its place.
    pub(super) fn weigh(&self, activation: &'a Verified<Activation>) -> Activated<'a> {
        let delegate = delegate(activation);
        let foreign = self.judged.activation_mismatches(activation, delegate.is_some());
        let issuer = match delegate {
            None => Some(&*activation.issuer),
            Some(_) => self.judged.issuer,
        };
        let revoked =
            issuer.and_then(|issuer| self.revocations.activation_reason(activation, issuer, delegate));
        let serves = self.serves(activation, delegate);
        Activated {
            activation,
            delegate,
            revoked,
            conflicts: false,
            foreign,
            license_missing: self.license_missing(activation, delegate),
            wrong_host: wrong_host(&activation.host, &self.question.host),
            deactivated: self.deactivated(activation),
            quorum_missing: self.quorum_missing(&activation.host),
            successor: None,
            serves,
            periods: Periods::default(),
        }
    }

    /// The licences of its name in the judged account, by their serials.
    fn licenses(&self, activation: &Activation) -> impl Iterator<Item = (usize, &Member<'a>)> {
        let before = |member: &Member<'_>| member.place.account_and_id() < self.place(activation);
        let first = self.members.partition_point(|member| before(member));
        let of_name = |member: &Member<'_>| member.place.account_and_id() == self.place(activation);
        let count = self.members[first..].partition_point(|member| of_name(member));
        (first..first + count).map(|index| (index, &self.members[index]))
    }

    fn place<'s>(&'s self, activation: &'s Activation) -> (crate::judge::account::Account<'s>, &'s str) {
        let account = crate::judge::account::Account {
            issuer: self.judged.issuer.unwrap_or_default(),
            product: self.judged.product.unwrap_or_default(),
            name: self.judged.name.unwrap_or_default(),
        };
        (account, &activation.license)
    }

    fn license_missing(&self, activation: &Activation, delegate: Option<Thumbprint>) -> Option<Reason> {
        let mut present = self.licenses(activation).filter(|(_, member)| member.removed.is_none());
        let is_there = present.any(|(_, member)| delegate.is_none_or(|key| names(member.license, key)));
        let needed = match delegate {
            None => activation.license.clone(),
            Some(key) => format!("{}, which delegates to {key}", activation.license),
        };
        let reason =
            Reason { code: Status::LicenseMissing, found: Side::Nothing, needed: Side::Text(needed) };
        (!is_there).then_some(reason)
    }

    /// The licences that it serves, by their index, and when: a delegated one only while no higher serial that
    /// has started leaves its signer out.
    fn serves(&self, activation: &Activation, delegate: Option<Thumbprint>) -> Vec<(usize, Periods)> {
        let mut serves = Vec::new();
        let mut left_out: Option<i64> = None;
        let mut same_serial: Option<(u64, Option<i64>)> = None;
        let mut licenses: Vec<_> = self.licenses(activation).collect();
        licenses.reverse();
        for (index, member) in licenses {
            let license = member.license;
            // Of serials that contradict each other none leaves the signer out.
            let higher = match same_serial {
                Some((serial, higher)) if serial == license.serial => higher,
                _ => left_out,
            };
            same_serial = Some((license.serial, higher));
            let is_named = delegate.is_none_or(|key| names(license, key));
            let is_served = is_named
                && license.serial >= activation.license_serial
                && license.activation_serial.is_none_or(|least| least <= activation.license_serial);
            if is_served {
                let end = higher.map(UnixTime::from_sum);
                let mut periods = Periods::default();
                periods.insert(Period::new(None, end));
                serves.push((index, periods));
            }
            if !is_named && member.holds() && !member.conflicts() {
                let start = license.not_before.map_or(i64::MIN, UnixTime::as_secs);
                left_out = Some(left_out.map_or(start, |known| known.min(start)));
            }
        }
        serves
    }

    fn deactivated(&self, activation: &Activation) -> Option<Reason> {
        let name = activation.name();
        let receipts = self.receipts.iter().filter(|receipt| receipt.activation == name);
        let noted = self.question.history.deactivations.iter().filter(|noted| noted.activation == name);
        let upto = receipts.map(|receipt| receipt.serial).chain(noted.map(|noted| noted.serial)).max()?;
        let needed = Side::Serial(upto.saturating_add(1));
        let reason = Reason { code: Status::Deactivated, found: Side::Serial(activation.serial), needed };
        (upto >= activation.serial).then_some(reason)
    }

    fn quorum_missing(&self, host: &ActivatedHost) -> Option<Reason> {
        let alive =
            self.question.alive.as_ref().filter(|_| host.has_quorum && self.question.host != Host::Any)?;
        let living: Vec<_> = host.lock_codes.iter().filter(|code| alive.contains(code)).collect();
        let found = Side::AnyOf(living.iter().map(ToString::to_string).collect());
        let needed = Side::AnyOf(host.lock_codes.iter().map(ToString::to_string).collect());
        (living.len() < QUORUM).then_some(Reason { code: Status::QuorumMissing, found, needed })
    }
}

impl Activated<'_> {
    /// Every reason for its status at the judged instant, in the order of [`Status`].
    pub(crate) fn reasons(&self, members: &[Member<'_>], now: UnixTime) -> Vec<Reason> {
        let activation = self.activation;
        let mut reasons: Vec<Reason> = self.revoked.iter().cloned().collect();
        if self.conflicts {
            let (found, needed) = (Side::Serial(activation.serial), Side::Text("one document".into()));
            reasons.push(Reason { code: Status::Conflict, found, needed });
        }
        if let Some(by) = self.successor {
            let side =
                |activation: &Activation| Side::Text(format!("{} {}", activation.id, activation.serial));
            reasons.push(Reason { code: Status::Superseded, found: side(activation), needed: side(by) });
        }
        reasons.extend(self.foreign.iter().cloned());
        reasons.extend(self.license_missing.clone());
        let served: Vec<&Member<'_>> = self
            .serves
            .iter()
            .filter(|(index, periods)| members[*index].removed.is_none() && periods.contains(now))
            .map(|(index, _)| &members[*index])
            .collect();
        if served.is_empty() && self.license_missing.is_none() {
            let found = Side::Text(format!("{} {}", activation.license, activation.license_serial));
            let needed = Side::Text("an activation for the licence as it is now".into());
            reasons.push(Reason { code: Status::LicenseOutdated, found, needed });
        }
        reasons.extend(self.wrong_host.clone());
        reasons.extend(self.deactivated.clone());
        reasons.extend(self.quorum_missing.clone());
        let time = |code, needed| Reason { code, found: Side::Instant(now), needed: Side::Instant(needed) };
        if let Some(start) = activation.not_before.filter(|start| now < *start) {
            reasons.push(time(Status::NotYetValid, start));
        }
        if let Some(end) = activation.expires.filter(|end| now >= *end) {
            reasons.push(time(Status::Expired, end));
        }
        if let Some(newest) = served.iter().max_by_key(|member| member.license.serial)
            && !served.iter().any(|member| member.counts)
        {
            let status = Status::of(newest.reasons(now).first().map(|reason| &reason.code));
            let (found, needed) = (Side::text(status.as_str()), Side::Text("a licence that counts".into()));
            reasons.push(Reason { code: Status::LicenseInactive, found, needed });
        }
        reasons
    }
}

/// The key that a licence delegates to, where such a one signed in its own name.
fn delegate(activation: &Verified<Activation>) -> Option<Thumbprint> {
    activation.issuer.parse().ok().filter(|own| activation.signers().contains(own))
}

fn names(license: &License, key: Thumbprint) -> bool {
    license.delegates.iter().any(|delegate| delegate.key.thumbprint() == key)
}

fn wrong_host(needed: &ActivatedHost, host: &Host) -> Option<Reason> {
    let proof = match host {
        Host::Any => return None,
        Host::Unknown => None,
        Host::LockCode(code) => Some(HostProof::typed(*code)),
        Host::Proved(proof) => Some(proof.clone()),
    };
    let codes = || Side::AnyOf(needed.lock_codes.iter().map(ToString::to_string).collect());
    let reason = |found, needed| Some(Reason { code: Status::WrongHost, found, needed });
    let Some(proof) = proof else { return reason(Side::Nothing, codes()) };
    if !is_recognised(needed, &proof) {
        return reason(Side::text(proof.lock_code), codes());
    }
    match &needed.key {
        Some(key) if proof.key != Some(key.thumbprint()) => {
            reason(proof.key.map_or(Side::Nothing, Side::text), Side::text(key.thumbprint()))
        }
        _ => None,
    }
}

/// Whether a host is the one, by its lock code or by its parts.
fn is_recognised(needed: &ActivatedHost, proof: &HostProof) -> bool {
    if needed.lock_codes.contains(&proof.lock_code) {
        return true;
    }
    let equal: Vec<_> = needed.parts.iter().filter(|part| proof.parts.contains(part)).collect();
    let enough = match needed.matching {
        Matching::All => equal.len() == needed.parts.len(),
        Matching::AtLeast(least) => equal.len() >= least,
    };
    !needed.parts.is_empty() && enough && equal.iter().any(|part| part.name().identifies())
}
