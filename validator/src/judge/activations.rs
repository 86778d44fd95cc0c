//! The activations of a set of files: which of them hold on this host, and when.

mod reasons;
mod slots;

pub(crate) use slots::{duplicate_slots, forks};

use crate::documents::activation::Activation;
use crate::documents::deactivation::Deactivation;
use crate::documents::license::License;
use crate::judge::account::Judged;
use crate::judge::member::Member;
use crate::judge::question::{Host, Question};
use crate::judge::revocations::Revocations;
use crate::judge::status::Reason;
use crate::values::period::{Period, Periods};
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::verify::verified::Verified;
use crate::verify::verified_document::VerifiedDocument;
use countersign_reader::sort;

/// The activations, each document once, those of one identity together by their serials.
pub(crate) struct Activations<'a> {
    all: Vec<Activated<'a>>,
}

/// One activation among the others.
pub(crate) struct Activated<'a> {
    pub(crate) activation: &'a Verified<Activation>,
    /// The key that a licence delegates to, where such a one signed it.
    pub(crate) delegate: Option<Thumbprint>,
    revoked: Option<Reason>,
    conflicts: bool,
    /// Why it is not of the judged account.
    foreign: Vec<Reason>,
    license_missing: Option<Reason>,
    wrong_host: Option<Reason>,
    deactivated: Option<Reason>,
    quorum_missing: Option<Reason>,
    /// The newest one that has its place at the judged instant.
    successor: Option<&'a Activation>,
    /// The licences that it serves, by their index, and when.
    serves: Vec<(usize, Periods)>,
    /// When it holds here, as far as its licence does.
    periods: Periods,
}

/// What a set of files tells about activations, and what is asked.
pub(crate) struct Setting<'s, 'a> {
    pub(crate) members: &'s [Member<'a>],
    pub(crate) judged: Judged<'s>,
    pub(crate) revocations: &'s Revocations<'a>,
    pub(crate) receipts: &'s [&'a Verified<Deactivation>],
    pub(crate) question: &'s Question,
}

impl<'a> Activations<'a> {
    /// The activations among documents of every type.
    pub(crate) fn among(
        documents: impl Iterator<Item = &'a VerifiedDocument>,
        setting: &Setting<'_, 'a>,
    ) -> Self {
        let activations: Vec<&'a Verified<Activation>> =
            documents.filter_map(VerifiedDocument::activation).collect();
        Self::new(&activations, setting)
    }

