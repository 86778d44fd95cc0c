//! The emergency licences that answer one request.

use super::Member;
use crate::documents::license::License;
use crate::judge::history::EmergencyStart;
use crate::values::by_name::ByName;
use crate::values::period::{Period, Periods};
use crate::values::time::UnixTime;
use countersign_reader::sort;

/// The emergency licences that answer a request, for each request, in the order in which they start. One
/// that another answer corrects, by naming it, is none.
fn answers(members: &[Member<'_>]) -> Vec<Vec<usize>> {
    let answers: Vec<usize> = (0..members.len())
        .filter(|&index| members[index].is_emergency() && members[index].takes_effect())
        .collect();
    let request = |index: usize| (members[index].place.account, members[index].license.request.as_deref());
    let start = |index: usize| (members[index].license.start(), members[index].place.id);
    let order = sort::order(answers.len(), &|a, b| {
        let (a, b) = (answers[a], answers[b]);
        (request(a), start(a)).cmp(&(request(b), start(b)))
    });
    let order: Vec<usize> = order.into_iter().map(|index| answers[index]).collect();
    let groups = order.chunk_by(|&a, &b| request(a) == request(b)).map(|same| {
        let mut corrected: ByName<'_, Option<UnixTime>> = ByName::default();
        for license in same.iter().map(|&index| members[index].license) {
            for id in license.supersedes.iter().filter(|id| **id != license.id) {
                let latest = corrected.at(id);
                *latest = Some(license.issued).max(*latest);
            }
        }
        let stands =
            |license: &License| corrected.get(&license.id).is_none_or(|by| *by < Some(license.issued));
        same.iter().copied().filter(|&index| stands(members[index].license)).collect()
    });
    groups.collect()
}

/// Of the emergency licences that answer one request, only the one that starts first is its answer. Its later
/// serials are it again.
pub(super) fn mark_second_answers(members: &mut [Member<'_>]) {
    for same in answers(members) {
        for &index in &same {
            members[index].answers_again = members[index].place.id != members[same[0]].place.id;
        }
    }
}

/// A request is worth one emergency: while an answer counts, those that start later add nothing; and nothing
/// for good where it is remembered that the emergency of an earlier one started here.
pub(super) fn spend_requests(members: &mut [Member<'_>], started: &[EmergencyStart]) {
    for same in answers(members) {
        // An answer starts when its first serial does.
        let mut first: ByName<'_, Option<usize>> = ByName::default();
        for (nth, &index) in same.iter().enumerate() {
            first.at(members[index].place.id).get_or_insert(nth);
        }
        let rank = |nth: usize| first.get(members[same[nth]].place.id);
        let order = sort::order(same.len(), &|a, b| rank(a).cmp(&rank(b)));
        let mut earlier = Periods::default();
        for answer in order.chunk_by(|&a, &b| rank(a) == rank(b)).map(<[usize]>::to_vec).collect::<Vec<_>>() {
            let mut own = Periods::default();
            for &nth in &answer {
                members[same[nth]].spent = earlier.clone();
                members[same[nth]].periods.iter().for_each(|period| own.insert(period));
            }
            let id = members[same[answer[0]]].place.id;
            if started.iter().any(|start| start.license == id) {
                own.insert(Period::new(None, None));
            }
            own.iter().for_each(|period| earlier.insert(period));
        }
    }
}
