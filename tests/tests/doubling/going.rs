//! All the way with an input, each step timed.

use countersign::{
    Change, DocumentOutcome, Envelope, LimitRow, Question, State, TrustedKeys, Verifier, fold_case, judge,
};
use countersign_tests::TestKey;
use countersign_tests::judging::at;
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use crate::making::{Input, root};
use crate::{DAY, NOW};

/// How long each step took.
pub(crate) type Times = BTreeMap<&'static str, Duration>;

fn timed<T>(times: &mut Times, step: &'static str, run: impl FnOnce() -> T) -> T {
    let start = used();
    let result = black_box(run());
    times.insert(step, used() - start);
    result
}

/// The processor's time that this thread used: others that run beside it do not count.
pub(crate) fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// Goes all the way with an input.
pub(crate) fn go(input: &Input) -> Times {
    let mut times = Times::new();
    let jwk = |key: &TestKey, members: &str| key.jwk(members);
    let root = jwk(&root(), r#","uses":["trust+jwt"],"issuer":"https://vendor.example""#);
    let own =
        [root, jwk(&TestKey::vendor(), r#","issuer":"https://vendor.example""#), jwk(&TestKey::second(), "")];
    let set =
        format!("{{\"keys\":[{}]}}", own.iter().chain(&input.keys).cloned().collect::<Vec<_>>().join(","));
    let own = timed(&mut times, "keys", || TrustedKeys::parse(set.as_bytes())).unwrap();
    let verifier = Verifier::new(own.clone());
    let mut question = Question::at(at(NOW));
    (question.usage, question.entry) = (input.usage.clone(), input.entry.clone());
    (question.product, question.account) = (Some("orange-uce".into()), Some("site-1".into()));
    let contents: Vec<(&str, &[u8])> = input.files.iter().map(|bytes| ("a", &bytes[..])).collect();
    let later: Vec<(&str, &[u8])> = input.later.iter().map(|bytes| ("b", &bytes[..])).collect();

    timed(&mut times, "read", || contents.iter().filter(|(_, bytes)| Envelope::read(bytes).is_ok()).count());
    let opened = timed(&mut times, "open", || verifier.open(contents.iter().copied()));
    let report = timed(&mut times, "judge", || judge(&opened.files, &question)).unwrap();
    let refused = report.documents.iter().find(|row| matches!(row.outcome, DocumentOutcome::Refused { .. }));
    assert_eq!(refused, None, "what is refused is not looked at");
    timed(&mut times, "decide", || {
        let decide = |row: &LimitRow| report.decide(row.id(), 1).is_allowed();
        let allowed = report.limits.iter().filter(|row| decide(row)).count();
        let start = |row: &&LimitRow| report.may_start_emergency(row.id()).is_ok();
        (allowed, report.limits.iter().filter(start).count(), report.decide_device("f1", 1))
    });
    timed(&mut times, "write the report", || serde_json::to_string(&report)).unwrap();
    timed(&mut times, "preview", || verifier.preview(&contents, Change::Remove(0), &question)).unwrap();

    let stored = [State::new(fold_case).to_lines(), input.lines.clone()].concat();
    let (mut state, _) = timed(&mut times, "parse", || State::parse(stored.as_bytes(), fold_case));
    let verifier = timed(&mut times, "keys beside", || Verifier::new(state.keys_beside(&own)));
    timed(&mut times, "add", || state.add(contents.iter().copied(), &verifier, at(NOW - DAY)));
    if !input.later.is_empty() {
        state.observe(&verifier, &question).unwrap();
        let before = state.clone();
        timed(&mut times, "add the later", || state.add(later.iter().copied(), &verifier, at(NOW)));
        timed(&mut times, "preview", || before.preview(&state, &verifier, &question)).unwrap();
    }
    let report = timed(&mut times, "observe", || state.observe(&verifier, &question)).unwrap();
    timed(&mut times, "over", || {
        let over = |row: &LimitRow| report.over(row.id(), &state.roster).len();
        report.limits.iter().map(over).sum::<usize>()
    });
    timed(&mut times, "decide of a person", || report.decide_person("users", &state.roster, "u1"));
    let lines = timed(&mut times, "write the state", || state.to_lines());
    let (read, _) = timed(&mut times, "read the state", || State::parse(lines.as_bytes(), fold_case));
    timed(&mut times, "merge", || state.merge(read));
    let digests: Vec<[u8; 32]> = state.documents().iter().map(|document| document.digest()).collect();
    let opened = state.open(&verifier);
    timed(&mut times, "remove", || digests.iter().filter(|digest| state.remove(digest, at(NOW))).count());
    question.now = at(NOW + DAY);
    timed(&mut times, "judge the removed", || state.report_opened(&opened, &question)).unwrap();
    times
}