    fn new(activations: &[&'a Verified<Activation>], setting: &Setting<'_, 'a>) -> Self {
        let place = |index: usize| {
            let activation = activations[index];
            (identity(activation), activation.serial, activation.payload())
        };
        let order = sort::order(activations.len(), &|a, b| place(a).cmp(&place(b)));
        let mut all: Vec<Activated<'a>> = Vec::new();
        for activation in order.into_iter().map(|index| activations[index]) {
            if all.last().is_none_or(|last| last.activation.payload() != activation.payload()) {
                all.push(setting.weigh(activation));
            }
        }
        for same in all.chunk_by_mut(|a, b| {
            identity(a.activation) == identity(b.activation) && a.activation.serial == b.activation.serial
        }) {
            let several = same.len() > 1;
            same.iter_mut().for_each(|activated| activated.conflicts = several);
        }
        Self { all }
    }

    /// Finds out when each holds, once it is known which instant is judged.
    pub(crate) fn settle(&mut self, now: UnixTime) {
        let mut reigns: Vec<Periods> = vec![Periods::default(); self.all.len()];
        let mut successors: Vec<Option<&'a Activation>> = vec![None; self.all.len()];
        self.supersede_by_serial(now, &mut reigns, &mut successors);
        self.supersede_by_name(now, &mut reigns, &mut successors);
        for ((activated, reigns), successor) in self.all.iter_mut().zip(reigns).zip(successors) {
            activated.successor = successor;
            if activated.holds_here() {
                activated.periods = reigns.gaps_in(activated.own_period());
            }
        }
    }

    /// A higher serial has the place of the lower ones of its identity while its time is.
    fn supersede_by_serial(
        &self,
        now: UnixTime,
        reigns: &mut [Periods],
        successors: &mut [Option<&'a Activation>],
    ) {
        let mut start = 0;
        for same in self.all.chunk_by(|a, b| identity(a.activation) == identity(b.activation)) {
            let (mut taken, mut newest) = (Periods::default(), None);
            let mut waiting: Vec<&Activated<'a>> = Vec::new();
            for (offset, activated) in same.iter().enumerate().rev() {
                let lower = |other: &&Activated<'_>| other.activation.serial > activated.activation.serial;
                for higher in waiting.extract_if(.., |other| lower(other)) {
                    taken.insert(higher.own_period());
                    if higher.own_period().contains(now) && newest.is_none() {
                        newest = Some(&**higher.activation);
                    }
                }
                reigns[start + offset] = taken.clone();
                successors[start + offset] = newest;
                if activated.is_effective() {
                    waiting.push(activated);
                }
            }
            start += same.len();
        }
    }

    /// An activation has the place of the one that it says it replaces, while its time is.
    fn supersede_by_name(
        &self,
        now: UnixTime,
        reigns: &mut [Periods],
        successors: &mut [Option<&'a Activation>],
    ) {
        for activated in self.all.iter().filter(|activated| activated.is_effective()) {
            let Some(replaced) = activated.activation.replaces.as_deref() else { continue };
            if replaced == activated.activation.id {
                continue;
            }
            let own = identity(activated.activation);
            let named = (own.0, own.1, own.2, own.3, replaced);
            let first = self.all.partition_point(|other| identity(other.activation) < named);
            let count = self.all[first..].partition_point(|other| identity(other.activation) == named);
            for index in first..first + count {
                reigns[index].insert(activated.own_period());
                if activated.own_period().contains(now) {
                    successors[index] = newer(successors[index], activated.activation);
                }
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Activated<'a>> {
        self.all.iter()
    }

    /// The one that a document is.
    pub(crate) fn of(&self, activation: &Verified<Activation>) -> Option<&Activated<'a>> {
        let place = |activation: &Verified<Activation>| (activation.serial, activation.payload().to_vec());
        let found = self.all.binary_search_by(|other| {
            identity(other.activation)
                .cmp(&identity(activation))
                .then_with(|| place(other.activation).cmp(&place(activation)))
        });
        found.ok().map(|index| &self.all[index])
    }

    /// When the activations of a licence activate it, the newest activation first.
    pub(crate) fn activating(&self, members: &[Member<'a>]) -> Vec<Activating<'a>> {
        let mut activating = Vec::new();
        for activated in &self.all {
            for (member, served) in &activated.serves {
                let periods = activated.periods.common(served);
                if !periods.is_empty() {
                    let (activation, delegate) = (activated.activation, activated.delegate);
                    let licensed = &**members[*member].license;
                    activating.push(Activating { member: *member, activation, delegate, licensed, periods });
                }
            }
        }
        let age = |index: usize| {
            let Activating { member, activation, .. } = &activating[index];
            (*member, std::cmp::Reverse((activation.issued, activation.serial, &activation.id)))
        };
        let order = sort::order(activating.len(), &|a, b| age(a).cmp(&age(b)));
        order.into_iter().map(|index| activating[index].clone()).collect()
    }

    /// The latest issue of an issuer's activations of the account, of each identity the highest serial.
    pub(crate) fn floor(&self) -> impl Iterator<Item = UnixTime> {
        let own = self.all.iter().filter(|activated| {
            activated.foreign.is_empty() && activated.delegate.is_none() && activated.revoked.is_none()
        });
        let own: Vec<_> = own.collect();
        let newest: Vec<UnixTime> = own
            .chunk_by(|a, b| identity(a.activation) == identity(b.activation))
            .filter_map(|serials| serials.last().map(|activated| activated.activation.issued))
            .collect();
        newest.into_iter()
    }

    /// The licences, by their index, that an activation which was deactivated here serves.
    pub(crate) fn deactivated(&self, now: UnixTime) -> impl Iterator<Item = usize> {
        let deactivated = self.all.iter().filter(move |activated| activated.is_deactivated());
        deactivated.flat_map(move |activated| {
            let serving = activated.serves.iter().filter(move |(_, served)| served.contains(now));
            serving.map(|(member, _)| *member)
        })
    }

    /// Whether an activation of the account's is that of three servers, and which of them are alive is not known.
    pub(crate) fn lacks_alive(&self, question: &Question) -> bool {
        let asks =
            |activated: &Activated<'_>| activated.activation.host.has_quorum && activated.foreign.is_empty();
        question.alive.is_none() && question.host != Host::Any && self.all.iter().any(asks)
    }
}

/// An activation that activates a licence at times.
#[derive(Clone)]
pub(crate) struct Activating<'a> {
    /// The licence, by its index.
    pub(crate) member: usize,
    pub(crate) activation: &'a Verified<Activation>,
    pub(crate) delegate: Option<Thumbprint>,
    /// The licence.
    pub(crate) licensed: &'a License,
    pub(crate) periods: Periods,
}

impl Activated<'_> {
    /// Whether it may take another's place: nobody revoked it, and nothing contradicts it.
    fn is_effective(&self) -> bool {
        self.revoked.is_none() && !self.conflicts
    }

    /// Whether it holds here while its time is, and nothing has its place.
    fn holds_here(&self) -> bool {
        let refused = [&self.license_missing, &self.wrong_host, &self.deactivated, &self.quorum_missing];
        self.is_effective() && self.foreign.is_empty() && refused.iter().all(|reason| reason.is_none())
    }

    /// Whether its status is `deactivated`.
    fn is_deactivated(&self) -> bool {
        self.is_effective()
            && self.successor.is_none()
            && self.foreign.is_empty()
            && self.license_missing.is_none()
            && self.wrong_host.is_none()
            && self.deactivated.is_some()
    }

    fn own_period(&self) -> Period {
        Period::new(self.activation.not_before, self.activation.expires)
    }
}

/// What makes two activations serials of one.
pub(crate) fn identity(activation: &Activation) -> (&str, &str, &str, &str, &str) {
    (&activation.issuer, &activation.product, &activation.account, &activation.license, &activation.id)
}

fn newer<'a>(one: Option<&'a Activation>, other: &'a Activation) -> Option<&'a Activation> {
    let age = |activation: &'a Activation| (activation.issued, activation.serial, &*activation.id);
    match one {
        Some(one) if age(one) >= age(other) => Some(one),
        _ => Some(other),
    }
}
