//! What was bought since an emergency started.

use super::{Circumstances, Start};
use crate::documents::license::License;
use crate::documents::license::{LicenseKind, Quantity};
use crate::judge::limits::Limits;
use crate::judge::member::{Member, members, settle};
use crate::values::by_id::Amounts;
use crate::values::by_name::ByName;
use crate::verify::verified::Verified;
use countersign_reader::sort;

/// Whether something was bought that ends an emergency.
pub(super) struct Purchases<'o, 'a> {
    own: &'o [&'o Member<'a>],
    case: &'o Circumstances<'o, 'a>,
    /// The licences that grant anything for good or may have the place of one that does, by their digests,
    /// in their order; found out when they are asked for.
    digests: Option<Vec<([u8; 32], usize)>>,
    /// What was bought, by the licences that were known before, in the order of these.
    lifts: Vec<(Vec<usize>, Option<Lift>)>,
}

/// What licences that were not known before grant besides those that were.
struct Lift {
    /// What the licences that were known would grant now, also those that were taken out.
    before: Vec<(String, Quantity)>,
    /// What is granted with the others.
    after: Vec<(String, Quantity)>,
}

impl<'o, 'a> Purchases<'o, 'a> {
    pub(super) fn new(own: &'o [&'o Member<'a>], case: &'o Circumstances<'o, 'a>) -> Self {
        Self { own, case, digests: None, lifts: Vec::new() }
    }

    /// Whether something was bought that ends the emergency: licences that were not known before its start,
    /// and that lift what is granted above what the known ones would give, and to the highest usage since.
    pub(super) fn is_settled(&mut self, id: &str, start: &Start<'_>) -> bool {
        // What nothing is remembered of is over when its licence is.
        let Some(record) = start.record else { return self.case.now >= start.end };
        if record.settled.is_some() {
            return true;
        }
        let Some(lift) = self.lift(&record.seen) else { return false };
        let granted = |grants: &[(String, Quantity)]| {
            let index = grants.binary_search_by(|(other, _)| other.as_str().cmp(id));
            index.map_or(Quantity::ZERO, |index| grants[index].1)
        };
        let (before, after) = (granted(&lift.before), granted(&lift.after));
        let peak = record.peak.max(self.case.question.usage.get(id).unwrap_or(0));
        after > before && after >= Quantity::Limited(peak)
    }

    /// What was bought besides the licences that were seen; none where nothing was.
    fn lift(&mut self, seen: &[[u8; 32]]) -> Option<&Lift> {
        let digests = self.digests.get_or_insert_with(|| lasting(self.own));
        let found = |digest: &[u8; 32]| digests.binary_search_by(|(other, _)| other.cmp(digest)).ok();
        let known = seen.iter().filter_map(found).map(|index| digests[index].1).collect();
        let mut known: Vec<usize> = sort::sorted(known, |a, b| a.cmp(b));
        known.dedup();
        let place = self.lifts.binary_search_by(|(other, _)| other.cmp(&known));
        if let Err(place) = place {
            let all: Vec<usize> = digests.iter().map(|(_, index)| *index).collect();
            let lift = self.look_for(&known, all);
            self.lifts.insert(place, (known, lift));
        }
        let (Ok(place) | Err(place)) = place;
        self.lifts[place].1.as_ref()
    }

    /// What was bought besides licences that were known, in the order of their indices.
    fn look_for(&self, known: &[usize], all: Vec<usize>) -> Option<Lift> {
        let is_bought = |index: &usize| {
            let member = self.own[*index];
            let is_new = member.license.kind == LicenseKind::Standard && member.removed.is_none();
            is_new && known.binary_search(index).is_err()
        };
        let bought: Vec<usize> = all.into_iter().filter(is_bought).collect();
        if bought.is_empty() {
            return None;
        }
        let present = known.iter().copied().filter(|&index| self.own[index].removed.is_none());
        let after = self.granted(present.chain(bought).collect());
        Some(Lift { before: self.granted(known.to_vec()), after })
    }

    /// What these licences alone would grant now, also those of them that were taken out.
    fn granted(&self, licenses: Vec<usize>) -> Vec<(String, Quantity)> {
        let case = self.case;
        let licenses: Vec<&Verified<License>> =
            licenses.into_iter().map(|index| self.own[index].license).collect();
        let mut members = members(&licenses, case.judged, case.revocations, case.question);
        for member in &mut members {
            // Both are in the order of their places.
            if let Ok(index) = self.own.binary_search_by(|own| own.place.cmp(&member.place)) {
                member.activate_as(self.own[index]);
            }
        }
        settle(&mut members, &[], case.now);
        let members: Vec<&Member<'_>> = members.iter().collect();
        Limits::new(&members, &Amounts::default(), &[], case.now).grants()
    }
}

/// The licences that grant anything for good, or may have the place of one that does, by their digests: all
/// but the emergency licences that replace none of these.
fn lasting(own: &[&Member<'_>]) -> Vec<([u8; 32], usize)> {
    let standing = own.iter().filter(|member| !member.is_emergency());
    let mut ids: ByName<'_, bool> = ByName::default();
    standing.for_each(|member| *ids.at(&member.license.id) = true);
    let may_replace = |id: &String| ids.get(id).is_some();
    let lasting = own.iter().enumerate().filter(|(_, member)| {
        let License { id, supersedes, .. } = &**member.license;
        may_replace(id) || supersedes.iter().any(may_replace)
    });
    let digests: Vec<_> = lasting.map(|(index, member)| (member.license.digest(), index)).collect();
    let order = sort::order(digests.len(), &|a, b| digests[a].0.cmp(&digests[b].0));
    order.into_iter().map(|index| digests[index]).collect()
}
